import {html, nothing, type TemplateResult} from 'lit';
import type {ActionFailure} from '../../controllers/conversation-action.js';
import type {Localizer} from '../../i18n/localizer.js';
import {errorNotice} from '../common.js';
import {closeIcon} from '../icons.js';
import {ACTION_LOOKS} from './action-words.js';

/** What was archived a moment ago. */
export interface ArchivedNotice {
  readonly conversationId: string;
  readonly name: string;
}

export interface NoticeOptions {
  readonly notice: ArchivedNotice | undefined;
  readonly failure: ActionFailure | undefined;
  readonly localizer: Localizer;
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
