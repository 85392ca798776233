import {expect} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {LastMessage} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const said = (id: string, time: number, fields: Partial<Message> = {}) =>
  aMessage({conversationId: '1', id, at: time, text: `Text of ${id}`, ...fields});
const THREAD = [said('m1', 1000), said('m2', 2000), said('m3', 3000)];
const LAST: LastMessage = {id: 'm3', at: 3000, text: 'Text of m3', direction: 'inbound'};
const row = (lastMessage: LastMessage | undefined = LAST) =>
  aConversation({id: '1', lastActivityAt: 3000, ...(lastMessage && {lastMessage})});

interface Deletion {
  readonly asked: readonly string[];
  readonly answer: () => void;
  readonly fail: (error: unknown) => void;
}

/** One tab with a conversation open, whose deletions are answered when the test says so. */
async function opened(capabilities: Partial<Capabilities> = {}, messages = THREAD, shared = new SharedMemory()) {
  const deletions: Deletion[] = [];
  const deleteMessage: NonNullable<MessagingAdapter['deleteMessage']> = (...asked) =>
    new Promise((resolve, reject) => {
      deletions.push({asked: asked.slice(0, 2).map(String), answer: resolve, fail: reject});
    });
  const native: Partial<Capabilities> = {deleteMessage: 'native', consent: 'native', replyToMessage: 'native'};
  const adapter = Object.assign(new ScriptedAdapter({...native, ...capabilities}), {deleteMessage});
  const store = new InboxStore(adapter, {now: () => 5000, storage: new MemoryStorage(shared)});
  store.open();
  at(adapter.lists, 0).answer({items: [row()]});
  await settle();
  store.select('1');
  at(adapter.pages, -1).answer({messages});
  await settle();
  const ids = () => store.threadMessages('1').map(({id}) => id);
  const preview = () => store.conversation('1')?.lastMessage?.text;
  /** How it ended: the kind of its error, or "done". */
  const deleting = (id: string) =>
    store.deleteMessage('1', id).then(
      () => 'done',
      (error: ConversationError) => (error.outcomeUnknown ? `${error.kind}, in doubt` : error.kind),
    );
  return {adapter, store, deletions, ids, preview, deleting};
}

