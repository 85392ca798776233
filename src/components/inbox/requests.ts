import type {MessageAnchor} from '../../adapter/messaging-adapter.js';
import type {ConversationAction} from '../../model/conversation-action.js';
import type {MessageChange} from '../../model/message-change.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {WithOutcome} from '../conversation-actions/conversation-actions.events.js';
import type {MessageRequestDetail} from '../message-bubble/message-bubble.events.js';
import type {ParlorRequest, ParlorRequestMap} from '../requests.js';
import {faultOf} from './request-details.js';

type Handler<Type extends ParlorRequest> = (store: InboxStore, detail: ParlorRequestMap[Type]) => void;

/** What is asked of a view and not of the store: whoever draws the view listens for it. */
type ViewRequest =
  | 'parlor-call-request'
  | 'parlor-close-request'
  | 'parlor-commands-request'
  | 'parlor-details-toggle-request'
  | 'parlor-export-request'
  | 'parlor-media-request'
  | 'parlor-message-menu-request'
  | 'parlor-notify-request'
  | 'parlor-saved-reply-insert-request'
  | 'parlor-thread-search-request';

type StoreRequest = Exclude<ParlorRequest, ViewRequest>;
type Handlers = {readonly [Type in StoreRequest]: Handler<Type>};

interface About {
  /** Empty where the element was given none: then the open conversation is meant. */
  readonly conversationId?: string;
}

/** Acts on the conversation that a request names. */
function about(store: InboxStore, {conversationId}: About, act: (conversationId: string) => void): void {
  const id = conversationId || store.state.selectedId;
  if (id !== undefined) act(id);
}

const perform = (store: InboxStore, detail: About & WithOutcome, action: ConversationAction): void =>
  about(store, detail, (id) => void store.pending.perform(id, action, detail.onOutcome));

const change = (store: InboxStore, detail: MessageRequestDetail & WithOutcome, what: MessageChange): void => {
  const {conversationId, messageId, onOutcome} = detail;
  void store.messageChanges.perform({conversationId, messageId, change: what}, onOutcome);
};

/**
 * Everything that elements, or a page's own buttons, ask of an inbox, and what the store does about it. One table: what
 * is not in it cannot be asked for.
 */
