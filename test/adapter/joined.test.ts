import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import {joinAdapters, joinedId} from '../../src/adapter/index.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import {byActivity, type Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {asCursor, type Cursor} from '../../src/model/page.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {describeAdapterContract} from './contract-suite.js';
import {createContractWorld} from './contract-world.js';

describeAdapterContract('Two accounts in one inbox, the second without a conversation,', {
  setUp: () => {
    const world = createContractWorld();
    const empty = new Backend({clock: new ManualClock(), seed: 'empty', account: {timeZone: 'America/Chicago'}});
    const adapter = joinAdapters([
      {id: 'one:a', label: 'One', adapter: createMemoryAdapter({backend: world.backend})},
      {id: 'two', label: 'Two', adapter: createMemoryAdapter({backend: empty})},
    ]);
    return {adapter, world, dispose: () => undefined};
  },
});

interface Made {
  readonly change?: Partial<MessagingAdapter>;
  readonly capabilities?: Partial<Capabilities>;
}

/** An account whose every answer is written down here. */
function made({change = {}, capabilities = {}}: Made = {}): MessagingAdapter {
  return {
    ...{contractVersion: 2, id: 'made', name: 'Made'},
    capabilities: {
      ...NO_CAPABILITIES,
      ...{listConversations: 'native', messageHistory: 'native', sendText: 'native'},
      ...capabilities,
    },
    listConversations: async () => ({items: []}),
    listMessages: async () => ({messages: []}),
    sendMessage: async ({conversationId, text}) => aMessage({id: 'sent', conversationId, text}),
    ...change,
  };
}

const at = (id: string, lastActivityAt: number): Conversation => aConversation({id, lastActivityAt});

/** A list in pages of a given size that fails when it is told to. */
function paged(rows: readonly Conversation[], size: number, fails: () => boolean): MessagingAdapter {
  return made({
    change: {
      listConversations: async ({cursor}) => {
        await Promise.resolve();
        if (fails()) throw new ConversationError('server');
        const from = Number(cursor ?? 0);
        const items = rows.slice(from, from + size);
        return {items, order: 'activity', ...(from + size < rows.length && {next: asCursor(String(from + size))})};
      },
    },
  });
}

async function wholeList(adapter: MessagingAdapter, limit: number): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  let cursor: Cursor | undefined;
  for (let pages = 0; pages < 1000; pages++) {
    try {
      const page = await adapter.listConversations({limit, ...(cursor && {cursor})});
      found.push(...page.items);
      if (page.next === undefined) return found;
      cursor = page.next;
    } catch {
      // Asked again from the same place.
    }
  }
  throw new Error('There is no end.');
}

