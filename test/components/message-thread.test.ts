import {expect, oneEvent} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {aMessage} from '../model/builders.js';
import {
  MINUTE,
  START,
  messagesOf,
  messageAt,
  threadOf,
  painted,
  change,
  root,
  scrollerOf,
  words,
  bubbles,
  bubbleNamed,
  offsetOf,
  fromBottom,
  firstVisible,
  scrollTo,
  buttonNamed,
  announced,
  readRows,
  requestsOf,
} from './thread-scene.js';

describe('<parlor-message-thread> shows', () => {
  describe('shows messages', () => {
    it('in order, parted by days of the zone it is told', async () => {
      const at = (time: string) => Date.parse(time);
      const messages = [
        aMessage({id: 'a', text: 'late', at: at('2020-05-04T22:30:00Z')}),
        aMessage({id: 'b', text: 'later', at: at('2020-05-04T23:30:00Z')}),
        aMessage({id: 'c', text: 'answer', direction: 'outbound', at: at('2020-05-05T01:00:00Z')}),
      ];
      const element = await threadOf({messages, timeZone: 'UTC'});
      expect(readRows(element)).to.deep.equal(['4 May 2020', '← late', '← later', '5 May 2020', '→ answer']);
      await change(element, {timeZone: 'Europe/Berlin'});
      expect(readRows(element)).to.deep.equal(['5 May 2020', '← late', '← later', '→ answer']);
      const time = bubbleNamed(element, 'a').shadowRoot?.querySelector('article')?.getAttribute('aria-label');
      expect(time).to.match(/^Jane, 0?0:30$/);
    });

    it('names the zone in full times when it is not the device’s', async () => {
      const titleOf = (element: ParlorMessageThread) =>
        bubbles(element)[0]?.shadowRoot?.querySelector('time')?.getAttribute('title');
      const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
      expect(titleOf(await threadOf({messages: messagesOf(0, 1), timeZone: 'Asia/Tokyo'}))).to.match(
        /4 May 2026.*21:00 \(Japan Standard Time\)/,
      );
      expect(titleOf(await threadOf({messages: messagesOf(0, 1), timeZone: device}))).not.to.include('(');
    });

    it('in groups: the time stands once, at the end', async () => {
      const messages = [0, 1, 2].map((place) => messageAt(place, 'g', {at: START + place * MINUTE, text: `${place}`}));
      const element = await threadOf({messages});
      const times = bubbles(element).map((bubble) => bubble.shadowRoot?.querySelectorAll('time').length);
      expect(times).to.deep.equal([0, 0, 1]);
    });

    it('as a list within a named region that the keyboard can scroll', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      const region = scrollerOf(element);
      expect(region.getAttribute('aria-label')).to.equal('Messages with Jane');
      const rows = [...root(element).querySelectorAll('ol > li[aria-posinset]')];
      expect(rows.at(-1)?.ariaPosInSet).to.equal('60');
      expect(rows.every((row) => row.ariaSetSize === '60')).to.equal(true);
      region.focus();
      const press = async (key: string): Promise<void> => {
        const end = oneEvent(region, 'scrollend');
        await sendKeys({press: key});
        await end;
      };
      await press('Home');
      expect(region.scrollTop).to.equal(0);
      await press('End');
      expect(fromBottom(element)).to.be.lessThan(1);
      await press('PageUp');
      expect(fromBottom(element)).to.be.greaterThan(300);
      await expect(element).to.be.accessible();
    });

    it('with opt-outs and opt-ins in their places, and says what is a guess', async () => {
      const at = START;
      const element = await threadOf({
        messages: [
          aMessage({id: 'a', text: 'STOP', at, consentChange: {kind: 'opt-out', source: 'native'}}),
          aMessage({id: 'b', text: 'START', at: at + MINUTE, consentChange: {kind: 'opt-in', source: 'native'}}),
          aMessage({id: 'c', text: 'stop', at: at + 2 * MINUTE}),
        ],
        timeZone: 'UTC',
      });
      const rows = readRows(element).slice(1);
      expect(rows).to.deep.equal([
        '← STOP',
        'The contact opted out 12:00',
        '← START',
        'The contact opted in again 12:01',
        '← stop',
        'Probably opted out 12:02',
      ]);
      await expect(element).to.be.accessible();
    });

    it('without letting their text do anything', async () => {
      const texts = ['<img src=x onerror="window.threadHacked=1">', 'W'.repeat(10_000), '\u202egnp.exe', 'ok'];
      const element = await threadOf({
        messages: texts.map((text, index) => aMessage({id: `h${index}`, text, at: START + index})),
      });
      expect(scrollerOf(element).scrollWidth).to.equal(scrollerOf(element).clientWidth);
      expect(bubbles(element).some((bubble) => bubble.shadowRoot?.querySelector('img'))).to.equal(false);
      expect('threadHacked' in window).to.equal(false);
    });

    it('passes on what a message asks for, out of the shadow', async () => {
      const element = await threadOf({
        messages: [
          messageAt(3, 'f', {status: 'failed', id: 'local-1', localId: 'local-1'}),
          messageAt(4, 'f', {localId: 'l2', status: 'pending'}),
        ],
        heldIds: new Set(['l2']),
      });
      const [failed, held] = bubbles(element);
      expect(words(held?.shadowRoot?.querySelector('[part="foot"]'))).to.include('Waits for the message before it');
      scrollerOf(element).focus();
      await sendKeys({press: 'Tab'});
      const retry = oneEvent<HTMLElementEventMap['parlor-retry-request']>(document, 'parlor-retry-request');
      await sendKeys({press: 'Enter'});
      expect((await retry).detail.messageId).to.equal('local-1');
      const discard = oneEvent(document, 'parlor-discard-request');
      [...(failed?.shadowRoot?.querySelectorAll('button') ?? [])].at(-1)?.click();
      await discard;
      await expect(element).to.be.accessible();
    });
  });

  describe('shows how loading goes', () => {
    it('loading, with no messages yet', async () => {
      for (const properties of [{status: 'loading', messages: []}, {status: 'idle'}, {}] as const) {
        const element = await threadOf(properties);
        expect(words(scrollerOf(element))).to.equal('Loading…');
        await expect(element).to.be.accessible();
      }
    });

    it('empty', async () => {
      const element = await threadOf({messages: []});
      expect(words(scrollerOf(element))).to.include('No messages yet');
      await expect(element).to.be.accessible();
    });

    it('failed, with another try', async () => {
      const element = await threadOf({messages: [], status: 'error', error: new ConversationError('network')});
      expect(words(root(element).querySelector('[role="alert"]'))).to.include('could not be loaded');
      const reload = oneEvent<HTMLElementEventMap['parlor-reload-request']>(document, 'parlor-reload-request');
      buttonNamed(element, 'Try again')?.click();
      expect((await reload).detail).to.deep.equal({part: 'messages', conversationId: 'c1'});
      await expect(element).to.be.accessible();
    });

    it('failed later: the messages stay', async () => {
      const element = await threadOf({messages: messagesOf(0, 3)});
      await change(element, {status: 'error', error: new ConversationError('network')});
      expect(bubbles(element).length).to.equal(3);
      expect(words(root(element).querySelector('[role="alert"]'))).to.include('New messages could not be loaded.');
      await expect(element).to.be.accessible();
    });

    it('says where a conversation starts, and only there', async () => {
      const start = 'This is the start of the conversation';
      const element = await threadOf({messages: messagesOf(0, 3)});
      expect(words(scrollerOf(element))).to.include(start);
      await change(element, {hasOlder: true});
      expect(words(scrollerOf(element))).not.to.include(start);
    });
  });

  describe('announces', () => {
    const news = (place: number, text: string) => messageAt(place, 'n', {direction: 'inbound', text});

    it('a message that comes, with its sender and text', async () => {
      const messages = messagesOf(0, 20);
      const element = await threadOf({messages});
      expect(announced(element)).to.equal('');
      await change(element, {messages: [...messages, news(20, 'I am here')]});
      expect(announced(element)).to.equal('New message from Jane: I am here');
    });

    it('equal messages each, by new text nodes', async () => {
      const messages = messagesOf(0, 20);
      const element = await threadOf({messages});
      await change(element, {messages: [...messages, news(20, 'ok')]});
      const first = root(element).querySelector('[role="status"] p');
      await change(element, {messages: [...messages, news(20, 'ok'), news(21, 'ok')]});
      const second = root(element).querySelector('[role="status"] p');
      expect(words(second)).to.equal(words(first));
      expect(second).not.to.equal(first);
      element.requestUpdate();
      await painted(element);
      expect(root(element).querySelector('[role="status"] p')).to.equal(second);
    });

    it('several at once by their number', async () => {
      const messages = messagesOf(0, 20);
      const element = await threadOf({messages});
      await change(element, {messages: [...messages, news(20, 'a'), news(21, 'b'), news(22, 'c')]});
      expect(announced(element)).to.equal('3 new messages');
    });

    it('neither history, nor what was loaded at first, nor what was sent', async () => {
      const element = await threadOf({messages: [], status: 'loading'});
      await change(element, {messages: messagesOf(0, 20), status: 'ready'});
      await change(element, {messages: messagesOf(-20, 20)});
      const sent = [
        ...messagesOf(-20, 20),
        messageAt(40, 'o', {direction: 'outbound', localId: 'l', status: 'pending'}),
      ];
      await change(element, {messages: sent});
      await change(element, {messages: sent.map((message) => ({...message}))});
      expect(announced(element)).to.equal('');
    });

    it('what comes while something of ours is still leaving', async () => {
      const leaving = messageAt(40, 'o', {direction: 'outbound', localId: 'l', status: 'pending'});
      const element = await threadOf({messages: [...messagesOf(0, 20), leaving]});
      await change(element, {messages: [...messagesOf(0, 20), news(20, 'wait'), leaving]});
      expect(announced(element)).to.equal('New message from Jane: wait');
    });

    it('the first message of an empty conversation', async () => {
      const element = await threadOf({messages: []});
      await change(element, {messages: [news(0, 'hello')]});
      expect(announced(element)).to.equal('New message from Jane: hello');
    });

    it('nothing when another conversation is opened', async () => {
      const element = await threadOf({messages: messagesOf(0, 20)});
      await change(element, {messages: [...messagesOf(0, 20), news(20, 'one')]});
      await change(element, {conversationId: 'c2', messages: messagesOf(0, 30, 'other')});
      expect(announced(element)).to.equal('');
    });
  });

  describe('switches conversations', () => {
    it('to the other one’s newest message, with nothing left of the first', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      await change(element, {messages: messagesOf(0, 62)});
      await change(element, {conversationId: 'c2', messages: messagesOf(0, 80, 'other')});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(root(element).querySelector('[part="jump-button"]')).to.equal(null);
    });

    it('and is not moved by the first one’s pictures', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      const [old] = bubbles(element);
      if (!old) throw new Error('nothing is drawn');
      await change(element, {conversationId: 'c2', messages: messagesOf(0, 80)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      expect(old.isConnected).to.equal(false);
      old.style.paddingBottom = '300px';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('and asks for its older messages anew', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      const requests = requestsOf(element, 'parlor-older-messages-request');
      await scrollTo(element, 0);
      await change(element, {conversationId: 'c2'});
      expect(requests.length).to.equal(1);
      await scrollTo(element, 0);
      expect(requests.length).to.equal(2);
    });
  });
});