export const REQUEST_HANDLERS: Handlers = {
  // The list
  'parlor-conversation-select-request': (store, {conversationId}) => store.select(conversationId),
  'parlor-query-change-request': (store, {query}) => void store.conversationList.setQuery(query),
  'parlor-more-conversations-request': (store) => void store.conversationList.loadMore(),
  'parlor-show-unsent-request': (store, {conversationId}) => {
    const id = conversationId || store.state.unsent.conversationId;
    if (id) store.select(id);
  },
  'parlor-row-details-request': (store, {conversationIds}) => store.showRows(conversationIds),
  'parlor-reload-request': (store, detail) => {
    if (detail.part === 'conversations') void store.conversationList.load();
    else about(store, detail, (id) => void store.reload(id));
  },

  // The thread
  'parlor-older-messages-request': (store, detail) => about(store, detail, (id) => void store.timeline(id).loadOlder()),
  'parlor-newer-messages-request': (store, detail) => about(store, detail, (id) => void store.timeline(id).loadNewer()),
  'parlor-newest-messages-request': (store, detail) => about(store, detail, (id) => void store.timeline(id).load()),
  'parlor-load-around-request': (store, detail) => {
    const anchor = anchorOf(detail);
    if (anchor) about(store, detail, (id) => void store.loadAround(id, anchor).catch(() => undefined));
  },
  'parlor-seen-request': (store, detail) => about(store, detail, (id) => store.markSeen(id, detail.messageId)),
  'parlor-retry-request': (store, {messageId}) => void store.retry(messageId),
  'parlor-discard-request': (store, {messageId}) => void store.discard(messageId),
  'parlor-message-delete-request': (store, detail) => change(store, detail, {type: 'delete'}),
  'parlor-react-request': (store, {conversationId, messageId, reaction, onOutcome}) =>
    void store.reactions.perform({conversationId, messageId, kind: reaction}, onOutcome),
  'parlor-reaction-discard-request': (store, {conversationId, messageId, reaction}) =>
    store.reactions.discard(conversationId, messageId, reaction),
  'parlor-resend-request': (store, detail) => about(store, detail, (id) => void store.resend(id, detail.messageId)),

  // The reply box
  'parlor-send-request': (store, detail) =>
    about(store, detail, (conversationId) => {
      const {text, mediaUrls, ownEndpointId, template, replyTo, providerOptions} = detail;
      const choices = {...(ownEndpointId && {ownEndpointId}), ...(providerOptions && {providerOptions})};
      store.send({conversationId, text, mediaUrls, ...(template && {template}), ...(replyTo && {replyTo}), ...choices});
    }),
  'parlor-draft-request': (store, detail) =>
    about(store, detail, (id) => store.setDraft(id, detail.text, detail.mediaUrls)),
  'parlor-endpoint-choose-request': (store, detail) =>
    about(store, detail, (id) => store.chooseEndpoint(id, detail.ownEndpointId)),
  'parlor-reply-to-request': (store, detail) => about(store, detail, (id) => store.replyTo(id, detail.messageId)),
  'parlor-recheck-request': (store, detail) => about(store, detail, (id) => void store.recheck(id)),
  'parlor-templates-request': (store, detail) => about(store, detail, (id) => void store.pending.loadTemplates(id)),
  'parlor-error-dismiss-request': (store, detail) => about(store, detail, (id) => store.dismissSendError(id)),

  // The conversation
  'parlor-star-request': (store, detail) => perform(store, detail, detail.starred ? 'star' : 'unstar'),
  'parlor-archive-request': (store, detail) => perform(store, detail, detail.archived ? 'archive' : 'unarchive'),
  'parlor-unread-request': (store, detail) =>
    about(store, detail, (id) => {
      const {onOutcome = () => undefined} = detail;
      store.setUnread(id, detail.unread !== false).then(
        () => onOutcome(undefined),
        (thrown: unknown) => onOutcome(ConversationError.from(thrown)),
      );
    }),
  'parlor-close-conversation-request': (store, detail) => perform(store, detail, detail.closed ? 'close' : 'reopen'),
  'parlor-delete-request': (store, detail) => perform(store, detail, 'delete'),
  'parlor-action-failure-dismiss-request': (store) => store.pending.dismissFailure(),
  'parlor-metadata-edit-request': (store, detail) =>
    about(store, detail, (id) => void store.pending.saveMetadata(id, detail.edit)),
  'parlor-contact-reload-request': (store, detail) => about(store, detail, (id) => void store.pending.loadContact(id)),

  // A new one
  'parlor-start-form-reload-request': (store) => void store.pending.loadStartForm(),
  'parlor-conversation-start-request': (store, {request, signal}) =>
    void store.pending.start(request).then((id) => {
      // Whoever closed the form meanwhile is doing something else by now.
      if (id !== undefined && !signal?.aborted) store.select(id);
    }),
};

const isStoreRequest = (type: string): type is StoreRequest => Object.hasOwn(REQUEST_HANDLERS, type);

const isDetailOf = <Type extends StoreRequest>(type: Type, detail: unknown): detail is ParlorRequestMap[Type] =>
  faultOf(type, detail) === undefined;

/** @returns what is wrong with the detail of a request, which a page may have made up by hand; nothing is done then */
export function takeRequest(store: InboxStore, type: string, detail: unknown): string | undefined {
  return isStoreRequest(type) ? handle(store, type, detail) : undefined;
}

function handle<Type extends StoreRequest>(store: InboxStore, type: Type, detail: unknown): string | undefined {
  if (!isDetailOf(type, detail)) return faultOf(type, detail);
  REQUEST_HANDLERS[type](store, detail);
  return undefined;
}

function anchorOf({messageId, at}: ParlorRequestMap['parlor-load-around-request']): MessageAnchor | undefined {
  if (messageId !== undefined) return {messageId};
  return at === undefined ? undefined : {at};
}
