import {expect, waitUntil} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {phoneOf} from './large-world.js';
import {conversationOf, openedOn, openThread, provider} from './provider-scene.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const UNKNOWN = {state: 'unknown', source: 'derived'} as const;

async function refused(history = [aMessage({conversationId: 'one', id: 'hi', at: 1000})]) {
  const adapter = new ScriptedAdapter();
  const asked: string[] = [];
  let row = aConversation({id: 'one', consent: UNKNOWN});
  Object.assign(adapter, {
    getConversation: (id: string) => {
      asked.push(id);
      return Promise.resolve(row);
    },
  });
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  at(adapter.lists, 0).answer({items: [row]});
  await settle();
  store.select('one');
  at(adapter.pages, 0).answer({messages: history});
  await settle();
  store.send({conversationId: 'one', text: 'Hello'});
  await settle();
  at(adapter.sends, 0).fail(new ConversationError('opted-out', {status: 422}));
  await settle();
  const answer = async (messages = history) => {
    at(adapter.pages, -1).answer({messages});
    at(adapter.lists, -1).answer({items: [row]});
    await settle();
  };
  return {adapter, store, asked, answer, setRow: (next: typeof row) => (row = next)};
}

describe('“Check again”', () => {
  it('asks the provider for the conversation and its history, and then lets it decide', async () => {
    const {adapter, store, asked, answer} = await refused();
    expect(store.blockOf('one')).to.include({reason: 'opted-out', canRecheck: true});
    asked.length = 0;
    const checking = store.recheck('one');
    await settle();
    expect(store.sending.state.checking.has('one')).to.equal(true);
    expect(store.blockOf('one')?.reason, 'nothing is open before the provider answered').to.equal('opted-out');
    expect(asked).to.deep.equal(['one']);
    await answer();
    await checking;
    expect(store.blockOf('one')).to.equal(undefined);
    expect(store.sending.state.checking.has('one')).to.equal(false);
    store.send({conversationId: 'one', text: 'Hello again'});
    await settle();
    expect(adapter.sends).to.have.length(2);
  });

  it('does not get round a STOP that is in the history', async () => {
    for (const time of [500, 2000]) {
      const {store, answer} = await refused();
      const checking = store.recheck('one');
      await settle();
      await answer([
        aMessage({conversationId: 'one', id: 'stop', at: time, text: 'STOP'}),
        aMessage({conversationId: 'one', id: 'hi', at: 1000}),
      ]);
      await checking;
      expect(store.blockOf('one')?.reason, `STOP at ${time}`).to.match(/opted-out/);
    }
  });

  it('leaves all as it was when the provider cannot be read', async () => {
    const {adapter, store, answer} = await refused();
    Object.assign(adapter, {getConversation: () => Promise.reject(new ConversationError('server'))});
    const checking = store.recheck('one');
    await settle();
    await answer();
    await checking;
    expect(store.blockOf('one')?.reason).to.equal('opted-out');
    expect(store.state.connected).to.equal(false);
    expect(store.sending.state.checking.size).to.equal(0);
  });

  it('believes a row that says that the contact opted out', async () => {
    const {store, answer, setRow} = await refused();
    setRow(aConversation({id: 'one', consent: {state: 'opted-out', source: 'native', since: 3000}}));
    const checking = store.recheck('one');
    await settle();
    await answer();
    await checking;
    expect(store.blockOf('one')).to.include({reason: 'opted-out', since: 3000});
  });

  for (const name of ['memory', 'surge', 'amplifi', 'bird', 'digivault', 'agentphone']) {
    it(`opens the box again after START, also where nobody told of it (${name})`, async function () {
      this.timeout(20_000);
      const {world, connect, stored} = provider(name);
      world.backend.receive({phone: phoneOf(1), text: 'STOP'});
      const store = await openedOn(connect());
      const id = conversationOf(store, 1);
      await openThread(store, id);
      await waitUntil(() => /opted-out/.test(store.blockOf(id)?.reason ?? ''), 'it is blocked');
      expect(store.blockOf(id)?.canRecheck).to.equal(true);
      await store.recheck(id);
      expect(store.blockOf(id)?.reason, 'nothing has changed').to.match(/opted-out/);
      world.clock.advance(60_000);
      world.backend.receive({phone: phoneOf(1), text: 'START'});
      await store.recheck(id);
      expect(store.blockOf(id)).to.equal(undefined);
      store.send({conversationId: id, text: 'Welcome back'});
      await waitUntil(() => stored('Welcome back') === 1, 'it is sent');
      await store.dispose();
    });
  }
});
