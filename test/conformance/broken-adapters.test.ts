import {expect} from '@open-wc/testing';
import {getResponse} from 'msw';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {CONTRACT_VERSION, MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {
  conformanceCases,
  ConformanceFailure,
  createConformanceWire,
  type ConformanceCase,
} from '../../src/conformance/index.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {STATUS_TRANSITIONS, type DeliveryStatus} from '../../src/model/delivery-status.js';
import {asCursor} from '../../src/model/page.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {backendHooks, factsOf} from '../adapter/contract-hooks.js';
import {createContractWorld} from '../adapter/contract-suite.js';
import {hooks, setUp} from './example-provider/conformance.js';
import {createPigeonAdapter} from './example-provider/index.js';
import {createPigeonHandlers} from './example-provider/mock.js';

const KEY = 'sk-live-0123456789';

type Break = (honest: MessagingAdapter) => MessagingAdapter;

/** The suite over the memory adapter with something broken in front of it. */
const overMemory = (broken: Break): readonly ConformanceCase[] =>
  conformanceCases(
    () => {
      const world = createContractWorld();
      const adapter = broken(createMemoryAdapter({backend: world.backend}));
      const dispose = () => world.backend.close();
      return {adapter, world, facts: factsOf(world), dispose};
    },
    {...backendHooks, secrets: () => [KEY]},
  );

/** The suite over the adapter of the guide, with something broken between it and the wire. */
const overHttp = (broken: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch): readonly ConformanceCase[] =>
  conformanceCases(() => setUp(({fetch, headers}) => createPigeonAdapter({headers, fetch: broken(fetch)})), hooks);

const titleOf = ({group, name}: ConformanceCase): string => `${group}: ${name}`;

/** What every case that does not keep its promise says. */
async function failuresOf(cases: readonly ConformanceCase[]): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  for (const each of cases.filter(({skip}) => skip === undefined)) {
    await each.run().catch((thrown: unknown) => failures.set(titleOf(each), thrown));
  }
  return failures;
}

async function expectFailure(cases: readonly ConformanceCase[], title: string, words: RegExp): Promise<void> {
  const failure = (await failuresOf(cases.filter((each) => titleOf(each) === title))).get(title);
  expect(failure).to.be.instanceOf(ConformanceFailure);
  expect(failure instanceof ConformanceFailure && failure.message).to.match(words);
  expect(failure instanceof ConformanceFailure && failure.message).to.match(
    /^Expected .+\nGot .+\nWhy it matters: .+/s,
  );
}

interface Fault {
  readonly name: string;
  /** The case that must fail, and what it must say. */
  readonly fails: string;
  readonly says: RegExp;
  readonly broken: Break;
}

const FAULTS: readonly Fault[] = [
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

interface WireFault {
  readonly name: string;
  readonly fails: string;
  readonly says: RegExp;
  readonly broken: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

const isSend = (init?: RequestInit): boolean => init?.method === 'POST';

const WIRE_FAULTS: readonly WireFault[] = [
  {
    name: 'puts the key into URLs',
    fails: 'keys and signing in: puts no key into a URL',
    says: /a URL without any key/,
    broken: (fetch) => (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      url.searchParams.set('key', new Headers(init?.headers).get('authorization')?.slice('Bearer '.length) ?? '');
      return fetch(url, init);
    },
  },
  {
    name: 'repeats a send on which the server broke',
    fails: 'trouble on the way: repeats no send by itself',
    says: /the number of requests/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      if (response.status < 500 || !isSend(init)) return response;
      await fetch(input, init);
      return response;
    },
  },
  {
    name: 'knocks a third time when it is locked out',
    fails: 'keys and signing in: gives up when fresh headers are refused too',
    says: /unauthorized|the number of its requests|to be refused/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      return response.status === 401 ? fetch(input, init) : response;
    },
  },
  {
    name: 'does not read how long to wait',
    fails: 'trouble on the way: reads Retry-After of a read in both of its forms',
    says: /retryAfter/,
    broken: (fetch) => async (input, init) => {
      const {status, headers, body} = await fetch(input, init);
      const kept = new Headers(headers);
      if (/[a-z]/i.test(kept.get('retry-after') ?? '')) kept.delete('retry-after');
      return new Response(body, {status, headers: kept});
    },
  },
  {
    name: 'takes a web page for an empty list',
    fails: 'trouble on the way: does not take for an answer what is none',
    says: /a read that is answered with/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const isPage = response.headers.get('content-type') === 'text/html';
      return isPage ? Response.json({threads: [], letters: []}) : response;
    },
  },
  {
    name: 'goes blank over a status it does not know',
    fails: 'answers nobody expected: reads messages whatever their fields hold',
    says: /letters\[\]\.state/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const isUnknown = (await response.clone().text()).includes('"state":"something-new"');
      return isUnknown && !isSend(init) ? new Response('{}') : response;
    },
  },
  {
    name: 'takes rows it cannot read for no rows',
    fails: 'answers nobody expected: says that messages cannot be read, not that there are none',
    says: /Expected what came of a page of messages in which no row can be read to be "decode"/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const text = await response.text();
      return new Response(text.replaceAll(/\[\{\}(?:,\{\})*\]/g, '[]'), response);
    },
  },
  {
    name: 'drops what it does not know',
    fails: 'answers nobody expected: keeps fields it does not know in raw',
    says: /to hold what the provider added/,
    broken: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      const text = await response.text();
      return new Response(text.replaceAll(/,"conformance_unknown_field":\{[^}]*\}/g, ''), {
        status: response.status,
        headers: response.headers,
      });
    },
  },
];

