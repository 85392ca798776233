import {expect} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {StartForm} from '../../src/adapter/start-conversation.js';
import type {ContactDetails} from '../../src/model/contact-details.js';
import type {Conversation} from '../../src/model/conversation.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const row = (id: string, time: number, fields: Partial<Conversation> = {}): Conversation =>
  aConversation({
    ...{id, lastActivityAt: time, participants: [{role: 'contact', address: `+1202555${id}`}]},
    lastMessage: {id: `m${time}`, at: time, text: `At ${time}`, direction: 'inbound'},
    ...fields,
  });

const ACTIONS = {
  star: (store: InboxStore) => store.actions.setStarred('1', true),
  archive: (store: InboxStore) => store.actions.setArchived('1', true),
  close: (store: InboxStore) => store.actions.setClosed('1', true),
  'edit of its metadata': (store: InboxStore) => store.actions.updateMetadata('1', {base: {}, changes: {a: 'b'}}),
  start: (store: InboxStore) => store.actions.start({recipient: {kind: 'address', value: '+12025550001'}}),
};

/** A list of one, and an adapter whose every change is answered when the test says so. */
async function opened() {
  const answers: ((conversation: Conversation) => void)[] = [];
  const later = () => new Promise<Conversation>((resolve) => answers.push(resolve));
  const changes: Partial<MessagingAdapter> = {
    ...{setStarred: later, setArchived: later, setClosed: later, updateMetadata: later, startConversation: later},
  };
  const adapter = Object.assign(new ScriptedAdapter(), changes);
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  at(adapter.lists, 0).answer({items: [row('1', 1000)]});
  await settle();
  const answer = async (conversation: Conversation) => {
    at(answers, -1)(conversation);
    await settle();
  };
  const ids = () => store.conversationList.state.conversations.map(({id}) => id);
  return {adapter, store, answers, answer, ids};
}

