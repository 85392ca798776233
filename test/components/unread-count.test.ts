import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {ParlorUnreadCount} from '../../src/components/unread-count/unread-count.js';
import {makeWorld, openScene, facts, words, find} from './inbox-scene.js';

const said = (element: ParlorUnreadCount): string => words(element.shadowRoot ?? element);

async function badge(content: ReturnType<typeof html>): Promise<ParlorUnreadCount> {
  const place = await fixture<HTMLElement>(html`<div>${content}</div>`);
  return find<ParlorUnreadCount>(place, 'parlor-unread-count');
}

describe('<parlor-unread-count>', () => {
  it('says by itself what it is given, and draws nothing for nobody', async () => {
    const element = await badge(html`<parlor-unread-count></parlor-unread-count>`);
    expect(said(element)).to.equal('');
    element.unreadCount = {count: 1, isComplete: true};
    await element.updateComplete;
    expect(said(element)).to.equal('1 1 unread conversation');
    element.unreadCount = {count: 3, isComplete: false};
    await element.updateComplete;
    expect(said(element)).to.equal('3+ At least 3 unread conversations');
    element.unreadCount = {count: 120, isComplete: true};
    await element.updateComplete;
    expect(said(element)).to.equal('99+ 120 unread conversations');
    await expect(element).to.be.accessible();
    element.unreadCount = {count: 0, isComplete: false};
    await element.updateComplete;
    expect(said(element)).to.equal('');
  });

  it('follows an inbox that comes into the page later, and one that takes its place', async () => {
    const place = await fixture<HTMLElement>(html`<div><parlor-unread-count for="mine"></parlor-unread-count></div>`);
    const element = find<ParlorUnreadCount>(place, 'parlor-unread-count');
    const inbox = document.createElement('parlor-inbox');
    inbox.id = 'mine';
    inbox.adapter = makeWorld('busy-inbox').adapter;
    place.append(inbox);
    await waitUntil(() => said(element) !== '', 'the badge found its inbox');
    await waitUntil(() => said(element).includes(`${inbox.unreadCount?.count} unread`));
    inbox.remove();
    await waitUntil(() => said(element) === '', 'without its inbox it says nothing');
    const other = document.createElement('parlor-inbox');
    other.id = 'mine';
    place.append(other);
    other.adapter = makeWorld('busy-inbox').adapter;
    await waitUntil(() => said(element) !== '', 'the badge found the other one');
  });

  it('works in a layout of the page’s own', async () => {
    const place = await fixture<HTMLElement>(
      html`<parlor-inbox-context .adapter=${makeWorld('busy-inbox').adapter}>
        <nav><parlor-unread-count></parlor-unread-count></nav>
      </parlor-inbox-context>`,
    );
    const element = find<ParlorUnreadCount>(place, 'parlor-unread-count');
    await waitUntil(() => said(element) !== '', 'the badge shows the count');
  });

  it('is told of by the inbox whenever it changes, and when nobody is signed in any more', async () => {
    const {inbox} = await openScene({scenario: 'busy-inbox'});
    const told = facts(inbox, 'parlor-unread-count-changed');
    const {count = 0} = inbox.unreadCount ?? {};
    const read = inbox.store?.conversationList.state.conversations.find(({unread}) => !unread.has);
    void inbox.store?.setUnread(read?.id ?? '', true);
    await waitUntil(() => told.length > 0);
    expect(told.map(({detail}) => detail.count)).to.deep.equal([count + 1]);
    await inbox.clearStorage();
    await waitUntil(() => told.at(-1)?.detail.count === 0);
    expect(inbox.unreadCount).to.equal(undefined);
  });
});

describe('an inbox within another', () => {
  it('draws the one around it: one store, one count, one announcer', async () => {
    const world = makeWorld('busy-inbox');
    const place = await fixture<HTMLElement>(
      html`<parlor-inbox-context .adapter=${world.adapter}>
        <parlor-unread-count></parlor-unread-count>
        <parlor-inbox></parlor-inbox>
      </parlor-inbox-context>`,
    );
    const context = place as HTMLElementTagNameMap['parlor-inbox-context'];
    const inbox = find<HTMLElementTagNameMap['parlor-inbox']>(place, 'parlor-inbox');
    await waitUntil(() => context.store?.conversationList.state.status === 'ready');
    await inbox.updateComplete;
    expect(inbox.store).to.equal(context.store);
    expect(inbox.shadowRoot?.querySelector(':scope > [role=alert]')).to.equal(null);
    inbox.remove();
    await Promise.resolve();
    await Promise.resolve();
    context.store?.select(context.store.conversationList.state.conversations[0]?.id);
    expect(context.store?.conversationList.state.conversations.length).to.be.greaterThan(0);
    place.append(inbox);
    await waitUntil(() => inbox.store === context.store, 'it is drawn again when it comes back');
    await waitUntil(() => find(inbox, 'parlor-message-thread') !== undefined);
  });

  it('has a store of its own as soon as it names where its data comes from', async () => {
    const [outer, inner] = [makeWorld('busy-inbox'), makeWorld('send-fails')];
    const place = await fixture<HTMLElement>(
      html`<parlor-inbox-context .adapter=${outer.adapter}>
        <parlor-inbox .adapter=${inner.adapter}></parlor-inbox>
      </parlor-inbox-context>`,
    );
    const context = place as HTMLElementTagNameMap['parlor-inbox-context'];
    const inbox = find<HTMLElementTagNameMap['parlor-inbox']>(place, 'parlor-inbox');
    await waitUntil(() => inbox.store !== undefined && context.store !== undefined);
    expect(inbox.store?.adapter).to.equal(inner.adapter);
    inbox.adapter = undefined;
    await waitUntil(() => inbox.store === context.store, 'it draws the inbox around it');
    expect(context.store?.adapter).to.equal(outer.adapter);
  });
});
