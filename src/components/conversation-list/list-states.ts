import {html, nothing, type TemplateResult} from 'lit';
import type {ConversationError} from '../../model/conversation-error.js';
import type {Localizer} from '../../i18n/localizer.js';
import {conversationIcon, searchIcon, warningIcon} from '../icons.js';
import type {ConversationListView} from './list-view.js';

const PLACEHOLDERS = Array.from({length: 8}, (_, index) => index);

/** Rows to come. */
export const skeletonState = (): TemplateResult => html`
  <div class="skeletons" aria-hidden="true">
    ${PLACEHOLDERS.map(
      () => html`
        <div class="skeleton">
          <span class="disc"></span>
          <span class="bars"><span class="bar"></span><span class="bar"></span></span>
        </div>
      `,
    )}
  </div>
`;

export const emptyState = ({strings}: Localizer): TemplateResult => html`
  <slot name="empty">
    <div class="state" part="empty">
      <span class="sign">${conversationIcon}</span>
      <p class="what">${strings.noConversations}</p>
      <p>${strings.noConversationsHint}</p>
    </div>
  </slot>
`;

export const noMatchState = ({strings}: Localizer, onClear: () => void): TemplateResult => html`
  <div class="state" part="empty">
    <span class="sign">${searchIcon}</span>
    <p class="what">${strings.noMatches}</p>
    <p>${strings.noMatchesHint}</p>
    <button type="button" @click=${onClear}>${strings.clearFilters}</button>
  </div>
`;

export const errorState = (
  localizer: Localizer,
  error: ConversationError | undefined,
  onRetry: () => void,
): TemplateResult => html`
  <div class="state failed" part="error" role="alert">
    <span class="sign">${warningIcon}</span>
    <p class="what">${localizer.strings.listFailed}</p>
    ${error ? html`<p>${localizer.error(error)}</p>` : ''}
    <button type="button" @click=${onRetry}>${localizer.strings.retry}</button>
  </div>
`;

/** The list could not be loaded anew; what was there stays. */
export const errorNotice = (
  localizer: Localizer,
  error: ConversationError | undefined,
  onRetry: () => void,
): TemplateResult => html`
  <div class="notice" part="error">
    <p role="alert">${localizer.strings.listFailed} ${error ? localizer.error(error) : ''}</p>
    <button type="button" @click=${onRetry}>${localizer.strings.retry}</button>
  </div>
`;

/** Below the rows: asks for the next page, and says why it did not come. */
export function morePart(
  {status, hasMore, loadingMore, moreError, conversations}: ConversationListView,
  localizer: Localizer,
  onMore: () => void,
): TemplateResult | typeof nothing {
  if (!hasMore || (status !== 'ready' && conversations.length === 0)) return nothing;
  const {strings} = localizer;
  const failed = !loadingMore && moreError;
  return html`
    <div class="more">
      ${failed ? html`<p role="alert">${localizer.error(moreError)}</p>` : nothing}
      <button type="button" part="more-button" aria-disabled=${loadingMore ? 'true' : 'false'} @click=${onMore}>
        ${loadingMore ? html`<span class="spinner"></span>` : nothing}
        ${loadingMore ? strings.loading : failed ? strings.retry : strings.loadMoreConversations}
      </button>
    </div>
  `;
}