describe('a message that is deleted', () => {
  it('leaves the thread and the row once the provider says so, and not before', async () => {
    const {deletions, ids, preview, deleting} = await opened();
    const outcome = deleting('m3');
    await settle();
    expect(at(deletions, 0).asked).to.deep.equal(['1', 'm3']);
    expect(ids()).to.deep.equal(['m1', 'm2', 'm3']);
    expect(preview()).to.equal('Text of m3');
    at(deletions, 0).answer();
    expect(await outcome).to.equal('done');
    expect(ids()).to.deep.equal(['m1', 'm2']);
    expect(preview()).to.equal('Text of m2');
  });

  it('is not brought back by a page, a push, a row or a receipt that comes late', async () => {
    const {adapter, store, deletions, ids, preview, deleting} = await opened();
    void store.timeline('1').refresh();
    void store.conversationList.refresh();
    await settle();
    const outcome = deleting('m3');
    await settle();
    at(deletions, 0).answer();
    await outcome;
    at(adapter.pages, -1).answer({messages: THREAD});
    at(adapter.lists, -1).answer({items: [row()]});
    await settle();
    adapter.emit({type: 'message-created', message: at(THREAD, -1)});
    adapter.emit({type: 'message-updated', message: {...at(THREAD, -1), status: 'read'}});
    adapter.emit({type: 'conversation-updated', conversation: row()});
    expect(ids()).to.deep.equal(['m1', 'm2']);
    expect(preview()).to.equal('Text of m2');
    expect(store.isDeleted({conversationId: '1', id: 'm3'})).to.equal(true);
    void store.reload('1');
    at(adapter.pages, -1).answer({messages: THREAD});
    await settle();
    expect(ids()).to.deep.equal(['m1', 'm2']);
  });

  it('makes way for what is said after it', async () => {
    const {adapter, deletions, ids, preview, deleting} = await opened();
    const outcome = deleting('m3');
    await settle();
    at(deletions, 0).answer();
    await outcome;
    adapter.emit({type: 'message-created', message: said('m4', 3500)});
    expect(ids()).to.deep.equal(['m1', 'm2', 'm4']);
    expect(preview()).to.equal('Text of m4');
  });

  it('leaves an empty row where nothing else was said', async () => {
    const {deletions, ids, preview, deleting, store} = await opened({}, [at(THREAD, -1)]);
    const outcome = deleting('m3');
    await settle();
    at(deletions, 0).answer();
    await outcome;
    expect(ids()).to.deep.equal([]);
    expect(preview()).to.equal(undefined);
    expect(store.conversation('1')?.lastActivityAt).to.equal(3000);
  });

  it('leaves by a push as well, told twice, of one that is not loaded, or with a number for an id', async () => {
    const {adapter, store, ids, preview} = await opened();
    adapter.emit({type: 'message-removed', conversationId: '1', messageId: 'm2'});
    adapter.emit({type: 'message-removed', conversationId: '1', messageId: 'm2'});
    adapter.emit({type: 'message-removed', conversationId: '1', messageId: 7 as unknown as string});
    adapter.emit({type: 'message-removed', conversationId: '2', messageId: 'm1'});
    expect(ids()).to.deep.equal(['m1', 'm3']);
    expect(preview()).to.equal('Text of m3');
    adapter.emit({type: 'message-created', message: said('7', 3100)});
    expect(ids()).to.deep.equal(['m1', 'm3']);
    await store.dispose();
  });

  it('is one that was sent here, and another tab that tells of it brings it back no more', async () => {
    const shared = new SharedMemory();
    const one = await opened({}, THREAD, shared);
    const other = await opened({}, THREAD, shared);
    const localId = one.store.send({conversationId: '1', text: 'Oops'});
    await settle();
    const sender = [one, other].find(({adapter}) => adapter.sends.length > 0) ?? one;
    for (const {adapter} of [one, other]) at(adapter.pages, -1).answer({messages: THREAD});
    const sent = said('m9', 4000, {direction: 'outbound', text: 'Oops'});
    at(sender.adapter.sends, 0).answer(sent);
    await settle();
    expect(one.ids()).to.deep.equal(['m1', 'm2', 'm3', 'm9']);
    const outcome = one.deleting(localId ?? '');
    await settle();
    expect(at(one.deletions, 0).asked).to.deep.equal(['1', 'm9']);
    at(one.deletions, 0).answer();
    expect(await outcome).to.equal('done');
    one.adapter.emit({type: 'message-created', message: {...sent, localId: localId ?? ''}});
    await settle();
    expect(one.ids()).to.deep.equal(['m1', 'm2', 'm3']);
    await Promise.all([one.store.dispose(), other.store.dispose()]);
  });

  it('is answered by no reply any more, and what was typed stays', async () => {
    const {store, deletions, deleting} = await opened();
    store.setDraft('1', 'That one is fine');
    store.replyTo('1', 'm2');
    expect(store.sending.state.repliesTo.get('1')?.id).to.equal('m2');
    const outcome = deleting('m2');
    await settle();
    at(deletions, 0).answer();
    await outcome;
    expect(store.sending.state.repliesTo.get('1')).to.equal(undefined);
    expect(store.drafts.get('1').text).to.equal('That one is fine');
  });
});

