import {expect} from '@open-wc/testing';
import {setViewport} from '../support/commands.js';
import {english} from '../../src/i18n/english.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {DeliveryStatus} from '../../src/model/delivery-status.js';
import type {Message} from '../../src/model/message.js';
import {find, labelOf, statusWords} from './bubble-scene.js';
import {
  bubbleNamed,
  bubbles,
  change,
  MINUTE,
  painted,
  requestsOf,
  root,
  scrollerOf,
  START,
  threadOf,
  words,
} from './thread-scene.js';

/** Ours, an hour apart, so that each is a group. */
const sent = (id: string, place: number, status: DeliveryStatus, fields: Partial<Message> = {}): Message => ({
  id,
  conversationId: 'c1',
  direction: 'outbound',
  text: id,
  attachments: [],
  status,
  at: START + place * 60 * MINUTE,
  atSource: 'server',
  raw: {},
  ...fields,
});
const received = (id: string, place: number, fields: Partial<Message> = {}): Message =>
  sent(id, place, 'received', {direction: 'inbound', ...fields});

describe('the signs of a thread', () => {
  const told = (element: Parameters<typeof bubbles>[0]) =>
    bubbles(element).flatMap((bubble) => {
      const status = statusWords(bubble);
      return status ? [`${bubble.message?.id}: ${status}`] : [];
    });

  it('say how far a message got below the last one, and wherever it was not delivered', async () => {
    const element = await threadOf({
      messages: [
        sent('a', 0, 'delivered'),
        sent('b', 1, 'read'),
        sent('c', 2, 'sent'),
        sent('d', 3, 'undelivered'),
        sent('e', 4, 'delivered'),
        received('f', 5),
        sent('g', 6, 'delivered'),
        received('h', 7),
      ],
    });
    expect(told(element)).to.deep.equal(['c: Sent', 'd: Not delivered', 'g: Delivered']);
  });

  it('say so within a group as well', async () => {
    const near = {at: START};
    const messages = [sent('a', 0, 'delivered', near), sent('b', 0, 'sent', near), sent('c', 0, 'delivered', near)];
    const element = await threadOf({messages});
    expect(told(element)).to.deep.equal(['b: Sent', 'c: Delivered']);
  });

  it('say it once where the provider tells of no deliveries', async () => {
    const element = await threadOf({messages: [sent('a', 0, 'sent'), sent('b', 1, 'sent'), sent('c', 2, 'sent')]});
    expect(told(element)).to.deep.equal(['c: Sent']);
  });

  it('ask for a reply only until there is one, in the words of the list', async () => {
    const question = received('q', 0, {insight: {requiresResponse: true}});
    const element = await threadOf({messages: [question]});
    const mark = () => words(find(bubbleNamed(element, 'q'), '.mark'));
    expect(mark()).to.equal(english.needsReply);
    await change(element, {messages: [question, sent('a', 1, 'sent')]});
    expect(mark()).to.equal('');
    const again = {...question, id: 'r', at: START + 120 * MINUTE};
    await change(element, {messages: [question, sent('a', 1, 'sent'), again]});
    expect(words(find(bubbleNamed(element, 'r'), '.mark'))).to.equal(english.needsReply);
  });
});

describe('messages of which nobody says who wrote them', () => {
  const unknown = (id: string, fields: Partial<Message> = {}) =>
    received(id, 0, {direction: 'unknown', status: 'unknown', ...fields});

  it('stand by themselves, on nobody’s side, and a line says why', async () => {
    const element = await threadOf({messages: [unknown('a'), unknown('b')], directions: 'none'});
    for (const bubble of bubbles(element)) {
      expect([bubble.startsGroup, bubble.endsGroup]).to.deep.equal([true, true]);
      const {left, right} = (find(bubble, '[part="bubble"]') ?? bubble).getBoundingClientRect();
      const around = bubble.getBoundingClientRect();
      expect(Math.abs(left - around.left - (around.right - right)), 'as far from either side').to.be.lessThan(2);
      expect(labelOf(bubble)).to.match(/^Unknown sender/);
    }
    expect(words(root(element).querySelector('[part="note"]'))).to.equal(english.unknownSides);
    await expect(element).to.be.accessible();
  });

  it('are told apart from those that are known', async () => {
    const element = await threadOf({messages: [received('x', 0), unknown('a')]});
    expect(words(root(element).querySelector('[part="note"]'))).to.equal(english.someUnknownSides);
    await change(element, {messages: [received('x', 0)]});
    expect(root(element).querySelector('[part="note"]')).to.equal(null);
  });
});

describe('a thread that waits for its provider', () => {
  it('says so at once, and for how long', async () => {
    const error = new ConversationError('rate-limited', {retryAfter: 600_000});
    for (const status of ['error', 'loading'] as const) {
      const element = await threadOf({messages: [], status, error});
      expect(words(root(element).querySelector('[role="alert"]'))).to.include(
        'Too many requests at the moment. Try again in 10 minutes.',
      );
    }
  });
});

describe('a thread that is printed', () => {
  afterEach(() => window.dispatchEvent(new Event('afterprint')));

  it('prints all messages that are loaded', async () => {
    const messages = Array.from({length: 60}, (_, place) => received(`m${place}`, place));
    const element = await threadOf({messages, hasOlder: true});
    const asked = requestsOf(element, 'parlor-older-messages-request');
    expect(bubbles(element).length).to.be.lessThan(60);
    window.dispatchEvent(new Event('beforeprint'));
    // At once: a page that prints by script goes on only after printing.
    const printed = bubbles(element).map((bubble) => words(find(bubble, '[part="text"]')));
    expect(printed).to.deep.equal(messages.map(({text}) => text));
    // As on paper: all of it at once, with nothing to scroll.
    Object.assign(element.parentElement?.style ?? {}, {height: '60000px'});
    await painted(element);
    expect(asked).to.deep.equal([]);
    Object.assign(element.parentElement?.style ?? {}, {height: '500px'});
    window.dispatchEvent(new Event('afterprint'));
    await painted(element);
    expect(bubbles(element).length).to.be.lessThan(60);
  });
});

describe('a thread on a wide screen', () => {
  afterEach(() => setViewport({width: 800, height: 600}));

  it('keeps its messages in a column that can be read, as wide as the page wants it', async () => {
    await setViewport({width: 2560, height: 900});
    const element = await threadOf({messages: [received('a', 0), sent('b', 1, 'sent')]});
    Object.assign(element.parentElement?.style ?? {}, {width: '2500px'});
    await painted(element);
    const apart = () => {
      const [a, b] = bubbles(element).map((bubble) =>
        (find(bubble, '[part="bubble"]') ?? bubble).getBoundingClientRect(),
      );
      return (b?.right ?? 0) - (a?.left ?? 0);
    };
    expect(apart()).to.be.within(500, 1000);
    const {left, right} = scrollerOf(element).getBoundingClientRect();
    expect(right - left).to.be.greaterThan(2400);
    element.style.setProperty('--parlor-thread-max-inline-size', '400px');
    expect(apart()).to.be.lessThan(401);
  });
});
