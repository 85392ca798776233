import {overGateway} from '../../adapter/gateway/over-gateway.js';
import {
  CONTRACT_VERSION,
  type ConversationQuery,
  type MessageAnchor,
  type MessagePage,
  type MessageQuery,
  type MessagingAdapter,
  type RequestOptions,
} from '../../adapter/messaging-adapter.js';
import {changedOr, editedMetadata, fieldsOf, flagOf, idOf, pageSize as sizeOf} from '../../adapter/toolkit/index.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {Instant} from '../../model/capability-level.js';
import type {ContactDetails, MetadataEdit} from '../../model/contact-details.js';
import type {Conversation} from '../../model/conversation.js';
import type {Page} from '../../model/page.js';
import {ADAPTER, errors} from './errors.js';
import {decodeAgentPhoneEvent} from './events.js';
import {conversationPath, newestPage, pageAround, pageBeyond, placeOf, readDetail, type Reading} from './history.js';
import {readList} from './list-pages.js';
import {addressKey, contactFromWire, keysOf, MAXIMUM_ATTACHMENTS, ownEndpointFromWire} from './mapping.js';
import type {AgentPhoneAdapterOptions} from './options.js';
import {describeStart, SEND_OPTIONS, sendMessage, startConversation} from './sending.js';
import {react} from './reacting.js';
import {DEFAULT_BASE_URL, Session} from './session.js';
import type {WireConversationDetail} from './wire.js';

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_LIST_PAGE = 100;
const LARGEST_MESSAGE_PAGE = 200;
/** How many pages back a message is looked for that was never read here: its id says nothing about its place. */
const SEARCHED_PAGES = 8;

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
  // `before` and `after` of the document are moments: any will do.
  messagesAround: 'native',
  // `deliveryStatus` stays `none`: a send answers "sent", and nothing is ever said after that.
  sendText: 'native',
  replyToMessage: 'native',
  // Tapbacks of an iMessage; each conversation says what its channel carries.
  reactToMessage: 'native',
  sendMedia: 'native',
  // Of an iMessage; each conversation says what its channel carries.
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
export const createAgentPhoneAdapter = (options: AgentPhoneAdapterOptions = {}): MessagingAdapter =>
  // Nothing tells of a conversation that was changed, nor of contacts.
  overGateway(ADAPTER, options, connect, {tellsPart: true});

function connect(options: AgentPhoneAdapterOptions): MessagingAdapter {
  const {baseUrl = DEFAULT_BASE_URL, subAccountId, pageSize: usual = DEFAULT_PAGE_SIZE} = options;
  const session = new Session(options);
  return {
    contractVersion: CONTRACT_VERSION,
    id: `agentphone:${subAccountId ?? baseUrl}`,
    name: 'AgentPhone',
    capabilities: CAPABILITIES,
    sendOptions: SEND_OPTIONS,
    listConversations: (query, requestOptions) =>
      listConversations(session, query, sizeOf(query.limit, {usual, largest: LARGEST_LIST_PAGE}), requestOptions),
    async getConversation(conversationId, {signal} = {}) {
      const detail = await readDetail(session.reading(conversationId, signal), 1);
      await session.contacts?.ready();
      return session.conversation(detail);
    },
    listMessages: (query, requestOptions) =>
      listMessages(session, query, sizeOf(query.limit, {usual, largest: LARGEST_MESSAGE_PAGE}), requestOptions),
    sendMessage: (message, requestOptions) => sendMessage(session, message, requestOptions),
    react: (conversationId, messageId, kind, requestOptions) =>
      react(session, {conversationId, messageId, kind}, requestOptions),
    async listOwnEndpoints({signal} = {}) {
      const numbers = await session.readAll('/v1/numbers', {}, signal);
      return numbers.map(ownEndpointFromWire).filter((number) => number !== undefined);
    },
    describeStart: () => describeStart(session),
    startConversation: (start, requestOptions) => startConversation(session, start, options, requestOptions),
    getContact: (conversationId, requestOptions) => getContact(session, conversationId, requestOptions),
    updateMetadata: (conversationId, edit, requestOptions) =>
      updateMetadata(session, conversationId, edit, requestOptions),
    subscribe: (listener) => session.news.subscribe(listener),
    receiveWebhook(payload) {
      const events = decodeAgentPhoneEvent(payload);
      session.news.tell(...events);
      return events;
    },
  };
}

async function listConversations(
  session: Session,
  {unread, needsReply, search, cursor}: ConversationQuery,
  limit: number,
  {signal}: RequestOptions = {},
): Promise<Page<Conversation>> {
  if (unread || needsReply || search?.trim()) {
    throw errors.error('unsupported', {message: 'AgentPhone can neither filter nor search conversations.'});
  }
  const {items, ...page} = await readList(session.request, {
    limit,
    ...(cursor !== undefined && {cursor}),
    ...(signal && {signal}),
  });
  if (items.length > 0) await session.contacts?.ready();
  const conversations = items.map((wire) => session.conversationIn(wire));
  return {items: conversations.filter((conversation) => conversation !== undefined), ...page};
}

