import {html, nothing, type TemplateResult} from 'lit';
import type {Conversation} from '../../model/conversation.js';
import type {Localizer} from '../../i18n/localizer.js';
import {classNames} from '../common.js';
import {rowSources} from '../conversation-item/row-words.js';
import type {ConversationListView} from './list-view.js';

/** A conversation and its place in the list. */
export interface PlacedConversation {
  readonly conversation: Conversation;
  readonly index: number;
}

export const rowId = (conversationId: string): string => `row-${encodeURIComponent(conversationId)}`;

/**
 * A conversation as an option of the list, counted among all there are, drawn or not.
 *
 * @param activeId the row the keyboard is on
 */
export function listRow(
  {conversation, index}: PlacedConversation,
  view: ConversationListView,
  localizer: Localizer,
  activeId: string | undefined,
  compact: boolean,
): TemplateResult {
  const {conversations, hasMore, total} = view;
  const size = hasMore ? (total ?? -1) : conversations.length;
  const {id} = conversation;
  const isSelected = id === view.selectedId;
  const sources = rowSources(conversation, localizer);
  return html`
    <div
      class=${classNames({row: true, active: id === activeId})}
      part="item"
      id=${rowId(id)}
      role="option"
      aria-selected=${isSelected ? 'true' : 'false'}
      aria-posinset=${index + 1}
      aria-setsize=${size < 0 ? -1 : Math.max(size, conversations.length)}
      aria-describedby=${sources ? `${rowId(id)}-sources` : nothing}
      data-id=${id}
    >
      <parlor-conversation-item
        .conversation=${conversation}
        .draft=${view.drafts?.get(id)}
        ?selected=${isSelected}
        ?compact=${compact}
      ></parlor-conversation-item>
      ${sources ? html`<span id=${`${rowId(id)}-sources`} hidden>${sources}</span>` : nothing}
    </div>
  `;
}
