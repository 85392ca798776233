import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {CONTRACT_VERSION, MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {STATUS_TRANSITIONS, type DeliveryStatus} from '../../src/model/delivery-status.js';
import {asCursor} from '../../src/model/page.js';
import {KEY, type Fault} from './broken-adapters-scene.js';

export const FAULTS: readonly Fault[] = [
  {
    name: 'loses a message that shares its instant with the end of a page',
    fails: 'the messages of a conversation: page to the first one without gap or double',
    says: /at place/,
    broken: (honest) => ({
      ...honest,
      async listMessages(query, options) {
        const page = await honest.listMessages(query, options);
        const [first] = page.messages;
        const isTie = query.cursor !== undefined && page.older !== undefined && first?.at === page.messages[1]?.at;
        return isTie ? {...page, messages: page.messages.slice(1)} : page;
      },
    }),
  },
  {
    name: 'repeats the first message of a page on the next one',
    fails: 'the messages of a conversation: page to the first one without gap or double',
    says: /more than once/,
    broken: (honest) => {
      const ends = new Map<string, Awaited<ReturnType<MessagingAdapter['listMessages']>>['messages'][number]>();
      return {
        ...honest,
        async listMessages(query, options) {
          const page = await honest.listMessages(query, options);
          const [first] = page.messages;
          const repeated = ends.get(query.cursor ?? '');
          if (page.older && first) ends.set(page.older, first);
          return repeated ? {...page, messages: [...page.messages, repeated]} : page;
        },
      };
    },
  },
  {
    name: 'pages the list by counting, so that who moves up pushes others over the edge',
    fails: 'the list of conversations: skips and doubles nobody while conversations move up',
    says: /Expected every conversation|exactly the/,
    broken: (honest) => ({
      ...honest,
      async listConversations({cursor, limit = 50, ...query}, options) {
        const start = cursor === undefined ? 0 : Number(cursor);
        if (Number.isNaN(start)) throw new ConversationError('cursor-invalid');
        const {items} = await honest.listConversations({...query, limit: 200}, options);
        const page = items.slice(start, start + limit);
        const hasMore = start + limit < items.length;
        return {items: page, ...(hasMore && {next: asCursor(String(start + limit))})};
      },
    }),
  },
  {
    name: 'pages for ever',
    fails: 'the list of conversations: holds every conversation once, to the last page',
    says: /paging to end/,
    broken: (honest) => ({
      ...honest,
      listConversations: async (query, options) => {
        const page = await honest.listConversations(query, options);
        return {...page, next: page.next ?? query.cursor ?? asCursor('end')};
      },
    }),
  },
  {
    name: 'gives messages newest first',
    fails: 'the messages of a conversation: start with the newest page, oldest message first',
    says: /newest page/,
    broken: (honest) => ({
      ...honest,
      async listMessages(query, options) {
        const page = await honest.listMessages(query, options);
        return {...page, messages: [...page.messages].reverse()};
      },
    }),
  },
  {
    name: 'makes cursors that are objects',
    fails: 'the messages of a conversation: have cursors that survive being written down',
    says: /type of a cursor/,
    broken: (honest) => {
      const cursors = new WeakMap<object, ReturnType<typeof asCursor>>();
      const wrap = (cursor: ReturnType<typeof asCursor> | undefined) => {
        if (cursor === undefined) return undefined;
        const object = {};
        cursors.set(object, cursor);
        return object as unknown as ReturnType<typeof asCursor>;
      };
      return {
        ...honest,
        async listMessages({cursor, ...query}, options) {
          const known = typeof cursor === 'object' ? cursors.get(cursor) : cursor;
          const page = await honest.listMessages({...query, ...(known !== undefined && {cursor: known})}, options);
          const older = wrap(page.older);
          return {...page, ...(older !== undefined && {older})};
        },
      };
    },
  },
  {
    name: 'repeats a send whose answer was lost',
    fails: 'trouble on the way: sends once and is in doubt when the answer is lost',
    says: /a send that went wrong to be refused/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, options).catch((thrown: unknown) => {
          if (thrown instanceof ConversationError && thrown.kind === 'network') return honest.sendMessage(message);
          throw thrown;
        }),
    }),
  },
  {
    name: 'is sure that a lost send was not sent',
    fails: 'trouble on the way: sends once and is in doubt when the answer is lost',
    says: /outcomeUnknown to be true/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, options).catch((thrown: unknown) => {
          throw thrown instanceof ConversationError ? new ConversationError(thrown.kind) : thrown;
        }),
    }),
  },
  {
    name: 'says that a message is deleted, and leaves it',
    fails: 'what can be done with a conversation: deletes one message, and nothing else',
    says: /the messages that are left/,
    broken: (honest) => ({...honest, deleteMessage: () => Promise.resolve()}),
  },
  {
    name: 'deletes the conversation of a message with it',
    fails: 'what can be done with a conversation: deletes one message, and nothing else',
    says: /no error at all|the call to succeed|the messages that are left/,
    broken: (honest) => ({
      ...honest,
      deleteMessage: async (conversationId) => honest.deleteConversation?.(conversationId),
    }),
  },
  {
    name: 'is sure that a deletion without an answer did not happen',
    fails: 'what can be done with a conversation: is in doubt when the answer to a deleted message is lost',
    says: /outcomeUnknown of a deletion/,
    broken: (honest) => ({
      ...honest,
      deleteMessage: (...given) =>
        honest.deleteMessage?.(...given).catch((thrown: unknown) => {
          throw thrown instanceof ConversationError ? new ConversationError(thrown.kind) : thrown;
        }) ?? Promise.resolve(),
    }),
  },
  {
    name: 'says that a reaction arrived, and gives none',
    fails: 'what can be done with a conversation: reacts to one message, once, and says so in the history',
    says: /beforeLeave/,
    broken: (honest) => ({...honest, react: () => Promise.resolve()}),
  },
  {
    name: 'reacts without asking for consent',
    fails: 'what can be done with a conversation: reacts to one message, once, and says so in the history',
    says: /beforeLeave/,
    broken: (honest) => ({
      ...honest,
      react: async (conversationId, messageId, kind) => honest.react?.(conversationId, messageId, kind),
    }),
  },
  {
    name: 'puts the key into an error',
    fails: 'keys and signing in: puts no key into an error',
    says: /a key inside/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, options).catch((thrown: unknown) => {
          if (!(thrown instanceof ConversationError)) throw thrown;
          const {kind, outcomeUnknown, retryAfter} = thrown;
          const raw = {request: {headers: new Headers({authorization: `Bearer ${KEY}`})}};
          throw new ConversationError(kind, {outcomeUnknown, raw, ...(retryAfter !== undefined && {retryAfter})});
        }),
    }),
  },
  {
    name: 'writes the key to the console',
    fails: 'keys and signing in: writes no key to the console',
    says: /a console without any key/,
    broken: (honest) => ({
      ...honest,
      listMessages(query, options) {
        console.debug('GET messages', {headers: {authorization: KEY}});
        return honest.listMessages(query, options);
      },
    }),
  },
  {
    name: 'claims to search and does not',
    fails: 'what the adapter says of itself: searches where it grants it',
    says: /what is found by/,
    broken: (honest) => ({
      ...honest,
      listConversations: ({search, ...query}, options) =>
        honest.listConversations(search === 'nobody' ? {search} : query, options),
    }),
  },
  {
    name: 'searches and says that it cannot',
    fails: 'what the adapter says of itself: does not search where that is not granted',
    says: /the list with/,
    broken: (honest) => ({...honest, capabilities: {...honest.capabilities, searchConversations: 'none'}}),
  },
  {
    name: 'claims to archive without a way to do it',
    fails: 'what the adapter says of itself: has a method exactly where a capability grants it',
    says: /setArchived to be there/,
    broken: (honest) => ({...honest, setArchived: undefined}),
  },
  {
    name: 'can mark as read and says that it cannot',
    fails: 'what the adapter says of itself: has a method exactly where a capability grants it',
    says: /markRead to be absent/,
    broken: (honest) => ({...honest, capabilities: {...honest.capabilities, markRead: 'none'}}),
  },
  {
    name: 'accepts an archiving and forgets it',
    fails: 'what can be done with a conversation: archives it and takes it back',
    says: /the archived conversation in the list/,
    broken: (honest) => ({
      ...honest,
      setArchived: async (id, archived) => {
        const {items} = await honest.listConversations({limit: 200});
        const found = items.find((conversation) => conversation.id === id);
        if (!found) throw new ConversationError('not-found');
        return {...found, status: archived ? 'archived' : 'active'};
      },
    }),
  },
  {
    name: 'lets a status go backwards',
    fails: 'sending: moves the status forwards only',
    says: /a status after "delivered"/,
    broken: (honest) => {
      let reads = 0;
      return {
        ...honest,
        async listMessages(query, options) {
          const page = await honest.listMessages(query, options);
          const isOld = ++reads % 2 === 0;
          const back = (status: DeliveryStatus) => (isOld && status === 'delivered' ? 'sent' : status);
          return {...page, messages: page.messages.map((message) => ({...message, status: back(message.status)}))};
        },
      };
    },
  },
  {
    name: 'has a status nobody knows',
    fails: 'the messages of a conversation: are well-formed',
    says: /the status of message/,
    broken: (honest) => {
      // As a mapping does that passes on what the provider says.
      const asTheProviderSays = new Map<DeliveryStatus, DeliveryStatus>();
      for (const status of Object.keys(STATUS_TRANSITIONS)) {
        asTheProviderSays.set(status as DeliveryStatus, status.toUpperCase() as DeliveryStatus);
      }
      return {
        ...honest,
        async listMessages(query, options) {
          const page = await honest.listMessages(query, options);
          const spelled = page.messages.map((message) => ({
            ...message,
            status: asTheProviderSays.get(message.status) ?? message.status,
          }));
          return {...page, messages: spelled};
        },
      };
    },
  },
  {
    name: 'does not listen to a signal',
    fails: 'calling off: does nothing that was called off before it began',
    says: /listConversations after its signal aborted to be refused/,
    broken: (honest) => ({
      ...honest,
      listConversations: (query) => honest.listConversations(query),
      listMessages: (query) => honest.listMessages(query),
      sendMessage: (message) => honest.sendMessage(message),
    }),
  },
  {
    name: 'swears that a send called off under way was not sent',
    fails: 'calling off: does not say that nothing was sent when a send is called off under way',
    says: /outcomeUnknown to be true/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, options).catch((thrown: unknown) => {
          const isAborted = thrown instanceof ConversationError && thrown.kind === 'aborted';
          throw isAborted ? new ConversationError('aborted') : thrown;
        }),
    }),
  },
  {
    name: 'throws plain errors',
    fails: 'sending: does not send nothing',
    says: /ConversationError/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, options).catch((thrown: unknown) => {
          throw new Error(thrown instanceof Error ? thrown.message : 'failed');
        }),
    }),
  },
  {
    name: 'loses the raw objects of messages',
    fails: "the messages of a conversation: keep the provider's own objects in raw",
    says: /raw/,
    broken: (honest) => ({
      ...honest,
      async listMessages(query, options) {
        const page = await honest.listMessages(query, options);
        return {...page, messages: page.messages.map((message) => ({...message, raw: undefined}))};
      },
    }),
  },
  {
    name: 'loses the raw objects of conversations',
    fails: "the list of conversations: keeps the provider's own objects in raw",
    says: /raw/,
    broken: (honest) => ({
      ...honest,
      async listConversations(query, options) {
        const page = await honest.listConversations(query, options);
        return {...page, items: page.items.map((conversation) => ({...conversation, raw: undefined}))};
      },
    }),
  },
  {
    name: 'goes on talking to a listener that left',
    fails: 'news: stop when the subscription is closed',
    says: /what was heard after closing/,
    broken: (honest) => ({
      ...honest,
      subscribe: (listener: (event: AdapterEvent) => void) => ({
        watch: () => undefined,
        setPollMode: () => undefined,
        close: () => undefined,
        ...(honest.subscribe?.(listener) && {}),
      }),
    }),
  },
  {
    name: 'closes every subscription with one',
    fails: 'news: are told to each listener for itself',
    says: /the listener that stayed/,
    broken: (honest) => {
      const closers: (() => void)[] = [];
      return {
        ...honest,
        subscribe: (listener) => {
          const subscription = honest.subscribe?.(listener);
          closers.push(() => subscription?.close());
          return {
            watch: () => undefined,
            setPollMode: () => undefined,
            close: () => closers.forEach((close) => close()),
          };
        },
      };
    },
  },
  {
    name: 'gives times in seconds',
    fails: 'the messages of a conversation: are well-formed',
    says: /milliseconds/,
    broken: (honest) => ({
      ...honest,
      async listMessages(query, options) {
        const page = await honest.listMessages(query, options);
        const messages = page.messages.map(({at = 0, ...message}) => ({...message, at: Math.floor(at / 1000)}));
        return {...page, messages};
      },
    }),
  },
  {
    name: 'sends without asking for the last word',
    fails: 'calling off: asks for the last word right before a message leaves, and heeds it',
    says: /beforeLeave to be called/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, {...(options?.signal && {signal: options.signal})}),
    }),
  },
  {
    name: 'makes an error of its own of the last word',
    fails: 'calling off: asks for the last word right before a message leaves, and heeds it',
    says: /the very error/,
    broken: (honest) => ({
      ...honest,
      sendMessage: (message, options) =>
        honest.sendMessage(message, options).catch((thrown: unknown) => {
          throw ConversationError.from(thrown, 'server');
        }),
    }),
  },
  {
    name: 'opens a history at its end whatever was asked for',
    fails: 'the messages around a place: hold the message that was asked for, and lead on to both ends',
    says: /the page to hold message/,
    broken: (honest) => ({
      ...honest,
      listMessages: (query, options) => honest.listMessages({...query, around: undefined}, options),
    }),
  },
  {
    name: 'opens a history around a message without a way on',
    fails: 'the messages around a place: begin around a moment, and lead on to both ends',
    says: /the history around/,
    broken: (honest) => ({
      ...honest,
      async listMessages(query, options) {
        const page = await honest.listMessages(query, options);
        if (!query.around) return page;
        return {messages: page.messages, ...(page.older !== undefined && {older: page.older})};
      },
    }),
  },
  {
    name: 'keeps another version of the contract',
    fails: 'what the adapter says of itself: keeps this version of the contract',
    says: /contractVersion/,
    broken: (honest) => ({...honest, contractVersion: 1 as unknown as typeof CONTRACT_VERSION}),
  },
];
