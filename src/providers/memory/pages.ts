import type {ConversationQuery, MessageAnchor, MessagePage, MessageQuery} from '../../adapter/messaging-adapter.js';
import {pageSize} from '../../adapter/toolkit/rows.js';
import type {Backend} from '../../backend/backend.js';
import {matchesSearch, needsReply} from '../../backend/queries.js';
import type {StoredMessage, Thread} from '../../backend/types.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Conversation} from '../../model/conversation.js';
import type {Cursor, Page} from '../../model/page.js';
import {listCursors, messageCursors, type ListPlace, type MessagePlace} from './cursors.js';
import {toConversation, toMessage} from './mapping.js';

const LARGEST = 200;

/**
 * One page of threads, newest activity first.
 *
 * Later pages keep the order the list had when its first page was read, so that a thread that moves up meanwhile is
 * neither skipped nor met twice. What it holds is always of now.
 */
export function listPage(backend: Backend, query: ConversationQuery, usual: number): Page<Conversation> {
  const place = query.cursor === undefined ? undefined : listCursors.read(query.cursor);
  const asOf = place?.asOf ?? backend.sequence;
  const readAt = place?.readAt ?? backend.clock.now();
  const wanted = backend
    .threads()
    .filter((thread) => thread.createdAt <= readAt && isWanted(backend, thread, query))
    .flatMap((thread) => {
      const at = activityAsOf(backend, thread, asOf);
      return at === undefined ? [] : [{at, id: thread.id, thread}];
    })
    .sort(byPlace);
  const rest = place ? wanted.filter((candidate) => byPlace(candidate, place) > 0) : wanted;
  const page = rest.slice(0, pageSize(query.limit, {usual, largest: LARGEST}));
  const last = page.at(-1);
  return {
    items: page.map(({thread}) => toConversation(backend, thread)),
    ...(last && rest.length > page.length && {next: listCursors.write({asOf, readAt, at: last.at, id: last.id})}),
    order: 'activity',
    total: wanted.length,
  };
}

type Placed = Pick<ListPlace, 'at' | 'id'>;

const byPlace = (a: Placed, b: Placed): number => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** `undefined` for a thread that came into being later in the same millisecond. */
function activityAsOf(backend: Backend, thread: Thread, asOf: number): number | undefined {
  const messages = backend.messagesOf(thread.id);
  const last = messages.findLast(({sequence}) => sequence <= asOf);
  return (
    last?.at ?? (messages.length === 0 || thread.createdAt < (messages[0]?.at ?? 0) ? thread.createdAt : undefined)
  );
}

function isWanted(backend: Backend, thread: Thread, query: ConversationQuery): boolean {
  return (
    (query.includeArchived || !thread.archived) &&
    (!query.unread || thread.unreadCount > 0) &&
    (!query.needsReply || needsReply(backend, thread)) &&
    (!query.search?.trim() || matchesSearch(backend, thread, query.search))
  );
}

/** One page of messages, oldest first. */
export function messagePage(backend: Backend, query: MessageQuery, usual: number): MessagePage {
  const {conversationId, cursor, around} = query;
  if (!backend.thread(conversationId)) throw new ConversationError('not-found', {adapter: 'memory'});
  const all = backend.messagesOf(conversationId);
  const limit = pageSize(query.limit, {usual, largest: LARGEST});
  const place = cursor && messageCursors.read(cursor, ({threadId}) => threadId === conversationId);
  const [start, end] = around ? stretchAround(all, around, limit) : stretch(all, place, limit);
  const page = all.slice(start, end);
  const first = page[0];
  const last = page.at(-1);
  return {
    messages: page.map((message) => toMessage(message, backend)),
    ...(first && start > 0 && {older: cursorAt(first, 'older')}),
    ...(last && end < all.length && {newer: cursorAt(last, 'newer')}),
    timeZone: backend.account.timeZone,
  };
}

/** Where a page starts and ends (not included) among all messages. */
function stretch(
  all: readonly StoredMessage[],
  place: MessagePlace | undefined,
  limit: number,
): readonly [number, number] {
  if (!place) return [Math.max(0, all.length - limit), all.length];
  const isBefore = ({at, sequence}: StoredMessage) => at < place.at || (at === place.at && sequence < place.sequence);
  const end = all.findLastIndex(isBefore) + 1;
  if (place.towards === 'older') return [Math.max(0, end - limit), end];
  const start = all[end]?.sequence === place.sequence ? end + 1 : end;
  return [start, Math.min(all.length, start + limit)];
}

/** As much before the message as after it, and a whole page at either end. */
function stretchAround(all: readonly StoredMessage[], around: MessageAnchor, limit: number): readonly [number, number] {
  const found = all.findIndex((message) =>
    'messageId' in around ? message.id === around.messageId : message.at >= around.at,
  );
  if (found < 0 && 'messageId' in around) {
    throw new ConversationError('not-found', {adapter: 'memory', message: 'The conversation has no such message.'});
  }
  const middle = found < 0 ? all.length - 1 : found;
  const start = Math.max(0, Math.min(middle - Math.floor((limit - 1) / 2), all.length - limit));
  return [start, Math.min(all.length, start + limit)];
}

const cursorAt = ({threadId, at, sequence}: StoredMessage, towards: MessagePlace['towards']): Cursor =>
  messageCursors.write({towards, threadId, at, sequence});
