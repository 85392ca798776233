import {expect} from '@open-wc/testing';
import {joinAdapters} from '../../src/adapter/index.js';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {asCursor, type Page} from '../../src/model/page.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';

/** An account that answers what is written here. */
function made(change: Partial<MessagingAdapter> = {}): MessagingAdapter {
  return {
    ...{contractVersion: 2, id: 'made', name: 'Made'},
    capabilities: {
      ...NO_CAPABILITIES,
      ...{listConversations: 'native', messageHistory: 'native', sendText: 'native'},
    },
    listConversations: async () => ({items: []}),
    listMessages: async () => ({messages: []}),
    sendMessage: async ({conversationId, text}) => aMessage({id: 'sent', conversationId, text}),
    ...change,
  };
}

const listing = (...rows: readonly Conversation[]): MessagingAdapter =>
  made({listConversations: async () => ({items: rows, order: 'activity'})});

const at = (id: string, lastActivityAt: number): Conversation => aConversation({id, lastActivityAt});

const kindOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (thrown: unknown) => ConversationError.from(thrown).kind,
  );

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('an awkward account among several', () => {
  it('keeps nobody from the list by refusing a place that nobody named', async () => {
    const odd = made({listConversations: () => Promise.reject(new ConversationError('cursor-invalid'))});
    const adapter = joinAdapters([
      {id: 'good', label: 'Good', adapter: listing(at('c', 1))},
      {id: 'odd', label: 'Odd', adapter: odd},
    ]);
    const {items, missing} = await adapter.listConversations({});
    expect([items.map(({id}) => id), missing]).to.deep.equal([['good:c'], ['Odd']]);
  });

  it('with rows that cannot be read has all the others, as it has by itself', async () => {
    const odd = [null, {}, 7, {...at('a', 5), participants: 'Jane'}, {...at('b', 4), participants: [null]}];
    const rows = [...odd, {...at('c', 3), ownEndpoint: null}, {...at('d', 2), ownEndpoint: '+18015556789'}, at('e', 1)];
    const adapter = listing(...(rows as Conversation[]));
    const joined = joinAdapters([{id: 'odd', label: 'Odd', adapter}]);
    for (const [each, prefix] of [
      [adapter, ''],
      [joined, 'odd:'],
    ] as const) {
      const store = new InboxStore(each);
      await store.conversationList.load();
      const {conversations, missing, error} = store.conversationList.state;
      expect([missing, error]).to.deep.equal([undefined, undefined]);
      expect(conversations.map(({id}) => id)).to.deep.equal(['a', 'b', 'c', 'd', 'e'].map((id) => prefix + id));
      expect(conversations[3]?.ownEndpoint).to.deep.equal({address: '+18015556789'});
      await store.dispose();
    }
  });

  it('whose second page is always refused keeps nobody from the rest of the others', async () => {
    const pagedBy = (name: string, refuses: boolean): MessagingAdapter =>
      made({
        listConversations: async ({cursor}) => {
          if (refuses && cursor) throw new ConversationError('cursor-invalid');
          const page = Number(cursor ?? 0);
          const items = [at(`${name}${page}`, 100 - page)];
          return {items, order: 'activity', ...(page < 9 && {next: asCursor(String(page + 1))})};
        },
      });
    const accounts = [
      {id: 'good', label: 'Good', adapter: pagedBy('g', false)},
      {id: 'odd', label: 'Odd', adapter: pagedBy('o', true)},
    ];
    const store = new InboxStore(joinAdapters(accounts));
    const {conversationList: list} = store;
    await list.load();
    for (let pages = 0; pages < 20 && !list.state.moreError; pages++) await list.loadMore();
    const good = list.state.conversations.filter(({account}) => account?.id === 'good');
    expect(good).to.have.lengthOf(10);
    await store.dispose();
  });

  it('that is slow is not left out since whoever asked first has called it off', async () => {
    let answer: ((page: Page<Conversation>) => void) | undefined;
    let asked = 0;
    const slow = made({
      listConversations: (_query, {signal} = {}) =>
        new Promise((resolve, reject) => {
          asked++;
          answer = resolve;
          signal?.addEventListener('abort', () => reject(new ConversationError('aborted')));
        }),
    });
    const adapter = joinAdapters(
      [
        {id: 'good', label: 'Good', adapter: listing(at('c', 1))},
        {id: 'slow', label: 'Slow', adapter: slow},
      ],
      {patience: 50},
    );
    const first = new AbortController();
    const {missing} = await adapter.listConversations({}, {signal: first.signal});
    expect(missing).to.deep.equal(['Slow']);
    first.abort();
    const second = adapter.listConversations({}, {signal: new AbortController().signal});
    while (asked < 2) await soon();
    answer?.({items: [at('late', 2)], order: 'activity'});
    expect((await second).items.map(({id}) => id)).to.deep.equal(['slow:late', 'good:c']);
  });

  it('that is slow keeps the others waiting once, and not with every look', async () => {
    const hanging = made({listConversations: () => new Promise(() => undefined)});
    const adapter = joinAdapters(
      [
        {id: 'good', label: 'Good', adapter: listing(at('c', 1))},
        {id: 'slow', label: 'Slow', adapter: hanging},
      ],
      {patience: 200},
    );
    await adapter.listConversations({});
    const before = performance.now();
    const {items, missing} = await adapter.listConversations({});
    expect(performance.now() - before).to.be.lessThan(100);
    expect([items.length, missing]).to.deep.equal([1, ['Slow']]);
  });

  it('that asks for a pause is left alone until it is over', async () => {
    let asked = 0;
    const limited = made({
      listConversations: () => {
        asked++;
        return Promise.reject(new ConversationError('rate-limited', {retryAfter: 60_000}));
      },
    });
    const adapter = joinAdapters([
      {id: 'good', label: 'Good', adapter: listing(at('c', 1))},
      {id: 'limited', label: 'Limited', adapter: limited},
    ]);
    for (let looks = 0; looks < 3; looks++) {
      const {items, missing} = await adapter.listConversations({});
      expect([items.length, missing]).to.deep.equal([1, ['Limited']]);
    }
    expect(asked).to.equal(1);
  });

  it('does not have others keep what is gone', async () => {
    let rows = [at('a', 3), at('b', 2), at('c', 1)];
    const good = made({listConversations: async () => ({items: rows, order: 'activity'})});
    const bad = made({listConversations: () => Promise.reject(new ConversationError('unauthorized'))});
    const store = new InboxStore(
      joinAdapters([
        {id: 'good', label: 'Good', adapter: good},
        {id: 'bad', label: 'Bad', adapter: bad},
      ]),
    );
    const shown = () => store.conversationList.state.conversations.map(({id}) => id);
    await store.conversationList.load();
    expect(shown()).to.deep.equal(['good:a', 'good:b', 'good:c']);
    rows = [at('a', 3), at('c', 1)];
    await store.conversationList.refresh(true);
    expect(shown()).to.deep.equal(['good:a', 'good:c']);
    // With the last of them, nothing is below it any more but what the other account may have.
    rows = [at('a', 3)];
    await store.conversationList.refresh(true);
    expect(store.conversationList.state.error).to.equal(undefined);
    store.close();
  });

  it('keeps its rows when the list is read from scratch and it cannot be read', async () => {
    let isDown = false;
    const bad = made({
      listConversations: async () => {
        await Promise.resolve();
        if (isDown) throw new ConversationError('server');
        return {items: [at('c', 1)], order: 'activity'};
      },
    });
    const store = new InboxStore(
      joinAdapters([
        {id: 'good', label: 'Good', adapter: listing(at('a', 3))},
        {id: 'bad', label: 'Bad', adapter: bad},
      ]),
    );
    const list = store.conversationList;
    await list.load();
    isDown = true;
    await list.load();
    expect(list.state.conversations.map(({id}) => id)).to.deep.equal(['good:a', 'bad:c']);
    store.close();
  });
});

