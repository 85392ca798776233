import {expect, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {
  MINUTE,
  START,
  messagesOf,
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
  detailsOf,
  requestsOf,
} from './thread-scene.js';

describe('<parlor-message-thread> of any length', () => {
  describe('draws only what is near', () => {
    const actionsOf = (element: ParlorMessageThread, id: string) =>
      bubbleNamed(element, id).shadowRoot?.querySelectorAll('button').length;
    /** Points down the middle and both sides of the thread at which no message is. */
    const blanks = (element: ParlorMessageThread): number => {
      const {top, left, height, width} = scrollerOf(element).getBoundingClientRect();
      const isBlank = (share: number) =>
        [0.1, 0.5, 0.9].every((side) => {
          const found = root(element).elementFromPoint(left + width * side, top + height * share);
          return !found?.closest('li, .start');
        });
      return [0.05, 0.25, 0.5, 0.75, 0.95].filter(isBlank).length;
    };
    const frame = () => new Promise(requestAnimationFrame);

    it('of ten thousand messages, and says where they stand among all', async () => {
      const element = await threadOf({messages: messagesOf(0, 10_000)});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(bubbles(element).length).to.be.lessThan(40);
      const rows = [...root(element).querySelectorAll('li[aria-posinset]')];
      expect([rows.at(-1)?.ariaPosInSet, rows.at(-1)?.ariaSetSize]).to.deep.equal(['10000', '10000']);
      await change(element, {hasOlder: true});
      expect(rows.at(-1)?.ariaSetSize).to.equal('-1');
      await expect(element).to.be.accessible();
    });

    it('and leaves no blank, however the reader gets there', async () => {
      const element = await threadOf({messages: messagesOf(0, 2000)});
      for (const top of [0, 50_000, 20_000, 100_000]) {
        await scrollTo(element, top);
        expect(blanks(element), `at ${top}`).to.equal(0);
      }
      for (const step of [-120, 400, -2500]) {
        await scrollTo(element, 60_000);
        for (let count = 0; count < 12; count++) {
          await frame();
          scrollerOf(element).scrollTop += step;
          // After the first moves it is known where the reader is going.
          if (count > 3) expect(blanks(element), `${count} moves of ${step}`).to.equal(0);
        }
      }
      expect(bubbles(element).length).to.be.lessThan(90);
      await waitUntil(() => bubbles(element).length < 40, 'what was drawn ahead goes when the reader rests');
    });

    it('and messages move as far as the reader scrolls, though others turn out taller than thought', async () => {
      const element = await threadOf({messages: messagesOf(0, 2000)});
      await scrollTo(element, 40_000);
      for (let count = 0; count < 60; count++) {
        const id = firstVisible(element);
        const before = offsetOf(element, id);
        scrollerOf(element).scrollTop -= 90;
        await frame();
        await frame();
        expect(offsetOf(element, id)).to.be.closeTo(before + 90, 1);
      }
    });

    it('and reaches both ends', async () => {
      const element = await threadOf({messages: messagesOf(0, 2000)});
      scrollerOf(element).focus();
      await sendKeys({press: 'Home'});
      await painted(element);
      expect(scrollerOf(element).scrollTop).to.equal(0);
      expect(firstVisible(element)).to.equal('m-0');
      await sendKeys({press: 'End'});
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
      expect(bubbles(element).at(-1)?.message?.id).to.equal('m-1999');
    });

    it('without moving when a status changes its height, near or far', async () => {
      const messages = messagesOf(0, 2000);
      const element = await threadOf({messages});
      await scrollTo(element, 40_000);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      const shown = Number(id.slice(2));
      for (const place of [shown - 1, shown - 500, shown + 500]) {
        const failed = messages.map((message, index) =>
          index === place
            ? {...message, direction: 'outbound' as const, status: 'failed' as const, localId: 'l'}
            : message,
        );
        element.messages = failed;
        await frame();
        expect(offsetOf(element, id)).to.be.closeTo(before, 1);
        await painted(element);
        expect(offsetOf(element, id)).to.be.closeTo(before, 1);
        if (place === shown - 1) expect(actionsOf(element, `m-${place}`)).to.be.greaterThan(0);
      }
    });

    it('but keeps the row with the focus, and its place among the others', async () => {
      const messages = messagesOf(0, 2000).map((message, index) =>
        index === 1998
          ? {...message, direction: 'outbound' as const, status: 'failed' as const, id: 'l', localId: 'l'}
          : message,
      );
      const element = await threadOf({messages});
      scrollerOf(element).focus();
      await sendKeys({press: 'Tab'});
      const focused = root(element).activeElement;
      expect(focused?.localName).to.equal('parlor-message-bubble');
      await scrollTo(element, 40_000);
      await scrollTo(element, 20_000);
      expect(root(element).activeElement === focused).to.equal(true);
      expect(bubbles(element).length).to.be.lessThan(60);
      expect(blanks(element)).to.equal(0);
      await expect(element).to.be.accessible();
      const retry = oneEvent(element, 'parlor-retry-request');
      await sendKeys({press: 'Enter'});
      await retry;
      await scrollTo(element, 10_000_000);
      expect(fromBottom(element)).to.be.at.most(1);
      expect(root(element).activeElement === focused).to.equal(true);
      const places = [...root(element).querySelectorAll('li[aria-posinset]')].map((row) => Number(row.ariaPosInSet));
      expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    });

    it('and says nothing about rows that come and go', async () => {
      const element = await threadOf({messages: messagesOf(0, 2000)});
      await change(element, {messages: messagesOf(0, 2001).map((message) => ({...message, direction: 'inbound'}))});
      const said = root(element).querySelector('[role="status"] p');
      for (const top of [0, 50_000, 10_000_000]) await scrollTo(element, top);
      expect(root(element).querySelector('[role="status"] p') === said).to.equal(true);
    });

    it('and keeps the place when the text or the pane changes its size, in both directions of writing', async () => {
      for (const direction of ['ltr', 'rtl']) {
        const element = await threadOf({messages: messagesOf(0, 2000), dir: direction});
        await scrollTo(element, 40_000);
        const id = firstVisible(element);
        const before = offsetOf(element, id);
        element.style.setProperty('--parlor-font-size', '24px');
        await painted(element);
        expect(offsetOf(element, id)).to.be.closeTo(before, 1);
        if (element.parentElement) element.parentElement.style.width = '300px';
        await painted(element);
        expect(offsetOf(element, id)).to.be.closeTo(before, 1);
        expect(blanks(element)).to.equal(0);
        element.parentElement?.remove();
      }
    });
  });

  describe('goes to what is looked for', () => {
    const shows = (element: ParlorMessageThread, id: string): boolean => {
      const {height} = scrollerOf(element).getBoundingClientRect();
      return (
        bubbles(element).some(({message}) => message?.id === id) && Math.abs(offsetOf(element, id) - height / 3) < 130
      );
    };

    it('among thousands, and back', async () => {
      const element = await threadOf({messages: messagesOf(0, 3000)});
      for (const id of ['m-1500', 'm-20', 'm-2900']) {
        expect(element.scrollToMessage(id)).to.equal(true);
        await painted(element);
        expect(shows(element, id), id).to.equal(true);
      }
      element.scrollToNewest();
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('when it is a day', async () => {
      const element = await threadOf({messages: messagesOf(0, 3000), timeZone: 'UTC'});
      expect(element.scrollToDate('2026-05-14')).to.equal(true);
      await painted(element);
      // The messages are ten minutes apart, from noon on the 4th.
      expect(shows(element, `m-${9 * 144 + 72}`)).to.equal(true);
      expect(element.scrollToDate(new Date(START))).to.equal(true);
      await painted(element);
      expect(firstVisible(element)).to.equal('m-0');
      expect(element.scrollToDate('not a day')).to.equal(false);
    });

    it('and asks for older messages until it is there', async () => {
      const element = await threadOf({messages: messagesOf(2000, 2100), hasOlder: true, timeZone: 'UTC'});
      const requests = requestsOf(element, 'parlor-older-messages-request');
      let first = 2000;
      const answer = async (): Promise<void> => {
        await change(element, {loadingOlder: true});
        first -= 100;
        await change(element, {messages: messagesOf(first, 2100), loadingOlder: false, hasOlder: first > 0});
      };
      expect(element.scrollToMessage('m-1650')).to.equal(false);
      expect(requests.length).to.equal(0);
      expect(element.scrollToMessage('m-1650', {load: true})).to.equal(false);
      for (let asked = 1; asked <= 4; asked++) {
        expect(requests.length).to.equal(asked);
        await answer();
      }
      expect(requests.length).to.equal(4);
      expect(shows(element, 'm-1650')).to.equal(true);
      expect(element.scrollToDate(START + 1320 * 10 * MINUTE)).to.equal(false);
      for (let asked = 5; asked <= 7; asked++) {
        expect(requests.length).to.equal(asked);
        await answer();
      }
      expect(requests.length).to.equal(7);
      expect(shows(element, 'm-1320')).to.equal(true);
    });
  });

  describe('asks for pages', () => {
    it('of older messages near the top, and not on opening', async () => {
      const requests = requestsOf(document, 'parlor-older-messages-request');
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      expect(requests.length).to.equal(0);
      await scrollTo(element, 1000);
      expect(requests.length).to.equal(0);
      await scrollTo(element, 100);
      expect(requests.length).to.equal(1);
    });

    it('once, however often the place is told, and again after a page has come', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      const requests = requestsOf(element, 'parlor-older-messages-request');
      await scrollTo(element, 0);
      await change(element, {loadingOlder: true});
      await scrollTo(element, 20);
      await scrollTo(element, 0);
      expect(requests.length).to.equal(1);
      await change(element, {messages: messagesOf(-30, 60), loadingOlder: false});
      expect(requests.length).to.equal(1);
      await scrollTo(element, 0);
      expect(requests.length).to.equal(2);
      // A page without anything new leaves the same first message at the same place.
      await change(element, {loadingOlder: true});
      await change(element, {loadingOlder: false});
      await scrollTo(element, 10);
      expect(requests.length).to.equal(2);
    });

    it('until a short conversation fills the pane', async () => {
      const element = await threadOf({messages: []});
      const requests = requestsOf(element, 'parlor-older-messages-request');
      await change(element, {messages: messagesOf(0, 2), hasOlder: true});
      expect(requests.length).to.equal(1);
      await change(element, {messages: messagesOf(-1, 2)});
      expect(requests.length).to.equal(2);
      await change(element, {messages: messagesOf(-60, 2)});
      expect(requests.length).to.equal(2);
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('not after a failure, until the user asks', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      const requests = requestsOf(element, 'parlor-older-messages-request');
      await scrollTo(element, 0);
      await change(element, {olderError: new ConversationError('network')});
      await scrollTo(element, 50);
      await scrollTo(element, 0);
      expect(requests.length).to.equal(1);
      expect(words(root(element).querySelector('[role="alert"]'))).to.include('Older messages could not be loaded.');
      await expect(element).to.be.accessible();
      buttonNamed(element, 'Try again')?.click();
      expect(requests.length).to.equal(2);
    });

    it('by keyboard, keeping the focus where it was', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      scrollerOf(element).focus();
      await sendKeys({press: 'Tab'});
      expect(words(root(element).activeElement)).to.equal('Show older messages');
      const requests = requestsOf(element, 'parlor-older-messages-request');
      await painted(element);
      const before = requests.length;
      await sendKeys({press: 'Enter'});
      expect(requests.length).to.equal(before + 1);
      await change(element, {loadingOlder: true});
      expect(words(root(element).activeElement)).to.equal('Loading older messages…');
      await sendKeys({press: 'Enter'});
      expect(requests.length).to.equal(before + 1);
      await expect(element).to.be.accessible();
      await change(element, {messages: messagesOf(-5, 60), loadingOlder: false, hasOlder: false});
      expect(root(element).activeElement).to.equal(scrollerOf(element));
    });

    it('of newer messages near the end of a window, and keeps the place when they come', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasNewer: true});
      const requests = requestsOf(element, 'parlor-newer-messages-request');
      await scrollTo(element, 1000);
      await scrollTo(element, 100_000);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      await change(element, {messages: messagesOf(0, 90), hasNewer: false});
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
      expect(announced(element)).to.equal('');
      expect(buttonNamed(element, 'Jump to the newest message')).to.be.instanceOf(HTMLButtonElement);
      expect(requests.length).to.be.at.most(1);
    });

    it('of the newest messages, when asked to go there', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasNewer: true, unreadFromId: 'm-5'});
      const requests = requestsOf(element, 'parlor-newest-messages-request');
      buttonNamed(element, 'Jump to the newest message')?.click();
      expect(detailsOf(requests)).to.deep.equal([{conversationId: 'c1'}]);
      await change(element, {messages: messagesOf(0, 90)});
      expect(requests.length).to.equal(1);
      await change(element, {messages: messagesOf(900, 960), hasNewer: false});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(bubbles(element).at(-1)?.message?.id).to.equal('m-959');
    });
  });
});
