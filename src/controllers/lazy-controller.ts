import type {CSSResult, LitElement, ReactiveController} from 'lit';
import type {LazyPart} from '../model/lazy-part.js';

/** Has a part loaded when its element needs it, and draws the element again once it is there, with its styles. */
export class LazyController<Part extends {readonly styles?: CSSResult}> implements ReactiveController {
  /** It could not be loaded: the element has to do without for now. */
  hasFailed = false;
  private loading: Promise<void> | undefined;
  private hasStyles = false;
  /** Not by the very update that a failure asks for. */
  private mayRetry = true;

  constructor(
    private readonly host: LitElement,
    private readonly part: LazyPart<Part>,
    private readonly isNeeded: () => boolean,
  ) {
    host.addController(this);
  }

  get value(): Part | undefined {
    return this.part.value;
  }

  hostUpdate(): void {
    const {value, mayRetry} = this;
    this.mayRetry = true;
    if (!this.isNeeded()) return;
    if (value) this.adoptStyles(value);
    else if (mayRetry) void this.load();
  }

  load(): Promise<void> {
    return (this.loading ??= this.part
      .load()
      .then((part) => {
        this.hasFailed = false;
        this.adoptStyles(part);
      })
      .catch(() => {
        this.hasFailed = true;
        this.mayRetry = false;
        this.loading = undefined;
      })
      .then(() => this.host.requestUpdate()));
  }

  private adoptStyles({styles}: Part): void {
    if (this.hasStyles || !styles?.styleSheet) return;
    this.hasStyles = true;
    this.host.shadowRoot?.adoptedStyleSheets.push(styles.styleSheet);
  }
}
