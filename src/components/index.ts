/** Every element as a class, and what its events carry. Importing a class registers nothing. */
export type {ActionItem, ActionItems} from './action-list.js';
export {ParlorAvatar} from './avatar/avatar.js';
export {ParlorBulkActions} from './bulk-actions/bulk-actions.js';
export type {BulkActionId} from './bulk-actions/bulk-list.js';
export type {CommandsRequestDetail, UnreadRequestDetail} from './command-palette/command-palette.events.js';
export {ParlorCommandPalette} from './command-palette/command-palette.js';
export type {CommandId} from './command-palette/commands.js';
export type {Keys, Shortcuts} from './command-palette/shortcut.js';
export type {
  CloseRequestDetail,
  CloseRequestEvent,
  ContactReloadRequestDetail,
  ContactReloadRequestEvent,
  MetadataEditRequestDetail,
  MetadataEditRequestEvent,
} from './contact-panel/contact-panel.events.js';
export {ParlorContactPanel} from './contact-panel/contact-panel.js';
export type {
  ActionFailureDismissRequestDetail,
  ArchiveRequestDetail,
  CloseConversationRequestDetail,
  DeleteRequestDetail,
  DetailsToggleRequestDetail,
  StarRequestDetail,
  WithOutcome,
} from './conversation-actions/conversation-actions.events.js';
export {ParlorConversationActions} from './conversation-actions/conversation-actions.js';
export type {Place} from './conversation-actions/menu.js';
export {
  DEFAULT_CONVERSATION_ACTIONS,
  type ActionStrings,
  DEFAULT_ROW_ACTIONS,
  type ConversationActionContext,
  type ConversationActionItem,
} from './conversation-actions/default-actions.js';
export type {ActionFailure, ConversationAction} from '../model/conversation-action.js';
export {ParlorContactTime} from './contact-time/contact-time.js';
export {ParlorConversationItem} from './conversation-item/conversation-item.js';
export type {RowDraft} from './conversation-item/row-words.js';
export type {
  ConversationSelectRequestDetail,
  ConversationSelectRequestEvent,
  MoreConversationsRequestEvent,
  QueryChangeRequestDetail,
  QueryChangeRequestEvent,
  ReloadRequestDetail,
  ReloadRequestEvent,
  RowDetailsRequestDetail,
  RowDetailsRequestEvent,
  ShowUnsentRequestDetail,
  ShowUnsentRequestEvent,
} from './conversation-list/conversation-list.events.js';
export {ParlorConversationList} from './conversation-list/conversation-list.js';
export type {ConversationListView} from './conversation-list/list-view.js';
export {
  byKind,
  type AttachmentRenderContext,
  type AttachmentRenderer,
  type Drawing,
  type MessageRenderContext,
  type MessageRenderer,
  type RenderContext,
  type Renderers,
  type RowRenderContext,
  type RowRenderer,
} from '../controllers/renderers.js';
export {ParlorDeliveryStatus} from './delivery-status/delivery-status.js';
export type {ExportContent, ExportRequestDetail} from './export/export.events.js';
export {ParlorExport, type ExportFormat} from './export/export.js';
export type {MessageActionContext, MessageActionItem} from './message-menu/default-actions.js';
export type {
  MessageDeleteRequestDetail,
  MessageDeleteRequestEvent,
  MessageMenuRequests,
} from './message-menu/message-menu.events.js';
export {DEFAULT_MESSAGE_ACTIONS} from './message-menu/default-actions.js';
export {ParlorMessageMenu} from './message-menu/message-menu.js';
export {ParlorMediaViewer} from './media-viewer/media-viewer.js';
export {ParlorInboxContext} from './inbox-context/inbox-context.js';
export {ParlorInbox} from './inbox/inbox.js';
export type {
  CallRequestDetail,
  CallRequestEvent,
  DiscardRequestEvent,
  MediaRequestDetail,
  MediaRequestEvent,
  MessageMenuRequestEvent,
  MessageRequestDetail,
  ReactionDiscardRequestDetail,
  ReactRequestDetail,
  ResendRequestEvent,
  RetryRequestEvent,
} from './message-bubble/message-bubble.events.js';
export type {StatusMode} from './message-bubble/message-foot.js';
export {ParlorLauncher} from './launcher/launcher.js';
export {ParlorMessageBubble} from './message-bubble/message-bubble.js';
export type {MediaMode} from '../model/media-mode.js';
export type {
  LoadAroundDetail,
  SeenDetail,
  ThreadPositionDetail,
  ThreadRequestDetail,
} from './message-thread/message-thread.events.js';
export {ParlorMessageThread} from './message-thread/message-thread.js';
export type {ThreadView} from './message-thread/thread-view.js';
export type {NotificationWay, NotifyRequestDetail} from './notifications/notifications.events.js';
export {ParlorNotifications} from './notifications/notifications.js';
export {ParlorOptOutBadge} from './opt-out-badge/opt-out-badge.js';
export type {UploadMedia} from './reply-box/attachments.js';
export type {
  DraftRequestDetail,
  DraftRequestEvent,
  EndpointChooseRequestDetail,
  EndpointChooseRequestEvent,
  ErrorDismissRequestEvent,
  RecheckRequestDetail,
  RecheckRequestEvent,
  ReplyDraft,
  ReplyRequestDetail,
  ReplyToRequestDetail,
  ReplyToRequestEvent,
  SendRequestDetail,
  SendOutcome,
  SendRequestEvent,
  TemplatesRequestEvent,
} from './reply-box/reply-box.events.js';
export type {SendKey} from './reply-box/text-entry.js';
export {ParlorReplyBox} from './reply-box/reply-box.js';
export {ParlorRowActions} from './row-actions/row-actions.js';
export {PARLOR_REQUESTS, type ParlorRequest, type ParlorRequestMap} from './requests.js';
export type {
  SavedReplyInsertRequestDetail,
  SavedReplyInsertRequestEvent,
} from './saved-replies/saved-replies.events.js';
export {ParlorSavedReplies} from './saved-replies/saved-replies.js';
export type {SavedReplies, SavedReply, SavedReplyContext, SavedReplySearch} from './saved-replies/saved-reply.js';
export type {
  ConversationStartRequestDetail,
  ConversationStartRequestEvent,
  StartFormReloadRequestEvent,
} from './start-conversation/start-conversation.events.js';
export {ParlorStartConversation} from './start-conversation/start-conversation.js';
export {ParlorTemplatePicker} from './template-picker/template-picker.js';
export type {ThreadMatchDetail, ThreadSearchRequestDetail} from './thread-search/thread-search.events.js';
export {ParlorThreadSearch} from './thread-search/thread-search.js';
export {ParlorUnreadCount} from './unread-count/unread-count.js';
export {ParlorTimestamp, type TimestampFormat} from './timestamp/timestamp.js';
