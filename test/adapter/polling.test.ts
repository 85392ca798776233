import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import {loadAdapter, registerAdapter, registeredProviders} from '../../src/adapter/adapter-registry.js';
import {
  CONTRACT_VERSION,
  type AdapterSubscription,
  type MessagingAdapter,
} from '../../src/adapter/messaging-adapter.js';
import {pollingOptionsOf, subscribeByPolling, type PollingOptions} from '../../src/adapter/polling.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';

const QUICK = 5;
/** So long that it never comes in a test. */
const LATER = 3_600_000;

describe('subscribeByPolling', () => {
  let events: AdapterEvent[] = [];
  let subscription: AdapterSubscription | undefined;

  const start = (options: PollingOptions): AdapterSubscription => {
    events = [];
    subscription = subscribeByPolling((event) => events.push(event), options);
    return subscription;
  };
  const looks = (type: AdapterEvent['type']) => events.filter((event) => event.type === type).length;
  /** Waits until another subscription has ticked often enough that this one would have been seen to tick. */
  const letTimePass = async (): Promise<void> => {
    let ticks = 0;
    const other = subscribeByPolling(() => ticks++, {conversations: QUICK, messages: LATER});
    await waitUntil(() => ticks >= 6);
    other.close();
  };

  afterEach(() => subscription?.close());

  it('says again and again that the list is to be read', async () => {
    start({conversations: QUICK, messages: LATER});
    await waitUntil(() => looks('conversations-invalidated') >= 3);
    expect(looks('messages-invalidated')).to.equal(0);
  });

  it('looks at the conversation on screen only', async () => {
    const polling = start({conversations: LATER, messages: QUICK});
    await letTimePass();
    expect(events).to.deep.equal([]);
    polling.watch('c1');
    await waitUntil(() => looks('messages-invalidated') >= 2);
    expect(events[0]).to.deep.equal({type: 'messages-invalidated', conversationId: 'c1'});
    polling.watch('c2');
    const seen = events.length;
    await waitUntil(() => events.length > seen);
    expect(events.at(-1)).to.deep.equal({type: 'messages-invalidated', conversationId: 'c2'});
    polling.watch(undefined);
    const before = events.length;
    await letTimePass();
    expect(events).to.have.lengthOf(before);
  });

  it('rests while hidden and catches up at once', async () => {
    const polling = start({conversations: QUICK, messages: QUICK});
    polling.watch('c1');
    polling.setPollMode('hidden');
    const before = events.length;
    await letTimePass();
    expect(events).to.have.lengthOf(before);
    polling.setPollMode('active');
    expect(events.slice(before)).to.deep.equal([
      {type: 'conversations-invalidated'},
      {type: 'messages-invalidated', conversationId: 'c1'},
    ]);
    await waitUntil(() => events.length > before + 2);
  });

  it('catches up without a conversation on screen', () => {
    const polling = start({conversations: LATER, messages: LATER});
    polling.setPollMode('hidden');
    polling.setPollMode('idle');
    expect(events).to.deep.equal([{type: 'conversations-invalidated'}]);
  });

  it('goes slower while nobody is active', async () => {
    const polling = start({conversations: QUICK, messages: LATER, idleFactor: LATER});
    polling.setPollMode('idle');
    const before = events.length;
    await letTimePass();
    expect(events).to.have.lengthOf(before);
    polling.setPollMode('active');
    await waitUntil(() => events.length > before);
  });

  it('does not start over when the poll mode stays the same', () => {
    const polling = start({conversations: LATER, messages: LATER});
    polling.setPollMode('active');
    expect(events).to.deep.equal([]);
  });

  it('goes on after a listener that throws', async () => {
    const {reportError} = globalThis;
    let reported = 0;
    globalThis.reportError = () => void reported++;
    let heard = 0;
    const polling = subscribeByPolling(
      () => {
        heard++;
        throw new Error('of a listener');
      },
      {conversations: QUICK, messages: LATER},
    );
    await waitUntil(() => heard >= 3);
    polling.close();
    globalThis.reportError = reportError;
    expect(reported).to.equal(heard);
  });

  it('is not put off for ever by a mode that changes all the time', async () => {
    const polling = start({conversations: 20, messages: LATER, idleFactor: 1});
    const changing = setInterval(() => {
      polling.setPollMode('idle');
      polling.setPollMode('active');
    }, QUICK);
    await waitUntil(() => looks('conversations-invalidated') >= 2);
    clearInterval(changing);
  });

  it('leaves a pause after work that takes longer than an interval', async () => {
    const pauses: number[] = [];
    let doneAt: number | undefined;
    const polling = subscribeByPolling(
      () => {
        const now = performance.now();
        if (doneAt !== undefined) pauses.push(now - doneAt);
        while (performance.now() < now + 4 * QUICK);
        doneAt = performance.now();
      },
      {conversations: QUICK, messages: LATER},
    );
    await waitUntil(() => pauses.length >= 3);
    polling.close();
    expect(Math.min(...pauses)).to.be.at.least(QUICK - 1);
  });

  it('never looks at intervals that are none, or longer than a timer can hold', async () => {
    for (const conversations of [0, -1, NaN, Infinity, 2 ** 40]) {
      start({conversations, messages: LATER});
      await letTimePass();
      expect(events, String(conversations)).to.deep.equal([]);
      subscription?.close();
    }
  });

  it('is silent once closed', async () => {
    const polling = start({conversations: QUICK, messages: QUICK});
    polling.close();
    await letTimePass();
    polling.setPollMode('hidden');
    polling.setPollMode('active');
    expect(events).to.deep.equal([]);
  });
});

describe('pollingOptionsOf', () => {
  it('takes numbers, also as text, and nothing else', () => {
    const given = {conversations: 5, messages: '7', idleFactor: 'NaN', other: 1};
    expect(pollingOptionsOf(given)).to.deep.equal({conversations: 5, messages: 7});
    expect(pollingOptionsOf(undefined)).to.deep.equal({});
  });
});

describe('the adapter registry', () => {
  const adapter: MessagingAdapter = {
    contractVersion: CONTRACT_VERSION,
    id: 'example:1',
    name: 'Example',
    capabilities: NO_CAPABILITIES,
    listConversations: async () => ({items: []}),
    listMessages: async () => ({messages: []}),
    sendMessage: () => Promise.reject(new ConversationError('unsupported')),
  };

  it('loads by name, with the options', async () => {
    registerAdapter('example-one', async ({baseUrl}) => ({...adapter, id: `example:${baseUrl}`}));
    const loaded = await loadAdapter('example-one', {baseUrl: 'https://proxy.example'});
    expect(loaded.id).to.equal('example:https://proxy.example');
  });

  it('replaces a name that is registered again, in its place', async () => {
    registerAdapter('example-two', async () => adapter);
    registerAdapter('example-one', async () => ({...adapter, name: 'Newer'}));
    expect((await loadAdapter('example-one', {})).name).to.equal('Newer');
    const names = registeredProviders().filter((name) => name.startsWith('example-'));
    expect(names).to.deep.equal(['example-one', 'example-two']);
  });

  it('says which names there are when asked for another', async () => {
    registerAdapter('example-one', async () => adapter);
    const thrown: unknown = await loadAdapter('nobody', {}).catch((reason: unknown) => reason);
    expect(thrown).to.be.instanceOf(ConversationError);
    expect(thrown).to.have.property('kind', 'unsupported');
    expect(thrown).to.have.property('message').that.contains('"nobody"').and.contains('example-one');
  });
});
