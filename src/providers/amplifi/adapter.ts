import {fieldsOf, instantOf, timeZoneOf} from '../../adapter/toolkit/fields.js';
import {createHttpClient, type HttpClient} from '../../adapter/http.js';
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
import {readAmplifiError} from './errors.js';
import {conversationFromWire} from './map-conversation.js';
import {messageFromReply, messageFromWire} from './map-message.js';
import {cursorOf, olderCursorIn, placeOf, type PagePlace} from './message-cursor.js';
import type {AmplifiAdapterOptions} from './options.js';
import {replyToWire} from './reply.js';
import type {WireMessage, WireMessagePage} from './wire.js';

const DEFAULT_BASE_URL = 'https://api.amplifi.com';
const DEFAULT_PAGE_SIZE = 50;
const MAXIMUM_PAGE_SIZE = 200;

/** What the document offers. It has no way to star, archive, mark as read, or list the organisation's numbers. */
const CAPABILITIES: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  filterUnread: 'native',
  filterNeedsReply: 'native',
  includeArchived: 'native',
  searchConversations: 'native',
  unreadCount: 'native',
  // The document has no way to tell it: what was read is remembered on the device.
  markRead: 'local',
  // Told, not changeable.
  starred: 'native',
  // Of single messages and refused sends; conversations carry none.
  consent: 'derived',
  messageHistory: 'native',
  deliveryStatus: 'native',
  insight: 'native',
  timeZone: 'native',
  sendText: 'native',
  sendMedia: 'native',
  maximumAttachments: 1,
  normalizeText: 'native',
  liveUpdates: 'derived',
};

/** An adapter for the conversations API of Amplifi. */
export function createAmplifiAdapter(options: AmplifiAdapterOptions = {}): MessagingAdapter {
  const {organizationId, baseUrl = DEFAULT_BASE_URL, pageSize = DEFAULT_PAGE_SIZE} = options;
  const {conversations = 10_000, messages = 4000, idleFactor} = options.polling ?? {};
  const request = createHttpClient({
    ...options,
    baseUrl,
    adapter: 'amplifi',
    fixedHeaders: organizationId === undefined ? {} : {'x-organization-id': organizationId},
    readError: readAmplifiError,
  });
  return {
    contractVersion: CONTRACT_VERSION,
    id: `amplifi:${organizationId ?? baseUrl}`,
    name: 'Amplifi',
    capabilities: CAPABILITIES,
    listConversations: (query, requestOptions) => listConversations(request, query, requestOptions),
    getConversation: (conversationId, requestOptions) => findConversation(request, conversationId, requestOptions),
    listMessages: (query, requestOptions) =>
      listMessages(request, {...query, limit: pageLimit(query.limit ?? pageSize)}, requestOptions),
    sendMessage: (message, requestOptions) => sendMessage(request, message, requestOptions),
    subscribe: (listener) => subscribeByPolling(listener, {conversations, messages, idleFactor}),
  };
}

/** The whole list in one page: the document has no paging here. */
async function listConversations(
  request: HttpClient,
  {unread, needsReply, includeArchived, search, cursor}: ConversationQuery,
  {signal}: RequestOptions = {},
): Promise<Page<Conversation>> {
  if (cursor !== undefined) throw new ConversationError('cursor-invalid', {adapter: 'amplifi'});
  const answer = await request({
    method: 'GET',
    path: '/api/conversations',
    query: {
      unread: unread || undefined,
      unresponded: needsReply || undefined,
      search: search?.trim() || undefined,
      includeArchived: includeArchived || undefined,
    },
    signal,
  });
  if (!Array.isArray(answer)) throw undecodable('The answer is not a list of conversations.', answer);
  const entries: readonly unknown[] = answer;
  const items = entries
    .map((entry) => conversationFromWire(entry, {unread, needsReply, includeArchived}))
    .filter((conversation) => conversation !== undefined);
  return {items, total: items.length};
}

/** The document has no call for one conversation: a search for its number finds it. [Inference] */
async function findConversation(
  request: HttpClient,
  conversationId: string,
  options?: RequestOptions,
): Promise<Conversation> {
  const {items} = await listConversations(request, {search: conversationId, includeArchived: true}, options);
  const found = items.find((conversation) => conversation.id === conversationId);
  if (!found)
    throw new ConversationError('not-found', {adapter: 'amplifi', message: 'No conversation has this number.'});
  return found;
}

async function listMessages(
  request: HttpClient,
  {conversationId, cursor, limit}: MessageQuery,
  {signal}: RequestOptions = {},
): Promise<MessagePage> {
  const place = placeOf(cursor);
  const path = `${conversationPath(conversationId)}/messages`;
  const answer = await request({method: 'GET', path, query: {limit, cursor: place.cursor}, signal});
  const {messages: entries, timezone} = fieldsOf<WireMessagePage>(answer);
  if (!Array.isArray(entries)) throw undecodable('The answer holds no messages.', answer);
  const {messages, end} = readNewestFirst(entries, conversationId, place);
  const older = olderCursorIn(answer);
  const timeZone = timeZoneOf(timezone);
  return {
    messages: messages.reverse(),
    // A cursor that leads to where it was asked from would never end.
    ...(older !== undefined && older !== place.cursor && {older: cursorOf({...end, cursor: older})}),
    ...(timeZone !== undefined && {timeZone}),
  };
}

function readNewestFirst(entries: readonly unknown[], conversationId: string, start: PagePlace) {
  const messages: Message[] = [];
  let {at, ties} = start;
  for (const entry of entries) {
    const entryAt = instantOf(fieldsOf<WireMessage>(entry).timestamp);
    if (entryAt !== at) ties = 0;
    const message = messageFromWire(entry, conversationId, 0 - ties);
    if (!message) continue;
    messages.push(message);
    at = entryAt;
    ties++;
  }
  return {messages, end: {at, ties}};
}

async function sendMessage(
  request: HttpClient,
  message: OutgoingMessage,
  options: RequestOptions = {},
): Promise<Message> {
  const body = replyToWire(message);
  const path = `${conversationPath(message.conversationId)}/reply`;
  const answer = await request({method: 'POST', path, body, ...options});
  const {conversationId, text} = message;
  const sent = messageFromReply(answer, {conversationId, text, ...(body.mediaUrl && {mediaUrl: body.mediaUrl})});
  if (!sent) throw undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
  return sent;
}

/** The number stays as the provider spells it; `+` must be encoded. */
function conversationPath(conversationId: string): string {
  // Without a digit it is no number at all, and `..` would even leave the path.
  if (!/^[^\p{Surrogate}]*\d[^\p{Surrogate}]*$/u.test(conversationId)) {
    throw new ConversationError('not-found', {
      adapter: 'amplifi',
      message: 'A conversation is named by a phone number.',
    });
  }
  return `/api/conversations/${encodeURIComponent(conversationId)}`;
}

const pageLimit = (wish: number): number => Math.min(MAXIMUM_PAGE_SIZE, Math.max(1, Math.floor(wish) || 1));

const undecodable = (message: string, raw: unknown, outcomeUnknown = false): ConversationError =>
  new ConversationError('decode', {adapter: 'amplifi', message, raw, outcomeUnknown});
