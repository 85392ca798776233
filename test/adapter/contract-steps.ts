import type {ConversationQuery, MessagePage, MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {contactOf, type Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import type {Cursor, Page} from '../../src/model/page.js';

/** Reads every page of a list. `between` runs after each page but the last. */
export async function allConversations(
  adapter: MessagingAdapter,
  query: Omit<ConversationQuery, 'cursor'> = {},
  between: (page: Page<Conversation>) => void = () => undefined,
): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  let cursor: Cursor | undefined;
  do {
    const page = await adapter.listConversations({...query, ...(cursor === undefined ? {} : {cursor})});
    found.push(...page.items);
    cursor = page.next;
    if (cursor !== undefined) between(page);
  } while (cursor !== undefined);
  return found;
}

export const phoneOf = (conversation: Conversation): string | undefined => contactOf(conversation)?.address;

/** @throws Error when the list does not hold the contact */
export async function conversationWith(adapter: MessagingAdapter, phone: string): Promise<Conversation> {
  const found = (await allConversations(adapter)).find((conversation) => phoneOf(conversation) === phone);
  if (!found) throw new Error(`There is no conversation with ${phone}.`);
  return found;
}

/** Pages from the newest page to the first message; pages come oldest first. */
export async function allMessagePages(
  adapter: MessagingAdapter,
  conversationId: string,
  limit?: number,
  between: (page: MessagePage) => void = () => undefined,
): Promise<readonly MessagePage[]> {
  const wish = limit === undefined ? {} : {limit};
  let page = await adapter.listMessages({conversationId, ...wish});
  const pages = [page];
  while (page.older !== undefined) {
    between(page);
    page = await adapter.listMessages({conversationId, cursor: page.older, ...wish});
    pages.unshift(page);
  }
  return pages;
}

export async function allMessages(adapter: MessagingAdapter, conversationId: string): Promise<readonly Message[]> {
  return (await allMessagePages(adapter, conversationId)).flatMap(({messages}) => messages);
}

/** What a promise is rejected with, which must be the library's own error. */
export async function errorOf(promise: Promise<unknown>): Promise<ConversationError> {
  const outcome = await promise.then(
    () => 'It was fulfilled.',
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof ConversationError) return outcome;
  throw new Error(`Not rejected with a ConversationError: ${String(outcome)}`);
}
