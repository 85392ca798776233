import {expect} from '@open-wc/testing';
import {createBackend} from '../../src/backend/scenarios/index.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {InboxStore} from '../../src/store/inbox-store.js';

async function open() {
  const backend = createBackend({scenario: 'send-fails', clock: new ManualClock()});
  const store = new InboxStore(createMemoryAdapter({backend}));
  await store.conversationList.load();
  return {backend, store};
}

describe('a reply to one message', () => {
  it('says which, on its way and in the history, and the next one does not', async () => {
    const {store} = await open();
    const found = store.conversationList.state.conversations.find(({id}) => !store.blockOf(id));
    const id = found?.id ?? '';
    await store.timeline(id).load();
    const answered = store.timeline(id).state.messages.find(({text}) => text);
    store.replyTo(id, answered?.id);
    const replyTo = store.sending.state.repliesTo.get(id);
    expect(replyTo).to.deep.equal({id: answered?.id, text: answered?.text});
    const localId = store.send({conversationId: id, text: 'That one', ...(replyTo && {replyTo})});
    expect(store.threadMessages(id).at(-1)?.replyTo).to.deep.equal(replyTo);
    expect(store.sending.state.repliesTo.get(id)).to.equal(undefined);
    await store.outbox.when(() => !store.outbox.find(localId ?? ''));
    expect(store.threadMessages(id).find(({text}) => text === 'That one')?.replyTo).to.deep.equal(replyTo);
    await store.dispose();
  });

  it('is not chosen where the provider has no such message, and ends when nothing is to be answered', async () => {
    const {store} = await open();
    const id = store.conversationList.state.conversations[0]?.id ?? '';
    await store.timeline(id).load();
    store.replyTo(id, 'unheard-of');
    expect(store.sending.state.repliesTo.size).to.equal(0);
    store.replyTo(id, store.timeline(id).state.messages[0]?.id);
    expect(store.sending.state.repliesTo.size).to.equal(1);
    store.replyTo(id, undefined);
    expect(store.sending.state.repliesTo.size).to.equal(0);
    await store.dispose();
  });

  it('reaches nobody who opted out', async () => {
    const {backend, store} = await open();
    const found = store.conversationList.state.conversations.find((conversation) => !store.blockOf(conversation.id));
    const id = found?.id ?? '';
    const phone = found?.participants[0]?.address ?? '';
    backend.receive({phone, text: 'STOP'});
    await store.conversationList.load();
    expect(store.blockOf(id)?.reason).to.equal('opted-out');
    await store.timeline(id).load();
    const before = backend.messagesOf(id).length;
    const [answered] = store.timeline(id).state.messages;
    const replyTo = {id: answered?.id ?? ''};
    store.send({conversationId: id, text: 'Still there?', replyTo});
    await store.sending.when(({errors}) => errors.has(id));
    expect(store.sendError(id)?.kind).to.equal('opted-out');
    // It is given back with its text.
    await store.sending.when(({repliesTo}) => repliesTo.has(id));
    expect(store.drafts.get(id).text).to.equal('Still there?');
    expect(backend.messagesOf(id).length).to.equal(before);
    await store.dispose();
  });
});
