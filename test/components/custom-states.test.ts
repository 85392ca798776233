import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {aConversation} from '../model/builders.js';
import {bubbleOf} from './bubble-scene.js';
import {
  button,
  find,
  has,
  makeWorld,
  NARROW,
  openConversation,
  openScene,
  saysInThread,
  textarea,
  threadLoaded,
  type,
  WIDE,
} from './inbox-scene.js';
import {list, conversations} from './list-scene.js';
import {change, make, optedOut} from './reply-box-scene.js';
import type {ParlorConversationItem} from '../../src/components/conversation-item/conversation-item.js';

const is = (element: Element, ...names: readonly string[]): boolean =>
  names.every((name) => element.matches(`:state(${name})`));
const isAny = (element: Element, ...names: readonly string[]): boolean => names.some((name) => is(element, name));

describe('what elements say to styles', () => {
  it('an inbox: whether a conversation is open, whether both fit, and whether it reads', async () => {
    const {inbox, place, backend} = await openScene({scenario: 'busy-inbox', width: WIDE});
    expect(isAny(inbox, 'thread-open', 'narrow', 'offline')).to.equal(false);
    await openConversation(inbox, 'Li Wen');
    expect(is(inbox, 'thread-open')).to.equal(true);
    expect(is(inbox, 'narrow')).to.equal(false);
    place.style.inlineSize = `${NARROW}px`;
    await waitUntil(() => is(inbox, 'narrow'), 'it is narrow');
    button(inbox, 'Back to conversations').click();
    await waitUntil(() => !is(inbox, 'thread-open'), 'nothing is open');
    backend.setFaults({offline: true});
    await inbox.store?.refresh();
    await waitUntil(() => is(inbox, 'offline'), 'it cannot read');
    backend.setFaults({offline: false});
    await inbox.store?.refresh();
    await waitUntil(() => !is(inbox, 'offline'), 'it reads again');
  });

  it('a page reaches them by a rule, also those of what is in the inbox', async () => {
    const {inbox} = await openScene({scenario: 'busy-inbox'});
    const style = document.createElement('style');
    style.textContent = `
      parlor-inbox:state(thread-open) { outline: 4px solid rgb(1, 2, 3); }
      parlor-inbox::part(reply-box):state(empty) { outline: 5px solid rgb(1, 2, 3); }
      parlor-inbox::part(row):state(selected) { outline: 6px solid rgb(1, 2, 3); }
      parlor-inbox::part(message):state(outgoing) { outline: 7px solid rgb(1, 2, 3); }
    `;
    inbox.before(style);
    const outline = (element: Element) => getComputedStyle(element).outlineWidth;
    expect(outline(inbox)).to.not.equal('4px');
    await openConversation(inbox, 'Li Wen');
    await waitUntil(() => has(inbox, 'textarea'));
    const replyBox = find(inbox, 'parlor-reply-box');
    expect([outline(inbox), outline(replyBox)]).to.deep.equal(['4px', '5px']);
    expect(outline(find(inbox, 'parlor-conversation-item[selected]'))).to.equal('6px');
    await type(inbox, 'On its way');
    expect(outline(replyBox)).to.not.equal('5px');
    button(inbox, 'Send').click();
    await saysInThread(inbox, 'On its way');
    const [bubble] = [
      ...find(inbox, 'parlor-message-thread').shadowRoot!.querySelectorAll('parlor-message-bubble'),
    ].reverse();
    await waitUntil(() => bubble && outline(bubble) === '7px', 'it is outgoing');
  });

  it('a list: loading, empty, failed', async () => {
    const element = await list({status: 'loading'});
    expect(is(element, 'loading')).to.equal(true);
    Object.assign(element, {status: 'ready', conversations: []});
    await element.updateComplete;
    expect([is(element, 'loading'), is(element, 'empty')]).to.deep.equal([false, true]);
    Object.assign(element, {conversations: conversations(2)});
    await element.updateComplete;
    expect(isAny(element, 'loading', 'empty', 'failed')).to.equal(false);
    Object.assign(element, {status: 'error', error: new ConversationError('network')});
    await element.updateComplete;
    expect(is(element, 'failed')).to.equal(true);
  });

  it('a thread: at its end, and away from it', async () => {
    const {inbox} = await openScene({scenario: 'long-history'});
    inbox.store?.select(inbox.store.conversationList.state.conversations[0]?.id);
    await threadLoaded(inbox);
    const thread = find(inbox, 'parlor-message-thread');
    await waitUntil(() => is(thread, 'at-end'), 'it opens at its end');
    expect(isAny(thread, 'loading', 'empty')).to.equal(false);
    const scroller = find(thread, '[role=region]');
    scroller.scrollTop -= 900;
    await waitUntil(() => !is(thread, 'at-end'), 'the reader has left it');
    scroller.scrollTop = scroller.scrollHeight;
    await waitUntil(() => is(thread, 'at-end'), 'the reader is back');
  });

  it('a reply box: blocked, held, empty', async () => {
    const {element} = await make({uploadMedia: () => new Promise(() => undefined), canSendMedia: true});
    expect(is(element, 'empty')).to.equal(true);
    await change(element, {value: 'Look'});
    expect(isAny(element, 'empty', 'blocked', 'sending-held', 'dragging')).to.equal(false);
    const files = new DataTransfer();
    files.items.add(new File(['x'], 'a.png', {type: 'image/png'}));
    const drag = (type: string) =>
      textarea(element).dispatchEvent(
        new DragEvent(type, {bubbles: true, composed: true, cancelable: true, dataTransfer: files}),
      );
    drag('dragover');
    await element.updateComplete;
    expect(is(element, 'dragging')).to.equal(true);
    drag('drop');
    await element.updateComplete;
    expect([is(element, 'dragging'), is(element, 'sending-held')]).to.deep.equal([false, true]);
    await change(element, {block: optedOut});
    expect(is(element, 'blocked')).to.equal(true);
  });

  it('a row and a bubble', async () => {
    const row = await fixture<ParlorConversationItem>(
      html`<parlor-conversation-item
        selected
        .conversation=${aConversation({unread: {has: true, source: 'native'}})}
      ></parlor-conversation-item>`,
    );
    expect([is(row, 'selected', 'unread'), is(row, 'blocked')]).to.deep.equal([true, false]);
    row.conversation = aConversation({consent: {state: 'opted-out', source: 'native'}});
    await row.updateComplete;
    expect([is(row, 'unread'), is(row, 'blocked')]).to.deep.equal([false, true]);

    const inbound = await bubbleOf({});
    expect([is(inbound, 'incoming'), isAny(inbound, 'outgoing', 'failed')]).to.deep.equal([true, false]);
    const failed = await bubbleOf({direction: 'outbound', status: 'undelivered'});
    expect(is(failed, 'outgoing', 'failed')).to.equal(true);
    expect(is(await bubbleOf({direction: 'outbound', status: 'unconfirmed'}), 'unconfirmed')).to.equal(true);
  });
});

describe('where the platform has no states', () => {
  const known = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'attachInternals');
  afterEach(() => known && Object.defineProperty(HTMLElement.prototype, 'attachInternals', known));
  const set = (attachInternals: unknown) =>
    Object.defineProperty(HTMLElement.prototype, 'attachInternals', {configurable: true, value: attachInternals});
  const refusing = {
    has: () => false,
    add: () => {
      throw new SyntaxError('It does not start with --.');
    },
  };

  for (const [platform, attachInternals] of [
    ['no internals', undefined],
    ['internals without states', () => ({})],
    ['states whose names are others', () => ({states: refusing})],
  ] as const) {
    it(`an inbox with ${platform} opens and sends`, async () => {
      set(attachInternals);
      const bubble = await bubbleOf({direction: 'outbound'});
      expect(await bubble.updateComplete, 'it has been drawn').to.equal(true);
      const {inbox} = await openScene({world: makeWorld('busy-inbox')});
      await openConversation(inbox, 'Li Wen');
      await type(inbox, 'On its way');
      button(inbox, 'Send').click();
      await saysInThread(inbox, 'On its way');
    });
  }
});
