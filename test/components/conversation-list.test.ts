import {expect, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {isNarrowed, tidyQuery} from '../../src/components/conversation-list/list-view.js';
import type {Conversation} from '../../src/model/conversation.js';
import {
  conversation,
  conversations,
  list,
  change,
  shadow,
  options,
  listbox,
  scroller,
  active,
  inSight,
  requests,
  twoFrames,
} from './list-scene.js';

describe('conversation list rules', () => {
  it('tells a narrowing query from one that shows more', () => {
    expect(isNarrowed({includeArchived: true})).to.equal(false);
    expect(isNarrowed({unread: true})).to.equal(true);
    expect(tidyQuery({unread: false, search: '', includeArchived: true})).to.deep.equal({includeArchived: true});
  });
});

describe('<parlor-conversation-list>', () => {
  it('draws the others where something among them has no id', async () => {
    const odd: unknown[] = [null, {}, {title: 'Nobody'}, {id: ''}, ...conversations(2)];
    const element = await list({conversations: odd as Conversation[]});
    expect(options(element).length).to.equal(2);
  });

  describe('rows', () => {
    it('is a named listbox of options that know their place', async () => {
      const element = await list({conversations: conversations(3), selectedId: '1'});
      expect(listbox(element).ariaLabel).to.equal('Conversations');
      expect(options(element).map((option) => option.ariaSelected)).to.deep.equal(['false', 'true', 'false']);
      expect(options(element).map((option) => `${option.ariaPosInSet}/${option.ariaSetSize}`)).to.deep.equal([
        '1/3',
        '2/3',
        '3/3',
      ]);
      await expect(element).to.be.accessible();
    });

    it('says that the size is open while there are more pages, unless the total is known', async () => {
      const element = await list({conversations: conversations(3), hasMore: true});
      expect(options(element)[0]?.ariaSetSize).to.equal('-1');
      await change(element, {total: 40});
      expect(options(element)[0]?.ariaSetSize).to.equal('40');
    });

    it('shows drafts, and describes where a fact comes from', async () => {
      const element = await list({
        conversations: [conversation('a', {unread: {has: true, count: 2, source: 'local'}}), conversation('b')],
        drafts: new Map([['b', 'I will be']]),
      });
      const [first, second] = options(element);
      const description = first?.getAttribute('aria-describedby') ?? '';
      expect(shadow(element).getElementById(description)?.textContent).to.equal(
        '2 unread messages (Known on this device only)',
      );
      expect(second?.hasAttribute('aria-describedby')).to.equal(false);
      expect(second?.querySelector('parlor-conversation-item')?.shadowRoot?.textContent).to.contain('Draft: I will be');
    });

    it('takes ids with spaces and quotes', async () => {
      const element = await list({conversations: [conversation('a b"c'), conversation('+1 512')]});
      listbox(element).focus();
      await sendKeys({press: 'End'});
      expect(active(element)).to.equal('+1 512');
      await expect(element).to.be.accessible();
    });

    it('draws only those near, of ten thousand, and says where they stand among all', async () => {
      const element = await list({conversations: conversations(10_000)});
      expect(options(element).length).to.be.within(6, 20);
      expect(scroller(element).scrollHeight).to.equal(720_000);
      scroller(element).scrollTop = 5000 * 72;
      await twoFrames();
      const shown = options(element).filter((option) => inSight(element, option.dataset['id'] ?? ''));
      expect(shown.map((option) => option.dataset['id'])).to.deep.equal(['5000', '5001', '5002', '5003', '5004']);
      expect([shown[0]?.ariaPosInSet, shown[0]?.ariaSetSize]).to.deep.equal(['5001', '10000']);
      expect(options(element).length).to.be.within(6, 20);
      await expect(element).to.be.accessible();
    });

    it('leaves no blank at any speed', async () => {
      const element = await list({conversations: conversations(10_000)});
      const {left, top, height} = scroller(element).getBoundingClientRect();
      const isBlank = (share: number) =>
        !shadow(element)
          .elementFromPoint(left + 100, top + height * share)
          ?.closest('[role=option]');
      for (const step of [60, 500, 4000]) {
        for (let count = 0; count < 10; count++) {
          await new Promise(requestAnimationFrame);
          scroller(element).scrollTop += step;
          if (count > 3) expect([0.1, 0.5, 0.9].filter(isBlank), `${count} moves of ${step}`).to.deep.equal([]);
        }
      }
      await waitUntil(() => options(element).length < 20, 'what was drawn ahead goes when the reader rests');
    });

    it('draws rows of another height in their places, and keeps the one at the top', async () => {
      const element = await list({conversations: conversations(1000)});
      scroller(element).scrollTop = 500 * 72;
      await twoFrames();
      element.style.setProperty('--parlor-conversation-row-size', '100px');
      await twoFrames();
      expect(inSight(element, '500')).to.equal(true);
      await twoFrames();
      expect(inSight(element, '503')).to.equal(true);
      expect(scroller(element).scrollHeight).to.equal(100_000);
    });
  });

  describe('keyboard and pointer', () => {
    it('starts at the open conversation, moves with the arrows, and opens with Enter and Space only', async () => {
      const element = await list({conversations: conversations(20), selectedId: '2'});
      const selections = requests(element, 'parlor-conversation-select-request');
      await sendKeys({press: 'Tab'});
      expect(shadow(element).activeElement).to.equal(listbox(element));
      expect(active(element)).to.equal('2');
      const rings = options(element).map((option) => getComputedStyle(option, '::after').outlineStyle);
      expect(rings.slice(0, 4)).to.deep.equal(['none', 'none', 'solid', 'none']);
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowUp'});
      expect(active(element)).to.equal('3');
      expect(selections).to.deep.equal([]);
      await sendKeys({press: 'Enter'});
      await sendKeys({press: 'Home'});
      await sendKeys({press: 'Space'});
      expect(selections).to.deep.equal([{conversationId: '3'}, {conversationId: '0'}]);
      expect(options(element)[2]?.ariaSelected).to.equal('true');
    });

    it('keeps the row of the keyboard in sight, by pages and to both ends', async () => {
      const element = await list({conversations: conversations(50)});
      listbox(element).focus();
      await sendKeys({press: 'PageDown'});
      const paged = Number(active(element));
      expect(paged).to.be.within(2, 8);
      await sendKeys({press: 'End'});
      expect(active(element)).to.equal('49');
      expect(inSight(element, '49')).to.equal(true);
      await sendKeys({press: 'PageUp'});
      expect(inSight(element, active(element) ?? '')).to.equal(true);
      await sendKeys({press: 'Home'});
      expect(inSight(element, '0')).to.equal(true);
    });

    it('goes to whose name begins with what is typed, and on with the same letter', async () => {
      const names = ['Bo', 'Álvaro', 'Ada', 'Anna', 'Cy'];
      const element = await list({conversations: names.map((title, place) => conversation(String(place), {title}))});
      listbox(element).focus();
      const after = async (key: string) => {
        await sendKeys({press: key});
        return names[Number(active(element))];
      };
      expect(await after('a')).to.equal('Álvaro');
      expect(await after('a')).to.equal('Ada');
      expect(await after('a')).to.equal('Anna');
      expect(await after('a')).to.equal('Álvaro');
      // A pause begins another word.
      const {timeStamp} = new Event('now');
      for (const [place, key] of ['a', 'n'].entries()) {
        const event = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true});
        Object.defineProperty(event, 'timeStamp', {value: timeStamp + 5000 + place * 100});
        listbox(element).dispatchEvent(event);
      }
      await element.updateComplete;
      expect(names[Number(active(element))]).to.equal('Anna');
      expect(await after('x')).to.equal('Anna');
    });

    it('opens with a click anywhere on the row, and the owner may veto', async () => {
      const element = await list({conversations: conversations(3)});
      const opened = oneEvent(element, 'parlor-conversation-select-request');
      options(element)[1]?.querySelector('parlor-conversation-item')?.click();
      const event = await opened;
      expect(event.detail).to.deep.equal({conversationId: '1'});
      expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, true]);
      expect(element.selectedId).to.equal(undefined);
    });

    it('stays on its conversation when the list is put in another order', async () => {
      const rows = conversations(10);
      const element = await list({conversations: rows});
      listbox(element).focus();
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      expect(active(element)).to.equal('2');
      await change(element, {conversations: [...rows].reverse()});
      expect(active(element)).to.equal('2');
      expect(shadow(element).activeElement).to.equal(listbox(element));
      await sendKeys({press: 'ArrowDown'});
      expect(active(element)).to.equal('1');
    });

    it('goes on at the same place when its conversation disappears', async () => {
      const rows = conversations(5);
      const element = await list({conversations: rows});
      listbox(element).focus();
      await sendKeys({press: 'End'});
      await change(element, {conversations: rows.slice(0, 4)});
      expect(active(element)).to.equal('3');
      expect(shadow(element).activeElement).to.equal(listbox(element));
    });
  });

  describe('scroll position', () => {
    const bump = (rows: readonly Conversation[], id: string) => [
      ...rows.filter((row) => row.id === id),
      ...rows.filter((row) => row.id !== id),
    ];
    const topOf = (element: ParlorConversationList, id: string) =>
      options(element)
        .find((option) => option.dataset['id'] === id)
        ?.getBoundingClientRect().top;

    for (const [what, id] of [
      ['below what is read', '45'],
      ['above what is read', '2'],
      ['in the middle of what is read', '20'],
    ]) {
      it(`does not jump when a conversation ${what} comes to the top`, async () => {
        const rows = conversations(50);
        const element = await list({conversations: rows});
        scroller(element).scrollTop = 20 * 72 - 30;
        await twoFrames();
        const before = topOf(element, '22');
        await change(element, {conversations: bump(rows, id ?? '')});
        expect(topOf(element, '22')).to.be.closeTo(before ?? NaN, 1);
        scroller(element).scrollTop = 0;
        await twoFrames();
        expect(options(element)[0]?.dataset['id']).to.equal(id);
      });
    }

    it('does not jump when new conversations arrive, but shows them to a reader at the top', async () => {
      const rows = conversations(30);
      const element = await list({conversations: rows});
      await change(element, {conversations: [conversation('new'), ...rows]});
      expect(inSight(element, 'new')).to.equal(true);
      scroller(element).scrollTop = 500;
      await twoFrames();
      const before = topOf(element, '10');
      await change(element, {conversations: [...conversations(5, 100), ...(element.conversations ?? [])]});
      expect(topOf(element, '10')).to.be.closeTo(before ?? NaN, 1);
    });

    it('reads the answer to another question from its start', async () => {
      const element = await list({conversations: conversations(50)});
      scroller(element).scrollTop = 900;
      await change(element, {query: {unread: true}, conversations: conversations(40)});
      expect(scroller(element).scrollTop).to.equal(0);
    });

    it('goes back to the row of the keyboard from wherever the reader scrolled', async () => {
      const element = await list({conversations: conversations(10_000)});
      listbox(element).focus();
      await sendKeys({press: 'ArrowDown'});
      scroller(element).scrollTop = 300_000;
      await twoFrames();
      expect(active(element)).to.equal('1');
      await sendKeys({press: 'ArrowDown'});
      expect(active(element)).to.equal('2');
      expect(inSight(element, '2')).to.equal(true);
    });

    it('brings a conversation that was opened from outside into sight', async () => {
      const element = await list({conversations: conversations(50)});
      await change(element, {selectedId: '40'});
      expect(inSight(element, '40')).to.equal(true);
    });
  });
});