describe('what is answered late', () => {
  for (const [name, act] of Object.entries(ACTIONS)) {
    it(`brings back no conversation that was removed since the request left (${name})`, async () => {
      const {adapter, store, answer, ids} = await opened();
      void act(store);
      adapter.emit({type: 'conversation-removed', conversationId: '1'});
      await answer(row('1', 1000));
      expect(ids()).to.deep.equal([]);
      expect(store.conversation('1')).to.equal(undefined);
      void act(store);
      await answer(row('1', 1000));
      expect(ids(), 'a later answer holds').to.deep.equal(['1']);
    });

    it(`brings nothing back after signing out (${name})`, async () => {
      const {store, answer, ids} = await opened();
      void act(store);
      await store.clear();
      await answer(row('1', 1000));
      expect(ids()).to.deep.equal([]);
      expect(store.conversation('1')).to.equal(undefined);
      await store.dispose();
    });
  }

  it('of a form, a contact and our own numbers is nobody’s any more after signing out', async () => {
    const answers: (() => void)[] = [];
    const later =
      <Answer>(answer: Answer) =>
      () =>
        new Promise<Answer>((resolve) => answers.push(() => resolve(answer)));
    const adapter = Object.assign(
      new ScriptedAdapter({startConversation: 'native', chooseOwnEndpoint: 'native', contactDetails: 'native'}),
      {
        describeStart: later({recipientKinds: ['address'], firstMessage: 'none', asksTitle: false} as const),
        startConversation: later(row('1', 1000)),
        listOwnEndpoints: later([{id: 'own', address: '+12025550100'}]),
        getContact: later({raw: undefined}),
      },
    );
    const store = new InboxStore(adapter, {now: () => 5000});
    const before = store.pending.state;
    void store.pending.loadStartForm();
    void store.pending.start({recipient: {kind: 'address', value: '+12025550001'}});
    void store.pending.loadContact('1');
    await settle();
    await store.clear();
    for (const answer of answers) answer();
    await settle();
    expect(answers).to.have.length(4);
    expect({...store.pending.state, failure: undefined, done: undefined}).to.deep.equal({
      ...before,
      failure: undefined,
      done: undefined,
    });
    await store.dispose();
  });

  it('changes what was asked for, and not the last message, which is newer by now', async () => {
    const {adapter, store, answer} = await opened();
    void store.actions.setStarred('1', true);
    const unread = {has: true, count: 1, source: 'native'} as const;
    adapter.emit({type: 'conversation-updated', conversation: row('1', 3000, {unread})});
    await answer(row('1', 1000, {starred: true}));
    const shown = store.conversation('1');
    expect(shown?.starred).to.equal(true);
    expect(shown?.lastMessage?.text).to.equal('At 3000');
    expect(shown?.lastActivityAt).to.equal(3000);
    expect(shown?.unread.has).to.equal(true);
  });

  it('is a push that overtook another: the row stays at the newest message', async () => {
    const {adapter, store} = await opened();
    adapter.emit({type: 'conversation-updated', conversation: row('1', 3000)});
    adapter.emit({type: 'conversation-updated', conversation: row('1', 2000, {starred: true})});
    expect(store.conversation('1')?.lastMessage?.text).to.equal('At 3000');
    expect(store.conversation('1')?.starred).to.equal(true);
  });

  it('to an action takes nothing else back that was told since, by whichever way', async () => {
    for (const way of ['push', 'page', 'another action'] as const) {
      const {adapter, store, answers} = await opened();
      void store.actions.setStarred('1', true);
      const optedOut = row('1', 1000, {consent: {state: 'opted-out', source: 'native'}, title: 'Renamed'});
      if (way === 'push') adapter.emit({type: 'conversation-updated', conversation: optedOut});
      if (way === 'another action') {
        void store.actions.setArchived('1', true);
        answers[1]?.({...optedOut, status: 'archived'});
      }
      if (way === 'page') {
        void store.conversationList.refresh();
        at(adapter.lists, -1).answer({items: [optedOut]});
      }
      await settle();
      answers[0]?.(row('1', 1000, {starred: true}));
      await settle();
      const {starred, consent, title, status} = store.conversation('1') ?? {};
      expect([starred, consent?.state, title], way).to.deep.equal([true, 'opted-out', 'Renamed']);
      if (way === 'another action') expect(status).to.equal('archived');
      expect(store.blockOf('1')?.reason, way).to.equal('opted-out');
    }
  });

  it('of a row, to a read that left before another, takes nothing back that the later one told', async () => {
    const {adapter, store} = await opened();
    let early: ((conversation: Conversation) => void) | undefined;
    Object.assign(adapter, {getConversation: () => new Promise((resolve) => (early = resolve))});
    void store.recheck('1');
    await settle();
    void store.conversationList.refresh();
    at(adapter.lists, -1).answer({items: [row('1', 1000, {consent: {state: 'opted-out', source: 'native'}})]});
    await settle();
    early?.(row('1', 1000, {title: 'As it was'}));
    for (const page of adapter.pages) page.answer({messages: []});
    await settle();
    expect(store.conversation('1')?.consent.state).to.equal('opted-out');
    await store.dispose();
  });

  it('that a conversation was read does not make unread again what was read after it', async () => {
    const answers: (() => void)[] = [];
    const adapter = Object.assign(new ScriptedAdapter({markRead: 'native', unreadCount: 'native'}), {
      markRead: () => new Promise<void>((resolve) => answers.push(resolve)),
    });
    const unread = (count: number) => ({has: true, count, source: 'native'}) as const;
    const store = new InboxStore(adapter, {now: () => 5000});
    store.open();
    at(adapter.lists, 0).answer({items: [row('1', 1000, {unread: unread(1)})]});
    store.select('1');
    at(adapter.pages, 0).answer({messages: [aMessage({conversationId: '1', id: 'm1000', at: 1000})]});
    await settle();
    store.markSeen('1', 'm1000');
    const next = aMessage({conversationId: '1', id: 'm2000', at: 2000});
    adapter.emit({type: 'message-created', message: next});
    adapter.emit({type: 'conversation-updated', conversation: row('1', 2000, {unread: unread(2)})});
    store.markSeen('1', 'm2000');
    await settle();
    expect(answers).to.have.length(2);
    for (const answer of answers.toReversed()) answer();
    await settle();
    expect(store.conversation('1')?.unread.has).to.equal(false);
    await store.dispose();
  });

  it('that it was deleted, beside the push that says so, brings it back by no late push about it', async () => {
    const {adapter, store, ids} = await opened();
    const deleted = () => {
      adapter.emit({type: 'conversation-removed', conversationId: '1'});
      return Promise.resolve();
    };
    Object.assign(adapter, {deleteConversation: deleted});
    await store.actions.delete('1');
    adapter.emit({type: 'conversation-updated', conversation: row('1', 1000)});
    expect(ids()).to.deep.equal([]);
    adapter.emit({type: 'conversation-updated', conversation: row('1', 2000)});
    expect(ids(), 'somebody wrote there since').to.deep.equal(['1']);
  });

  it('of a form that was asked for again is dropped, and so is a contact’s that left before a change of it', async () => {
    const forms: ((form: StartForm) => void)[] = [];
    const contacts: ((contact: ContactDetails) => void)[] = [];
    const adapter = Object.assign(
      new ScriptedAdapter({startConversation: 'native', contactDetails: 'native', editMetadata: 'native'}),
      {
        startConversation: () => Promise.resolve(row('9', 1000)),
        describeStart: () => new Promise<StartForm>((resolve) => forms.push(resolve)),
        getContact: () => new Promise<ContactDetails>((resolve) => contacts.push(resolve)),
        updateMetadata: () => Promise.resolve(row('1', 1000, {metadata: {plan: 'new'}})),
      },
    );
    const store = new InboxStore(adapter, {now: () => 5000});
    const form = (kind: StartForm['recipientKinds'][number]): StartForm => ({
      ...{recipientKinds: [kind], firstMessage: 'none', asksTitle: false},
    });
    void store.pending.loadStartForm();
    void store.pending.loadStartForm();
    await settle();
    forms[1]?.(form('contact'));
    await settle();
    forms[0]?.(form('address'));
    await settle();
    expect(store.pending.state.start.form?.recipientKinds).to.deep.equal(['contact']);
    void store.pending.loadContact('1');
    await settle();
    await store.pending.saveMetadata('1', {base: {plan: 'old'}, changes: {plan: 'new'}});
    await settle();
    contacts[0]?.({raw: undefined, metadata: {plan: 'old'}});
    contacts[1]?.({raw: undefined, metadata: {plan: 'new'}});
    await settle();
    expect(store.pending.state.contacts.get('1')?.details?.metadata).to.deep.equal({plan: 'new'});
    await store.dispose();
  });
});
