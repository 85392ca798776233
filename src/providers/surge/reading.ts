import type {ConversationQuery, MessagePage, MessageQuery} from '../../adapter/messaging-adapter.js';
import type {Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import type {Page} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {readListPlace, readThreadPlace, toCursor} from './cursors.js';
import type {AccountFeed} from './feed.js';
import type {AccountKnowledge} from './knowledge.js';
import {conversationIdOf, messageFromWire, type MessageContext} from './map-message.js';

const CONVERSATIONS_PER_PAGE = 20;
const MESSAGES_PER_PAGE = 50;

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
 */
export async function listFromMessages(
  {cursor, limit = CONVERSATIONS_PER_PAGE}: Pick<ConversationQuery, 'cursor' | 'limit'>,
  options: ReadingOptions,
): Promise<Page<Conversation>> {
  const {knowledge, context} = options;
  const start = cursor === undefined ? undefined : readListPlace(cursor);
  const seen = new Set(start?.seen);
  const found: string[] = [];
  const visit = (entry: unknown): void => {
    const id = conversationIdOf(entry);
    const message = messageFromWire(entry, context);
    if (id === undefined || !message || seen.has(id)) return;
    seen.add(id);
    found.push(id);
    knowledge.noteLast(knowledge.complete(message));
  };
  const enough = () => found.length >= (start ? limit : 1);
  const place = await walk(start?.place, visit, {enough, countsKept: true}, options);
  return {
    items: found.map((id) => knowledge.bareConversation(id)),
    ...(place !== undefined && {next: toCursor({place, seen: [...seen]})}),
    // Threads without messages are never met.
    incomplete: true,
  };
}

/** The messages of one thread among those of the account. A page may be empty and still have an older one. */
export async function threadFromMessages(
  {conversationId, cursor, limit = MESSAGES_PER_PAGE}: MessageQuery,
  options: ReadingOptions,
): Promise<MessagePage> {
  const {knowledge, context} = options;
  const start = cursor === undefined ? undefined : readThreadPlace(cursor, conversationId);
  const met = new Set<string | undefined>([start?.lastId]);
  const messages: Message[] = [];
  let {at, ties}: {at?: Instant; ties: number} = start ?? {ties: 0};
  const visit = (entry: unknown): void => {
    if (conversationIdOf(entry) !== conversationId) return;
    const message = messageFromWire(entry, context);
    if (!message || met.has(message.id)) return;
    met.add(message.id);
    const known = knowledge.complete(message);
    ties = known.at === at ? ties + 1 : 0;
    at = known.at;
    messages.push(known.order === undefined ? {...known, order: 0 - ties} : known);
  };
  const place = await walk(start?.place, visit, {enough: () => messages.length >= limit}, options);
  const lastId = messages.at(-1)?.id ?? start?.lastId;
  return {
    messages: messages.reverse(),
    ...(place !== undefined && {
      older: toCursor({
        conversationId,
        place,
        ties,
        ...(lastId !== undefined && {lastId}),
        ...(at !== undefined && {at}),
      }),
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
 */
async function walk(
  start: string | undefined,
  visit: (entry: unknown) => void,
  {enough, countsKept = false}: WalkEnd,
  {feed, pagesPerCall, signal}: ReadingOptions,
): Promise<string | undefined> {
  const isFree = (place: string) => !countsKept && feed.isKept(place);
  let spent = start !== undefined && isFree(start) ? 0 : 1;
  let page = start === undefined ? await feed.newest(signal) : await feed.older(start, signal);
  for (;;) {
    page.entries.forEach(visit);
    const {older} = page;
    if (older === undefined || enough()) return older;
    if (!isFree(older) && ++spent > pagesPerCall) return older;
    page = await feed.older(older, signal);
  }
}
