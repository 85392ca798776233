import {html, nothing, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import type {ActionFailure} from '../../model/conversation-action.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import {errorNotice} from '../error-notice.js';
import {closeIcon} from '../icons.js';
import {ACTION_LOOKS} from './default-actions.js';

/** What was archived a moment ago. */
export interface ArchivedNotice {
  readonly conversationId: string;
  readonly name: string;
}

export interface NoticeParts {
  /** Why the last action failed, where that is to be shown. */
  readonly failure: () => ActionFailure | undefined;
  readonly localizer: () => Localizer<ActionsWords>;
  readonly onUndo: (archived: ArchivedNotice) => void;
  readonly onRetry: (failure: ActionFailure) => void;
  /** A failure was read. */
  readonly onDismiss: () => void;
  /** It is about to be shown, or put away. */
  readonly place: () => void;
}

/** What the last action came to, with what can be done about it, until it is dismissed or was there long enough. */
export class NoticeController implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: NoticeParts;
  readonly #countdown = new Countdown(() => this.#set(undefined));
  #archived: ArchivedNotice | undefined;
  #isShown = false;

  constructor(host: LitElement, parts: NoticeParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  get popup(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('#notice');
  }

  hostDisconnected(): void {
    this.#countdown.stop();
    this.#set(undefined);
    // What is out of the document is shown no more.
    this.#isShown = false;
  }

  /** @param duration how long undoing is offered, in milliseconds */
  show(archived: ArchivedNotice, duration: number): void {
    this.#set(archived);
    this.#countdown.start(duration);
  }

  hide(): void {
    this.#set(undefined);
  }

  #set(archived: ArchivedNotice | undefined): void {
    if (this.#archived === archived) return;
    this.#archived = archived;
    this.#host.requestUpdate();
  }

  /** After each drawing, above a dialog that it opened. */
  follow(): void {
    const isShown = !!this.#archived || this.#parts.failure() !== undefined;
    if (this.#isShown === isShown) return;
    this.#isShown = isShown;
    this.#parts.place();
    this.popup?.togglePopover?.(isShown);
  }

  render(): TemplateResult {
    const failure = this.#parts.failure();
    return html`
      <div
        id="notice"
        part="notice"
        class=${failure ? 'popup failed' : 'popup'}
        popover="manual"
        @pointerenter=${() => this.#countdown.hold('pointer', true)}
        @pointerleave=${() => this.#countdown.hold('pointer', false)}
        @focusin=${() => this.#countdown.hold('focus', true)}
        @focusout=${() => this.#countdown.hold('focus', false)}
        @keydown=${this.#onKeyDown}
      >
        ${failure ? this.#renderFailure(failure) : this.#archived ? this.#renderArchived(this.#archived) : nothing}
      </div>
    `;
  }

  #renderFailure(failure: ActionFailure): TemplateResult {
    const {action, name, error} = failure;
    const localizer = this.#parts.localizer();
    const {strings} = localizer;
    const retry = (): void => {
      this.#dismiss();
      this.#parts.onRetry(failure);
    };
    const button = html`<button type="button" @click=${retry}>${strings.retry}</button>`;
    const title = localizer.fill(strings.actionFailed, {action: strings[ACTION_LOOKS[action].label], name});
    const buttons = error.retry === 'never' ? undefined : button;
    return html`${errorNotice({error, localizer, title, buttons})} ${this.#renderDismiss()}`;
  }

  #renderArchived(archived: ArchivedNotice): TemplateResult {
    const localizer = this.#parts.localizer();
    const {strings} = localizer;
    const undo = (): void => {
      this.#dismiss();
      this.#parts.onUndo(archived);
    };
    const words = localizer.fill(strings.conversationArchived, {name: archived.name});
    return html`
      <span class="notice-words" dir="auto">${words}</span>
      <button type="button" class="undo" @click=${undo}>${strings.undo}</button>
      ${this.#renderDismiss()}
    `;
  }

  #renderDismiss(): TemplateResult {
    const {dismiss} = this.#parts.localizer().strings;
    return html`
      <button type="button" class="icon dismiss" aria-label=${dismiss} @click=${this.#dismiss}>${closeIcon}</button>
    `;
  }

  readonly #dismiss = (): void => {
    this.#countdown.stop();
    // Hiding what has the focus must not drop the keyboard at the top of the page.
    if (this.popup?.matches(':focus-within')) this.#host.focus();
    this.#set(undefined);
    this.#parts.onDismiss();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#dismiss();
  };
}

/** Waits, but only while nobody needs more time. */
export class Countdown {
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = 0;
  #startedAt = 0;
  readonly #holds = new Set<string>();

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  start(milliseconds: number): void {
    this.stop();
    this.#left = milliseconds;
    this.#run();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left = 0;
    this.#holds.clear();
  }

  /** Time stands still while there is any reason to. */
  hold(reason: string, holds: boolean): void {
    if (holds) this.#holds.add(reason);
    else this.#holds.delete(reason);
    if (this.#timer !== undefined && this.#holds.size > 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#left -= performance.now() - this.#startedAt;
    } else if (this.#timer === undefined && this.#left > 0) {
      this.#run();
    }
  }

  #run(): void {
    // Beyond what a timer can count: for ever.
    if (this.#holds.size > 0 || this.#left > 0x7fff_ffff) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#left = 0;
      this.#onEnd();
    }, this.#left);
  }
}