async function listMessages(
  session: Session,
  {conversationId, cursor, around}: MessageQuery,
  limit: number,
  {signal}: RequestOptions = {},
): Promise<MessagePage> {
  const reading = () => session.reading(conversationId, signal);
  const read = async (): Promise<MessagePage> => {
    if (around) return readAround(session, reading(), around, limit);
    if (cursor !== undefined) return pageBeyond(reading(), placeOf(cursor, conversationId), limit);
    const detail = await readDetail(reading(), limit);
    const isOtherChannel = session.learn(detail);
    const page = newestPage(detail, reading());
    if (isOtherChannel) session.news.tell({type: 'conversation-updated', conversation: session.conversation(detail)});
    return page;
  };
  const page = await read();
  session.learnMoments(page.messages);
  return page;
}

/** @throws ConversationError of kind `not-found` for a message that the conversation does not hold */
async function readAround(
  session: Session,
  reading: Reading,
  around: MessageAnchor,
  limit: number,
): Promise<MessagePage> {
  if ('at' in around) return pageAround(reading, around.at, limit);
  const {messageId} = around;
  const at = session.momentOf(messageId) ?? (await findMoment(session, reading, messageId));
  for (const size of new Set([limit, LARGEST_MESSAGE_PAGE])) {
    const page = await pageAround(reading, at, size);
    if (page.messages.some(({id}) => id === messageId)) return page;
  }
  throw errors.error('not-found', {message: 'The conversation has no such message.'});
}

/** Looks for a message on the newest pages. There is no request for a single one. */
async function findMoment(session: Session, reading: Reading, messageId: string): Promise<Instant> {
  let page = newestPage(await readDetail(reading, LARGEST_MESSAGE_PAGE), reading);
  for (let pages = 1; ; pages++) {
    session.learnMoments(page.messages);
    const at = session.momentOf(messageId);
    if (at !== undefined) return at;
    if (page.older === undefined) {
      throw errors.error('not-found', {message: 'The conversation has no such message.'});
    }
    if (pages === SEARCHED_PAGES) {
      const message = 'The message is too far back to be found: AgentPhone cannot be asked for a message by its id.';
      throw errors.error('unsupported', {message});
    }
    page = await pageBeyond(reading, placeOf(page.older, reading.conversationId), LARGEST_MESSAGE_PAGE);
  }
}

/**
 * The contact of a conversation, found by number: conversations name no contact. Somebody who is no contact has an
 * address all the same.
 *
 * @throws ConversationError of kind `contact-not-found` for a group
 */
async function getContact(
  session: Session,
  conversationId: string,
  {signal}: RequestOptions = {},
): Promise<ContactDetails> {
  const detail = await readDetail(session.reading(conversationId, signal), 1);
  const {kind, participants} = session.conversation(detail);
  const address = participants[0]?.address;
  if (kind === 'group' || address === undefined) {
    throw errors.error('contact-not-found', {message: 'The conversation is not with one contact.'});
  }
  // Searches names and numbers, and finds whatever contains the text.
  const found = (await session.readAll('/v1/contacts', {search: address}, signal)).map(contactFromWire);
  const contact = found.find((candidate) => keysOf(candidate).includes(addressKey(address)));
  return contact ?? session.contacts?.find(address) ?? {address, raw: detail};
}

/**
 * Changes some keys. The provider replaces the whole object, so it is read, merged and written; what somebody writes
 * between the reading and the writing is lost, as the provider has no way to tell.
 *
 * @throws ConversationError of kind `conflict` when a changed key is no longer what the editor saw
 */
async function updateMetadata(
  session: Session,
  conversationId: string,
  edit: MetadataEdit,
  {signal}: RequestOptions = {},
): Promise<Conversation> {
  const read = async () => session.conversation(await readDetail(session.reading(conversationId, signal), 1));
  const metadata = editedMetadata((await read()).metadata, edit, ADAPTER);
  const answer = await session.request({
    method: 'PATCH',
    path: conversationPath(conversationId),
    // "Set to null to clear."
    body: {metadata: Object.keys(metadata).length > 0 ? metadata : null},
    signal,
  });
  return changedOr(answer, {
    adapter: ADAPTER,
    read: (changed) => (isWhole(changed, conversationId) ? session.conversationIn(changed) : undefined),
    readAgain: read,
  });
}

/** A part of the conversation would make it one with nobody. */
function isWhole(answer: unknown, conversationId: string): boolean {
  const {id, participant, isGroup, metadata} = fieldsOf<WireConversationDetail>(answer);
  return (
    idOf(id) === conversationId && (participant !== undefined || flagOf(isGroup) === true) && metadata !== undefined
  );
}
