import {expect, waitUntil} from '@open-wc/testing';
import type {ParlorContactPanel} from '../../src/components/contact-panel/contact-panel.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from '../model/builders.js';
import {fact, make, press} from './contact-panel-scene.js';
import {all, find, openConversation, openScene} from './inbox-scene.js';

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
});
