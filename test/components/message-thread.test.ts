import {expect, fixture, html, nextFrame, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/components/message-thread/define.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {aMessage} from '../model/builders.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 4, 4, 12);

/** Messages `name-from` to `name-(to - 1)`, one every ten minutes, three a side. */
const messagesOf = (from: number, to: number, name = 'm'): readonly Message[] =>
  Array.from({length: to - from}, (_, index) => messageAt(from + index, name));

const messageAt = (place: number, name = 'm', fields: Partial<Message> = {}): Message =>
  aMessage({
    id: `${name}-${place}`,
    direction: ((place % 6) + 6) % 6 < 3 ? 'inbound' : 'outbound',
    text: `Message ${place} `.repeat((Math.abs(place) % 4) * 6 + 1).trim(),
    at: START + place * 10 * MINUTE,
    ...fields,
  });

async function threadOf(properties: Partial<ParlorMessageThread>, height = 500): Promise<ParlorMessageThread> {
  const host = await fixture<HTMLElement>(html`<div lang="en-GB"></div>`);
  Object.assign(host.style, {height: `${height}px`, width: '420px'});
  const element = document.createElement('parlor-message-thread');
  Object.assign(element, {conversationId: 'c1', contactName: 'Jane', ...properties});
  host.append(element);
  await painted(element);
  return element;
}

/** After everything is drawn and observers have seen it. */
async function painted(element: ParlorMessageThread): Promise<void> {
  await element.updateComplete;
  await nextFrame();
  await nextFrame();
}

async function change(element: ParlorMessageThread, properties: Partial<ParlorMessageThread>): Promise<void> {
  Object.assign(element, properties);
  await painted(element);
}

const root = (element: ParlorMessageThread): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('not drawn yet');
  return element.shadowRoot;
};
const scrollerOf = (element: ParlorMessageThread): HTMLElement => {
  const scroller = root(element).querySelector<HTMLElement>('[role="region"]');
  if (!scroller) throw new Error('no scrolling region');
  return scroller;
};
const words = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const bubbles = (element: ParlorMessageThread) => [...root(element).querySelectorAll('parlor-message-bubble')];
const bubbleNamed = (element: ParlorMessageThread, id: string) => {
  const bubble = bubbles(element).find(({message}) => message?.id === id);
  if (!bubble) throw new Error(`no message ${id}`);
  return bubble;
};
const offsetOf = (element: ParlorMessageThread, id: string): number =>
  bubbleNamed(element, id).getBoundingClientRect().top - scrollerOf(element).getBoundingClientRect().top;
const fromBottom = (element: ParlorMessageThread): number => {
  const {scrollHeight, clientHeight, scrollTop} = scrollerOf(element);
  return scrollHeight - clientHeight - scrollTop;
};
const firstVisible = (element: ParlorMessageThread): string => {
  const top = scrollerOf(element).getBoundingClientRect().top;
  const visible = bubbles(element).find((bubble) => bubble.getBoundingClientRect().bottom > top);
  return visible?.message?.id ?? '';
};
async function scrollTo(element: ParlorMessageThread, top: number): Promise<void> {
  scrollerOf(element).scrollTop = top;
  await painted(element);
}
/** A message above what is in sight, drawn already for when the reader gets there. */
const drawnAbove = (element: ParlorMessageThread) => {
  const [bubble] = bubbles(element);
  const top = scrollerOf(element).getBoundingClientRect().top;
  if (!bubble || bubble.getBoundingClientRect().bottom > top) throw new Error('nothing is drawn above');
  return bubble;
};
const buttonNamed = (element: ParlorMessageThread, name: string): HTMLButtonElement | undefined =>
  [...root(element).querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? words(button)) === name,
  );
const announced = (element: ParlorMessageThread): string =>
  words([...root(element).querySelectorAll('[role="status"]')].at(-1));
/** What is read from top to bottom: separators, and messages with an arrow for their side. */
const readRows = (element: ParlorMessageThread): readonly string[] =>
  [...root(element).querySelectorAll('li')].map((row) => {
    const message = row.querySelector('parlor-message-bubble')?.message;
    return message ? `${message.direction === 'outbound' ? '→' : '←'} ${message.text}` : words(row);
  });
const detailsOf = (events: readonly Event[]): readonly unknown[] =>
  events.map((event) => (event as CustomEvent<unknown>).detail);
