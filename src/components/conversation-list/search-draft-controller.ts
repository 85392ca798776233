import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** How long a pause in typing means that the word is complete, in milliseconds. */
const TYPING_PAUSE = 250;

/** The text of a search field: what is typed now, handed on after a pause. */
export class SearchDraftController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #submit: () => void;
  #typed = '';
  #isComposing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, submit: () => void) {
    this.#host = host;
    this.#submit = submit;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.settle();
  }

  get text(): string {
    return this.#typed;
  }

  /** What to search for; nothing when the field is blank. */
  get search(): string | undefined {
    return this.#typed.trim() || undefined;
  }

  /** Takes what the reader typed. While an input method composes, the word is not there yet. */
  type(text: string, isComposing: boolean): void {
    this.settle();
    this.#typed = text;
    this.#isComposing = isComposing;
    if (!isComposing) this.#timer = setTimeout(() => this.submitNow(), TYPING_PAUSE);
    this.#host.requestUpdate();
  }

  submitNow(): void {
    this.settle();
    this.#submit();
  }

  clear(): void {
    this.settle();
    this.#typed = '';
    this.#host.requestUpdate();
  }

  /** Shows a search that was set from outside, unless the reader is in the middle of typing another. */
  follow(search: string | undefined): void {
    if (this.#timer === undefined && !this.#isComposing && search !== this.search) this.#typed = search ?? '';
  }

  /** Drops a submission that waits for the pause. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
