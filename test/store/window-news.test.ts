import {expect} from '@open-wc/testing';
import type {Capabilities} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {asCursor} from '../../src/model/page.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const said = (place: number, fields: Partial<Message> = {}): Message =>
  aMessage({conversationId: '1', id: `m${place}`, at: place * 1000, text: `m${place}`, ...fields});
const JUMPING: Partial<Capabilities> = {messagesAround: 'native', newerMessages: 'native'};

/** An open conversation with two messages, the newest of many. */
async function opened(capabilities = JUMPING) {
  const adapter = new ScriptedAdapter(capabilities);
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  at(adapter.lists, 0).answer({items: [aConversation({id: '1', lastActivityAt: 9000})]});
  await settle();
  store.select('1');
  at(adapter.pages, 0).answer({messages: [said(8), said(9)], older: asCursor('8')});
  await settle();
  const push = (message: Message) => adapter.emit({type: 'message-created', message});
  const shown = () => store.threadMessages('1').map(({id}) => id);
  const timeline = store.timeline('1');
  return {adapter, store, timeline, push, shown};
}

/** The same, shown around an old message. */
async function farBack() {
  const scene = await opened();
  void scene.store.loadAround('1', {messageId: 'm2'});
  const edges = {newer: asCursor('3'), older: asCursor('2')};
  at(scene.adapter.pages, -1).answer({messages: [said(2), said(3)], ...edges});
  await settle();
  return scene;
}

describe('what comes while the way leads back to the newest message', () => {
  it('is there once the newest page is, which may have left before', async () => {
    const {adapter, timeline, push, shown} = await farBack();
    void timeline.load();
    push(said(10));
    push(said(11));
    adapter.emit({type: 'message-updated', message: said(10, {text: 'corrected'})});
    expect(shown(), 'it does not follow an old message').to.deep.equal(['m2', 'm3']);
    at(adapter.pages, -1).answer({messages: [said(8), said(9), said(10)], older: asCursor('8')});
    await settle();
    expect(shown()).to.deep.equal(['m8', 'm9', 'm10', 'm11']);
    expect(timeline.state.list.get('m10')?.text).to.equal('corrected');
  });

  it('is there when the next newer page turns out to be the newest', async () => {
    const {adapter, timeline, push, shown} = await farBack();
    push(said(9));
    void timeline.loadNewer();
    push(said(10));
    at(adapter.pages, -1).answer({messages: [said(8), said(9)]});
    await settle();
    expect(shown()).to.deep.equal(['m2', 'm3', 'm8', 'm9', 'm10']);
    push(said(11));
    expect(shown().at(-1)).to.equal('m11');
  });

  it('is told of, each message once, also where more came than a page holds', async () => {
    const {adapter, store, timeline} = await farBack();
    const told: string[] = [];
    store.onEvent((event) => event.type === 'message-received' && told.push(event.message.id));
    for (let look = 0; look < 2; look++) {
      void timeline.refresh();
      for (const end of [14, 12, 10]) {
        at(adapter.pages, -1).answer({messages: [said(end - 1), said(end)], older: asCursor(String(end))});
        await settle();
        if (look > 0) break;
      }
    }
    expect(told).to.deep.equal(['m10', 'm11', 'm12', 'm13', 'm14']);
  });

  it('waits further where the next newer page is not the newest', async () => {
    const {adapter, timeline, push, shown} = await farBack();
    void timeline.loadNewer();
    push(said(10));
    at(adapter.pages, -1).answer({messages: [said(4), said(5)], newer: asCursor('5')});
    await settle();
    expect(shown()).to.deep.equal(['m2', 'm3', 'm4', 'm5']);
    void timeline.loadNewer();
    at(adapter.pages, -1).answer({messages: [said(8), said(9), said(10)]});
    await settle();
    expect(shown()).to.deep.equal(['m2', 'm3', 'm4', 'm5', 'm8', 'm9', 'm10']);
  });

  it('is there when a catch-up had to start over', async () => {
    const {adapter, timeline, push, shown} = await opened({});
    void timeline.refresh();
    for (let page = 0; page < 20; page++) {
      const end = 900 - page * 10;
      const messages = Array.from({length: 10}, (_, place) => said(end - 9 + place));
      at(adapter.pages, -1).answer({messages, older: asCursor(String(end))});
      if (page === 10) push(said(901));
      await settle();
    }
    expect(shown()).to.have.length(11);
    expect(shown().slice(-3)).to.deep.equal(['m899', 'm900', 'm901']);
  });
});