describe('a deletion that goes wrong', () => {
  for (const kind of ['conflict', 'forbidden', 'rate-limited', 'validation'] as const) {
    it(`changes nothing when it is refused (${kind})`, async () => {
      const {adapter, deletions, ids, deleting} = await opened();
      const asked = adapter.pages.length;
      const outcome = deleting('m3');
      await settle();
      at(deletions, 0).fail(new ConversationError(kind));
      expect(await outcome).to.equal(kind);
      expect(ids()).to.deep.equal(['m1', 'm2', 'm3']);
      expect(adapter.pages.length, 'nothing has to be looked for').to.equal(asked);
    });
  }

  const DOUBTS = {
    'the provider does not find it': new ConversationError('not-found'),
    'no answer comes': new ConversationError('timeout', {outcomeUnknown: true}),
  };
  for (const [what, error] of Object.entries(DOUBTS)) {
    it(`looks for the message when ${what}, and asks for nothing twice`, async () => {
      for (const [left, expected] of [
        [THREAD.slice(0, 2), 'done'],
        [THREAD, error.outcomeUnknown ? 'timeout, in doubt' : 'not-found'],
      ] as const) {
        const {adapter, deletions, ids, deleting} = await opened();
        const outcome = deleting('m3');
        await settle();
        at(deletions, 0).fail(error);
        await settle();
        at(adapter.pages, -1).answer({messages: left});
        expect(await outcome).to.equal(expected);
        expect(deletions).to.have.length(1);
        expect(ids()).to.deep.equal(left.map(({id}) => id));
      }
    });
  }

  it('asks for the message itself where the provider can be asked, when the newest page does not reach it', async () => {
    for (const [error, expected] of [
      [new ConversationError('not-found'), 'done'],
      [new ConversationError('server'), 'timeout, in doubt'],
    ] as const) {
      const {adapter, deletions, deleting} = await opened({messagesAround: 'native'});
      const outcome = deleting('m1');
      await settle();
      at(deletions, 0).fail(new ConversationError('timeout', {outcomeUnknown: true}));
      await settle();
      at(adapter.pages, -1).answer({messages: THREAD.slice(1), older: 'more' as never});
      await settle();
      expect(at(adapter.pages, -1).query.around).to.deep.equal({messageId: 'm1'});
      at(adapter.pages, -1).fail(error);
      expect(await outcome).to.equal(expected);
    }
  });

  it('does not take a message for gone that the page does not reach, nor when nothing can be read', async () => {
    for (const answer of ['too short', 'unreadable'] as const) {
      const {adapter, deletions, ids, deleting} = await opened();
      const outcome = deleting('m1');
      await settle();
      at(deletions, 0).fail(new ConversationError('timeout', {outcomeUnknown: true}));
      await settle();
      if (answer === 'unreadable') at(adapter.pages, -1).fail(new ConversationError('network'));
      else at(adapter.pages, -1).answer({messages: THREAD.slice(1), older: 'more' as never});
      expect(await outcome).to.equal('timeout, in doubt');
      expect(ids()).to.deep.equal(['m1', 'm2', 'm3']);
    }
  });

  it('is one at a time for a message, and says how far it is', async () => {
    const {store, deletions, deleting} = await opened();
    const outcome = deleting('m3');
    expect(store.messageChanges.isRunning('1', 'm3')).to.equal(true);
    expect(await deleting('m3')).to.equal('conflict');
    at(deletions, 0).answer();
    await outcome;
    expect(deletions).to.have.length(1);
    expect(store.messageChanges.isRunning('1', 'm3')).to.equal(false);
  });

  it('is told to views in the state, or to whoever asked, and to nobody after signing out', async () => {
    const {store, deletions} = await opened();
    const requested = {conversationId: '1', messageId: 'm3', change: {type: 'delete'}} as const;
    void store.messageChanges.perform(requested);
    at(deletions, 0).fail(new ConversationError('conflict'));
    await settle();
    expect(store.messageChanges.state.failure?.error.kind).to.equal('conflict');
    store.messageChanges.dismissFailure();
    const heard: unknown[] = [];
    void store.messageChanges.perform(requested, (error) => heard.push(error?.kind));
    at(deletions, 1).fail(new ConversationError('forbidden'));
    await settle();
    expect(heard).to.deep.equal(['forbidden']);
    expect(store.messageChanges.state.failure).to.equal(undefined);
    void store.messageChanges.perform(requested);
    await settle();
    await store.clear();
    at(deletions, 2).answer();
    await settle();
    expect(store.messageChanges.state).to.deep.equal({running: new Map(), failure: undefined, done: undefined});
    await store.dispose();
  });
});

describe('a message that cannot be deleted', () => {
  const stop = said('m3', 3000, {text: 'STOP'});

  it('is what alone says that the contact opted out; where the provider says so itself, it can', async () => {
    const derived = await opened({consent: 'none'}, [...THREAD.slice(0, 2), stop]);
    expect(await derived.deleting('m3')).to.equal('unsupported');
    expect(derived.deletions).to.have.length(0);
    const native = await opened({consent: 'native'}, [...THREAD.slice(0, 2), stop]);
    void native.deleting('m3');
    expect(native.deletions).to.have.length(1);
  });

  it('and is deleted by somebody else all the same: the contact stays opted out', async () => {
    const {adapter, store, ids} = await opened({consent: 'none'});
    adapter.emit({type: 'message-created', message: said('m4', 3500, {text: 'STOP'})});
    expect(store.blockOf('1')?.reason).to.equal('probably-opted-out');
    adapter.emit({type: 'message-removed', conversationId: '1', messageId: 'm4'});
    expect(ids()).to.deep.equal(['m1', 'm2', 'm3']);
    expect(store.blockOf('1')?.reason).to.equal('probably-opted-out');
  });

  it('is one the provider does not have, one that is not loaded, and any where it deletes none', async () => {
    const {store, deletions, deleting} = await opened();
    store.outbox.setOnline(false);
    const localId = store.send({conversationId: '1', text: 'Not sent yet'});
    await settle();
    expect(await deleting(localId ?? '')).to.equal('not-found');
    expect(await deleting('unheard-of')).to.equal('not-found');
    const without = await opened({deleteMessage: 'none'});
    expect(await without.deleting('m1')).to.equal('unsupported');
    expect([...deletions, ...without.deletions]).to.have.length(0);
  });
});
