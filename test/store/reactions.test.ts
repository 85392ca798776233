import {expect} from '@open-wc/testing';
import type {MessagingAdapter, RequestOptions} from '../../src/adapter/messaging-adapter.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import type {Reaction, ReactionKind} from '../../src/model/reaction.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const said = (id: string, time: number, fields: Partial<Message> = {}) =>
  aMessage({conversationId: '1', id, at: time, text: `Text of ${id}`, ...fields});
const OWN: Reaction = {name: '❤️', by: [], kind: 'love', isOwn: true};
const OPTED_OUT: Partial<Conversation> = {consent: {state: 'opted-out', source: 'native'}};
const shown = ({name, isOwn, phase}: Reaction) =>
  [name, ...(isOwn ? ['own'] : []), ...(phase ? [phase] : [])].join(' ');

interface Asked {
  readonly message: string;
  readonly kind: ReactionKind;
  readonly options: RequestOptions | undefined;
  readonly answer: () => void;
  readonly fail: (error: unknown) => void;
}

/** A conversation that is open, whose reactions are answered when the test says so. */
async function opened(capabilities: Partial<Capabilities> = {}, conversation: Partial<Conversation> = {}) {
  const asked: Asked[] = [];
  const react: NonNullable<MessagingAdapter['react']> = (_conversationId, message, kind, options) =>
    new Promise((resolve, reject) => {
      asked.push({message, kind, options, answer: resolve, fail: reject});
    });
  const native: Partial<Capabilities> = {reactToMessage: 'native', consent: 'native'};
  const adapter = Object.assign(new ScriptedAdapter({...native, ...capabilities}), {react});
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  const row = (change: Partial<Conversation> = {}) =>
    aConversation({id: '1', lastActivityAt: 3000, ...conversation, ...change});
  at(adapter.lists, 0).answer({items: [row()]});
  await settle();
  store.select('1');
  at(adapter.pages, -1).answer({messages: [said('m1', 1000), said('m2', 2000)]});
  await settle();
  const reactions = (id = 'm2') =>
    (store.threadMessages('1').find((message) => message.id === id)?.reactions ?? []).map(shown);
  const reacting = (kind: ReactionKind = 'love', id = 'm2') =>
    store.react('1', id, kind).then(
      () => 'done',
      (error: ConversationError) => (error.outcomeUnknown ? `${error.kind}, in doubt` : error.kind),
    );
  return {adapter, store, asked, row, reactions, reacting};
}

