/** Every element as a class, and what its events carry. Importing a class registers nothing. */
export {ParlorAvatar} from './avatar/avatar.js';
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
} from './conversation-actions/conversation-actions.events.js';
export {ParlorConversationActions} from './conversation-actions/conversation-actions.js';
export type {ActionFailure, ConversationAction} from '../model/conversation-action.js';
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
  ShowUnsentRequestDetail,
  ShowUnsentRequestEvent,
} from './conversation-list/conversation-list.events.js';
export {ParlorConversationList} from './conversation-list/conversation-list.js';
export type {ConversationListView} from './conversation-list/list-view.js';
export {ParlorDeliveryStatus} from './delivery-status/delivery-status.js';
export {ParlorInboxContext} from './inbox-context/inbox-context.js';
export {ParlorInbox} from './inbox/inbox.js';
export type {
  CallRequestDetail,
  CallRequestEvent,
  DiscardRequestEvent,
  MessageRequestDetail,
  ResendRequestEvent,
  RetryRequestEvent,
} from './message-bubble/message-bubble.events.js';
export type {StatusMode} from './message-bubble/message-foot.js';
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
  SendRequestDetail,
  SendRequestEvent,
  TemplatesRequestEvent,
} from './reply-box/reply-box.events.js';
export type {SendKey} from './reply-box/text-entry.js';
export {ParlorReplyBox} from './reply-box/reply-box.js';
export {PARLOR_REQUESTS, type ParlorRequest, type ParlorRequestMap} from './requests.js';
export type {
  ConversationStartRequestDetail,
  ConversationStartRequestEvent,
  StartFormReloadRequestEvent,
} from './start-conversation/start-conversation.events.js';
export {ParlorStartConversation} from './start-conversation/start-conversation.js';
export {ParlorTemplatePicker} from './template-picker/template-picker.js';
export type {ThreadMatchDetail, ThreadSearchRequestDetail} from './thread-search/thread-search.events.js';
export {ParlorThreadSearch} from './thread-search/thread-search.js';
export {ParlorTimestamp, type TimestampFormat} from './timestamp/timestamp.js';
