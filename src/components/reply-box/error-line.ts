import {html, nothing, type TemplateResult} from 'lit';
import type {ConversationError} from '../../model/conversation-error.js';
import type {Localizer} from '../../i18n/localizer.js';
import {closeIcon, warningIcon} from '../icons.js';

export interface ErrorLineOptions {
  readonly error: ConversationError;
  readonly localizer: Localizer;
  readonly hasDraft: boolean;
  readonly onDismiss: () => void;
}

/** What is so: never "not sent" when nobody knows. */
function headline({error, localizer, hasDraft}: ErrorLineOptions): string | undefined {
  if (error.outcomeUnknown) return localizer.strings.unconfirmedHint;
  return hasDraft ? localizer.strings.sendFailedKept : undefined;
}

/** The last send that failed: what happened, what to do next, and the provider's own words. */
export function renderErrorLine(options: ErrorLineOptions): TemplateResult {
  const {error, localizer, onDismiss} = options;
  const title = headline(options);
  // Without words of the provider's own, an error's message is only the name of its kind.
  const detail = error.message === error.kind ? undefined : error.message;
  return html`
    <div part="error" class=${error.outcomeUnknown ? 'error doubtful' : 'error'}>
      <span class="error-icon">${warningIcon}</span>
      <div class="error-words">
        ${title ? html`<p class="error-title">${title}</p>` : nothing}
        <p>${localizer.error(error)}</p>
        ${detail ? html`<p class="error-detail"><bdi>${detail}</bdi></p>` : nothing}
      </div>
      <button class="icon" type="button" aria-label=${localizer.strings.dismiss} @click=${onDismiss}>
        ${closeIcon}
      </button>
    </div>
  `;
}
