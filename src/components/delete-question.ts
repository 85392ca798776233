import {html, nothing, type TemplateResult} from 'lit';
import type {StringsOf} from '../i18n/catalogue.js';
import type {Localizer} from '../i18n/localizer.js';
import type {SharedWords} from '../i18n/words/shared.js';
import type {ConversationError} from '../model/conversation-error.js';
import {errorNotice} from './error-notice.js';

interface QuestionWords {
  readonly cancel: string;
  readonly delete: string;
  readonly deleting: string;
}

export interface DeleteQuestionOptions {
  readonly title: string;
  /** What is deleted, as it reads. */
  readonly quote?: string;
  readonly warning: string;
  readonly isDeleting: boolean;
  readonly error: ConversationError | undefined;
  readonly errorTitle: string;
  /** The title where nobody knows whether it was done all the same. */
  readonly doubtfulTitle?: string;
  readonly localizer: Localizer & {readonly strings: StringsOf<SharedWords> & QuestionWords};
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** The question before something is gone for ever. Cancelling comes first, and has the focus. */
export function renderDeleteQuestion(options: DeleteQuestionOptions): TemplateResult {
  const {title, quote, warning, isDeleting, error, errorTitle, doubtfulTitle, localizer} = options;
  const {strings} = localizer;
  const words = {title: errorTitle, ...(doubtfulTitle !== undefined && {doubtfulTitle})};
  return html`
    <div class="question">
      <h2 id="delete-title">${title}</h2>
      ${quote ? html`<blockquote id="delete-quote"><bdi>${quote}</bdi></blockquote>` : nothing}
      <p id="delete-warning" dir="auto">${warning}</p>
      <div role="alert">${error && !isDeleting ? errorNotice({error, localizer, ...words}) : nothing}</div>
      <div class="question-buttons">
        <button type="button" @click=${options.onCancel}>${strings.cancel}</button>
        <button
          type="button"
          part="delete-button"
          class="danger"
          aria-disabled=${isDeleting ? 'true' : 'false'}
          @click=${options.onConfirm}
        >
          ${isDeleting ? strings.deleting : error ? strings.retry : strings.delete}
        </button>
      </div>
    </div>
  `;
}
