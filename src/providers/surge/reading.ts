import type {ConversationQuery, MessagePage, MessageQuery} from '../../adapter/messaging-adapter.js';
import {cursorCodec} from '../../adapter/toolkit/cursors.js';
import {TieCount, type TiePlace} from '../../adapter/toolkit/list-order.js';
import {isNowhere} from '../../adapter/toolkit/next-cursor.js';
import {walkPages} from '../../adapter/toolkit/walk-pages.js';
import type {Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import type {Page} from '../../model/page.js';
import {BoundedSet} from '../../util/bounded-set.js';
import type {AccountFeed, FeedPage} from './feed.js';
import type {AccountKnowledge} from './knowledge.js';
import {messageFromWire, messageIdOf, type MessageContext} from './mapping.js';

const CONVERSATIONS_PER_PAGE = 20;
const MESSAGES_PER_PAGE = 50;
/** Threads that a cursor names; those met last come first. What it cannot name is told by the adapter's own memory. */
const SEEN_THREADS = 350;
const SEEN_LENGTH = 12_000;

/** Where a page of conversations starts: a place in the account's messages, and which threads came before it. */
interface ListPlace {
  readonly place: string;
  readonly seen: readonly string[];
  /** Whether more threads than those came before it. */
  readonly isCut?: boolean;
}

/** Where a page of one thread starts: a place in the account's messages, and what came right before it. */
interface ThreadPlace extends TiePlace {
  readonly conversationId: string;
  readonly place: string;
  /** The message before it, for a list that repeats the last of one page on the next. */
  readonly lastId?: string;
}

const listCursors = cursorCodec<ListPlace>({
  adapter: 'surge',
  check: ({place, seen, isCut}) =>
    typeof place === 'string' && Array.isArray(seen)
      ? {place, seen: seen.filter((id) => typeof id === 'string'), ...(isCut === true && {isCut})}
      : undefined,
});

const threadCursors = cursorCodec<ThreadPlace>({
  adapter: 'surge',
  check: ({conversationId, place, lastId, at, ties}) =>
    typeof conversationId === 'string' && typeof place === 'string' && typeof ties === 'number'
      ? {
          ...{conversationId, place, ties},
          ...(typeof lastId === 'string' && {lastId}),
          ...(typeof at === 'number' && {at}),
        }
      : undefined,
});

/** What reading needs of an adapter. */
export interface ReadingOptions {
  readonly feed: AccountFeed;
  readonly knowledge: AccountKnowledge;
  /** Requests one call may cost; what is kept costs none. */
  readonly pagesPerCall: number;
  readonly context: MessageContext;
  readonly signal?: AbortSignal;
}

/**
 * Conversations worked out from the account's messages: each at its newest message. The first call looks at one page,
 * so that the first screen of a large account is there at once; further calls look on.
 *
 * @throws ConversationError
 */
export async function listFromMessages(
  {cursor, limit = CONVERSATIONS_PER_PAGE}: Pick<ConversationQuery, 'cursor' | 'limit'>,
  options: ReadingOptions,
): Promise<Page<Conversation>> {
  const {feed, knowledge} = options;
  const start = cursor === undefined ? undefined : listCursors.read(cursor);
  const seen = new BoundedSet<string>(SEEN_THREADS, start?.seen);
  let isCut = start?.isCut ?? false;
  const found: string[] = [];
  const visit = (message: Message): void => {
    const {conversationId: id} = message;
    isCut ||= !seen.has(id) && seen.size >= SEEN_THREADS;
    if (!seen.add(id)) return;
    if (isCut && knowledge.hasLaterThan(message)) return;
    found.push(id);
    knowledge.noteLast(message);
  };
  const enough = () => found.length >= (start ? limit : 1);
  const place = await walk(start?.place, visit, {enough, countsKept: true}, options);
  return {
    items: found.map((id) => knowledge.bareConversation(id)),
    ...(place !== undefined && {next: listCursors.write(cutPlace({place, seen: seen.values(), isCut}))}),
    // Threads without messages are never met.
    incomplete: true,
    ...(feed.isNewestFirst && {order: 'activity'}),
  };
}

/** A cursor stays short in an account of any size: the threads met first are left out. */
function cutPlace({place, seen, isCut}: Required<ListPlace>): ListPlace {
  const total = (ids: readonly string[]) => ids.reduce((length, id) => length + id.length + 3, 0);
  let kept = seen;
  while (total(kept) > SEEN_LENGTH) kept = kept.slice(Math.ceil(kept.length / 4));
  return {place, seen: kept, ...((isCut || kept.length < seen.length) && {isCut: true})};
}

/**
 * The messages of one thread among those of the account. A page may be empty and still have an older one.
 *
 * @throws ConversationError
 */
export async function threadFromMessages(
  {conversationId, cursor, limit = MESSAGES_PER_PAGE}: MessageQuery,
  options: ReadingOptions,
): Promise<MessagePage> {
  const isMeant = (place: ThreadPlace) => place.conversationId === conversationId;
  const start = cursor === undefined ? undefined : threadCursors.read(cursor, isMeant);
  const met = new Set<string | undefined>([start?.lastId]);
  const messages: Message[] = [];
  const ties = new TieCount(start);
  const visit = (message: Message): void => {
    if (message.conversationId !== conversationId || met.has(message.id)) return;
    met.add(message.id);
    const order = ties.next(message.at);
    messages.push(message.order === undefined ? {...message, order} : message);
  };
  const place = await walk(start?.place, visit, {enough: () => messages.length >= limit}, options);
  const lastId = messages.at(-1)?.id ?? start?.lastId;
  return {
    messages: messages.reverse(),
    ...(place !== undefined && {
      older: threadCursors.write({conversationId, place, ...ties.place, ...(lastId !== undefined && {lastId})}),
    }),
  };
}

interface WalkEnd {
  readonly enough: () => boolean;
  /** Pages that are kept cost as much as others, so that a cursor gives the same page again. */
  readonly countsKept?: boolean;
}

/**
 * Visits the account's messages from a place backwards, page by page, until there is enough or the budget is spent.
 *
 * @returns the place to go on from; `undefined` after the account's first message
 * @throws ConversationError of kind `decode` where the list does not end
 */
async function walk(
  start: string | undefined,
  visit: (message: Message) => void,
  {enough, countsKept = false}: WalkEnd,
  {feed, knowledge, context, pagesPerCall, signal}: ReadingOptions,
): Promise<string | undefined> {
  const isFree = (place: string | undefined) => place !== undefined && !countsKept && feed.isKept(place);
  const read = async (place: string | undefined) => {
    const {entries, older}: FeedPage = await (place === undefined ? feed.newest(signal) : feed.older(place, signal));
    return {items: entries, ...(older !== undefined && {next: older})};
  };
  const judged = new Set<string>();
  let spent = isFree(start) ? 0 : 1;
  const pages = walkPages(read, {
    ...{adapter: 'surge', list: "the account's messages", idOf: messageIdOf, maximumPages: 1000},
    ...(start !== undefined && {from: start}),
    ...(signal && {signal}),
  });
  for await (const {items, next} of pages) {
    for (const entry of items) {
      const message = messageFromWire(entry, context);
      if (!message) continue;
      const known = knowledge.complete(message);
      // Backwards, the first word about consent in a thread is its last one.
      if (known.consentChange && !judged.has(known.conversationId)) {
        judged.add(known.conversationId);
        knowledge.noteKeyword(known, start === undefined);
      }
      visit(known);
    }
    if (next === undefined || isNowhere(next) || enough()) return next;
    if (!isFree(next) && ++spent > pagesPerCall) return next;
  }
  return undefined;
}