const requestsOf = (element: EventTarget, type: string): Event[] => {
  const requests: Event[] = [];
  element.addEventListener(type, (event) => requests.push(event));
  return requests;
};

describe('<parlor-message-thread>', () => {
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
          messageAt(3, 'f', {status: 'failed', localId: 'local-1'}),
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

  describe('opens', () => {
    it('at the newest message, and tells so', async () => {
      const positions = requestsOf(document, 'parlor-thread-position-change');
      const element = await threadOf({messages: messagesOf(0, 60)});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(positions.map((event) => (event as CustomEvent<unknown>).detail)).to.deep.equal([
        {conversationId: 'c1', atNewest: true},
      ]);
    });

    it('with a short conversation at the bottom', async () => {
      const element = await threadOf({messages: messagesOf(0, 1)});
      const bottom = scrollerOf(element).getBoundingClientRect().bottom;
      expect(bottom - bubbleNamed(element, 'm-0').getBoundingClientRect().bottom).to.be.lessThan(40);
    });

    it('at the unread divider when the unread messages do not fit', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), unreadFromId: 'm-30'});
      const divider = root(element).querySelector('[part="unread-divider"]');
      expect(words(divider)).to.equal('New');
      const top = scrollerOf(element).getBoundingClientRect().top;
      expect((divider?.getBoundingClientRect().top ?? 0) - top).to.be.within(0, 80);
      expect(offsetOf(element, 'm-30')).to.be.within(20, 120);
      await expect(element).to.be.accessible();
    });

    it('at the newest message when the unread ones fit', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), unreadFromId: 'm-58'});
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('goes to the unread divider that is known a moment later, unless the reader has moved', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await change(element, {unreadFromId: 'm-30'});
      expect(offsetOf(element, 'm-30')).to.be.within(20, 120);
      const moved = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(moved, 500);
      const [id, before] = [firstVisible(moved), offsetOf(moved, firstVisible(moved))];
      await change(moved, {unreadFromId: 'm-50'});
      expect(offsetOf(moved, id)).to.be.closeTo(before, 1);
    });

    it('when it is shown at last, having been filled while hidden', async () => {
      const element = await threadOf({});
      element.hidden = true;
      await change(element, {messages: messagesOf(0, 60)});
      element.hidden = false;
      await waitUntil(() => scrollerOf(element).scrollTop > 0 && fromBottom(element) <= 1, 'it is at the bottom');
    });
  });

  describe('keeps the reader’s place', () => {
    it('when older messages come', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      await scrollTo(element, 700);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      await change(element, {messages: messagesOf(-40, 60)});
      expect(firstVisible(element)).to.equal(id);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('in the frame in which they come: nothing jumps before', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      await scrollTo(element, 300);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      element.messages = messagesOf(-40, 60);
      await nextFrame();
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('at the very top, with the day separator above it moving away', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true, loadingOlder: true});
      await scrollTo(element, 0);
      const before = offsetOf(element, 'm-0');
      await change(element, {messages: messagesOf(-20, 60), loadingOlder: false, hasOlder: false});
      expect(offsetOf(element, 'm-0')).to.be.closeTo(before, 1);
      expect(scrollerOf(element).scrollTop).to.be.greaterThan(100);
    });

    it('when page after page comes, without drifting', async () => {
      const element = await threadOf({messages: messagesOf(0, 60), hasOlder: true});
      await scrollTo(element, 333);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      for (let page = 1; page <= 6; page++) await change(element, {messages: messagesOf(-15 * page, 60)});
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when new messages come while they read above', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 700);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      await change(element, {messages: messagesOf(0, 64)});
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when something above grows by itself, as pictures do', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      const above = drawnAbove(element);
      above.style.paddingBottom = '180px';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
      above.style.paddingBottom = '0';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when a message grows of which a pixel at most is left in sight', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const leaving = bubbleNamed(element, firstVisible(element));
      const next = bubbles(element)[bubbles(element).indexOf(leaving) + 1]?.message?.id ?? '';
      const scroller = scrollerOf(element);
      const left = leaving.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top;
      await scrollTo(element, scroller.scrollTop + Math.ceil(left) - 1);
      const before = offsetOf(element, next);
      for (const room of ['180px', '0']) {
        leaving.style.paddingBottom = room;
        await painted(element);
        expect(offsetOf(element, next)).to.be.closeTo(before, 1);
      }
    });

    it('when it grows in the moment they scroll', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      scrollerOf(element).scrollTop -= 50;
      drawnAbove(element).style.paddingBottom = '180px';
      await painted(element);
      expect(offsetOf(element, id)).to.be.closeTo(before + 50, 1);
    });

    it('when the pane changes its size', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      const host = element.parentElement;
      if (host) Object.assign(host.style, {height: '260px', width: '340px'});
      await painted(element);
      expect(firstVisible(element)).to.equal(id);
      expect(offsetOf(element, id)).to.be.closeTo(before, 1);
    });

    it('when the pane is hidden and shown again', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      element.hidden = true;
      await painted(element);
      element.hidden = false;
      await waitUntil(() => Math.abs(offsetOf(element, id) - before) <= 1, 'the place is back');
    });

    it('when it is moved in the page', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const id = firstVisible(element);
      const before = offsetOf(element, id);
      element.parentElement?.append(element);
      await waitUntil(() => Math.abs(offsetOf(element, id) - before) <= 1, 'the place is back');
    });

    it('when the message at the top of the view goes away', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 900);
      const ids = bubbles(element).map(({message}) => message?.id ?? '');
      const gone = firstVisible(element);
      const next = ids[ids.indexOf(gone) + 1] ?? '';
      const before = offsetOf(element, next);
      await change(element, {messages: messagesOf(0, 60).filter(({id}) => id !== gone)});
      expect(offsetOf(element, next)).to.be.closeTo(before, 1);
    });

    it('scrolls to a message on demand', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      expect(element.scrollToMessage('m-20')).to.equal(true);
      await painted(element);
      expect(offsetOf(element, 'm-20')).to.be.within(0, 400);
      expect(element.scrollToMessage('nowhere')).to.equal(false);
      element.scrollToNewest();
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
    });
  });

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
          ? {...message, direction: 'outbound' as const, status: 'failed' as const, localId: 'l'}
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

  describe('follows the conversation', () => {
    it('at the bottom, when messages come', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await change(element, {messages: messagesOf(0, 63)});
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('a few pixels above the bottom, too', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, scrollerOf(element).scrollTop - 25);
      await change(element, {messages: messagesOf(0, 61)});
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('at the bottom, when rows grow or the pane shrinks', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      bubbleNamed(element, 'm-59').style.paddingBottom = '120px';
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
      if (element.parentElement) element.parentElement.style.height = '250px';
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
    });

    it('when the user sends something, wherever they are', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      const sent = messageAt(60, 'm', {direction: 'outbound', status: 'pending', localId: 'local-1'});
      await change(element, {messages: [...messagesOf(0, 60), sent]});
      expect(fromBottom(element)).to.be.at.most(1);
      expect(announced(element)).to.equal('');
    });

    it('but not when somebody sends from elsewhere', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      const sent = messageAt(60, 'm', {direction: 'outbound'});
      await change(element, {messages: [...messagesOf(0, 60), sent]});
      expect(scrollerOf(element).scrollTop).to.be.closeTo(300, 1);
    });

    it('offers a reader above the way to what came', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      const positions = requestsOf(element, 'parlor-thread-position-change');
      await scrollTo(element, 300);
      expect(buttonNamed(element, 'Jump to the newest message')).to.be.instanceOf(HTMLButtonElement);
      await change(element, {messages: messagesOf(0, 61)});
      expect(buttonNamed(element, '1 new message')).to.be.instanceOf(HTMLButtonElement);
      await change(element, {messages: messagesOf(0, 63)});
      const pill = buttonNamed(element, '3 new messages');
      await expect(element).to.be.accessible();
      pill?.focus();
      await sendKeys({press: 'Enter'});
      await painted(element);
      expect(fromBottom(element)).to.be.at.most(1);
      expect(root(element).querySelector('[part="jump-button"]')).to.equal(null);
      expect(root(element).activeElement).to.equal(scrollerOf(element));
      expect(detailsOf(positions)).to.deep.equal([
        {conversationId: 'c1', atNewest: false},
        {conversationId: 'c1', atNewest: true},
      ]);
    });

    it('forgets the number when the reader scrolls there by themselves', async () => {
      const element = await threadOf({messages: messagesOf(0, 60)});
      await scrollTo(element, 300);
      await change(element, {messages: messagesOf(0, 61)});
      await scrollTo(element, 100_000);
      expect(root(element).querySelector('[part="jump-button"]')).to.equal(null);
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
