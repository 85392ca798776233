import {walkPages} from '../../adapter/toolkit/walk-pages.js';
import {completeAll, completeMessage} from '../../model/complete.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import {MessageList} from '../../model/message-list.js';
import type {Cursor} from '../../model/page.js';
import type {InboxStore} from '../../store/inbox-store.js';

/** As far as one export reads. */
const MOST_PAGES = 2000;
const MOST_MESSAGES = 100_000;

export interface History {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** From the first message of the conversation on. */
  readonly isWhole: boolean;
}

/** What the page has of a conversation, with what was written here and is not through. */
export function loadedHistory(store: InboxStore, conversationId: string): History {
  const {status, hasOlder, hasNewer} = store.timeline(conversationId).state;
  return {messages: store.threadMessages(conversationId), isWhole: status === 'ready' && !hasOlder && !hasNewer};
}

/**
 * Reads a conversation from its newest message back to its first. It goes past the timeline on purpose: whoever reads the
 * thread meanwhile keeps their place, and the page no more messages than it can hold.
 *
 * @throws ConversationError of kind `aborted` by the signal, or whatever the adapter cannot read
 */
export async function readHistory(
  store: InboxStore,
  conversationId: string,
  {signal, onProgress}: {readonly signal: AbortSignal; readonly onProgress: (count: number) => void},
): Promise<History> {
  const {adapter} = store;
  const pages: (readonly Message[])[] = [];
  let isWhole = true;
  const read = async (cursor: Cursor | undefined) => {
    const page = await adapter.listMessages({conversationId, ...(cursor && {cursor})}, {signal});
    return {items: page.messages, ...(page.older && {next: page.older})};
  };
  const walk = walkPages(read, {
    ...{adapter: adapter.name, list: 'the messages of the conversation', idOf: ({id}: Message) => id, signal},
    ...{maximumPages: MOST_PAGES, maximumItems: MOST_MESSAGES, patience: 5},
  });
  let count = 0;
  try {
    for await (const {items} of walk) {
      // What was called off while it was under way is not told as read.
      signal.throwIfAborted();
      const messages = completeAll(items, (message) => completeMessage(message, conversationId));
      // A server that answers another conversation's rows is not believed.
      pages.push(messages.filter((message) => message.conversationId === conversationId));
      count += items.length;
      onProgress(count);
    }
  } catch (thrown) {
    if (signal.aborted) throw new ConversationError('aborted', {adapter: adapter.name, cause: thrown});
    const error = ConversationError.from(thrown);
    // The bounds of the walk: what was read is given, and said to be a part.
    if (error.kind !== 'decode' || pages.length === 0) throw error;
    isWhole = false;
  }
  const walked = MessageList.empty.merge(pages.toReversed().flat());
  // Of what is loaded more may be known, such as how far a message got.
  const loaded = store.threadMessages(conversationId).filter(({id}) => id !== '');
  return {messages: walked.merge(loaded).messages, isWhole};
}