describe('the conformance suite', () => {
  it('finds nothing wrong with an honest adapter, and says what it could not try', async () => {
    const cases = overMemory((honest) => honest);
    expect([...(await failuresOf(cases)).entries()]).to.deep.equal([]);
    const skipped = cases.filter(({skip}) => skip !== undefined);
    expect(skipped.map(({skip}) => skip)).to.satisfy((reasons: readonly string[]) =>
      reasons.every((reason) => /^the world does not supply \w+(, \w+)*$/.test(reason)),
    );
    expect(skipped.map(titleOf)).to.include('trouble on the way: reads Retry-After of a read in both of its forms');
    expect(cases.length - skipped.length).to.be.greaterThan(60);
  });

  it('tries only what needs no hook in a world without any', async () => {
    const cases = conformanceCases(() => {
      const world = createContractWorld();
      const dispose = () => world.backend.close();
      return {adapter: createMemoryAdapter({backend: world.backend}), facts: factsOf(world), dispose};
    });
    expect([...(await failuresOf(cases)).keys()]).to.deep.equal([]);
    expect(cases.find(({name}) => name === 'searches where it grants it')?.skip).to.equal(
      'the world does not supply searches',
    );
  });

  it('tells what an adapter does not promise from what it keeps', async () => {
    const outcomeOf = async (title: string) =>
      (await conformanceCases(setUp, hooks)
        .find((each) => titleOf(each) === title)
        ?.run()) ?? 'no such case';
    expect(await outcomeOf('news: come in while somebody listens')).to.deep.equal({outcome: 'kept'});
    expect(await outcomeOf('what can be done with a conversation: archives it and takes it back')).to.deep.equal({
      outcome: 'not-promised',
      reason: 'the adapter has no setArchived',
    });
  });

  it('lets a page fail whose only row cannot be read', async () => {
    const title = 'answers nobody expected: reads a list whatever its fields hold';
    const withOneRow = () => {
      const {post, facts} = setUp();
      const handlers = createPigeonHandlers(post);
      const wire = createConformanceWire({
        fetch: async (input, init) => {
          const response = (await getResponse(handlers, new Request(input, init))) ?? Response.error();
          const {threads, ...rest} = (await response.json()) as {readonly threads: readonly unknown[]};
          return Response.json({threads: threads.slice(0, 1), ...rest});
        },
      });
      return {post, facts, wire, adapter: createPigeonAdapter({headers: wire.headers, fetch: wire.fetch})};
    };
    const cases = conformanceCases(withOneRow, hooks).filter((each) => titleOf(each) === title);
    expect(cases).to.have.lengthOf(1);
    expect([...(await failuresOf(cases)).values()]).to.deep.equal([]);
  });

  it('never falls over, however broken an adapter is', async () => {
    const fail = () => {
      throw new TypeError('broken');
    };
    const useless: Break = ({contractVersion, capabilities}) => ({
      ...{contractVersion, capabilities, id: '', name: ''},
      ...{listConversations: fail, listMessages: fail, sendMessage: fail},
    });
    const failures = await failuresOf(overMemory(useless));
    expect(failures.size).to.be.greaterThan(40);
    for (const failure of failures.values()) expect(failure).to.be.instanceOf(ConformanceFailure);
  });

  it('names no two cases alike', () => {
    const titles = conformanceCases(setUp, hooks).map(titleOf);
    expect(new Set(titles).size).to.equal(titles.length);
  });

  describe('notices an adapter that', () => {
    for (const {name, fails, says, broken} of FAULTS) {
      it(name, () => expectFailure(overMemory(broken), fails, says));
    }
    for (const {name, fails, says, broken} of WIRE_FAULTS) {
      it(name, () => expectFailure(overHttp(broken), fails, says));
    }
  });
});
