import type {Backend} from '../../../backend/backend.js';
import {lastMessage} from '../../../backend/queries.js';
import {Random} from '../../../backend/random.js';
import type {StoredMessage, Thread} from '../../../backend/types.js';
import {compareTimes, type FineTime} from '../message-order.js';
import type {WireConversationDetail} from '../wire.js';
import {answer, notFound} from './answers.js';
import type {AgentPhoneMockOptions} from './options.js';
import {threadIdOf, type Words} from './to-wire.js';

export interface Window {
  readonly limit: number;
  readonly offset: number;
}

export function listAnswer<Item>(items: readonly Item[], {limit, offset}: Window, toWire: (item: Item) => unknown) {
  const page = items.slice(offset, offset + limit);
  const hasMore = offset + page.length < items.length;
  return answer({data: page.map(toWire), hasMore, total: items.length});
}

/** By most recent activity. The provider has no archive: what is archived in the backend is not listed. */
export function threadsByActivity(backend: Backend): readonly Thread[] {
  const activity = (thread: Thread) => lastMessage(backend, thread)?.at ?? -Infinity;
  return backend
    .threads()
    .filter(({archived}) => !archived)
    .sort((a, b) => activity(b) - activity(a) || 0);
}

/** @throws Refused for an id nobody has */
export function threadWith(backend: Backend, id: string): Thread {
  const thread = backend.thread(threadIdOf(id));
  if (!thread) throw notFound('Conversation');
  return thread;
}

/** A conversation with its recent messages. */
export function detailOf(
  backend: Backend,
  words: Words,
  {thread, limit}: {readonly thread: Thread; readonly limit: number},
  options: AgentPhoneMockOptions,
): WireConversationDetail {
  const recent = backend.messagesOf(thread.id).slice(-limit);
  return {
    ...words.conversation(thread),
    messages: inServerOrder(recent, options).map((message) => words.message(message)),
  };
}

export interface MessageWindow {
  readonly limit: number;
  readonly before: FineTime | undefined;
  readonly after: FineTime | undefined;
}

export function messagesAnswer(
  backend: Backend,
  words: Words,
  {thread, window}: {readonly thread: Thread; readonly window: MessageWindow},
  options: AgentPhoneMockOptions,
): Response {
  const {limit, before, after} = window;
  const isBefore = (time: FineTime, bound: FineTime) => {
    const difference = compareTimes(time, bound);
    return difference < 0 || (difference === 0 && options.beforeBound === 'inclusive');
  };
  const isAfter = (time: FineTime, bound: FineTime) => {
    const difference = compareTimes(time, bound);
    return difference > 0 || (difference === 0 && options.afterBound === 'inclusive');
  };
  const between = backend.messagesOf(thread.id).filter((message) => {
    const time = words.timeOf(message);
    return (!before || isBefore(time, before)) && (!after || isAfter(time, after));
  });
  const {pageTaken = 'nearest'} = options;
  const isFromStart =
    pageTaken === 'oldest' || (pageTaken === 'nearest' && after !== undefined && before === undefined);
  const page = isFromStart ? between.slice(0, limit) : between.slice(-limit);
  const data = inServerOrder(page, options).map((message) => words.message(message));
  return answer({data, hasMore: options.alwaysHasMore === true || between.length > page.length});
}

function inServerOrder(
  messages: readonly StoredMessage[],
  {messageOrder = 'newest-first'}: AgentPhoneMockOptions,
): readonly StoredMessage[] {
  switch (messageOrder) {
    case 'newest-first':
      return [...messages].reverse();
    case 'oldest-first':
      return messages;
    case 'shuffled':
      return new Random(messages[0]?.id ?? '').shuffle(messages);
  }
}
