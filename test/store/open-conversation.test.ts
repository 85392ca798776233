import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {Participant} from '../../src/model/participant.js';
import {asCursor} from '../../src/model/page.js';
import type {OpenTarget} from '../../src/store/find-person.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const NOW = Date.UTC(2026, 5, 1);
const withPhone = (id: string, address: string, fields: Partial<Conversation> = {}): Conversation =>
  aConversation({
    ...{id, lastActivityAt: NOW, participants: [{role: 'contact', id: `contact-${id}`, address}]},
    ...fields,
  });
const MAYA = withPhone('maya', '(512) 555-0142');
const JONAS = withPhone('jonas', '+15125550143');

/** A store whose list has been read, unless a test wants that to come later. */
async function opened(items: Conversation[] | undefined, capabilities = {}, next = '') {
  const adapter = Object.assign(new ScriptedAdapter(capabilities), {listOwnEndpoints: async () => []});
  const store = new InboxStore(adapter, {now: () => NOW});
  store.open();
  if (items) at(adapter.lists, 0).answer({items, ...(next && {next: asCursor(next)})});
  await settle();
  const selected: (string | undefined)[] = [];
  store.onEvent((event) => {
    if (event.type === 'conversation-selected') selected.push(event.conversationId);
  });
  return {adapter, store, selected, open: (target: OpenTarget) => store.openConversation(target)};
}

