import type {ConversationQuery, MessagePage, MessagingAdapter} from '../adapter/messaging-adapter.js';
import {contactOf, type Conversation} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import type {Cursor, Page} from '../model/page.js';
import {ConformanceFailure} from './conformance-failure.js';
import type {KnownConversation} from './world.js';

/** Something that happens after each page but the last. */
type Between = () => void | Promise<void>;

const nothing: Between = () => undefined;

export async function conversationPages(
  adapter: MessagingAdapter,
  query: Omit<ConversationQuery, 'cursor'> = {},
  between = nothing,
): Promise<readonly Page<Conversation>[]> {
  const pages: Page<Conversation>[] = [];
  const met = new Set<Cursor>();
  let cursor: Cursor | undefined;
  do {
    const page = await adapter.listConversations({...query, ...(cursor === undefined ? {} : {cursor})});
    pages.push(page);
    cursor = page.next;
    if (cursor !== undefined) {
      refuseCircle(met, cursor);
      await between();
    }
  } while (cursor !== undefined);
  return pages;
}

export async function allConversations(
  adapter: MessagingAdapter,
  query: Omit<ConversationQuery, 'cursor'> = {},
): Promise<readonly Conversation[]> {
  return (await conversationPages(adapter, query)).flatMap(({items}) => items);
}

/** Pages from the newest page to the first message; the pages come oldest first. */
export async function messagePages(
  adapter: MessagingAdapter,
  conversationId: string,
  limit?: number,
  between = nothing,
): Promise<readonly MessagePage[]> {
  const wish = limit === undefined ? {} : {limit};
  return olderPages(adapter, conversationId, await adapter.listMessages({conversationId, ...wish}), limit, between);
}

/** Pages from the first message to a page; the pages come oldest first. */
export async function olderPages(
  adapter: MessagingAdapter,
  conversationId: string,
  from: MessagePage,
  limit?: number,
  between = nothing,
): Promise<readonly MessagePage[]> {
  const wish = limit === undefined ? {} : {limit};
  const met = new Set<Cursor>();
  let page = from;
  const pages = [page];
  while (page.older !== undefined) {
    refuseCircle(met, page.older);
    await between();
    page = await adapter.listMessages({conversationId, cursor: page.older, ...wish});
    pages.unshift(page);
  }
  return pages;
}

/** Pages from a page to the newest message. */
export async function newerPages(
  adapter: MessagingAdapter,
  conversationId: string,
  from: MessagePage,
  limit: number,
): Promise<readonly MessagePage[]> {
  const pages = [from];
  const met = new Set<Cursor>();
  for (let cursor = from.newer; cursor !== undefined;) {
    refuseCircle(met, cursor);
    const page = await adapter.listMessages({conversationId, cursor, limit});
    pages.push(page);
    cursor = page.newer;
  }
  return pages;
}

export async function allMessages(adapter: MessagingAdapter, conversationId: string): Promise<readonly Message[]> {
  return (await messagePages(adapter, conversationId)).flatMap(({messages}) => messages);
}

function refuseCircle(met: Set<Cursor>, cursor: Cursor): void {
  if (met.has(cursor)) {
    throw new ConformanceFailure('paging to end', 'a cursor that was there before', 'a view would load for ever');
  }
  met.add(cursor);
}

export const addressOf = (conversation: Conversation): string | undefined => contactOf(conversation)?.address;

/** Whether a listed conversation is the known one. */
export const isKnownAs = (conversation: Conversation, known: KnownConversation): boolean =>
  known.id === undefined ? addressOf(conversation) === known.address : conversation.id === known.id;

/** What a conversation is called in failures and comparisons. */
export const nameOf = (known: KnownConversation): string => known.id ?? known.address ?? '';

/** The known names of listed conversations; the id of one that is not known. */
export const namesOf = (found: readonly Conversation[], known: readonly KnownConversation[]): string[] =>
  found.map((conversation) => {
    const match = known.find((candidate) => isKnownAs(conversation, candidate));
    return match ? nameOf(match) : `${conversation.id} (unknown)`;
  });

/** @throws ConformanceFailure when it is not listed */
export async function find(adapter: MessagingAdapter, known: KnownConversation): Promise<Conversation> {
  const all = await allConversations(adapter);
  const found = all.find((conversation) => isKnownAs(conversation, known));
  if (found) return found;
  throw new ConformanceFailure(
    `the list to hold the conversation ${nameOf(known)}`,
    `${all.length} other conversations`,
    'whoever wrote in it would wait for an answer for ever',
  );
}

export async function idOf(adapter: MessagingAdapter, known: KnownConversation): Promise<string> {
  return known.id ?? (await find(adapter, known)).id;
}
