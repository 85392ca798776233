import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {
  CONTRACT_VERSION,
  type AdapterSubscription,
  type MessagingAdapter,
  type OutgoingMessage,
  type RequestOptions,
} from '../../adapter/messaging-adapter.js';
import {editedMetadata} from '../../adapter/toolkit/change-answer.js';
import type {Backend} from '../../backend/backend.js';
import type {OperationKind} from '../../backend/faults.js';
import type {BackendEvent, StoredMessage, Thread} from '../../backend/types.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import {ConversationError} from '../../model/conversation-error.js';
import {takesFreeText} from '../../model/send-rules.js';
import {Emitter} from '../../util/emitter.js';
import {toConversationError} from './errors.js';
import {toConversation, toMessage, toOwnEndpoint} from './mapping.js';
import {listPage, messagePage} from './pages.js';
import {start, startForm} from './starting.js';
import {filled, sendRulesOf, templatesFor} from './templates.js';

const ADAPTER = 'memory';

export const MEMORY_CAPABILITIES: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  filterUnread: 'native',
  filterNeedsReply: 'native',
  includeArchived: 'native',
  searchConversations: 'native',
  unreadCount: 'native',
  markRead: 'native',
  starred: 'native',
  consent: 'native',
  messageHistory: 'native',
  messageDirections: 'native',
  newerMessages: 'native',
  messagesAround: 'native',
  deliveryStatus: 'native',
  insight: 'native',
  timeZone: 'native',
  sendText: 'native',
  sendMedia: 'native',
  maximumAttachments: 10,
  replyToMessage: 'native',
  reactToMessage: 'native',
  sendTemplates: 'native',
  chooseOwnEndpoint: 'native',
  startConversation: 'native',
  archiveConversation: 'native',
  deleteConversation: 'native',
  deleteMessage: 'native',
  editMetadata: 'native',
  liveUpdates: 'native',
};

export interface BackendAdapterOptions {
  /** How many conversations or messages a page holds when nobody asks for a number. */
  readonly pageSize: number;
  readonly capabilities: Capabilities;
}

const notFound = (): ConversationError => new ConversationError('not-found', {adapter: ADAPTER});