describe('the list of several accounts', () => {
  const rows = (most: number) => fc.array(fc.nat(50), {maxLength: most}).map((times) => times.sort((a, b) => b - a));

  it('is the sorted union of theirs, whatever the sizes of pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(rows(30), fc.integer({min: 1, max: 9})), {minLength: 1, maxLength: 4}),
        fc.integer({min: 1, max: 12}),
        async (lists, limit) => {
          const accounts = lists.map(([times, size], place) => {
            const own = times.map((time, index) => at(`c${String(index).padStart(3, '0')}`, time));
            return {id: `a${place}`, label: `A${place}`, adapter: paged(own, size, () => false)};
          });
          const expected = lists
            .flatMap(([times], place) =>
              times.map((time, index) => at(joinedId(`a${place}`, `c${String(index).padStart(3, '0')}`), time)),
            )
            .sort(byActivity);
          const found = await wholeList(joinAdapters(accounts), limit);
          expect(found.map(({id}) => id)).to.deep.equal(expected.map(({id}) => id));
        },
      ),
      {numRuns: 150},
    );
  });

  it('misses and doubles nobody, whichever requests fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(rows(20), fc.integer({min: 1, max: 6}), fc.array(fc.boolean(), {maxLength: 12})), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.integer({min: 1, max: 9}),
        async (lists, limit) => {
          const accounts = lists.map(([times, size, failures], place) => {
            const own = times.map((time, index) => at(`c${index}`, time));
            const coming = [...failures];
            return {id: `a${place}`, label: `A${place}`, adapter: paged(own, size, () => coming.shift() ?? false)};
          });
          const expected = lists.flatMap(([times], place) => times.map((_, index) => `a${place}:c${index}`));
          const found = await wholeList(joinAdapters(accounts), limit);
          expect(found.map(({id}) => id).sort()).to.deep.equal(expected.sort());
        },
      ),
      {numRuns: 150},
    );
  });

  it('goes on without one that fails or is slow, says which, and has it once it answers', async () => {
    let answer: () => void = () => undefined;
    let isDown = true;
    const slow = made({
      change: {
        listConversations: () =>
          new Promise((resolve) => (answer = () => resolve({items: [at('late', 9)], order: 'activity'}))),
      },
    });
    const adapter = joinAdapters(
      [
        {id: 'good', label: 'Good', adapter: paged([at('c', 5)], 5, () => false)},
        {id: 'bad', label: 'Bad', adapter: paged([at('c', 7)], 5, () => isDown)},
        {id: 'slow', label: 'Slow', adapter: slow},
      ],
      {patience: 10},
    );
    const told: string[] = [];
    const subscription = adapter.subscribe?.(({type}) => told.push(type));
    const first = await adapter.listConversations({});
    expect(first.items.map(({id}) => id)).to.deep.equal(['good:c']);
    expect(first).to.include({incomplete: true});
    expect(first.missing).to.deep.equal(['Bad', 'Slow']);
    expect(first.order).to.equal(undefined);
    isDown = false;
    answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(told, 'whoever listens is told to look again').to.include('conversations-invalidated');
    const again = await adapter.listConversations({});
    expect(again.items.map(({id}) => id)).to.deep.equal(['slow:late', 'bad:c', 'good:c']);
    expect(again.missing).to.equal(undefined);
    subscription?.close();
  });

  it('leaves out an account whose pages hold nothing and never end, after a few of them', async () => {
    let asked = 0;
    const endless = made({
      change: {listConversations: async () => ({items: [], next: asCursor(`page-${++asked}`)})},
    });
    const adapter = joinAdapters([
      {id: 'a', label: 'Endless', adapter: endless},
      {id: 'b', label: 'B', adapter: paged([at('c1', 3), at('c2', 2), at('c3', 1)], 1, () => false)},
    ]);
    const page = await adapter.listConversations({limit: 3});
    expect(page.items.map(({id}) => id)).to.deep.equal(['b:c1', 'b:c2', 'b:c3']);
    expect(page.missing).to.deep.equal(['Endless']);
    expect(asked).to.be.at.most(10);
  });

  it('fails where none answers, and refuses places that it does not know', async () => {
    const adapter = joinAdapters([{id: 'a', label: 'A', adapter: paged([], 1, () => true)}]);
    const kinds = [adapter.listConversations({}), adapter.listConversations({cursor: asCursor('elsewhere')})].map(
      (asked) =>
        asked.then(
          () => 'answered',
          (thrown: unknown) => ConversationError.from(thrown).kind,
        ),
    );
    expect(await Promise.all(kinds)).to.deep.equal(['server', 'cursor-invalid']);
  });

  it('keeps the rows of an account that cannot be read for the moment', async () => {
    let isDown = false;
    const adapter = joinAdapters([
      {id: 'good', label: 'Good', adapter: paged([at('c', 5)], 5, () => false)},
      {id: 'bad', label: 'Bad', adapter: paged([at('c', 7)], 5, () => isDown)},
    ]);
    const store = new InboxStore(adapter);
    await store.conversationList.load();
    isDown = true;
    await store.refresh();
    const {conversations, missing} = store.conversationList.state;
    expect(conversations.map(({id}) => id)).to.deep.equal(['bad:c', 'good:c']);
    expect(missing).to.deep.equal(['Bad']);
    expect(store.unreadCount.isComplete).to.equal(false);
    isDown = false;
    await store.refresh();
    expect(store.conversationList.state.missing).to.equal(undefined);
    await store.dispose();
  });
});

