import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorContactPanel} from '../../src/components/contact-panel/contact-panel.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from '../model/builders.js';
import {fact, make, press} from './contact-panel-scene.js';
import {
  all,
  find,
  focused,
  makeWorld,
  NARROW,
  openConversation,
  openScene,
  receive,
  saysInThread,
} from './inbox-scene.js';

const heading = (panel: ParlorContactPanel) =>
  panel.shadowRoot?.querySelector<HTMLElement>('[part=message]')?.innerText.replace(/\s+/g, ' ') ?? '';

const sent: Message = {
  ...aMessage({id: 'm2', text: 'Your bicycle is ready.', direction: 'outbound', status: 'delivered'}),
  at: Date.UTC(2026, 4, 5, 12),
  atSource: 'id',
  sender: {role: 'self', name: 'Front desk', address: '+15125550100'},
  recipients: [
    {kind: 'to', name: 'Ana Silva', address: 'ana@example.com'},
    {kind: 'cc', address: 'lou@example.com'},
    {kind: '__proto__', address: 'odd@example.com'},
  ],
  references: [{name: 'twilio', id: 'SM123'}, {id: 'order-7'}],
  broadcastId: 'blast_1',
  metadata: {order: 7, remark: 'Rings\u202e twice'},
};
const received: Message = {
  ...aMessage({id: 'm1', text: 'Is it ready?', direction: 'inbound', status: 'received'}),
  insight: {sentiment: 'negative', sentimentScore: -0.4, category: 'complaint'},
};

describe('what is known of one message', () => {
  it('is told of the newest one, down to what others call it', async () => {
    const {element} = await make({messages: [received, sent]});
    expect(heading(element)).to.contain('Your bicycle is ready.');
    expect(fact(element, 'Time')).to.match(/5 May 2026.*Worked out from the messages$/);
    expect(fact(element, 'Status')).to.equal('Delivered');
    expect(fact(element, 'From')).to.equal('Front desk · (512) 555-0100');
    expect(fact(element, 'To')).to.equal('Ana Silva, ana@example.com');
    expect(fact(element, 'Cc')).to.equal('lou@example.com');
    expect(fact(element, '__proto__')).to.equal('odd@example.com');
    expect(fact(element, 'Message id')).to.equal('m2');
    expect(fact(element, 'Broadcast id')).to.equal('blast_1');
    expect(fact(element, 'twilio')).to.equal('SM123');
    expect(fact(element, 'Reference')).to.equal('order-7');
    expect(fact(element, 'order')).to.equal('7');
    expect(fact(element, 'remark')).to.equal('Rings twice');
    await expect(element).to.be.accessible();
  });

  it('is told of each with the keyboard, and goes no further than the first and the last', async () => {
    const {element} = await make({messages: [received, sent]});
    await press(element, 'Message after it');
    expect(fact(element, 'Message id')).to.equal('m2');
    await press(element, 'Message before it');
    expect(fact(element, 'Message id')).to.equal('m1');
    expect(fact(element, 'Sentiment')).to.equal('Negative · -0.4');
    expect(fact(element, 'Category')).to.equal('complaint');
    await press(element, 'Message before it');
    expect(fact(element, 'Message id')).to.equal('m1');
  });

  it('is not told where there is no message, and odd ones leave the panel standing', async () => {
    const {element} = await make({messages: []});
    expect(heading(element)).to.equal('');
    const odd = {id: 'x', text: 5, at: 'soon', recipients: [{}], references: [{id: ''}], metadata: {a: null}};
    Object.assign(element, {messages: [odd]});
    await element.updateComplete;
    expect(fact(element, 'Message id')).to.equal('x');
  });

  it('follows the message that is pressed in the conversation', async () => {
    const {inbox} = await openScene({width: 1100});
    await openConversation(inbox, 'Works Fine');
    inbox.detailsOpen = true;
    await waitUntil(() => inbox.renderRoot.querySelector('parlor-contact-panel')?.shadowRoot?.querySelector('dl'));
    const panel = find<ParlorContactPanel>(inbox, 'parlor-contact-panel');
    await panel.updateComplete;
    const [first] = all(inbox, 'parlor-message-bubble');
    const {message} = first as unknown as {message: Message};
    find(inbox, 'parlor-message-bubble').shadowRoot?.querySelector<HTMLElement>('[part=bubble]')?.click();
    await panel.updateComplete;
    expect(fact(panel, 'Message id')).to.equal(message.id);
  });

  it('takes the focus where it covers the messages, in sight, and gives it back to the message', async () => {
    const {inbox} = await openScene({width: NARROW});
    await openConversation(inbox, 'Works Fine');
    const bubble = all<ParlorMessageBubble>(inbox, 'parlor-message-bubble').at(-1);
    const openDetails = async () => {
      bubble?.menuButton?.focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => focused()?.role === 'menuitem');
      await sendKeys({press: 'd'});
      await waitUntil(() => focused()?.textContent?.includes('Details'));
      await sendKeys({press: 'Enter'});
      await waitUntil(() => focused()?.getAttribute('part') === 'message', 'what is known of the message has it');
    };
    await openDetails();
    expect(focused()?.getBoundingClientRect().top).to.be.lessThan(inbox.getBoundingClientRect().bottom);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => focused() === bubble?.menuButton, 'the message has it again');
    await openDetails();
  });

  it('is shown as often as it is asked for, beside the messages too', async () => {
    const world = makeWorld();
    const {inbox} = await openScene({world, width: 1100});
    await openConversation(inbox, 'Works Fine');
    receive(world, 'Fine', 'One more');
    await saysInThread(inbox, 'One more');
    const last = all<ParlorMessageBubble>(inbox, 'parlor-message-bubble').at(-1);
    const {conversationId, id: messageId = ''} = last?.message ?? {};
    const ask = async () => {
      const detail = {conversationId, open: true, messageId};
      last?.dispatchEvent(
        new CustomEvent('parlor-details-toggle-request', {bubbles: true, composed: true, cancelable: true, detail}),
      );
      await waitUntil(() => focused()?.getAttribute('part') === 'message');
      expect(fact(find<ParlorContactPanel>(inbox, 'parlor-contact-panel'), 'Message id')).to.equal(messageId);
    };
    await ask();
    const panel = find<ParlorContactPanel>(inbox, 'parlor-contact-panel');
    await press(panel, 'Message before it');
    expect(fact(panel, 'Message id')).not.to.equal(messageId);
    last?.menuButton?.focus();
    await ask();
  });
});