describe('an opt-out in one of several accounts', () => {
  const own = {id: '1', address: '+12025550100'};
  const participants = [{role: 'contact' as const, address: '+12025550199'}];
  const row = (fields: Partial<Conversation>) => aConversation({participants, ownEndpoint: own, ...fields});
  const unknown = row({id: 'c', lastActivityAt: 1, consent: {state: 'unknown', source: 'native'}});

  it('is heard of in news that hold nothing else, and no such news ends it elsewhere', async () => {
    let tellOne: ((event: AdapterEvent) => void) | undefined;
    let tellTwo: ((event: AdapterEvent) => void) | undefined;
    const listening = (take: (listener: (event: AdapterEvent) => void) => void): MessagingAdapter => ({
      ...listing(unknown),
      subscribe: (listener) => {
        take(listener);
        return {watch: () => undefined, setPollMode: () => undefined, close: () => undefined};
      },
    });
    const adapter = joinAdapters([
      {id: 'x', label: 'X', adapter: listening((listener) => (tellOne = listener))},
      {id: 'y', label: 'Y', adapter: listening((listener) => (tellTwo = listener))},
    ]);
    const told: string[] = [];
    const subscription = adapter.subscribe?.((event) => {
      if (event.type === 'conversation-updated')
        told.push(`${event.conversation.id} ${event.conversation.consent.state}`);
    });
    await adapter.listConversations({});
    // As news of some adapters are: only what is different.
    const only = (consent: Conversation['consent']) => Object.assign({} as Conversation, {id: 'c', consent});
    tellOne?.({type: 'conversation-updated', conversation: only({state: 'opted-out', source: 'native'})});
    tellTwo?.({type: 'conversation-updated', conversation: only({state: 'unknown', source: 'native'})});
    expect(told).to.deep.equal(['x:c opted-out', 'y:c opted-out']);
    expect(await kindOf(Promise.resolve(adapter.sendMessage({conversationId: 'y:c', text: 'x'})))).to.equal(
      'opted-out',
    );
    subscription?.close();
  });

  it('holds also where the number that they share is chosen by name', async () => {
    const out = row({id: 'c', lastActivityAt: 1, consent: {state: 'opted-out', source: 'native'}});
    const adapter = joinAdapters([
      {id: 'x', label: 'X', adapter: listing(out)},
      {id: 'y', label: 'Y', adapter: listing(unknown)},
    ]);
    await adapter.listConversations({});
    const send = (ownEndpointId: string) =>
      kindOf(adapter.sendMessage({conversationId: 'y:c', text: 'x', ownEndpointId}));
    expect([await send('y:1'), await send('y:2')]).to.deep.equal(['opted-out', 'answered']);
  });

  it('holds for a conversation that is begun in the other', async () => {
    const out = row({id: 'c', lastActivityAt: 1, consent: {state: 'opted-out', source: 'native'}});
    const able: MessagingAdapter = {
      ...listing(),
      capabilities: {...made().capabilities, startConversation: 'native', chooseOwnEndpoint: 'native'},
      listOwnEndpoints: async () => [own, {id: '2', address: '+12025550101'}],
      startConversation: async () => unknown,
    };
    const adapter = joinAdapters([
      {id: 'x', label: 'X', adapter: listing(out)},
      {id: 'y', label: 'Y', adapter: able},
    ]);
    await adapter.listConversations({});
    await adapter.listOwnEndpoints?.();
    const start = (ownEndpointId: string) =>
      kindOf(
        Promise.resolve(
          adapter.startConversation?.({
            recipient: {kind: 'address', value: '+1 202 555 0199'},
            text: 'Hi',
            ownEndpointId,
          }),
        ),
      );
    expect([await start('y:1'), await start('y:2')]).to.deep.equal(['opted-out', 'answered']);
  });
});
