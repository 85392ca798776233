import {
  CONTRACT_VERSION,
  type ConversationQuery,
  type MessagePage,
  type MessageQuery,
  type MessagingAdapter,
  type OutgoingMessage,
  type RequestOptions,
} from '../../adapter/messaging-adapter.js';
import {subscribeByPolling} from '../../adapter/polling.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {Page} from '../../model/page.js';
import {decodeAgentPhoneEvent} from './events.js';
import type {Route} from './known-conversations.js';
import {readList} from './list-pages.js';
import {listCursorOf, listPlaceOf, START} from './list-place.js';
import {ownEndpointFromWire} from './map-contact.js';
import {messageFromSent} from './map-message.js';
import {placeOf} from './message-cursor.js';
import {newestPage, pageBeyond, readDetail} from './message-pages.js';
import {updateMetadata} from './metadata.js';
import type {AgentPhoneAdapterOptions} from './options.js';
import {MAXIMUM_ATTACHMENTS, sendToWire} from './outgoing.js';
import {getContact} from './contacts.js';
import {DEFAULT_BASE_URL, Session} from './session.js';
import {describeStart, startConversation} from './start.js';

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_LIST_PAGE = 100;
const LARGEST_MESSAGE_PAGE = 200;

/** What the provider offers. Nothing in it is about unread messages, archives, stars, consent or delivery. */
const CAPABILITIES: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  // The list does not say who spoke last; messages, once read, do.
  filterNeedsReply: 'derived',
  // In what is loaded: only contacts can be searched for.
  searchConversations: 'derived',
  // There is no call for it: what was read is remembered on the device.
  markRead: 'local',
  messageHistory: 'native',
  messageDirections: 'native',
  // `after` of the document.
  newerMessages: 'native',
  // `deliveryStatus` stays `none`: a send answers "sent", and nothing is ever said after that.
  sendText: 'native',
  sendMedia: 'native',
  maximumAttachments: MAXIMUM_ATTACHMENTS,
  chooseOwnEndpoint: 'native',
  // The first message makes the conversation.
  startConversation: 'native',
  editMetadata: 'native',
  contactDetails: 'native',
  // Webhooks reach the host's server; without them this polls.
  liveUpdates: 'derived',
};

/** An adapter for the conversations API of AgentPhone. */
export function createAgentPhoneAdapter(options: AgentPhoneAdapterOptions = {}): MessagingAdapter {
  const {baseUrl = DEFAULT_BASE_URL, subAccountId, pageSize = DEFAULT_PAGE_SIZE} = options;
  const {conversations = 10_000, messages = 4000, idleFactor} = options.polling ?? {};
  const session = new Session(options);
  return {
    contractVersion: CONTRACT_VERSION,
    id: `agentphone:${subAccountId ?? baseUrl}`,
    name: 'AgentPhone',
    capabilities: CAPABILITIES,
    listConversations: (query, requestOptions) =>
      listConversations(session, {...query, limit: query.limit ?? pageSize}, requestOptions),
    getConversation: (conversationId, requestOptions) => getConversation(session, conversationId, requestOptions),
    listMessages: (query, requestOptions) =>
      listMessages(session, {...query, limit: query.limit ?? pageSize}, requestOptions),
    sendMessage: (message, requestOptions) => sendMessage(session, message, requestOptions),
    async listOwnEndpoints({signal} = {}) {
      return (await session.readAll('/v1/numbers', {}, signal)).flatMap((number) => ownEndpointFromWire(number) ?? []);
    },
    describeStart: () => describeStart(session),
    startConversation: (start, requestOptions) => startConversation(session, start, options, requestOptions),
    getContact: (conversationId, requestOptions) => getContact(session, conversationId, requestOptions),
    updateMetadata: (conversationId, edit, requestOptions) =>
      updateMetadata(session, conversationId, edit, requestOptions),
    subscribe(listener) {
      const stopListening = session.listen(listener);
      const polling = subscribeByPolling(listener, {conversations, messages, idleFactor});
      return {
        ...polling,
        close() {
          stopListening();
          polling.close();
        },
      };
    },
    receiveWebhook(payload) {
      const events = decodeAgentPhoneEvent(payload);
      session.report(...events);
      return events;
    },
  };
}

