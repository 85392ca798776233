import {fieldsOf, numberOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import type {MessagePage} from '../../adapter/messaging-adapter.js';
import {ConversationError} from '../../model/conversation-error.js';
import {messageFromWire} from './map-message.js';
import {cursorOf, edgeOf, type MessagePlace} from './message-cursor.js';
import {conversationPath, LARGEST_PAGE, readStretch, type Attempt, type Stretch} from './message-stretch.js';
import {arrange, tieNumbers, type Entry, type KnownTies} from './page-order.js';
import type {WireConversationDetail} from './wire.js';

/** The largest `message_limit` of the document. */
const MOST_RECENT = 100;

export interface PageRequest {
  readonly conversationId: string;
  /** How many messages are wished for. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** What people of a group are called, by identifier. */
type Names = ReadonlyMap<string, string>;

/** One conversation with its recent messages, as the provider writes it. */
export async function readDetail(request: HttpClient, {conversationId, limit, signal}: PageRequest): Promise<unknown> {
  const path = conversationPath(conversationId);
  return request({method: 'GET', path, query: {message_limit: Math.min(limit, MOST_RECENT)}, signal});
}

/** The newest page, out of a conversation: the only call that is documented to answer with recent messages. */
export function newestPage(detail: unknown, {conversationId, limit}: PageRequest, names?: Names): MessagePage {
  const {messages, messageCount} = fieldsOf<WireConversationDetail>(detail);
  if (!Array.isArray(messages)) {
    throw new ConversationError('decode', {
      adapter: 'agentphone',
      message: 'The answer holds no messages.',
      raw: detail,
    });
  }
  const {entries, order} = arrange(messages);
  const count = numberOf(messageCount);
  const hasOlder = count === undefined ? entries.length >= Math.min(limit, MOST_RECENT) : count > entries.length;
  return {
    messages: messagesOf(entries, conversationId, {names}),
    ...(hasOlder && cursorField('older', edgeOf(entries, 'older', conversationId, {order}))),
  };
}

/**
 * The page beyond a place, older or newer.
 *
 * The bounds of `before` and `after` may be inclusive or exclusive, and several messages may share an instant: so one
 * millisecond is asked for again and what is known is left out. `hasMore` is believed when it is false; when it is
 * true, a page must bring something new, or the end is reached. [Inference]
 */
export async function pageBeyond(
  request: HttpClient,
  place: MessagePlace,
  {limit, signal}: PageRequest,
  names?: Names,
): Promise<MessagePage> {
  const size = Math.min(LARGEST_PAGE, limit + place.ids.length);
  const attempts: readonly Attempt[] = [
    {overlap: 1, size, signal},
    ...(size < LARGEST_PAGE ? [{overlap: 1, size: LARGEST_PAGE, signal} as const] : []),
    {overlap: 0, size, signal},
  ];
  for (const attempt of attempts) {
    const stretch = await readStretch(request, place, attempt);
    if (stretch.entries.length > 0 || !stretch.hasMore) return pageOf(stretch, place, names);
  }
  return pageOf({entries: [], hasMore: false}, place, names);
}

function pageOf({entries, hasMore, order}: Stretch, place: MessagePlace, names: Names | undefined): MessagePage {
  const {conversationId, towards, at, ids} = place;
  const back = towards === 'older' ? 'newer' : 'older';
  const ties: KnownTies = {at, count: ids.length, towards: back};
  return {
    messages: messagesOf(entries, conversationId, {ties, names}),
    ...(hasMore && cursorField(towards, edgeOf(entries, towards, conversationId, {before: place, order}))),
    // An empty page, which `hasMore` may well promise, leads back to what it was asked from.
    ...cursorField(back, edgeOf(entries, back, conversationId, {order}) ?? {...place, towards: back, ids: []}),
  };
}

const cursorField = (name: 'older' | 'newer', place: MessagePlace | undefined) => place && {[name]: cursorOf(place)};

function messagesOf(
  entries: readonly Entry[],
  conversationId: string,
  {ties, names}: {readonly ties?: KnownTies; readonly names?: Names},
) {
  const numbers = tieNumbers(entries, ties);
  return entries.flatMap(
    ({wire}, index) => messageFromWire(wire, {conversationId, order: numbers[index], names}) ?? [],
  );
}
