import {html, nothing, type TemplateResult} from 'lit';
import type {ConversationError} from '../../model/conversation-error.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import {errorNotice} from '../error-notice.js';

export interface DeleteDialogOptions {
  readonly name: string;
  readonly isDeleting: boolean;
  readonly error: ConversationError | undefined;
  readonly localizer: Localizer<ActionsWords>;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** The question before something is gone for ever. Cancelling comes first, and has the focus. */
export function renderDeleteQuestion(options: DeleteDialogOptions): TemplateResult {
  const {name, isDeleting, error, localizer} = options;
  const {strings} = localizer;
  return html`
    <div class="question">
      <h2 id="delete-title">${strings.deleteTitle}</h2>
      <p id="delete-warning" dir="auto">${localizer.fill(strings.deleteWarning, {name})}</p>
      <div role="alert">
        ${
          error && !isDeleting
            ? errorNotice({
                error,
                localizer,
                title: localizer.fill(strings.actionFailed, {action: strings.delete, name}),
              })
            : nothing
        }
      </div>
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
