import type {CommandPaletteRequests} from './command-palette/command-palette.events.js';
import type {ContactPanelRequests} from './contact-panel/contact-panel.events.js';
import type {ConversationActionsRequests} from './conversation-actions/conversation-actions.events.js';
import type {ConversationListRequests} from './conversation-list/conversation-list.events.js';
import type {ExportRequests} from './export/export.events.js';
import type {MessageBubbleRequests} from './message-bubble/message-bubble.events.js';
import type {MessageMenuRequests} from './message-menu/message-menu.events.js';
import type {MessageThreadRequests} from './message-thread/message-thread.events.js';
import type {NotificationsRequests} from './notifications/notifications.events.js';
import type {ReplyBoxRequests} from './reply-box/reply-box.events.js';
import type {SavedRepliesRequests} from './saved-replies/saved-replies.events.js';
import type {StartConversationRequests} from './start-conversation/start-conversation.events.js';
import type {ThreadSearchRequests} from './thread-search/thread-search.events.js';

/**
 * Everything elements ask for: the detail of each request by the name of its event. Every request bubbles out of shadow
 * roots and can be vetoed with `preventDefault()`.
 */
export interface ParlorRequestMap
  extends
    CommandPaletteRequests,
    ContactPanelRequests,
    ConversationActionsRequests,
    ConversationListRequests,
    ExportRequests,
    MessageBubbleRequests,
    MessageMenuRequests,
    MessageThreadRequests,
    NotificationsRequests,
    ReplyBoxRequests,
    SavedRepliesRequests,
    StartConversationRequests,
    ThreadSearchRequests {}

export type ParlorRequest = keyof ParlorRequestMap;

/** A key for each request, so that none can be forgotten. */
const REQUESTS: Readonly<Record<ParlorRequest, true>> = {
  'parlor-conversation-select-request': true,
  'parlor-query-change-request': true,
  'parlor-more-conversations-request': true,
  'parlor-reload-request': true,
  'parlor-show-unsent-request': true,
  'parlor-row-details-request': true,
  'parlor-older-messages-request': true,
  'parlor-newer-messages-request': true,
  'parlor-newest-messages-request': true,
  'parlor-load-around-request': true,
  'parlor-seen-request': true,
  'parlor-thread-search-request': true,
  'parlor-send-request': true,
  'parlor-draft-request': true,
  'parlor-endpoint-choose-request': true,
  'parlor-reply-to-request': true,
  'parlor-recheck-request': true,
  'parlor-templates-request': true,
  'parlor-error-dismiss-request': true,
  'parlor-saved-reply-insert-request': true,
  'parlor-retry-request': true,
  'parlor-discard-request': true,
  'parlor-resend-request': true,
  'parlor-react-request': true,
  'parlor-reaction-discard-request': true,
  'parlor-call-request': true,
  'parlor-message-menu-request': true,
  'parlor-message-delete-request': true,
  'parlor-media-request': true,
  'parlor-archive-request': true,
  'parlor-star-request': true,
  'parlor-unread-request': true,
  'parlor-close-conversation-request': true,
  'parlor-delete-request': true,
  'parlor-details-toggle-request': true,
  'parlor-commands-request': true,
  'parlor-action-failure-dismiss-request': true,
  'parlor-metadata-edit-request': true,
  'parlor-contact-reload-request': true,
  'parlor-close-request': true,
  'parlor-conversation-start-request': true,
  'parlor-start-form-reload-request': true,
  'parlor-notify-request': true,
  'parlor-export-request': true,
};

/** The names of all requests. */
export const PARLOR_REQUESTS = Object.keys(REQUESTS) as readonly ParlorRequest[];
