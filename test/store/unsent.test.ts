import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const phases = (store: InboxStore, id: string) =>
  store.outbox.queue(id).map(({localId}) => store.outbox.phaseOf(localId)?.name);

async function opened() {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  const items = ['one', 'two', 'three'].map((id, place) =>
    aConversation({
      ...{id, lastActivityAt: 3000 - place},
      participants: [{role: 'contact', address: `+1202555010${place}`}],
    }),
  );
  at(adapter.lists, 0).answer({items});
  await settle();
  const counts: number[] = [];
  store.subscribe(() => counts.push(store.state.unsent.count));
  const write = async (conversationId: string, text: string) => {
    store.send({conversationId, text});
    await settle();
    // Whether the contact wants any texts is looked up in the history.
    adapter.pages.forEach((page) => page.answer({messages: []}));
    await settle();
  };
  const answer = async (place: number) => {
    const {query} = at(adapter.sends, place);
    at(adapter.sends, place).answer(
      aMessage({...query, id: `sent-${place}`, direction: 'outbound', status: 'sent', at: 4000 + place}),
    );
    await settle();
  };
  return {adapter, store, counts, write, answer};
}

describe('what is not sent', () => {
  it('is nothing that simply goes through, however much of it', async () => {
    const {adapter, store, counts, write, answer} = await opened();
    await write('one', 'First');
    await write('one', 'Second');
    await write('two', 'Third');
    expect(store.conversation('one')?.unsent).to.equal(undefined);
    for (let place = 0; place < 3; place++) await answer(place);
    expect(adapter.sends).to.have.length(3);
    expect(store.outbox.state.unsent.count).to.equal(0);
    expect(counts.filter((count) => count > 0)).to.deep.equal([]);
  });

  it('is what waits, and all that is behind it', async () => {
    const {store, write} = await opened();
    store.outbox.setOnline(false);
    await write('one', 'First');
    await write('one', 'Second');
    expect(store.state.unsent).to.deep.equal({count: 2, conversationId: 'one'});
    expect(store.conversation('one')?.unsent).to.deep.equal({count: 2, state: 'waiting', text: 'First'});
    store.outbox.setOnline(true);
    await settle();
    expect(store.state.unsent.count).to.equal(0);
  });

  it('says in the thread what it waits for, also when that changes', async () => {
    const {store, write} = await opened();
    const phases = () => store.threadMessages('one').map(({outbox}) => outbox?.phase);
    await write('one', 'First');
    await write('one', 'Second');
    expect(phases()).to.deep.equal(['sending', 'queued-behind']);
    store.outbox.setOnline(false);
    expect(phases()).to.deep.equal(['sending', 'waiting-for-connection']);
    store.outbox.setOnline(true);
    expect(phases()).to.deep.equal(['sending', 'queued-behind']);
  });

  it('leads to what somebody has to decide about, before what goes on by itself, in the order of the list', async () => {
    const {adapter, store, write} = await opened();
    await write('three', 'Fails');
    at(adapter.sends, 0).fail(new ConversationError('server', {outcomeUnknown: false}));
    await settle();
    expect(store.state.unsent).to.deep.equal({count: 1, conversationId: 'three'});
    store.outbox.setOnline(false);
    await write('one', 'Waits');
    expect(store.state.unsent).to.deep.equal({count: 2, conversationId: 'three'});
    expect(store.conversation('three')?.unsent?.state).to.equal('failed');
    await store.discard(at(store.outbox.queue('three'), 0).localId);
    expect(store.state.unsent).to.deep.equal({count: 1, conversationId: 'one'});
    await write('two', 'Waits as well');
    adapter.emit({type: 'conversation-updated', conversation: aConversation({id: 'two', lastActivityAt: 9000})});
    expect(store.state.unsent).to.deep.equal({count: 2, conversationId: 'two'});
  });
});

const UNTYPED: Readonly<Record<string, () => unknown>> = {
  'a plain error': () => new Error('500 Internal Server Error'),
  'what fetch throws': () => new TypeError('Failed to fetch'),
  'an abort': () => new DOMException('The operation was aborted.', 'AbortError'),
  'a text': () => 'broken',
  nothing: () => undefined,
};

describe('an adapter that throws what says nothing of how far it came', () => {
  for (const [what, create] of Object.entries(UNTYPED)) {
    for (const isSync of [false, true]) {
      const later = async (): Promise<never> => {
        await Promise.resolve();
        throw create();
      };
      const fail = (): Promise<never> => {
        if (isSync) throw create();
        return later();
      };
      it(`leaves a message unconfirmed, never failed, and asks once (${what}${isSync ? ', at once' : ''})`, async () => {
        const adapter = new ScriptedAdapter();
        let asked = 0;
        adapter.sendMessage = () => {
          asked++;
          return fail();
        };
        const store = new InboxStore(adapter, {now: () => 5000});
        store.open();
        at(adapter.lists, 0).answer({items: [aConversation({id: 'one'})]});
        await settle();
        store.send({conversationId: 'one', text: 'Who knows'});
        await settle();
        // Whether the contact wants any texts is looked up in the history.
        adapter.pages.forEach((page) => page.answer({messages: []}));
        await settle();
        expect(phases(store, 'one')).to.deep.equal(['unconfirmed']);
        expect(asked).to.equal(1);
        await store.dispose();
      });

      it(`says that a conversation may have been started (${what}${isSync ? ', at once' : ''})`, async () => {
        const adapter = Object.assign(new ScriptedAdapter({startConversation: 'native'}), {startConversation: fail});
        const store = new InboxStore(adapter, {now: () => 5000});
        store.open();
        const recipient = {kind: 'contact', value: 'contact-1'} as const;
        const thrown: unknown = await store.actions
          .start({recipient, text: 'Who knows'})
          .catch((error: unknown) => error);
        expect(thrown).to.be.instanceOf(ConversationError).with.property('outcomeUnknown', true);
        await store.dispose();
      });
    }
  }
});
