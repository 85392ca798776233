import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import {ANSWER_LIMIT} from '../../src/adapter/guarded-adapter.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import type {InboxEvent} from '../../src/store/inbox-event.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const said = (id: string, time: number) => aMessage({conversationId: '1', id, at: time, text: id});
function broken(): never {
  throw new TypeError('Somebody else’s mistake');
}

/** What somebody wrote by hand, in JavaScript, may be anything. */
type ByHand = {readonly [Name in keyof MessagingAdapter]?: unknown};

/** An adapter of a host's own, with an inbox over it. */
async function opened(own: ByHand = {}, capabilities: Partial<Capabilities> = {}) {
  const adapter = new ScriptedAdapter(capabilities);
  Object.assign(adapter, own);
  const store = new InboxStore(adapter, {now: () => 5000});
  const events: InboxEvent[] = [];
  store.onEvent((event) => events.push(event));
  store.open();
  adapter.lists.at(0)?.answer({items: [aConversation({id: '1', lastActivityAt: 1000})]});
  await settle();
  return {adapter, store, events};
}

/** What a host wrote fails on its own account: that is seen as its error, and not as the inbox's. */
async function reported(work: () => Promise<void>): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  const report = globalThis.reportError;
  globalThis.reportError = (error) => void seen.push(error);
  try {
    await work();
  } finally {
    globalThis.reportError = report;
  }
  return seen;
}

