import {css, html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../i18n/localizer.js';
import type {ConversationError} from '../model/conversation-error.js';
import {displayLabel} from '../model/display-text.js';

/** Lines that say what went wrong or what must be decided, with their buttons. */
export const notices = css`
  .notice {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    padding: var(--_space-3);
    border: 1px solid transparent;
    border-radius: var(--_radius-m);
    background: var(--_color-danger-surface);
    overflow-wrap: anywhere;
  }

  .notice p {
    margin: 0;
  }

  .notice .notice-title {
    color: var(--_color-danger);
    font-weight: 600;
  }

  .notice.doubtful {
    background: var(--_color-warning-surface);
  }

  .notice.doubtful .notice-title {
    color: var(--_color-warning);
  }

  .notice .notice-detail {
    font-size: var(--_font-size-small);
  }

  .notice-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  @media (forced-colors: active) {
    .notice {
      border-color: CanvasText;
    }
  }
`;

export interface ErrorNoticeOptions {
  readonly error: ConversationError;
  readonly localizer: Localizer;
  /** What it means for what the user was doing; the error's own words follow. */
  readonly title?: string;
  /** The title when nobody knows whether it was done all the same. */
  readonly doubtfulTitle?: string;
  readonly buttons?: TemplateResult;
}

/** The provider's own words; without any, an error's message is only the name of its kind. */
export const ownWordsOf = ({kind, message}: ConversationError): string | undefined =>
  message === kind ? undefined : displayLabel(message);

/** What went wrong, what to do next, and the provider's own words. */
export function errorNotice(options: ErrorNoticeOptions): TemplateResult {
  const {error, localizer, title, doubtfulTitle, buttons} = options;
  const isDoubtful = error.outcomeUnknown && doubtfulTitle !== undefined;
  const shownTitle = isDoubtful ? doubtfulTitle : title;
  const detail = ownWordsOf(error);
  return html`
    <div part="error" class=${isDoubtful ? 'notice doubtful' : 'notice'}>
      ${shownTitle ? html`<p class="notice-title">${shownTitle}</p>` : nothing}
      <p>${isDoubtful ? localizer.strings.errors[error.kind] : localizer.error(error)}</p>
      ${detail ? html`<p class="notice-detail"><bdi>${detail}</bdi></p>` : nothing}
      ${buttons ? html`<div class="notice-buttons">${buttons}</div>` : nothing}
    </div>
  `;
}
