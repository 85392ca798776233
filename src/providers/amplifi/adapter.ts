import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {assertPlace} from '../../adapter/toolkit/next-cursor.js';
import {readRows} from '../../adapter/toolkit/rows.js';
import {pageSize as sizeOf} from '../../adapter/toolkit/rows.js';
import {overGateway} from '../../adapter/gateway/over-gateway.js';
import {createHttpClient, type HttpRequest} from '../../adapter/http.js';
import {
  CONTRACT_VERSION,
  type ConversationQuery,
  type MessagingAdapter,
  type OutgoingMessage,
  type RequestOptions,
  type SendOption,
} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf, subscribeByPolling} from '../../adapter/polling.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {isFailure} from '../../model/delivery-status.js';
import type {Message} from '../../model/message.js';
import type {Page} from '../../model/page.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {amplifiError, readAmplifiError, undecodable} from './errors.js';
import {conversationFromWire, messageFromReply, replyToWire, ROUTES} from './mapping.js';
import type {AmplifiAdapterOptions} from './options.js';
import {messagePageIn, placeOf} from './pages.js';
import type {WireReplyAnswer} from './wire.js';

const DEFAULT_BASE_URL = 'https://api.amplifi.com';
const USUAL_PAGE = 50;
const LARGEST_PAGE = 200;
/** Lists that are kept to compare the next answer with: the whole list, and what is searched or filtered. */
const KEPT_LISTS = 4;

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
  messageDirections: 'native',
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
export const createAmplifiAdapter = (options: AmplifiAdapterOptions = {}): MessagingAdapter =>
  overGateway('amplifi', options, connect);

function connect(options: AmplifiAdapterOptions): MessagingAdapter {
  const {organizationId, baseUrl = DEFAULT_BASE_URL, pageSize = USUAL_PAGE, ownNumbers = [], reply} = options;
  const request = createHttpClient({
    ...options,
    baseUrl,
    adapter: 'amplifi',
    fixedHeaders: organizationId === undefined ? {} : {'x-organization-id': organizationId},
    readError: readAmplifiError,
  });
  const lists = new BoundedMap<string, KnownList>(KEPT_LISTS);
  let pace = 1;

  /** The whole list in one page: the document has no paging here. */
  async function listConversations(query: ConversationQuery, {signal}: RequestOptions = {}) {
    if (query.cursor !== undefined) throw amplifiError('cursor-invalid');
    const parameters = parametersOf(query);
    const key = JSON.stringify(parameters);
    const list = lists.get(key) ?? new KnownList(query);
    lists.set(key, list);
    const startedAt = performance.now();
    const answer = await request({
      method: 'GET',
      path: '/api/conversations',
      query: parameters,
      signal,
      lastAnswer: list.lastAnswer,
    });
    const page = list.take(answer);
    if (Object.values(parameters).every((value) => value === undefined)) {
      pace = paceOf(page.items.length, performance.now() - startedAt);
    }
    return page;
  }

  /** The document has no call for one conversation: a search for its number finds it. [Inference] */
  async function getConversation(conversationId: string, requestOptions?: RequestOptions): Promise<Conversation> {
    const {items} = await listConversations({search: conversationId, includeArchived: true}, requestOptions);
    const found = items.find((conversation) => conversation.id === conversationId);
    if (!found) throw amplifiError('not-found', {message: 'No conversation has this number.'});
    return found;
  }

  async function sendMessage(message: OutgoingMessage, requestOptions: RequestOptions = {}): Promise<Message> {
    const body = replyToWire(message, reply);
    const posted: HttpRequest = {
      ...{method: 'POST', path: `${conversationPath(message.conversationId)}/reply`, body},
      ...requestOptions,
    };
    const answer = await request(posted);
    const {conversationId, text} = message;
    const sent = messageFromReply(answer, {conversationId, text, ...(body.mediaUrl && {mediaUrl: body.mediaUrl})});
    refuseFailure(answer, sent, posted);
    if (!sent) throw undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
    return sent;
  }

  return {
    contractVersion: CONTRACT_VERSION,
    id: `amplifi:${organizationId ?? baseUrl}`,
    name: 'Amplifi',
    capabilities: {...CAPABILITIES, ...(ownNumbers.length > 0 && {chooseOwnEndpoint: 'native'})},
    sendOptions: SEND_OPTIONS,
    sendNotes: ['bypasses-quiet-hours', 'shortens-links'],
    listConversations,
    getConversation,
    async listMessages({conversationId, cursor, limit}, {signal} = {}) {
      const place = placeOf(cursor);
      assertPlace(place.cursor, 'amplifi');
      const path = `${conversationPath(conversationId)}/messages`;
      const query = {
        limit: sizeOf(limit ?? pageSize, {usual: USUAL_PAGE, largest: LARGEST_PAGE}),
        cursor: place.cursor,
      };
      return messagePageIn(await request({method: 'GET', path, query, signal}), conversationId, place);
    },
    sendMessage,
    ...(ownNumbers.length > 0 && {listOwnEndpoints: () => Promise.resolve(ownNumbers)}),
    subscribe(listener) {
      const {conversations = 10_000, messages = 4000, idleFactor} = pollingOptionsOf(options.polling);
      return subscribeByPolling(listener, {conversations: () => conversations * pace, messages, idleFactor});
    },
  };
}

