import {expect, html, waitUntil} from '@open-wc/testing';
import {sendKeys, sendMouse} from '../support/commands.js';
import type {TemplateResult} from 'lit';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import {
  button,
  find,
  focused,
  has,
  inPlace,
  isLoaded,
  isVisible,
  makeWorld,
  openConversation,
  textarea,
  threadLoaded,
  type,
  words,
  type World,
} from './inbox-scene.js';
import {InputMethod} from './input-method.js';
import {make, optedOut} from './reply-box-scene.js';

/** What a page writes between the tags of an inbox. */
async function inboxWith(content: TemplateResult, world: World = makeWorld('busy-inbox')): Promise<ParlorInbox> {
  const place = await inPlace(html`<parlor-inbox locale="en-GB" .adapter=${world.adapter}>${content}</parlor-inbox>`);
  const inbox = find<ParlorInbox>(place, 'parlor-inbox');
  await waitUntil(() => isLoaded(inbox), 'the conversations are loaded');
  return inbox;
}

const box = (element: Element): DOMRect => element.getBoundingClientRect();

const isWithin = (inner: Element, outer: Element): boolean => {
  const [a, b] = [box(inner), box(outer)];
  return a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
};

/** The places of what stands in the reply box, from one end of the line to the other. */
const inOrder = (...elements: readonly Element[]): boolean =>
  elements.every((element, index) => index === 0 || box(elements[index - 1] ?? element).right <= box(element).left + 1);

describe('what a page puts into an inbox', () => {
  it('stands where its slot says, once there is such a place', async () => {
    const inbox = await inboxWith(html`
      <p slot="list-header">Above search</p>
      <p slot="list-footer">Below the rows</p>
      <p slot="thread-above">Above the messages</p>
      <p slot="reply-above">Above the field</p>
      <button slot="reply-start">Start</button>
      <button slot="reply-actions">Order</button>
      <p slot="reply-footer">Below the field</p>
      <p slot="details">Notes of ours</p>
    `);
    const place = (name: string): Element => find(inbox, `parlor-inbox > [slot="${name}"]`);
    const shown = () => [...inbox.children].filter((child) => child.checkVisibility()).map(({slot}) => slot);
    expect(shown()).to.deep.equal(['list-header', 'list-footer']);

    await openConversation(inbox, 'Li Wen');
    await waitUntil(() => has(inbox, 'textarea'));
    expect(shown()).to.not.include('details');
    const field = find(inbox, '[part=field]');
    for (const slot of ['reply-start', 'reply-actions']) {
      expect(isWithin(place(slot), field), slot).to.equal(true);
    }
    const sendButton = button(inbox, 'Send');
    expect(inOrder(place('reply-start'), textarea(inbox), place('reply-actions'), sendButton)).to.equal(true);
    expect(box(place('reply-above')).bottom).to.be.at.most(box(field).top);
    expect(box(place('reply-footer')).top).to.be.at.least(box(field).bottom);
    const [header, messages] = [find(inbox, '.thread-header'), find(inbox, '[role=region]')];
    expect(box(place('thread-above')).top).to.be.at.least(box(header).bottom - 1);
    expect(box(place('thread-above')).bottom).to.be.at.most(box(messages).top + 1);

    inbox.detailsOpen = true;
    await waitUntil(() => shown().includes('details'), 'the details are there');
    place('details').scrollIntoView();
    await waitUntil(() => isWithin(place('details'), find(inbox, 'parlor-contact-panel')), 'it stands in them');
  });

  it('takes no room where there is nothing', async () => {
    const heights = async (content: TemplateResult) => {
      const inbox = await inboxWith(content);
      await openConversation(inbox, 'Li Wen');
      await waitUntil(() => has(inbox, 'textarea'));
      return ['parlor-reply-box', '.field', 'textarea', '[role=region]', '[role=listbox]'].map((selector) => {
        const {width, height} = box(find(inbox, selector));
        return [selector, width, height];
      });
    };
    const bare = await heights(html``);
    expect(await heights(html`<p slot="reply-actions" hidden></p>`)).to.deep.equal(bare);
    expect(await heights(html`<button slot="reply-actions">Order</button>`)).to.not.deep.equal(bare);
  });

  it('leaves the words of an empty list until there is something in their place', async () => {
    const inbox = await inboxWith(html``, makeWorld('empty'));
    expect(words(find(inbox, 'parlor-conversation-list'))).to.include('No conversations yet');
    const own = document.createElement('p');
    own.textContent = 'Nobody has written to the shop.';
    inbox.append(own);
    own.slot = 'list-empty';
    await waitUntil(() => own.checkVisibility(), 'it is shown');
    expect(isVisible(inbox, '[part=empty]'), 'ours').to.equal(false);
    own.remove();
    await waitUntil(() => isVisible(inbox, '[part=empty]'), 'ours are back');
  });

  it('has what stands beside the text pressed, typed into and left by the keyboard', async () => {
    let presses = 0;
    const inbox = await inboxWith(html`
      <button slot="reply-start" @click=${() => presses++}>Order</button>
      <input slot="reply-actions" aria-label="Coupon" size="6" />
    `);
    await openConversation(inbox, 'Li Wen');
    await waitUntil(() => has(inbox, 'textarea'));
    const [order, coupon] = [find(inbox, '[slot=reply-start]'), find<HTMLInputElement>(inbox, '[slot=reply-actions]')];
    const {left, top, width, height} = box(coupon);
    await sendMouse({type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)]});
    await sendKeys({type: 'n10%'});
    expect(coupon.value).to.equal('n10%');
    expect(textarea(inbox).value).to.equal('');
    order.focus();
    await sendKeys({press: 'Enter'});
    expect(presses).to.equal(1);
    await sendKeys({press: 'Tab'});
    expect(focused()).to.equal(textarea(inbox));
    await sendKeys({press: 'Tab'});
    expect(focused()).to.equal(coupon);
  });
});