describe('ids of several accounts', () => {
  // The library's own unit of this kind takes seconds to be made.
  const anyCharacter = fc
    .oneof(fc.integer({min: 0, max: 0xd7ff}), fc.integer({min: 0xe000, max: 0x10ffff}))
    .map((code) => String.fromCodePoint(code));

  it('lead to the account and to what it calls so, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({minLength: 1, unit: anyCharacter}), {minLength: 2, maxLength: 4}),
        fc.string({minLength: 1}),
        async (accountIds, id) => {
          const asked: string[] = [];
          const adapter = joinAdapters(
            accountIds.map((accountId) => ({
              ...{id: accountId, label: accountId},
              adapter: made({
                change: {
                  listMessages: async ({conversationId}) => {
                    asked.push(JSON.stringify([accountId, conversationId]));
                    return {messages: [aMessage({id: 'm', conversationId})]};
                  },
                },
              }),
            })),
          );
          for (const accountId of accountIds) {
            const joined = joinedId(accountId, id);
            expect(adapter.accountOf?.(joined)?.id).to.equal(accountId);
            const {messages} = await adapter.listMessages({conversationId: joined});
            expect(messages.map(({conversationId}) => conversationId)).to.deep.equal([joined]);
          }
          expect(asked).to.deep.equal(accountIds.map((accountId) => JSON.stringify([accountId, id])));
        },
      ),
      {numRuns: 100},
    );
  });

  it('are refused where two accounts could not be told apart', () => {
    const one = {id: 'a', label: 'A', adapter: made()};
    expect(() => joinAdapters([one, {...one, label: 'B'}])).to.throw(ConversationError, 'have the id "a"');
    expect(() => joinAdapters([])).to.throw(ConversationError);
    expect(() => joinAdapters([{...one, id: ''}])).to.throw(ConversationError, 'needs an id');
  });
});

describe('what can be done in several accounts', () => {
  const two = () => {
    const calls: string[] = [];
    const archiving = made({
      capabilities: {
        archiveConversation: 'native',
        markRead: 'native',
        repeatableSends: 'native',
        maximumAttachments: 5,
      },
      change: {
        setArchived: async (id) => {
          calls.push(`archive ${id}`);
          return at(id, 1);
        },
        sendMessage: async ({conversationId, text}, options) => {
          calls.push(`send ${conversationId} ${options?.idempotencyKey ?? ''}`);
          return aMessage({id: 'sent', conversationId, text});
        },
        sendNotes: ['shortens-links'],
      },
    });
    const plain = made({
      change: {
        sendMessage: async ({conversationId, text}, options) => {
          calls.push(`plain ${conversationId} ${options?.idempotencyKey ?? ''}`);
          return aMessage({id: 'sent', conversationId, text});
        },
      },
    });
    const adapter = joinAdapters([
      {id: 'a', label: 'A', adapter: archiving},
      {id: 'p', label: 'P', adapter: plain},
    ]);
    return {adapter, calls};
  };

  it('is what all can for the inbox, and what its own account can for a conversation', async () => {
    const {adapter, calls} = two();
    expect(adapter.capabilities).to.include({
      archiveConversation: 'none',
      maximumAttachments: 0,
      listConversations: 'native',
    });
    const store = new InboxStore(adapter);
    expect(store.capabilitiesOf('a:1')).to.include({archiveConversation: 'native', maximumAttachments: 5});
    expect(store.capabilitiesOf('p:1').archiveConversation).to.equal('none');
    expect((await adapter.setArchived?.('a:1', true))?.id).to.equal('a:1');
    expect(calls).to.deep.equal(['archive 1']);
    await store.dispose();
  });

  it('sends in the account of the conversation, under a key only where that account keeps it', async () => {
    const {adapter, calls} = two();
    const sent = await adapter.sendMessage({conversationId: 'a:1', text: 'x'}, {idempotencyKey: 'k'});
    await adapter.sendMessage({conversationId: 'p:1', text: 'x'}, {idempotencyKey: 'k'});
    expect(calls).to.deep.equal(['send 1 k', 'plain 1 ']);
    expect(sent.conversationId).to.equal('a:1');
    const mixed = adapter.sendMessage({conversationId: 'a:1', text: 'x', ownEndpointId: 'p:7'});
    expect(await mixed.catch((thrown: unknown) => ConversationError.from(thrown).field)).to.equal('ownEndpointId');
    const lost = adapter.sendMessage({conversationId: 'elsewhere', text: 'x'});
    expect(await lost.catch((thrown: unknown) => ConversationError.from(thrown).kind)).to.equal('not-found');
    expect(calls).to.have.length(2);
  });
});

