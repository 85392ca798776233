import {html, nothing, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {LateElements} from '../../controllers/late-elements.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';
import {isLetterKey} from '../../util/letter-key.js';
import type {ThreadView} from './thread-view.js';

export interface ThreadSearchParts {
  /** What there is to search; nothing before the first drawing. */
  readonly view: () => ThreadView | undefined;
  readonly showMessage: (key: string) => void;
  /** Has the focus when the search is closed. */
  readonly scroller: () => HTMLElement | null;
}

/** The search bar of a thread: opened by key or request, closed by the bar itself or with its conversation. */
export class ThreadSearchController implements ReactiveController, EventListenerObject {
  /** The key of the message that was found last. */
  foundKey?: string;
  readonly #host: LitElement;
  readonly #parts: ThreadSearchParts;
  #isOpen = false;
  /** Most readers never ask for it. */
  readonly #late: LateElements;
  #wantsFocus = false;
  #root: Node | undefined;

  constructor(host: LitElement, parts: ThreadSearchParts) {
    this.#host = host;
    this.#parts = parts;
    this.#late = new LateElements(
      host,
      () => import('../thread-search/define.js'),
      () => this.#isOpen,
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKeyDown);
    this.#root = this.#host.getRootNode();
    this.#root.addEventListener('parlor-thread-search-request', this);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKeyDown);
    this.#root?.removeEventListener('parlor-thread-search-request', this);
  }

  hostUpdated(): void {
    const bar = this.#wantsFocus ? this.#bar : null;
    // Before its class has arrived there is nothing in it to focus.
    if (!bar?.matches(':defined')) return;
    this.#wantsFocus = false;
    void bar.updateComplete.then(() => bar.focus());
  }

  /** Takes requests from around the thread. */
  handleEvent(event: HTMLElementEventMap['parlor-thread-search-request']): void {
    const id = this.#parts.view()?.conversationId;
    // A page's own button may name none: then the thread that is there is meant.
    const asked: unknown = (event.detail as {readonly conversationId?: unknown} | null)?.conversationId || undefined;
    if (id !== undefined && asked !== undefined && id !== asked) return;
    // Listeners further out may still veto it.
    queueMicrotask(() => event.defaultPrevented || this.open());
  }

  open(): void {
    this.#isOpen = true;
    this.#wantsFocus = true;
    this.#host.requestUpdate();
  }

  /** Puts the bar away, without moving the focus. */
  hide(): void {
    this.#isOpen = false;
    this.foundKey = undefined;
  }

  render(view: ThreadView, {strings}: Localizer<ThreadWords>): TemplateResult | typeof nothing {
    if (!this.#isOpen) return nothing;
    if (this.#late.hasFailed) {
      // Every other drawing tries again.
      return html`
        <div class="ending">
          <p role="alert">${strings.paneFailed}</p>
          <button type="button" @click=${this.#onClose}>${strings.close}</button>
        </div>
      `;
    }
    return html`
      <parlor-thread-search
        part="search"
        conversation-id=${ifDefined(view.conversationId)}
        .messages=${view.list.messages}
        .olderError=${view.olderError}
        ?group=${view.group}
        ?has-older=${view.hasOlder}
        ?has-newer=${view.hasNewer}
        ?loading-older=${view.loadingOlder}
        @parlor-thread-match=${this.#onMatch}
        @input=${this.#onInput}
        @parlor-close-request=${this.#onClose}
      ></parlor-thread-search>
    `;
  }

  /** What is looked for. */
  get words(): string {
    return this.foundKey === undefined ? '' : (this.#bar?.query ?? '');
  }

  get #bar() {
    return this.#host.renderRoot.querySelector('parlor-thread-search');
  }

  /** What is found is marked anew, also where it stays in the same message. */
  readonly #onInput = (): void => this.#host.requestUpdate();

  readonly #onMatch = ({detail: {key}}: HTMLElementEventMap['parlor-thread-match']): void => {
    this.foundKey = key;
    this.#host.requestUpdate();
    if (key !== undefined) this.#parts.showMessage(key);
  };

  readonly #onClose = (event: Event): void => {
    // The bar is this thread's own: nobody else has anything to put away.
    event.stopPropagation();
    this.hide();
    this.#host.requestUpdate();
    this.#parts.scroller()?.focus({preventScroll: true});
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !isLetterKey(event, 'f') || !this.#parts.view()?.list.length) return;
    // Asked for once more, the browser's own search is meant.
    if (this.#bar?.matches(':focus-within')) return;
    event.preventDefault();
    this.open();
  };
}