describe('opening a conversation with somebody', () => {
  it('finds a number in any spelling among what is loaded, and asks nobody', async () => {
    const {adapter, store, open} = await opened([MAYA, JONAS]);
    expect(await open({phone: '+1 512-555-0142'})).to.deep.equal({outcome: 'opened', conversationId: 'maya'});
    expect(store.state.selectedId).to.equal('maya');
    expect(await open({contactId: 'contact-jonas'})).to.deep.equal({outcome: 'opened', conversationId: 'jonas'});
    const asNumber = open({phone: 15125550142} as unknown as OpenTarget);
    expect(await asNumber).to.deep.equal({outcome: 'opened', conversationId: 'maya'});
    expect(adapter.lists).to.have.length(1);
  });

  it('finds a number that a row holds as a number', async () => {
    const contact = {role: 'contact', id: 7, address: 15125550144} as unknown as Participant;
    const odd = {...JONAS, id: 'odd', participants: [contact], ownEndpoint: {id: 8, address: 15125550100}};
    const {open, store} = await opened([odd as unknown as Conversation, JONAS]);
    expect(await open({phone: '5125550144'})).to.deep.equal({outcome: 'opened', conversationId: 'odd'});
    expect(store.conversation('odd')?.ownEndpoint).to.deep.equal({id: '8', address: '15125550100'});
    expect(await open({contactId: '7'})).to.deep.equal({outcome: 'opened', conversationId: 'odd'});
  });

  it('waits for the list', async () => {
    const {adapter, store, open} = await opened(undefined);
    const opening = open({phone: '5125550142'});
    await settle();
    expect(store.state.selectedId).to.equal(undefined);
    at(adapter.lists, 0).answer({items: [MAYA]});
    expect((await opening).outcome).to.equal('opened');
  });

  it('asks the provider’s own search, archived ones included, and trusts it', async () => {
    const {adapter, store, open} = await opened([JONAS], {searchConversations: 'native', includeArchived: 'native'});
    const opening = open({phone: '512 555 0142'});
    await settle();
    expect(at(adapter.lists, 1).query).to.deep.equal({search: '+15125550142', includeArchived: true});
    at(adapter.lists, 1).answer({items: [withPhone('other', '+15125550199'), MAYA]});
    expect(await opening).to.deep.equal({outcome: 'opened', conversationId: 'maya'});
    expect(store.conversation('maya')?.participants).to.deep.equal(MAYA.participants);
  });

  it('reads page by page where nothing can be searched, within bounds', async () => {
    const {adapter, open} = await opened([JONAS], {}, 'page-2');
    const opening = open({phone: '5125550142'});
    await settle();
    at(adapter.lists, 1).answer({items: [JONAS], next: asCursor('page-2')});
    await settle();
    expect(at(adapter.lists, 2).query.cursor).to.equal('page-2');
    at(adapter.lists, 2).answer({items: [MAYA]});
    expect((await opening).outcome).to.equal('opened');

    const endless = open({phone: '5125550177'});
    await settle();
    for (let page = 3; page < adapter.lists.length; page++) {
      at(adapter.lists, page).answer({items: [JONAS], next: asCursor(`page-${page}`)});
      await settle();
    }
    expect(await endless).to.deep.equal({outcome: 'not-opened', reason: 'not-found'});
    expect(adapter.lists.length).to.be.lessThan(30);
  });

  it('says why not: no number, nobody, or no answer', async () => {
    const {adapter, store, open} = await opened([JONAS]);
    expect(await open({phone: 'hello'})).to.deep.equal({outcome: 'not-opened', reason: 'invalid'});
    expect(await open({})).to.deep.equal({outcome: 'not-opened', reason: 'invalid'});
    // As a host's own records may have it.
    const none = open({phone: null} as unknown as OpenTarget);
    expect(await none).to.deep.equal({outcome: 'not-opened', reason: 'invalid'});
    const opening = open({phone: '5125550142'});
    await settle();
    const error = new ConversationError('server');
    at(adapter.lists, 1).fail(error);
    expect(await opening).to.deep.equal({outcome: 'not-opened', reason: 'failed', error});
    expect(store.state.selectedId).to.equal(undefined);
  });

  it('begins a text where none is typed, and never replaces one', async () => {
    const {adapter, store, open} = await opened([MAYA, JONAS]);
    const filled = await open({phone: '5125550142', text: 'Hello'});
    expect(filled).to.deep.equal({outcome: 'opened', conversationId: 'maya', draft: 'filled'});
    expect(store.drafts.get('maya').text).to.equal('Hello');
    store.setDraft('jonas', 'Typed before');
    const kept = await open({phone: '5125550143', text: 'Hello'});
    expect(kept).to.deep.equal({outcome: 'opened', conversationId: 'jonas', draft: 'kept'});
    expect(store.drafts.get('jonas').text).to.equal('Typed before');
    expect(adapter.sends).to.deep.equal([]);
  });

  it('lets the last of several win, also over what is chosen by hand meanwhile', async () => {
    const {adapter, store, selected, open} = await opened([JONAS]);
    const [first, second] = [open({phone: '5125550142'}), open({phone: '5125550143'})];
    expect((await second).outcome).to.equal('opened');
    at(adapter.lists, 1).answer({items: [MAYA]});
    expect(await first).to.deep.equal({outcome: 'superseded'});
    expect(selected).to.deep.equal(['jonas']);

    const third = open({phone: '5125550142'});
    await settle();
    store.select('by-hand');
    at(adapter.lists, 2).answer({items: [MAYA]});
    expect(await third).to.deep.equal({outcome: 'superseded'});
    expect(store.state.selectedId).to.equal('by-hand');
  });

  it('prefers the wanted number of ours; where one can be chosen, it is', async () => {
    const own = (id: string) => ({ownEndpoint: {id}});
    const rows = [
      withPhone('desk', '+15125550142', own('desk')),
      withPhone('shop', '+15125550142', {...own('shop'), lastActivityAt: NOW - 9}),
      withPhone('solo', '+15125550143', own('desk')),
    ];
    const fixed = await opened(rows);
    expect(await fixed.open({phone: '5125550142', ownEndpointId: 'shop'})).to.include({conversationId: 'shop'});
    const elsewhere = fixed.open({phone: '5125550143', ownEndpointId: 'shop'});
    await settle();
    at(fixed.adapter.lists, 1).answer({items: rows});
    expect(await elsewhere).to.deep.equal({outcome: 'not-opened', reason: 'not-found'});

    const free = await opened(rows, {chooseOwnEndpoint: 'native'});
    expect(await free.open({phone: '5125550143', ownEndpointId: 'shop'})).to.include({conversationId: 'solo'});
    expect(free.store.sending.state.chosenEndpoints.get('solo')).to.equal('shop');
  });

  it('leaves groups and what was deleted alone, and puts what is archived last', async () => {
    const {open} = await opened([
      withPhone('group', '+15125550142', {kind: 'group'}),
      withPhone('gone', '+15125550142', {status: 'deleted'}),
      withPhone('archived', '+15125550142', {status: 'archived'}),
      withPhone('older', '+15125550142', {lastActivityAt: NOW - 1000}),
    ]);
    expect(await open({phone: '5125550142'})).to.include({conversationId: 'older'});
  });
});
