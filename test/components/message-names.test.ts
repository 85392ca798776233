import {expect} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import {shownName} from '../../src/model/shown-name.js';
import {aConversation} from '../model/builders.js';
import {AT, bubbleOf, buttonNamed, find, labelOf, statusWords, words} from './bubble-scene.js';
import {change, threadOf, messageAt, bubbleNamed, scrollerOf, root} from './thread-scene.js';

describe('<parlor-message-bubble> says who wrote it', () => {
  for (const [who, sender, label] of [
    ['a colleague', {role: 'agent', name: 'Ben Ode'}, 'Ben Ode, 14:05'],
    ['a flow', {role: 'bot', name: 'Welcome flow'}, 'Welcome flow, 14:05'],
    ['a colleague of whom only the number is known', {role: 'agent', address: '+12025550150'}, '(202) 555-0150, 14:05'],
    ['a bot nobody named', {role: 'bot'}, 'Unknown sender, 14:05'],
    ['someone whose part is not known', {role: 'unknown', name: 'Reception'}, 'Reception, 14:05'],
  ] as const) {
    it(`of our side: ${who}`, async () => {
      const element = await bubbleOf({direction: 'outbound', sender});
      expect(labelOf(element)).to.equal(label);
      expect(`${words(find(element, '[part="sender"]'))}, 14:05`).to.equal(label);
      await expect(element).to.be.accessible();
    });
  }

  it('calls "You" only whoever uses the inbox, and shows no name for that', async () => {
    for (const sender of [
      undefined,
      {role: 'self', name: 'Support'},
      {role: 'self', address: '+12025550150'},
    ] as const) {
      const element = await bubbleOf({direction: 'outbound', ...(sender && {sender})});
      expect(labelOf(element)).to.equal('You, 14:05');
      expect(find(element, '[part="sender"]')).to.equal(null);
    }
  });
});

describe('<parlor-message-bubble> in a group', () => {
  it('calls a member without a name by the number, and by no name of the group', async () => {
    const group = {showSender: true, contactName: 'Sunday ride'};
    const member = await bubbleOf({sender: {role: 'contact', address: '+12025550104'}}, group);
    expect(labelOf(member)).to.equal('(202) 555-0104, 14:05');
    expect(labelOf(await bubbleOf({}, group))).to.equal('Unknown contact, 14:05');
    expect(labelOf(await bubbleOf({}, {contactName: 'Jane'}))).to.equal('Jane, 14:05');
  });
});

describe('<parlor-message-bubble> and names nobody can see', () => {
  it('takes the next that can be seen', async () => {
    expect(labelOf(await bubbleOf({sender: {role: 'contact', name: '\u200b'}}))).to.equal('Jane, 14:05');
    const own = {direction: 'outbound', sender: {role: 'agent', name: ' ', address: '+12025550150'}} as const;
    expect(labelOf(await bubbleOf(own))).to.equal('(202) 555-0150, 14:05');
    const quoted = await bubbleOf({text: 'Hi', replyTo: {id: 'a', text: '\u2800'}});
    expect(find(quoted, 'blockquote')).to.equal(null);
    expect(shownName(aConversation({title: '\u200b'}))).to.equal('Ana Silva');
    expect(
      shownName(aConversation({participants: [{role: 'contact', name: '\u3164', address: '+12025550150'}]})),
    ).to.equal('(202) 555-0150');
  });
});

describe('<parlor-message-bubble> and the phone numbers in a text', () => {
  it('lets the page call them, or leaves that to the device', async () => {
    const element = await bubbleOf({text: 'Call (202) 555-0123 or see example.com'});
    const link = find<HTMLAnchorElement>(element, 'a[href="tel:+12025550123"]');
    expect(words(link)).to.equal('(202) 555-0123');
    const asked: unknown[] = [];
    element.addEventListener('parlor-call-request', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    const press = (): boolean => !link?.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    expect(press(), 'the device does not call').to.equal(true);
    expect(asked).to.deep.equal([{conversationId: element.message?.conversationId, number: '+12025550123'}]);
    await expect(element).to.be.accessible();
  });
});

describe('<parlor-message-bubble> without anything to see', () => {
  for (const text of ['', '   ', '\u200b', '\u2800', '\u3164'])
    it(`says so for ${JSON.stringify(text)}`, async () => {
      const element = await bubbleOf({text});
      expect(words(find(element, '[part="bubble"]'))).to.equal('Message without text');
    });

  it('draws no empty box below a picture', async () => {
    const attachments = [{kind: 'image', url: 'https://files.example.com/roof.png'}] as const;
    for (const text of [null, '', ' ', '\ufffc', '\u200b']) {
      const element = await bubbleOf({text, attachments});
      expect(find(element, '[part="bubble"]')).to.equal(null);
    }
  });
});

describe('<parlor-message-bubble> and why a message did not arrive', () => {
  const failed = {direction: 'outbound', status: 'failed', id: 'l1', localId: 'l1'} as const;

  it('says so in words where only a code is known', async () => {
    const words = async (code: string, text?: string) =>
      statusWords(await bubbleOf({...failed, failure: {code, ...(text && {text})}}));
    expect(await words('network', 'network')).to.equal('Failed The provider cannot be reached.');
    expect(await words('timeout')).to.equal('Failed The provider did not answer in time.');
    expect(await words('validation', 'Body too long')).to.equal(
      'Failed The provider did not accept this. Body too long',
    );
    expect(await words('30007', 'Filtered')).to.equal('Failed Filtered');
    expect(await words('30007')).to.equal('Failed 30007');
  });

  it('keeps the keyboard at the message when trying again worked', async () => {
    const element = await bubbleOf({...failed, at: AT});
    buttonNamed(element, 'Try again')?.focus();
    element.addEventListener('parlor-retry-request', () => {
      if (element.message) element.message = {...element.message, status: 'pending', outbox: {phase: 'sending'}};
    });
    await sendKeys({press: 'Enter'});
    await element.updateComplete;
    expect(document.activeElement).to.equal(element);
    expect(element.shadowRoot?.activeElement).to.equal(find(element, 'article'));
    await sendKeys({press: 'Tab'});
    expect(find(element, 'article')?.hasAttribute('tabindex'), 'no tab stop of its own').to.equal(false);
  });

  it('takes the keyboard to the thread when a message is given up', async () => {
    const messages = [messageAt(0), messageAt(1)];
    const element = await threadOf({messages: [...messages, {...messageAt(3), ...failed}]});
    buttonNamed(bubbleNamed(element, 'l1'), 'Discard')?.focus();
    await change(element, {messages});
    expect(root(element).activeElement).to.equal(scrollerOf(element));
  });
});
