import {expect, waitUntil} from '@open-wc/testing';
import {english} from '../../src/i18n/english.js';
import type {Conversation} from '../../src/model/conversation.js';
import {asCursor} from '../../src/model/page.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from '../store/scripted-adapter.js';
import {find, has, makeWorld, openScene} from './inbox-scene.js';

const over = (id: string, ownEndpoint: Conversation['ownEndpoint'], lastActivityAt = 1): Conversation =>
  aConversation({id, lastActivityAt, ...(ownEndpoint && {ownEndpoint})});

async function loaded(items: readonly Conversation[], next = '') {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter);
  store.open();
  at(adapter.lists, 0).answer({items, ...(next && {next: asCursor(next)})});
  await settle();
  const {conversationList: list} = store;
  return {adapter, list, shown: () => list.state.conversations.map(({id}) => id).join(' ')};
}

const choice = (root: ParentNode) => find<HTMLSelectElement>(root, '[part=own-number]');

function choose(root: ParentNode, label: string): void {
  const option = [...choice(root).options].find(({text}) => text === label);
  if (!option) throw new Error(`There is no ${label}.`);
  choice(root).value = option.value;
  choice(root).dispatchEvent(new Event('change', {bubbles: true}));
}

describe('a list of several own numbers', () => {
  it('is narrowed down to one of them, among what is loaded, and goes on with the next pages', async () => {
    const {adapter, list, shown} = await loaded([over('a', {id: 'desk'}, 9), over('b', {id: 'shop'}, 8)], 'page-2');
    expect(list.state.ownEndpoints).to.deep.equal([{id: 'desk'}, {id: 'shop'}]);
    void list.setQuery({ownEndpointId: 'shop'});
    expect(shown()).to.equal('b');
    await settle();
    const {query} = at(adapter.lists, 1);
    expect(query, 'no provider is asked what none can answer').to.not.have.property('ownEndpointId');
    at(adapter.lists, 1).answer({items: [over('a', {id: 'desk'}, 9), over('b', {id: 'shop'}, 8)], next: asCursor('p')});
    await settle();
    void list.loadMore();
    at(adapter.lists, 2).answer({items: [over('c', {id: 'desk'}), over('d', {id: 'shop'}), over('e', undefined)]});
    await settle();
    expect(shown()).to.equal('b d');
    expect(list.state.ownEndpoints, 'all stay to be chosen').to.have.length(2);
  });

  it('knows a number without an id in any spelling, and follows one that comes later', async () => {
    const {list, adapter} = await loaded([
      over('a', {address: '(512) 555-0100'}),
      over('b', {address: '+15125550100'}),
    ]);
    expect(list.state.ownEndpoints).to.have.length(1);
    adapter.emit({type: 'conversation-updated', conversation: over('c', {address: '+15125550101'})});
    await settle();
    expect(list.state.ownEndpoints).to.have.length(2);
  });

  it('offers the choice where there is one, and says how it is made', async () => {
    const {inbox} = await openScene({world: makeWorld('busy-inbox')});
    const list = find(inbox, 'parlor-conversation-list');
    await waitUntil(() => has(inbox, '[part=own-number]'));
    expect(choice(inbox).ariaLabel).to.equal(english.filterOwnNumber);
    const labels = [...choice(inbox).options].map(({text}) => text);
    expect(labels[0]).to.equal(english.allNumbers);
    expect(labels.length).to.be.greaterThan(2);
    const isPartial = inbox.store?.conversationList.state.hasMore;
    expect(choice(inbox).title).to.equal(isPartial ? english.filterLoadedOnly : '');
    await expect(list).to.be.accessible();
    const before = inbox.store?.conversationList.state.conversations.length;
    const [, second = ''] = labels.slice(1);
    choose(inbox, second);
    const {conversationList} = inbox.store ?? {};
    await waitUntil(() => conversationList?.state.status === 'ready' && conversationList.state.query.ownEndpointId);
    const ids = new Set(conversationList?.state.conversations.map(({ownEndpoint}) => ownEndpoint?.id));
    expect([...ids]).to.deep.equal([choice(inbox).value]);
    choose(inbox, english.allNumbers);
    await waitUntil(() => conversationList?.state.conversations.length === before);
  });

  it('is not offered with one number', async () => {
    const {inbox} = await openScene();
    const one = inbox.store?.conversationList.state.ownEndpoints ?? [];
    expect(one.length).to.be.lessThan(2);
    expect(has(inbox, '[part=own-number]')).to.equal(false);
  });
});