describe('insertText', () => {
  it('puts a text at the caret of the open reply, and gives back what was there by undoing', async () => {
    const inbox = await inboxWith(html``);
    expect(await inbox.insertText('Nobody is there'), 'nothing is open').to.equal(false);
    await openConversation(inbox, 'Li Wen');
    await type(inbox, 'Your order  is ready');
    const field = textarea(inbox);
    field.setSelectionRange(11, 11);
    field.blur();
    expect(await inbox.insertText('A-1042')).to.equal(true);
    expect(field.value).to.equal('Your order A-1042 is ready');
    expect(focused()).to.equal(field);
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([17, 17]);
    await sendKeys({type: '!'});
    expect(field.value).to.equal('Your order A-1042! is ready');
    const id = inbox.store?.state.selectedId ?? '';
    expect(inbox.store?.drafts.get(id)?.text).to.equal('Your order A-1042! is ready');
    for (let turn = 0; turn < 9 && field.value !== 'Your order  is ready'; turn++) {
      await sendKeys({press: 'Control+z'});
    }
    expect(field.value).to.equal('Your order  is ready');
  });

  it('takes the place of what is selected, and never sends', async () => {
    const {element, sent, drafts} = await make({value: 'Hello NAME', sendKey: 'enter'});
    const field = textarea(element);
    field.setSelectionRange(6, 10);
    expect(element.insertText('Ana,\r\nall is well\n')).to.equal(true);
    expect(field.value).to.equal('Hello Ana,\nall is well\n');
    expect(element.insertText('\n')).to.equal(true);
    expect(element.value).to.equal('Hello Ana,\nall is well\n\n');
    expect(drafts.at(-1)?.text).to.equal(element.value);
    expect(sent).to.deep.equal([]);
    expect(element.insertText('')).to.equal(true);
    expect(element.value, 'nothing goes in').to.equal('Hello Ana,\nall is well\n\n');
  });

  it('goes after a text that the owner set in the same moment', async () => {
    const {element} = await make({conversationId: 'c1', value: 'Of the first'});
    Object.assign(element, {conversationId: 'c2', value: 'Of the second. '});
    element.insertText('A-1042');
    expect(textarea(element).value).to.equal('Of the second. A-1042');
  });

  it('keeps what an input method is spelling', async () => {
    const {element} = await make();
    const method = new InputMethod(textarea(element));
    textarea(element).focus();
    method.compose('か');
    element.insertText('A-1042');
    await element.updateComplete;
    expect(element.value).to.equal('かA-1042');
  });

  it('takes nothing where nothing can be written', async () => {
    const closed: readonly Partial<ParlorReplyBox>[] = [{block: optedOut}, {disabled: true}, {readonly: true}];
    for (const properties of closed) {
      const {element, drafts} = await make({value: 'Kept', ...properties});
      expect(element.insertText(' A-1042')).to.equal(false);
      expect(element.value).to.equal('Kept');
      expect(drafts).to.deep.equal([]);
    }
  });

  it('takes nothing to a contact who opted out', async () => {
    const world = makeWorld('opted-out');
    const inbox = await inboxWith(html``, world);
    inbox.store?.select(inbox.store.conversationList.state.conversations[0]?.id);
    await threadLoaded(inbox);
    await waitUntil(() => has(inbox, '.blocked'), 'replies are blocked');
    expect(await inbox.insertText('A-1042')).to.equal(false);
  });
});