/** The contract straight onto the in-memory backend: no network, no wire format. */
export function adapterOver(backend: Backend, {pageSize, capabilities}: BackendAdapterOptions): MessagingAdapter {
  async function perform<Result>(kind: OperationKind, operation: () => Result, options?: RequestOptions) {
    const signal = options?.signal;
    const throwIfCalledOff = () => {
      if (signal?.aborted) throw new ConversationError('aborted', {adapter: ADAPTER, cause: signal.reason});
    };
    // Called off before it began: nothing left this place.
    throwIfCalledOff();
    if (options?.beforeLeave) {
      await options.beforeLeave();
      throwIfCalledOff();
    }
    try {
      return await backend.perform(kind, operation, signal);
    } catch (thrown) {
      throw toConversationError(thrown, kind, ADAPTER, signal);
    }
  }

  /** What the backend does not tell: a deleted conversation leaves it without a word. */
  const removals = new Emitter<AdapterEvent>();

  const known = (conversationId: string): Thread => {
    const thread = backend.thread(conversationId);
    if (!thread) throw notFound();
    return thread;
  };

  function send({
    conversationId,
    text: typed,
    mediaUrls = [],
    ownEndpointId,
    template,
    replyTo,
  }: OutgoingMessage): StoredMessage {
    const thread = backend.thread(conversationId);
    const text = thread && template ? filled(template, backend, thread) : typed;
    const rules = (thread && sendRulesOf(backend, thread)) ?? {};
    if (!template && !takesFreeText(rules, backend.clock.now())) {
      const message = 'Until the contact writes, nothing but templates goes here.';
      throw new ConversationError('validation', {adapter: ADAPTER, field: 'template', message});
    }
    if (replyTo && !backend.messagesOf(conversationId).some(({id}) => id === replyTo.id)) {
      const message = 'There is no such message in this conversation.';
      throw new ConversationError('validation', {adapter: ADAPTER, field: 'replyTo', message});
    }
    // A reply leaves from the number that was written to. An account without a default number is not set up to send.
    const usual = backend.account.defaultNumberId === null ? undefined : thread?.ownNumberId;
    const ownNumberId = ownEndpointId ?? usual;
    return backend.send({
      threadId: conversationId,
      text,
      mediaUrls,
      ...(replyTo && {replyToId: replyTo.id}),
      ...(ownNumberId === undefined ? {} : {ownNumberId}),
    });
  }

  return {
    contractVersion: CONTRACT_VERSION,
    id: ADAPTER,
    name: 'Demo',
    capabilities,

    listConversations: (query, options) => perform('read', () => listPage(backend, query, pageSize), options),

    listMessages: (query, options) => perform('read', () => messagePage(backend, query, pageSize), options),

    sendMessage: (message, options) => perform('send', () => toMessage(send(message), backend), options),

    getConversation: (conversationId, options) =>
      perform('read', () => toConversation(backend, known(conversationId)), options),

    listOwnEndpoints: (options) => perform('read', () => backend.ownNumbers().map(toOwnEndpoint), options),

    markRead: (conversationId, options) =>
      perform('read', () => void backend.markRead(known(conversationId).id), options),

    setArchived: (conversationId, archived, options) =>
      perform('read', () => toConversation(backend, backend.setArchived(known(conversationId).id, archived)), options),

    setStarred: (conversationId, starred, options) =>
      perform('read', () => toConversation(backend, backend.setStarred(known(conversationId).id, starred)), options),

    deleteConversation: async (conversationId, options) => {
      await perform('send', () => backend.deleteThread(known(conversationId).id), options);
      removals.emit({type: 'conversation-removed', conversationId});
    },

    deleteMessage: (conversationId, messageId, options) =>
      perform(
        'send',
        () => {
          if (!backend.deleteMessage(conversationId, messageId)) throw notFound();
        },
        options,
      ),

    react: (conversationId, messageId, kind, options) =>
      perform(
        'send',
        () => {
          if (!backend.react(conversationId, messageId, kind)) throw notFound();
        },
        options,
      ),

    updateMetadata: (conversationId, edit, options) =>
      perform(
        'send',
        () => {
          const {id, metadata} = known(conversationId);
          return toConversation(backend, backend.setMetadata(id, editedMetadata(metadata, edit, ADAPTER)));
        },
        options,
      ),

    listTemplates: (conversationId, options) =>
      perform('read', () => templatesFor(backend, known(conversationId)), options),

    describeStart: (options) => perform('read', () => startForm(backend), options),

    startConversation: (request, options) =>
      perform('send', () => toConversation(backend, known(start(backend, request).threadId)), options),

    subscribe(listener) {
      const news = subscribe(backend, listener);
      const end = removals.subscribe(listener);
      return {
        ...news,
        close() {
          end();
          news.close();
        },
      };
    },
  };
}

function subscribe(backend: Backend, listener: (event: AdapterEvent) => void): AdapterSubscription {
  const unsubscribe = backend.subscribe((event) => {
    if (event.type === 'connection-changed') return listener(event);
    // Nothing is heard while the line is down; what was missed is read again when it comes back.
    if (!backend.faults.offline) newsOf(backend, event).forEach((news) => listener(news));
  });
  return {
    watch: () => undefined,
    setPollMode: () => undefined,
    close: () => unsubscribe(),
  };
}

function newsOf(backend: Backend, event: Exclude<BackendEvent, {type: 'connection-changed'}>): AdapterEvent[] {
  const conversation = toConversation(backend, event.thread);
  const about: AdapterEvent = {type: 'conversation-updated', conversation};
  if (event.type === 'thread-updated') return [about];
  const {message} = event;
  if (event.type === 'message-removed') {
    return [{type: event.type, conversationId: message.threadId, messageId: message.id}, about];
  }
  return [{type: event.type, message: toMessage(message, backend)}, about];
}
