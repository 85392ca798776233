import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {createHttpClient, type ErrorReading, type HttpOptions} from '../../adapter/http.js';
import {CONTRACT_VERSION, type MessagingAdapter, type RequestOptions} from '../../adapter/messaging-adapter.js';
import {pollingOptionsOf, type PollingOptions} from '../../adapter/polling.js';
import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import {LiveNews} from '../../adapter/toolkit/live-news.js';
import {ERROR_RULES, type ErrorKind} from '../../model/conversation-error.js';
import {MEMORY_CAPABILITIES} from './adapter.js';

export interface RemoteMemoryOptions extends HttpOptions {
  /** Where `memoryGateway` is, such as `/messaging/memory/api`. */
  readonly baseUrl: string;
  /** Milliseconds between looks: 10 000 for the list and 4000 for the open thread by default. */
  readonly polling?: Partial<PollingOptions>;
}

/** Calls that change nothing are a GET. */
const READS = [
  ...['listConversations', 'listMessages', 'getConversation', 'listOwnEndpoints', 'listTemplates', 'describeStart'],
] as const;

/** The embedded world where it runs on a server: every call is a request, and what it says is the model already. */
export function createRemoteMemoryAdapter(options: RemoteMemoryOptions): MessagingAdapter {
  const {conversations = 10_000, messages = 4000, idleFactor} = pollingOptionsOf(options.polling);
  const request = createHttpClient({...options, adapter: 'memory', readError});
  const news = new LiveNews({polling: {conversations, messages, ...(idleFactor !== undefined && {idleFactor})}});

  /** Both ends are of one version: what comes back is what the method answers. */
  async function call<Result>(
    method: string,
    given: readonly unknown[],
    options: RequestOptions = {},
  ): Promise<Result> {
    const isRead = READS.some((name) => name === method);
    const answer = await request({
      ...options,
      path: `/${method}`,
      ...(isRead
        ? {method: 'GET', query: {arguments: JSON.stringify(given)}}
        : {method: 'POST', body: {arguments: given}}),
    });
    return fieldsOf<{result: unknown}>(answer).result as Result;
  }

  return {
    contractVersion: CONTRACT_VERSION,
    id: `memory:${options.baseUrl}`,
    name: 'Demo',
    // Whoever relays the gateway's events to `receiveWebhook` may say `native`.
    capabilities: {...MEMORY_CAPABILITIES, liveUpdates: 'derived'},
    listConversations: (query, rest) => call('listConversations', [query], rest),
    listMessages: (query, rest) => call('listMessages', [query], rest),
    sendMessage: (message, rest) => call('sendMessage', [message], rest),
    getConversation: (id, rest) => call('getConversation', [id], rest),
    listOwnEndpoints: (rest) => call('listOwnEndpoints', [], rest),
    markRead: (id, rest) => call('markRead', [id], rest),
    setArchived: (id, archived, rest) => call('setArchived', [id, archived], rest),
    setStarred: (id, starred, rest) => call('setStarred', [id, starred], rest),
    async deleteConversation(id, rest) {
      await call('deleteConversation', [id], rest);
      news.tell({type: 'conversation-removed', conversationId: id});
    },
    async deleteMessage(id, messageId, rest) {
      await call('deleteMessage', [id, messageId], rest);
    },
    async react(id, messageId, kind, rest) {
      await call('react', [id, messageId, kind], rest);
    },
    updateMetadata(id, edit, rest) {
      // JSON has no `undefined`.
      const removed = Object.keys(edit.changes).filter((key) => edit.changes[key] === undefined);
      return call('updateMetadata', [id, edit, removed], rest);
    },
    listTemplates: (id, rest) => call('listTemplates', [id], rest),
    describeStart: (rest) => call('describeStart', [], rest),
    startConversation: (start, rest) => call('startConversation', [start], rest),
    subscribe: (listener) => news.subscribe(listener),
    receiveWebhook(payload) {
      const {type} = fieldsOf<AdapterEvent>(payload);
      const events = EVENTS.some((known) => known === type) ? [payload as AdapterEvent] : [];
      news.tell(...events);
      return events;
    },
  };
}

const EVENTS: readonly AdapterEvent['type'][] = [
  ...(['message-created', 'message-updated', 'message-removed', 'conversation-updated'] as const),
  ...(['conversation-removed', 'conversations-invalidated', 'messages-invalidated'] as const),
];

function readError(_status: number, body: unknown): ErrorReading {
  const {kind, code, message, field, retryAfter} = fieldsOf<ErrorReading>(body);
  const text = textOf(message);
  const [known] = Object.keys(ERROR_RULES).filter((name): name is ErrorKind => name === kind);
  return {
    ...(known && {kind: known}),
    ...(textOf(code) !== undefined && {code: textOf(code)}),
    ...(text !== undefined && {message: text}),
    ...(textOf(field) !== undefined && {field: textOf(field)}),
    ...(numberOf(retryAfter) !== undefined && {retryAfter: numberOf(retryAfter)}),
  };
}