it('News of a message from before the window does not stand right before it', async () => {
  const {adapter, timeline, push, shown} = await opened({});
  adapter.emit({type: 'message-updated', message: said(2, {direction: 'outbound', status: 'read'})});
  push(said(3));
  expect(shown()).to.deep.equal(['m8', 'm9']);
  void timeline.load();
  push(said(4));
  push(said(10));
  at(adapter.pages, -1).answer({messages: [said(8), said(9)], older: asCursor('8')});
  await settle();
  expect(shown()).to.deep.equal(['m8', 'm9', 'm10']);
  adapter.emit({type: 'message-updated', message: said(8, {text: 'corrected'})});
  expect(timeline.state.list.get('m8')?.text).to.equal('corrected');
});

describe('a place in a history', () => {
  it('that is not there, asked for while the newest page is on its way, leaves that', async () => {
    const adapter = new ScriptedAdapter(JUMPING);
    const store = new InboxStore(adapter, {now: () => 5000});
    store.open();
    at(adapter.lists, 0).answer({items: [aConversation({id: '1', lastActivityAt: 9000})]});
    await settle();
    store.select('1');
    const asked = store.loadAround('1', {messageId: 'gone'}).catch((thrown: unknown) => thrown);
    at(adapter.pages, 1).fail(new ConversationError('not-found'));
    expect(await asked).to.have.property('kind', 'not-found');
    at(adapter.pages, -1).answer({messages: [said(9)]});
    await settle();
    expect(store.timeline('1').state.status).to.equal('ready');
    expect(store.conversation('1'), 'the conversation is there').not.to.equal(undefined);
  });

  it('has nothing beside it of the place before, though that was asked for while this one was on its way', async () => {
    const {adapter, store, timeline, shown} = await opened();
    void store.loadAround('1', {messageId: 'm2'});
    void timeline.loadOlder();
    const [around, older] = adapter.pages.slice(-2);
    around?.answer({messages: [said(2), said(3)], newer: asCursor('3'), older: asCursor('2')});
    await settle();
    older?.answer({messages: [said(6), said(7)], older: asCursor('6')});
    await settle();
    expect(shown()).to.deep.equal(['m2', 'm3']);
    expect(timeline.state.loadingOlder).to.equal(false);
  });

  it('is reached past pages that bring nothing, within bounds', async () => {
    const {adapter, timeline, shown} = await opened({});
    void timeline.loadOlder();
    for (let page = 0; page < 3; page++) {
      at(adapter.pages, -1).answer({messages: page === 1 ? [said(8)] : [], older: asCursor(`empty-${page}`)});
      await settle();
    }
    at(adapter.pages, -1).answer({messages: [said(7)], older: asCursor('7')});
    await settle();
    expect(shown()).to.deep.equal(['m7', 'm8', 'm9']);
    expect(timeline.state.loadingOlder).to.equal(false);
    const before = adapter.pages.length;
    void timeline.loadOlder();
    for (let page = 0; page < 20 && timeline.state.loadingOlder; page++) {
      at(adapter.pages, -1).answer({messages: [], older: asCursor(`further-${page}`)});
      await settle();
    }
    expect(adapter.pages.length - before).to.equal(5);
    expect(timeline.state).to.include({loadingOlder: false, hasOlder: true});
  });
});

describe('a message that was read before anybody said who wrote it', () => {
  it('is told of once it turns out to be the contact’s, and not if it is ours', async () => {
    const {adapter, store, timeline, push} = await opened();
    const told: string[] = [];
    store.onEvent((event) => event.type === 'message-received' && told.push(event.message.id));
    void timeline.refresh();
    const unknown = [said(10, {direction: 'unknown'}), said(11, {direction: 'unknown'})];
    at(adapter.pages, -1).answer({messages: [said(8), said(9), ...unknown], older: asCursor('8')});
    await settle();
    expect(told).to.deep.equal([]);
    for (let times = 0; times < 2; times++) {
      push(said(10, {direction: 'inbound'}));
      push(said(11, {direction: 'outbound'}));
    }
    expect(told).to.deep.equal(['m10']);
  });
});