describe('a message in one of several accounts', () => {
  it('is deleted there, where that account can, and everybody hears of it', async () => {
    const asked: unknown[] = [];
    let tell: ((event: AdapterEvent) => void) | undefined;
    const able = made({
      capabilities: {deleteMessage: 'native'},
      change: {
        deleteMessage: async (...parameters) => void asked.push(parameters.slice(0, 2)),
        subscribe: (listener) => {
          tell = listener;
          return {watch: () => undefined, setPollMode: () => undefined, close: () => undefined};
        },
      },
    });
    const adapter = joinAdapters([
      {id: 'one', label: 'One', adapter: able},
      {id: 'two', label: 'Two', adapter: made()},
    ]);
    expect(adapter.capabilities.deleteMessage, 'not all can').to.equal('none');
    expect(adapter.accountOf?.('one:c')?.capabilities.deleteMessage).to.equal('native');
    await adapter.deleteMessage?.('one:c', 'm1');
    expect(asked).to.deep.equal([['c', 'm1']]);
    const refused = await adapter.deleteMessage?.('two:c', 'm1').catch((thrown: unknown) => thrown);
    expect(ConversationError.from(refused).kind).to.equal('unsupported');

    const heard: AdapterEvent[] = [];
    const subscription = adapter.subscribe?.((event) => heard.push(event));
    tell?.({type: 'message-removed', conversationId: 'c', messageId: 'm1'});
    expect(heard).to.deep.equal([{type: 'message-removed', conversationId: 'one:c', messageId: 'm1'}]);
    subscription?.close();
  });

  it('is offered for deleting in a conversation whose own account can', async () => {
    const row = aConversation({id: 'c'});
    const page = async () => ({messages: [aMessage({id: 'm1', conversationId: 'c'})]});
    const listed = {listConversations: async () => ({items: [row]}), listMessages: page};
    const able = made({
      capabilities: {deleteMessage: 'native'},
      change: {...listed, deleteMessage: async () => undefined},
    });
    const store = new InboxStore(
      joinAdapters([
        {id: 'one', label: 'One', adapter: able},
        {id: 'two', label: 'Two', adapter: made({change: listed})},
      ]),
    );
    const outcomes: (string | undefined)[] = [];
    for (const id of ['one:c', 'two:c']) {
      await store.timeline(id).load();
      outcomes.push(
        await store.deleteMessage(id, 'm1').then(
          () => 'deleted',
          (thrown: unknown) => ConversationError.from(thrown).kind,
        ),
      );
    }
    expect(outcomes).to.deep.equal(['deleted', 'unsupported']);
    store.close();
  });
});