const SEND_OPTIONS: readonly SendOption[] = [
  {name: 'normalizeText', kind: 'switch', default: true},
  {name: 'forceRoute', kind: 'choice', choices: ROUTES, default: 'AUTO'},
];

const parametersOf = ({unread, needsReply, includeArchived, search}: ConversationQuery) => ({
  unread: unread || undefined,
  unresponded: needsReply || undefined,
  search: search?.trim() || undefined,
  includeArchived: includeArchived || undefined,
});

/** One list as it was answered last: what did not change since is the same object again. */
class KnownList {
  readonly lastAnswer = {};
  readonly #filters: ConversationQuery;
  #answer: unknown;
  #page: Page<Conversation> | undefined;
  #rows = new Map<string, Conversation>();

  constructor(filters: ConversationQuery) {
    this.#filters = filters;
  }

  /** @throws ConversationError of kind `decode` */
  take(answer: unknown): Page<Conversation> {
    if (this.#page && answer === this.#answer) return this.#page;
    const read = (entry: unknown) => conversationFromWire(entry, this.#filters);
    const {items, unreadable} = readRows(answer, [''], read, {adapter: 'amplifi', what: 'conversations'});
    const kept = items.map((item) => {
      const known = this.#rows.get(item.id);
      return known && isSameRow(known.raw, item.raw) ? known : item;
    });
    this.#rows = new Map(kept.map((item) => [item.id, item]));
    this.#answer = answer;
    this.#page = {items: kept, ...(unreadable > 0 ? {incomplete: true} : {total: items.length})};
    return this.#page;
  }
}

/** Whether two entries hold the same; entries that hold objects never do, which costs no more than drawing them again. */
function isSameRow(a: unknown, b: unknown): boolean {
  const [left, right] = [Object.entries(fieldsOf(a)), new Map<string, unknown>(Object.entries(fieldsOf(b)))];
  return left.length === right.size && left.every(([name, value]) => right.has(name) && right.get(name) === value);
}

/** Entries of a list that are looked at as often as was asked for. */
const USUAL_ROWS = 2000;
/** How many times longer than a look itself the pause after it is at least, at the shortest usual one. */
const SHARE = 20;
const SLOWEST = 30;

/** How many times slower a list is looked at, by its size and by what the last look cost, in milliseconds. */
export function paceOf(rows: number, cost: number, usual = 10_000): number {
  return Math.min(SLOWEST, Math.max(1, rows / USUAL_ROWS, (cost * SHARE) / usual));
}

/** The provider may say under a status of success that it sent nothing. A message that failed says so itself. */
function refuseFailure(answer: unknown, sent: Message | undefined, posted: HttpRequest): void {
  const isTold = sent !== undefined && isFailure(sent.status);
  if (fieldsOf<WireReplyAnswer>(answer).success !== false || isTold) return;
  const {kind = 'carrier', ...said} = readAmplifiError(400, answer, posted);
  // Where the message says of itself that it is on its way, nobody knows which of the two is true.
  throw amplifiError(kind, {...said, outcomeUnknown: sent !== undefined && sent.status !== 'accepted', raw: answer});
}

/** The number stays as the provider spells it; `+` must be encoded. */
function conversationPath(conversationId: string): string {
  // Without a digit it is no number at all, and `..` would even leave the path.
  if (!/^[^\p{Surrogate}]*\d[^\p{Surrogate}]*$/u.test(conversationId)) {
    throw amplifiError('not-found', {message: 'A conversation is named by a phone number.'});
  }
  return `/api/conversations/${encodeURIComponent(conversationId)}`;
}