describe('an adapter of a host’s own', () => {
  it('that throws at once, or answers at once, is as good as one that does so later', async () => {
    const {adapter, store} = await opened({getConversation: broken});
    store.select('elsewhere');
    at(adapter.pages, 0).answer({messages: [{...said('a', 1000), conversationId: 'elsewhere'}]});
    await settle();
    expect(store.state.isOpening).to.equal(false);
    const quick = await opened({getConversation: () => aConversation({id: 'quick', title: 'At once'})});
    quick.store.select('quick');
    at(quick.adapter.pages, 0).answer({messages: []});
    await settle();
    expect(quick.store.selected?.title).to.equal('At once');
  });

  const SUBSCRIBING: Readonly<Record<string, () => unknown>> = {
    'cannot be listened to': broken,
    'gives nothing to end listening with': () => undefined,
    'breaks when it is steered or left': () => ({watch: broken, setPollMode: broken, close: broken}),
  };
  for (const [what, subscribe] of Object.entries(SUBSCRIBING)) {
    it(`that ${what} is read all the same, and forgotten whole on signing out`, async () => {
      const errors = await reported(async () => {
        const {store} = await opened({subscribe});
        expect(store.conversationList.state.status).to.equal('ready');
        store.setPollMode('hidden');
        store.select('1');
        store.setDraft('1', 'Nobody else’s business');
        await store.clear();
        expect(store.drafts.get('1').text).to.equal('');
        expect(store.conversationList.state.conversations).to.deep.equal([]);
        await store.dispose();
      });
      for (const error of errors) expect(error).to.be.instanceOf(TypeError);
    });
  }

  it('that gives a function to end listening with is left by it, and not heard afterwards', async () => {
    let listener: ((event: AdapterEvent) => void) | undefined;
    let left = 0;
    const subscribe = (next: typeof listener) => {
      listener = next;
      return () => void left++;
    };
    const {store, events} = await opened({subscribe});
    await store.clear();
    expect(left).to.equal(1);
    listener?.({type: 'message-created', message: said('late', 2000)});
    listener?.({type: 'conversation-updated', conversation: aConversation({id: '2'})});
    expect(events.filter(({type}) => type === 'message-received')).to.deep.equal([]);
    expect(store.conversation('2')).to.equal(undefined);
  });

  it('that tells of nothing that can be read harms nobody', async () => {
    const odd = [
      ...[null, undefined, 'news', {}, {type: 'made-up'}, {type: 'message-created'}, {type: 'conversation-updated'}],
      ...[
        {type: 'message-updated', message: null},
        {type: 'conversation-updated', conversation: 7},
      ],
      ...[{type: 'conversation-removed'}, {type: 'messages-invalidated', conversationId: null}],
    ];
    const {adapter, store} = await opened();
    await reported(() => {
      for (const event of odd) expect(() => adapter.emit(event as AdapterEvent), JSON.stringify(event)).not.to.throw();
      return Promise.resolve();
    });
    adapter.emit({type: 'message-created', message: said('b', 2000)});
    expect(store.conversation('1')?.lastMessage?.text).to.equal('b');
  });

  it('whose ids are numbers is understood, in pages, answers and news', async () => {
    const numbered = (id: number, fields: Partial<Message> = {}) =>
      ({...aMessage(fields), id, conversationId: 7}) as unknown as Message;
    const {adapter, store, events} = await opened({
      sendMessage: () => Promise.resolve(numbered(3, {text: 'Hello', direction: 'outbound', status: 'sent', at: 3000})),
    });
    adapter.emit({type: 'conversation-updated', conversation: {...aConversation(), id: 7} as unknown as Conversation});
    store.select('7');
    at(adapter.pages, 0).answer({messages: [numbered(1, {at: 1000})]});
    await settle();
    expect(store.threadMessages('7').map(({id}) => id)).to.deep.equal(['1']);
    adapter.emit({type: 'message-created', message: numbered(2, {at: 2000})});
    expect(events.filter(({type}) => type === 'message-received')).to.have.length(1);
    store.send({conversationId: '7', text: 'Hello'});
    await settle();
    expect(store.threadMessages('7').map(({id}) => id)).to.deep.equal(['1', '2', '3']);
    adapter.emit({type: 'conversation-removed', conversationId: 7 as unknown as string});
    expect(store.conversation('7')).to.equal(undefined);
  });

  it('whose messages do not name their conversation is understood: it was asked for one', async () => {
    const {adapter, store} = await opened();
    store.select('1');
    at(adapter.pages, 0).answer({messages: [{...said('a', 1000), conversationId: undefined} as unknown as Message]});
    await settle();
    expect(store.threadMessages('1').map(({id, conversationId}) => [id, conversationId])).to.deep.equal([['a', '1']]);
  });

  it('that took a message and says little about it has it shown as it was written, once', async () => {
    for (const answer of [{}, {id: 9}, {ok: true}, {id: 'm9', conversationId: 'another'}]) {
      const {adapter, store} = await opened({sendMessage: () => Promise.resolve(answer)});
      store.select('1');
      at(adapter.pages, 0).answer({messages: [said('a', 1000)]});
      await settle();
      store.send({conversationId: '1', text: 'Typed with care'});
      await settle();
      const shown = store.threadMessages('1').map(({text, status}) => [text, status]);
      expect(
        shown.map(([text]) => text),
        JSON.stringify(answer),
      ).to.deep.equal(['a', 'Typed with care']);
      expect(store.outbox.state.unsent.count).to.equal(0);
      await store.dispose();
    }
  });

  it('that answers with no page says so, and claims no empty inbox', async () => {
    for (const answer of [undefined, null, {}, {items: null}, [], 'ok']) {
      const {store} = await opened({listConversations: () => Promise.resolve(answer)});
      expect(store.conversationList.state.error?.kind, JSON.stringify(answer)).to.equal('decode');
      const {store: other} = await opened({listMessages: () => Promise.resolve(answer)});
      other.select('1');
      await settle();
      expect(other.timeline('1').state.error?.kind, JSON.stringify(answer)).to.equal('decode');
    }
  });

  it('whose list of own numbers or of templates is none, or holds odd entries, keeps nobody from replying', async () => {
    const number = {id: 'n1', address: '+18015556789'};
    for (const answer of [[null, number, 7, 'x'], {items: []}, 'x', 7, [null], null]) {
      const lists = {listOwnEndpoints: async () => answer, listTemplates: async () => answer};
      const {adapter, store} = await opened(lists, {chooseOwnEndpoint: 'native', sendTemplates: 'native'});
      store.select('1');
      at(adapter.pages, 0).answer({messages: [said('a', 1000)]});
      await settle();
      store.chooseEndpoint('1', 'n1');
      expect(store.blockOf('1')).to.equal(undefined);
      const isRead = Array.isArray(answer) && answer.includes(number);
      expect(store.pending.state.endpoints).to.deep.equal(isRead ? [number] : []);
      await store.pending.loadTemplates('1');
      const {templates = [], error} = store.pending.state.templates.get('1') ?? {};
      expect([templates, error?.kind]).to.deep.equal([
        isRead ? [number] : [],
        Array.isArray(answer) || answer === null ? undefined : 'decode',
      ]);
      await store.dispose();
    }
  });

  it('that breaks has its error told as ConversationError by everything that can be done', async () => {
    const all = [
      ...['setArchived', 'setStarred', 'setClosed', 'deleteConversation', 'describeStart', 'startConversation'],
      ...['listTemplates', 'getContact', 'updateMetadata', 'listOwnEndpoints'],
    ];
    for (const own of [broken, () => Promise.reject(new TypeError('Later')), undefined]) {
      const {store} = await opened(Object.fromEntries(all.map((name) => [name, own])));
      const {actions} = store;
      const recipient = {kind: 'address', value: '+12025550142'} as const;
      const calls: readonly (() => Promise<unknown>)[] = [
        () => actions.setArchived('1', true),
        () => actions.setStarred('1', true),
        () => actions.setClosed('1', true),
        () => actions.delete('1'),
        () => actions.describeStart(),
        () => actions.start({recipient}),
        () => actions.templates('1'),
        () => actions.contact('1'),
        () => actions.updateMetadata('1', {base: {}, changes: {}}),
        ...(own ? [() => actions.ownEndpoints()] : []),
      ];
      for (const call of calls) {
        const thrown: unknown = await call().catch((error: unknown) => error);
        expect(thrown, String(call)).to.be.instanceOf(ConversationError);
      }
    }
  });

  it('whose changes are answered with nothing, or with a part, has done them, and the rest stays', async () => {
    for (const answer of [undefined, null, {success: true}, {id: '1'}, {id: 1}, 'ok']) {
      const change = () => Promise.resolve(answer);
      const {adapter, store} = await opened({setStarred: change, setArchived: change, updateMetadata: change});
      adapter.emit({type: 'conversation-updated', conversation: aConversation({id: '1', title: 'Ana Example'})});
      await store.actions.setStarred('1', true);
      await store.actions.updateMetadata('1', {base: {}, changes: {plan: 'new'}});
      await store.actions.setArchived('1', true);
      const {title, starred, status, metadata, unread} = store.conversation('1') ?? {};
      expect([title, starred, status], JSON.stringify(answer)).to.deep.equal(['Ana Example', true, 'archived']);
      expect(metadata).to.deep.equal({plan: 'new'});
      expect(unread?.has).to.equal(false);
    }
  });

  it('that tells only what is different in a conversation has the rest stay, and what is not known is read', async () => {
    const {adapter, store} = await opened();
    adapter.emit({type: 'conversation-updated', conversation: aConversation({id: '1', title: 'Ana Example'})});
    adapter.emit({type: 'conversation-updated', conversation: {id: '1', starred: true} as unknown as Conversation});
    expect(store.conversation('1')?.title).to.equal('Ana Example');
    expect(store.conversation('1')?.starred).to.equal(true);
    const lists = adapter.lists.length;
    adapter.emit({type: 'conversation-updated', conversation: {id: '2', starred: true} as unknown as Conversation});
    await settle();
    expect(store.conversation('2')).to.equal(undefined);
    expect(adapter.lists.length).to.equal(lists + 1);
  });

  it('that never answers is asked again in the end, and keeps nothing waiting for ever', async () => {
    const timers: (() => void)[] = [];
    const setTimer = globalThis.setTimeout;
    const later = (task: () => void, delay?: number) =>
      delay === ANSWER_LIMIT ? timers.push(task) : setTimer(task, delay);
    Object.assign(globalThis, {setTimeout: later});
    try {
      let asked = 0;
      const never = () => {
        asked++;
        return new Promise(() => undefined);
      };
      const {store} = await opened({setArchived: never, listMessages: never});
      store.select('1');
      const archiving = store.pending.perform('1', 'archive');
      await settle();
      for (const pass of timers) pass();
      expect(await archiving).to.equal(false);
      expect(store.pending.state.running.size).to.equal(0);
      await settle();
      expect(store.timeline('1').state.error?.kind).to.equal('timeout');
      expect(store.state.isOpening).to.equal(false);
      const before = asked;
      void store.reload('1');
      expect(asked).to.equal(before + 1);
    } finally {
      globalThis.setTimeout = setTimer;
    }
  });
});
