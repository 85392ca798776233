import {html, nothing, type TemplateResult} from 'lit';
import type {ActionFailure} from '../../model/conversation-action.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import {errorNotice} from '../error-notice.js';
import {closeIcon} from '../icons.js';
import {ACTION_LOOKS} from './entries.js';

/** What was archived a moment ago. */
export interface ArchivedNotice {
  readonly conversationId: string;
  readonly name: string;
}

export interface NoticeOptions {
  readonly notice: ArchivedNotice | undefined;
  readonly failure: ActionFailure | undefined;
  readonly localizer: Localizer<ActionsWords>;
  readonly onUndo: () => void;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}

/** What the last action came to, with what can be done about it. */
export function renderNotice(options: NoticeOptions): TemplateResult | typeof nothing {
  const {notice, failure, localizer} = options;
  const {strings} = localizer;
  const dismiss = html`
    <button type="button" class="icon dismiss" aria-label=${strings.dismiss} @click=${options.onDismiss}>
      ${closeIcon}
    </button>
  `;
  if (failure) {
    const {action, name, error} = failure;
    const canRetry = error.retry !== 'never';
    const retry = html`<button type="button" @click=${options.onRetry}>${strings.retry}</button>`;
    const label = strings[ACTION_LOOKS[action].label];
    const title = localizer.fill(strings.actionFailed, {action: label, name});
    return html`${errorNotice({error, localizer, title, buttons: canRetry ? retry : undefined})} ${dismiss}`;
  }
  if (!notice) return nothing;
  return html`
    <span class="notice-words" dir="auto">${localizer.fill(strings.conversationArchived, {name: notice.name})}</span>
    <button type="button" class="undo" @click=${options.onUndo}>${strings.undo}</button>
    ${dismiss}
  `;
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