type WithLimit<Query> = Query & {readonly limit: number};

async function listConversations(
  session: Session,
  {unread, needsReply, search, cursor, limit}: WithLimit<ConversationQuery>,
  {signal}: RequestOptions = {},
): Promise<Page<Conversation>> {
  if (unread || needsReply || search?.trim()) {
    throw new ConversationError('unsupported', {
      adapter: 'agentphone',
      message: 'AgentPhone can neither filter nor search conversations.',
    });
  }
  const place = cursor === undefined ? START : listPlaceOf(cursor);
  const {items, next, total} = await readList(session.request, place, pageLimit(limit, LARGEST_LIST_PAGE), signal);
  if (items.length > 0) await session.contacts?.ready();
  return {
    items: items.flatMap((wire) => session.conversationIn(wire) ?? []),
    ...(next && {next: listCursorOf(next)}),
    ...(total !== undefined && {total}),
  };
}

async function getConversation(
  session: Session,
  conversationId: string,
  {signal}: RequestOptions = {},
): Promise<Conversation> {
  const detail = await readDetail(session.request, {conversationId, limit: 1, signal});
  await session.contacts?.ready();
  return session.conversation(detail);
}

async function listMessages(
  session: Session,
  {conversationId, cursor, limit: wish}: WithLimit<MessageQuery>,
  {signal}: RequestOptions = {},
): Promise<MessagePage> {
  const limit = pageLimit(wish, LARGEST_MESSAGE_PAGE);
  if (cursor === undefined) {
    const detail = await readDetail(session.request, {conversationId, limit, signal});
    const isOtherChannel = session.known.learn(detail);
    const page = newestPage(detail, {conversationId, limit}, session.known.route(conversationId)?.names);
    if (isOtherChannel) session.report({type: 'conversation-updated', conversation: session.conversation(detail)});
    return page;
  }
  const place = placeOf(cursor, conversationId);
  const names = session.known.route(conversationId)?.names;
  return pageBeyond(session.request, place, {conversationId, limit, signal}, names);
}

async function sendMessage(
  session: Session,
  message: OutgoingMessage,
  {signal, beforeLeave}: RequestOptions = {},
): Promise<Message> {
  const {conversationId, text, mediaUrls} = message;
  // Checked before anything is asked, and again with the route.
  sendToWire(message, {to: ''});
  const body = sendToWire(message, await routeOf(session, conversationId, signal));
  const answer = await session.request({method: 'POST', path: '/v1/messages', body, signal, beforeLeave});
  const replyToMessageId = body.reply_to_message_id;
  const sent = messageFromSent(answer, {
    conversationId,
    text,
    ...(mediaUrls && {mediaUrls}),
    ...(replyToMessageId !== undefined && {replyToMessageId}),
  });
  if (!sent) {
    throw new ConversationError('decode', {
      adapter: 'agentphone',
      message: 'The answer names no message, so it is not known whether it was sent.',
      outcomeUnknown: true,
      raw: answer,
    });
  }
  // The answer has no time, and may name no conversation or another one: history knows.
  session.report(
    {type: 'messages-invalidated', conversationId: sent.conversationId},
    {type: 'conversations-invalidated'},
  );
  return sent;
}

/** How a reply reaches a conversation: known from reading it, else asked for. */
async function routeOf(session: Session, conversationId: string, signal: AbortSignal | undefined): Promise<Route> {
  const known = session.known.route(conversationId);
  if (known) return known;
  const detail = await readDetail(session.request, {conversationId, limit: 1, signal});
  session.known.learn(detail);
  const route = session.known.route(conversationId);
  if (route) return route;
  throw new ConversationError('decode', {
    adapter: 'agentphone',
    message: 'The conversation names nobody to write to.',
    raw: detail,
  });
}

const pageLimit = (wish: number, largest: number): number => Math.min(largest, Math.max(1, Math.floor(wish) || 1));