describe('reacting to a message', () => {
  it('is seen at once as on its way, and is known once the provider took it', async () => {
    const {asked, reactions, reacting} = await opened();
    const outcome = reacting();
    await settle();
    expect(at(asked, 0)).to.include({message: 'm2', kind: 'love'});
    expect(reactions()).to.deep.equal(['❤️ own pending']);
    at(asked, 0).answer();
    expect(await outcome).to.equal('done');
    expect(reactions()).to.deep.equal(['❤️ own']);
    expect(reactions('m1')).to.deep.equal([]);
  });

  it('is not asked for again while it runs, or once it is there', async () => {
    const {asked, reacting} = await opened();
    const first = reacting();
    await settle();
    expect(await reacting()).to.equal('unsupported');
    expect(await reacting('like')).to.equal('unsupported');
    at(asked, 0).answer();
    await first;
    expect(await reacting()).to.equal('unsupported');
    expect(asked).to.have.length(1);
  });

  it('is what the history says once that shows it, and another of ours in its place', async () => {
    const {adapter, store, asked, reactions, reacting} = await opened();
    const outcome = reacting();
    await settle();
    at(asked, 0).answer();
    await outcome;
    adapter.emit({type: 'message-updated', message: said('m2', 2000, {reactions: [OWN]})});
    expect(reactions()).to.deep.equal(['❤️ own']);
    expect(store.reactions.state.given.size).to.equal(0);
    adapter.emit({
      type: 'message-updated',
      message: said('m2', 2000, {reactions: [{...OWN, kind: 'like', name: '👍'}]}),
    });
    expect(reactions()).to.deep.equal(['👍 own']);
  });

  it('is looked for where no answer came, and known where the history has it', async () => {
    const {adapter, asked, reactions, reacting} = await opened();
    const outcome = reacting();
    await settle();
    at(asked, 0).fail(new ConversationError('timeout', {outcomeUnknown: true}));
    await settle();
    at(adapter.pages, -1).answer({messages: [said('m2', 2000, {reactions: [OWN]})]});
    expect(await outcome).to.equal('done');
    expect(reactions()).to.deep.equal(['❤️ own']);
    expect(asked).to.have.length(1);
  });

  it('stays in doubt where the history has it not, is never asked twice, and is known once it turns up', async () => {
    const {adapter, store, asked, reactions, reacting} = await opened();
    const outcome = reacting();
    await settle();
    at(asked, 0).fail(new ConversationError('timeout', {outcomeUnknown: true}));
    await settle();
    at(adapter.pages, -1).answer({messages: [said('m2', 2000)]});
    expect(await outcome).to.equal('timeout, in doubt');
    expect(reactions()).to.deep.equal(['❤️ own unconfirmed']);
    expect(await reacting()).to.equal('unsupported');
    store.reactions.discard('1', 'm2', 'love');
    expect(reactions(), 'what may have arrived is not forgotten').to.deep.equal(['❤️ own unconfirmed']);
    expect(asked).to.have.length(1);
    adapter.emit({type: 'message-updated', message: said('m2', 2000, {reactions: [OWN]})});
    expect(reactions()).to.deep.equal(['❤️ own']);
  });

  it('can be given again where it surely did not arrive, and be given up', async () => {
    const {store, asked, reactions, reacting} = await opened();
    const first = reacting();
    await settle();
    at(asked, 0).fail(new ConversationError('rate-limited'));
    expect(await first).to.equal('rate-limited');
    expect(reactions()).to.deep.equal(['❤️ own failed']);
    const second = reacting();
    await settle();
    expect(reactions()).to.deep.equal(['❤️ own pending']);
    at(asked, 1).fail(new ConversationError('validation'));
    await second;
    expect(reactions()).to.deep.equal(['❤️ own refused']);
    store.reactions.discard('1', 'm2', 'love');
    expect(reactions()).to.deep.equal([]);
  });

  it('reaches nobody who opted out, nor who does so while it waits', async () => {
    const out = await opened({}, OPTED_OUT);
    expect(await out.reacting()).to.equal('opted-out');
    expect(out.asked).to.have.length(0);
    const {adapter, asked, row, reacting} = await opened();
    const outcome = reacting();
    await settle();
    await at(asked, 0).options?.beforeLeave?.();
    adapter.emit({type: 'conversation-updated', conversation: row(OPTED_OUT)});
    let refusal: unknown;
    try {
      await at(asked, 0).options?.beforeLeave?.();
    } catch (thrown) {
      refusal = thrown;
    }
    expect(refusal).to.be.instanceOf(ConversationError);
    at(asked, 0).fail(refusal);
    expect(await outcome).to.equal('opted-out');
  });

  it('that the provider refuses because they opted out blocks what is written as well', async () => {
    const {store, asked, reacting} = await opened({consent: 'none'});
    const outcome = reacting();
    await settle();
    at(asked, 0).fail(new ConversationError('opted-out'));
    await outcome;
    expect(store.blockOf('1')?.reason).to.equal('opted-out');
  });

  it('is nothing where the provider, the channel or the message takes none', async () => {
    expect(await (await opened({reactToMessage: 'none'})).reacting()).to.equal('unsupported');
    expect(await (await opened({}, {sendRules: {withoutOptions: ['reaction']}})).reacting()).to.equal('unsupported');
    const {adapter, reacting} = await opened();
    adapter.emit({type: 'message-updated', message: said('m1', 1000, {takesReactions: false})});
    expect(await reacting('love', 'm1')).to.equal('unsupported');
    expect(await reacting('love', 'm9')).to.equal('not-found');
  });

  it('is forgotten by whoever signs out, whatever is answered then', async () => {
    const {store, asked, reacting} = await opened();
    const outcome = reacting();
    await settle();
    await store.clear();
    at(asked, 0).answer();
    await outcome;
    expect(store.reactions.state.given.size).to.equal(0);
  });
});
