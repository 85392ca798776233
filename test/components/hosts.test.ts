import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import {styleMap} from 'lit/directives/style-map.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {crmCard} from '../../stories/hosts/crm-card.js';
import '../../stories/hosts/support-desk.js';
import {
  all,
  button,
  contact,
  find,
  focused,
  has,
  isLoaded,
  isVisible,
  makeWorld,
  openConversation,
  receive,
  row,
  textarea,
  threadIdOf,
  threadLoaded,
  words,
  type World,
} from './inbox-scene.js';

const ORDERS = [{number: 'W-2041', what: 'Spring service', state: 'Ready to collect'}];

async function card(world: World, lastName: string, name: string): Promise<HTMLElement> {
  const element = crmCard({name, conversationId: threadIdOf(world, lastName), orders: ORDERS}, world.adapter);
  const place = styleMap({inlineSize: '460px', blockSize: '600px'});
  await fixture(html`<div style=${place}>${element}</div>`);
  return element;
}

/** Presses Tab, or Shift+Tab, until something that is called so has the focus. */
async function tabTo(name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isThere = () => (focused()?.ariaLabel ?? words(focused() ?? document.body)).trim() === name;
  for (let presses = 0; presses < 60 && !isThere(); presses++) await sendKeys({press: key});
  expect(isThere(), `${name} can be reached by the keyboard`).to.equal(true);
}

describe('a CRM card around an inbox', () => {
  it('texts its customer with the number of an order, by the keyboard alone', async () => {
    const world = makeWorld('busy-inbox');
    const element = await card(world, 'Okonjo', 'Maya Okonjo');
    button(element, 'Text this customer').focus();
    await sendKeys({press: 'Enter'});
    const inbox = find<ParlorInbox>(element, 'parlor-inbox');
    await waitUntil(() => isLoaded(inbox));
    await threadLoaded(inbox);
    await waitUntil(() => has(inbox, 'textarea'));

    textarea(inbox).focus();
    await sendKeys({type: 'Your order  can be collected'});
    for (let steps = 0; steps < ' can be collected'.length; steps++) await sendKeys({press: 'ArrowLeft'});
    await tabTo('Insert order number W-2041');
    await sendKeys({press: 'Enter'});
    await waitUntil(() => focused() === textarea(inbox), 'the field has the focus again');
    expect(textarea(inbox).value).to.equal('Your order W-2041 can be collected');
    await sendKeys({press: 'Enter'});

    const sent = () => all(inbox, 'parlor-message-bubble').find((bubble) => words(bubble).includes('Order W-2041'));
    await waitUntil(() => sent(), 'the message shows the order');
    expect(words(sent() ?? inbox))
      .to.include('Your order W-2041 can be collected')
      .and.to.include('Spring service');
    expect(textarea(inbox).value).to.equal('');
    // What is heard first of it, its time and its status are the inbox’s own.
    expect(words(sent() ?? inbox)).to.match(/^You, \d/);

    const count = all(inbox, 'crm-order').length;
    const [order] = all(inbox, 'crm-order').slice(-1);
    await tabTo('Open order W-2041', 'Shift+Tab');
    receive(world, 'Okonjo', 'On my way');
    await inbox.store?.refresh();
    await waitUntil(() => words(inbox).includes('On my way'));
    await sendKeys({press: 'Enter'});
    expect(words(find(element, '[role=status]'))).to.equal('Order W-2041 is open.');
    expect(all(inbox, 'crm-order').slice(0, count).at(-1)).to.equal(order);
  });

  it('puts nothing into a reply to somebody who opted out', async () => {
    const world = makeWorld('opted-out');
    const [optedOut] = world.backend.contacts().filter(({phone}) => world.backend.threadWithPhone(phone));
    const element = await card(world, optedOut?.lastName ?? '', 'Somebody');
    button(element, 'Text this customer').click();
    const inbox = find<ParlorInbox>(element, 'parlor-inbox');
    await waitUntil(() => has(inbox, '.blocked'), 'replies are blocked');
    expect(isVisible(element, '[slot=reply-actions]'), 'the button has no place').to.equal(false);
    expect(await inbox.insertText('W-2041')).to.equal(false);
    expect(contact(world, optedOut?.lastName ?? '')).to.equal(optedOut);
  });
});

describe('a support desk around an inbox', () => {
  it('assigns and notes in the inbox’s own places', async () => {
    const world = makeWorld('busy-inbox');
    const place = styleMap({inlineSize: '1100px', blockSize: '600px'});
    const element = await fixture(html`
      <div style=${place}><support-desk .adapter=${world.adapter}></support-desk></div>
    `);
    const desk = find(element, 'support-desk');
    const inbox = find<ParlorInbox>(desk, 'parlor-inbox');
    await waitUntil(() => isLoaded(inbox));
    expect(words(row(inbox, 'Li Wen'))).to.not.include('Robin');
    const heard = () => find(row(inbox, 'Li Wen'), '[part=base]').ariaLabel;
    const before = heard();
    expect(before).to.match(/^Li Wen/);

    await openConversation(inbox, 'Li Wen');
    button(desk, 'Take it').focus();
    await sendKeys({press: 'Space'});
    await waitUntil(() => words(row(inbox, 'Li Wen')).endsWith('Robin'), 'the row says whose it is');
    expect(heard()).to.equal(before);
    expect(words(find(desk, '[slot=list-footer]'))).to.equal('1 conversation is yours');
    expect(find(desk, '[slot=header-actions]').ariaPressed).to.equal('true');

    inbox.detailsOpen = true;
    await waitUntil(() => isVisible(desk, '#desk-note'), 'there is room for notes');
    find(desk, '#desk-note').focus();
    await sendKeys({type: 'Promised a call on Monday'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => words(find(desk, '.desk-notes')).includes('Promised a call on Monday'));
    expect(isVisible(desk, '.desk-notes li')).to.equal(true);

    await openConversation(inbox, 'Maya Okonjo');
    await waitUntil(() => !words(find(desk, '.desk-notes')).includes('Promised'), 'notes are those of what is open');
    expect(find(desk, '[slot=header-actions]').ariaPressed).to.equal('false');
  });
});
