import {expect} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Conversation} from '../../src/model/conversation.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation} from '../model/builders.js';
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
  return {adapter, store, answer, ids};
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
});