describe('an opt-out that one account knows', () => {
  const own = {id: '1', address: '+12025550100'};
  const people = [{role: 'contact' as const, address: '+12025550199'}];
  const row = (fields: Partial<Conversation>) => aConversation({participants: people, ownEndpoint: own, ...fields});

  it('holds in another one for the same two numbers, and nowhere else', async () => {
    const out = row({id: 'c', lastActivityAt: 1, consent: {state: 'opted-out', source: 'native'}});
    const same = row({id: 'c', lastActivityAt: 2, consent: {state: 'unknown', source: 'native'}});
    const other = row({
      id: 'd',
      lastActivityAt: 3,
      ownEndpoint: {id: '2', address: '+12025550101'},
      consent: same.consent,
    });
    let sends = 0;
    const sendMessage: MessagingAdapter['sendMessage'] = async ({conversationId}) => {
      sends++;
      return aMessage({conversationId});
    };
    const adapter = joinAdapters([
      {id: 'x', label: 'X', adapter: paged([out], 5, () => false)},
      {id: 'y', label: 'Y', adapter: {...paged([other, same], 5, () => false), sendMessage}},
    ]);
    const told: AdapterEvent['type'][] = [];
    const subscription = adapter.subscribe?.(({type}) => told.push(type));
    await adapter.listConversations({});
    await Promise.resolve();
    expect(told).to.include('conversations-invalidated');
    const {items} = await adapter.listConversations({});
    const states = Object.fromEntries(items.map(({id, consent}) => [id, `${consent.state} ${consent.source}`]));
    expect(states).to.deep.equal({'y:d': 'unknown native', 'y:c': 'opted-out derived', 'x:c': 'opted-out native'});
    const refused = adapter.sendMessage({conversationId: 'y:c', text: 'x'});
    expect(await refused.catch((thrown: unknown) => ConversationError.from(thrown).kind)).to.equal('opted-out');
    await adapter.sendMessage({conversationId: 'y:d', text: 'x'});
    expect(sends).to.equal(1);
    subscription?.close();
  });
});

describe('a new conversation in one of several accounts', () => {
  it('is started in the account whose number is chosen, or that knows the contact', async () => {
    const [one, two] = [createContractWorld(), createContractWorld()];
    const adapter = joinAdapters([
      {id: 'one', label: 'One', adapter: createMemoryAdapter({backend: one.backend})},
      {id: 'two', label: 'Two', adapter: createMemoryAdapter({backend: two.backend})},
    ]);
    const endpoints = (await adapter.listOwnEndpoints?.()) ?? [];
    expect(endpoints.map(({id}) => id)).to.deep.equal([
      ...['one:own-number-1', 'one:own-number-2', 'two:own-number-1', 'two:own-number-2'],
    ]);
    expect(endpoints[0]?.label).to.equal('One · Front desk');
    const recipient = {kind: 'address', value: '+12025550177'} as const;
    const started = await adapter.startConversation?.({recipient, text: 'Hi', ownEndpointId: 'two:own-number-2'});
    expect(started?.account).to.deep.equal({id: 'two', label: 'Two'});
    expect(started?.ownEndpoint?.id).to.equal('two:own-number-2');
    expect([one, two].map(({backend}) => !!backend.threadWithPhone(recipient.value))).to.deep.equal([false, true]);
    const form = await adapter.describeStart?.();
    const [known] = form?.recipients?.filter(({id}) => id.startsWith('two:')) ?? [];
    const contact = {kind: 'contact', value: known?.id ?? ''} as const;
    const mixed = adapter.startConversation?.({recipient: contact, text: 'Hi', ownEndpointId: 'one:own-number-1'});
    expect(await mixed?.catch((thrown: unknown) => ConversationError.from(thrown).field)).to.equal('recipient');
  });

  it('offers a start in the accounts that can be asked, and names the one that cannot', async () => {
    const [one, two] = [createContractWorld(), createContractWorld()];
    const broken = {
      ...createMemoryAdapter({backend: one.backend}),
      describeStart: () => Promise.reject(new ConversationError('network')),
    };
    const adapter = joinAdapters([
      {id: 'one', label: 'One', adapter: broken},
      {id: 'two', label: 'Two', adapter: createMemoryAdapter({backend: two.backend})},
    ]);
    const form = await adapter.describeStart?.();
    expect(form?.missing).to.deep.equal(['One']);
    expect(form?.recipients?.every(({id}) => id.startsWith('two:'))).to.equal(true);
    // Nobody chose a number: it begins where the form is from.
    const started = await adapter.startConversation?.({
      recipient: {kind: 'address', value: '+12025550177'},
      text: 'Hi',
    });
    expect(started?.account?.id).to.equal('two');
    const none = joinAdapters([
      {id: 'one', label: 'One', adapter: broken},
      {id: 'two', label: 'Two', adapter: broken},
    ]);
    const error = await none.describeStart?.().catch((thrown: unknown) => ConversationError.from(thrown).kind);
    expect(error).to.equal('network');
  });
});
