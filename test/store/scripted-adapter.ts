import {CONTRACT_VERSION, type MessagePage, type MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {Conversation} from '../../src/model/conversation.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {Message} from '../../src/model/message.js';
import type {Page} from '../../src/model/page.js';

/** One request that waits for the test to answer it. */
export interface Held<Query, Answer> {
  readonly query: Query;
  readonly signal: AbortSignal | undefined;
  answer(value: Answer): void;
  fail(error: unknown): void;
}

/** An adapter whose every answer is given by the test, at the moment the test chooses. */
export class ScriptedAdapter implements MessagingAdapter {
  readonly contractVersion = CONTRACT_VERSION;
  readonly id = 'scripted';
  readonly name = 'Scripted';
  readonly capabilities: Capabilities;
  readonly lists: Held<Parameters<MessagingAdapter['listConversations']>[0], Page<Conversation>>[] = [];
  readonly pages: Held<Parameters<MessagingAdapter['listMessages']>[0], MessagePage>[] = [];
  readonly sends: Held<Parameters<MessagingAdapter['sendMessage']>[0], Message>[] = [];
  readonly read: string[] = [];
  private listener: ((event: AdapterEvent) => void) | undefined;
  readonly watched: (string | undefined)[] = [];

  constructor(capabilities: Partial<Capabilities> = {}) {
    this.capabilities = {
      ...NO_CAPABILITIES,
      listConversations: 'native',
      messageHistory: 'native',
      messageDirections: 'native',
      sendText: 'native',
      ...capabilities,
    };
  }

  listConversations: MessagingAdapter['listConversations'] = (query, options) => hold(this.lists, query, options);
  listMessages: MessagingAdapter['listMessages'] = (query, options) => hold(this.pages, query, options);
  sendMessage: MessagingAdapter['sendMessage'] = (message, options) => hold(this.sends, message, options);
  markRead = (conversationId: string): Promise<void> => {
    this.read.push(conversationId);
    return Promise.resolve();
  };
  subscribe: NonNullable<MessagingAdapter['subscribe']> = (listener) => {
    this.listener = listener;
    return {
      watch: (conversationId) => void this.watched.push(conversationId),
      setPollMode: () => undefined,
      close: () => {
        this.listener = undefined;
      },
    };
  };

  emit(event: AdapterEvent): void {
    this.listener?.(event);
  }
}

function hold<Query, Answer>(
  held: Held<Query, Answer>[],
  query: Query,
  options: {readonly signal?: AbortSignal} | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    held.push({query, signal: options?.signal, answer: resolve, fail: reject});
  });
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}

/** The element at the place, which the test knows to be there. */
export function at<Item>(items: readonly Item[], place: number): Item {
  const item = items.at(place);
  if (item === undefined) throw new Error(`There is no item at ${place} of ${items.length}.`);
  return item;
}
