import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '@web/test-runner-commands';
import '../../src/components/conversation-list/define.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {indexAfterKey, isNarrowed, tidyQuery} from '../../src/components/conversation-list/list-view.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';

const everything: Capabilities = {
  ...NO_CAPABILITIES,
  searchConversations: 'native',
  filterUnread: 'native',
  filterNeedsReply: 'derived',
  includeArchived: 'native',
};

const conversation = (id: string, change: Partial<Conversation> = {}): Conversation => ({
  id,
  kind: 'direct',
  channel: 'sms',
  participants: [{role: 'contact', name: `Contact ${id}`}],
  participantsComplete: true,
  status: 'active',
  unread: {has: false, source: 'native'},
  consent: {state: 'unknown', source: 'derived'},
  lastMessage: {text: `Hello from ${id}`, direction: 'inbound'},
  raw: undefined,
  ...change,
});
const conversations = (count: number, start = 0): readonly Conversation[] =>
  Array.from({length: count}, (_, index) => conversation(String(start + index)));

type Settings = Partial<
  Pick<
    ParlorConversationList,
    | 'conversations'
    | 'selectedId'
    | 'capabilities'
    | 'query'
    | 'status'
    | 'error'
    | 'hasMore'
    | 'loadingMore'
    | 'moreError'
    | 'drafts'
    | 'total'
  >
>;

/** A list in a box of its own, as in an inbox. */
async function list(settings: Settings, height = 400): Promise<ParlorConversationList> {
  const element = await fixture<ParlorConversationList>(html`<parlor-conversation-list></parlor-conversation-list>`);
  element.style.setProperty('block-size', `${height}px`);
  element.style.setProperty('inline-size', '320px');
  return change(element, settings);
}

async function change(element: ParlorConversationList, settings: Settings): Promise<ParlorConversationList> {
  Object.assign(element, settings);
  await element.updateComplete;
  return element;
}

const shadow = (element: ParlorConversationList): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('The element has not drawn.');
  return element.shadowRoot;
};
const find = <Kind extends HTMLElement>(element: ParlorConversationList, selector: string): Kind => {
  const found = shadow(element).querySelector<Kind>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
const options = (element: ParlorConversationList): readonly HTMLElement[] => [
  ...shadow(element).querySelectorAll<HTMLElement>('[role=option]'),
];
const button = (element: ParlorConversationList, name: string): HTMLButtonElement => {
  const buttons = [...shadow(element).querySelectorAll('button')];
  const found = buttons.find((candidate) => (candidate.ariaLabel ?? candidate.textContent).trim() === name);
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
};
const words = (element: ParlorConversationList): string => (shadow(element).textContent ?? '').replace(/\s+/g, ' ');
const announced = (element: ParlorConversationList): string => find(element, '[role=status]').textContent?.trim() ?? '';
const listbox = (element: ParlorConversationList) => find(element, '[role=listbox]');
const scroller = (element: ParlorConversationList) => find(element, '.scroller');
/** The conversation the keyboard is on. */
const active = (element: ParlorConversationList): string | undefined => {
  const id = listbox(element).getAttribute('aria-activedescendant');
  return id ? shadow(element).getElementById(id)?.dataset['id'] : undefined;
};
const inSight = (element: ParlorConversationList, id: string): boolean => {
  const row = options(element)
    .find((option) => option.dataset['id'] === id)
    ?.getBoundingClientRect();
  const bounds = scroller(element).getBoundingClientRect();
  return !!row && row.top >= bounds.top - 1 && row.bottom <= bounds.bottom + 1;
};

type RequestName =
  | 'parlor-conversation-select-request'
  | 'parlor-query-change-request'
  | 'parlor-more-conversations-request'
  | 'parlor-reload-request';

/** Collects what the list asks for from now on. */
function requests<Name extends RequestName>(element: ParlorConversationList, name: Name) {
  const details: HTMLElementEventMap[Name]['detail'][] = [];
  element.addEventListener(name, (event) => details.push(event.detail));
  return details;
}

const twoFrames = () =>
  new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  });

describe('conversation list rules', () => {
  it('moves by keys within the list', () => {
    expect(indexAfterKey('ArrowDown', -1, 3, 2)).to.equal(0);
    expect(indexAfterKey('ArrowDown', 2, 3, 2)).to.equal(2);
    expect(indexAfterKey('ArrowUp', 0, 3, 2)).to.equal(0);
    expect(indexAfterKey('PageDown', 0, 9, 4)).to.equal(4);
    expect(indexAfterKey('PageUp', 3, 9, 4)).to.equal(0);
    expect(indexAfterKey('End', 0, 9, 4)).to.equal(8);
    expect(indexAfterKey('Home', 8, 9, 4)).to.equal(0);
    expect(indexAfterKey('x', 8, 9, 4)).to.equal(undefined);
  });

  it('tells a narrowing query from one that shows more', () => {
    expect(isNarrowed({includeArchived: true})).to.equal(false);
    expect(isNarrowed({unread: true})).to.equal(true);
    expect(tidyQuery({unread: false, search: '', includeArchived: true})).to.deep.equal({includeArchived: true});
  });
});

describe('<parlor-conversation-list>', () => {
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

  describe('search and filters', () => {
    it('offers only what the provider can', async () => {
      const element = await list({conversations: conversations(2)});
      expect(shadow(element).querySelector('input')).to.equal(null);
      expect(shadow(element).querySelector('[role=group]')).to.equal(null);
      await change(element, {capabilities: {...NO_CAPABILITIES, filterUnread: 'native'}});
      expect([...shadow(element).querySelectorAll('button')].map((one) => one.textContent?.trim())).to.deep.equal([
        'Unread',
      ]);
      await change(element, {capabilities: everything});
      expect(button(element, 'Needs reply').title).to.equal('Worked out from the messages');
      await expect(element).to.be.accessible();
    });

    it('searches after a pause in typing, once', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything, query: {unread: true}});
      const queries = requests(element, 'parlor-query-change-request');
      find(element, 'input').focus();
      await sendKeys({type: 'maya'});
      expect(queries).to.deep.equal([]);
      await waitUntil(() => queries.length > 0, 'the pause ends');
      expect(queries).to.deep.equal([{query: {search: 'maya', unread: true}}]);
    });

    it('searches at once with Enter, not twice, and clears with Escape', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything});
      const queries = requests(element, 'parlor-query-change-request');
      element.addEventListener('parlor-query-change-request', ({detail}) => (element.query = detail.query));
      find(element, 'input').focus();
      await sendKeys({type: 'li'});
      await sendKeys({press: 'Enter'});
      expect(queries).to.deep.equal([{query: {search: 'li'}}]);
      await sendKeys({press: 'Enter'});
      expect(queries).to.have.length(1);
      await sendKeys({press: 'Escape'});
      expect(queries.at(-1)).to.deep.equal({query: {}});
      expect(find<HTMLInputElement>(element, 'input').value).to.equal('');
    });

    it('clears by its button and gives the field the focus back', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything, query: {search: 'li'}});
      const queries = requests(element, 'parlor-query-change-request');
      expect(find<HTMLInputElement>(element, 'input').value).to.equal('li');
      button(element, 'Clear search').click();
      await element.updateComplete;
      expect(queries).to.deep.equal([{query: {}}]);
      expect(shadow(element).activeElement).to.equal(find(element, 'input'));
    });

    it('does not overwrite what is being typed with an answer to an earlier text', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything});
      find(element, 'input').focus();
      await sendKeys({type: 'maya'});
      await change(element, {query: {search: 'ma'}});
      expect(find<HTMLInputElement>(element, 'input').value).to.equal('maya');
    });

    it('waits for the word while an input method composes', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything});
      const queries = requests(element, 'parlor-query-change-request');
      const input = find<HTMLInputElement>(element, 'input');
      const enter = new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true});
      input.value = 'に';
      input.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
      input.dispatchEvent(enter);
      expect(queries).to.deep.equal([]);
      input.value = '日本';
      input.dispatchEvent(new CompositionEvent('compositionend'));
      await waitUntil(() => queries.length > 0, 'the composed word is searched');
      expect(queries).to.deep.equal([{query: {search: '日本'}}]);
    });

    it('says that a derived search covers what is loaded, as long as there is more', async () => {
      const capabilities: Capabilities = {...everything, searchConversations: 'derived'};
      const element = await list({conversations: conversations(2), capabilities, hasMore: true});
      const hint = find(element, 'input').getAttribute('aria-describedby') ?? '';
      expect(shadow(element).getElementById(hint)?.textContent).to.equal('Searches the conversations loaded so far');
      await change(element, {hasMore: false});
      expect(find(element, 'input').hasAttribute('aria-describedby')).to.equal(false);
    });

    it('has filters that are pressed as the query says, and ask for the whole query', async () => {
      const element = await list({
        conversations: conversations(2),
        capabilities: everything,
        query: {search: 'li', unread: true},
      });
      const queries = requests(element, 'parlor-query-change-request');
      expect(button(element, 'Unread').ariaPressed).to.equal('true');
      expect(button(element, 'Archived too').ariaPressed).to.equal('false');
      button(element, 'Unread').click();
      button(element, 'Archived too').click();
      expect(queries).to.deep.equal([
        {query: {search: 'li'}},
        {query: {search: 'li', unread: true, includeArchived: true}},
      ]);
      expect(button(element, 'Unread').ariaPressed).to.equal('true');
    });

    it('announces how many conversations an answer holds', async () => {
      const element = await list({conversations: conversations(9), capabilities: everything});
      expect(announced(element)).to.equal('');
      await change(element, {query: {search: 'li'}, status: 'loading'});
      expect(announced(element)).to.equal('Loading…');
      await change(element, {conversations: conversations(1), status: 'ready'});
      expect(announced(element)).to.equal('1 conversation');
      await change(element, {query: {search: 'l'}, conversations: conversations(4), hasMore: true});
      expect(announced(element)).to.equal('4 conversations so far');
      await change(element, {query: {search: 'zoe'}, conversations: [], hasMore: false});
      expect(announced(element)).to.equal('No conversation matches');
    });
  });

  describe('pages', () => {
    it('asks for the next page once when its end comes near', async () => {
      const element = await list({conversations: conversations(30), hasMore: true});
      const pages = requests(element, 'parlor-more-conversations-request');
      await twoFrames();
      expect(pages).to.have.length(0);
      scroller(element).scrollTop = scroller(element).scrollHeight;
      await waitUntil(() => pages.length === 1, 'the page is asked for');
      // Drawn again without news: still the same page.
      await change(element, {drafts: new Map()});
      await twoFrames();
      expect(pages).to.have.length(1);
      await change(element, {loadingMore: true});
      await change(element, {loadingMore: false, conversations: conversations(60)});
      await twoFrames();
      expect(pages).to.have.length(1);
      scroller(element).scrollTop = scroller(element).scrollHeight;
      await waitUntil(() => pages.length === 2, 'the page after that is asked for');
    });

    it('goes on by itself while a page does not fill the list', async () => {
      const element = await list({conversations: conversations(2), hasMore: true}, 700);
      const pages = requests(element, 'parlor-more-conversations-request');
      await waitUntil(() => pages.length === 1, 'the second page is asked for');
      await change(element, {conversations: conversations(4)});
      await waitUntil(() => pages.length === 2, 'the third page is asked for');
    });

    it('has a button for the next page, which goes on with the first new conversation', async () => {
      const element = await list({conversations: conversations(30), hasMore: true});
      const pages = requests(element, 'parlor-more-conversations-request');
      const more = button(element, 'Show more conversations');
      more.focus({preventScroll: true});
      await sendKeys({press: 'Enter'});
      expect(pages.length).to.be.at.least(1);
      await change(element, {loadingMore: true});
      expect(shadow(element).activeElement).to.equal(more);
      expect(more.textContent?.trim()).to.equal('Loading…');
      const asked = pages.length;
      more.click();
      expect(pages).to.have.length(asked);
      await expect(element).to.be.accessible();
      await change(element, {loadingMore: false, hasMore: false, conversations: conversations(35)});
      expect(announced(element)).to.equal('35 conversations');
      expect(shadow(element).activeElement).to.equal(listbox(element));
      expect(active(element)).to.equal('30');
    });

    it('says why the next page failed, does not ask again by itself, and tries again when told', async () => {
      const element = await list({
        conversations: conversations(2),
        hasMore: true,
        moreError: new ConversationError('network'),
      });
      const pages = requests(element, 'parlor-more-conversations-request');
      await twoFrames();
      expect(pages).to.have.length(0);
      expect(find(element, '[role=alert]').textContent).to.contain('The provider cannot be reached.');
      await expect(element).to.be.accessible();
      button(element, 'Try again').click();
      expect(pages).to.have.length(1);
    });

    it('lets go of its observer when it leaves the page', async () => {
      const element = await list({conversations: conversations(30), hasMore: true});
      const pages = requests(element, 'parlor-more-conversations-request');
      const parent = element.parentElement;
      element.remove();
      await twoFrames();
      parent?.append(element);
      await change(element, {});
      element.requestUpdate();
      await element.updateComplete;
      scroller(element).scrollTop = scroller(element).scrollHeight;
      await waitUntil(() => pages.length === 1, 'it works again after it comes back');
    });
  });

  describe('states', () => {
    it('shows calm rows to come while loading, without moving when motion is not wanted', async () => {
      const element = await list({status: 'loading'});
      expect(scroller(element).ariaBusy).to.equal('true');
      expect(announced(element)).to.equal('Loading…');
      expect(options(element)).to.have.length(0);
      await expect(element).to.be.accessible();
      expect(shadow(element).getAnimations()).not.to.have.length(0);
      await emulateMedia({reducedMotion: 'reduce'});
      await waitUntil(() => shadow(element).getAnimations().length === 0, 'everything stands still');
      await emulateMedia({reducedMotion: 'no-preference'});
    });

    it('keeps the rows it has while it loads again', async () => {
      const element = await list({conversations: conversations(3), status: 'loading'});
      expect(options(element)).to.have.length(3);
      expect(scroller(element).ariaBusy).to.equal('false');
    });

    it('tells an empty inbox from a search without a match', async () => {
      const element = await list({conversations: [], capabilities: everything});
      expect(words(element)).to.contain('No conversations yet');
      await expect(element).to.be.accessible();
      await change(element, {query: {search: 'zoe', unread: true}});
      expect(words(element)).to.contain('No conversation matches');
      expect(words(element)).not.to.contain('No conversations yet');
      await expect(element).to.be.accessible();
      const queries = requests(element, 'parlor-query-change-request');
      button(element, 'Clear search and filters').click();
      expect(queries).to.deep.equal([{query: {}}]);
      expect(shadow(element).activeElement).to.equal(find(element, 'input'));
    });

    it('says what went wrong and asks to load again', async () => {
      const element = await list({conversations: [], status: 'error', error: new ConversationError('unauthorized')});
      expect(find(element, '[role=alert]').textContent).to.contain('You are signed out. Sign in again.');
      await expect(element).to.be.accessible();
      const reloads = requests(element, 'parlor-reload-request');
      button(element, 'Try again').click();
      expect(reloads).to.deep.equal([{part: 'conversations'}]);
    });

    it('keeps the rows it has when loading again fails', async () => {
      const element = await list({
        conversations: conversations(3),
        status: 'error',
        error: new ConversationError('server'),
      });
      expect(options(element)).to.have.length(3);
      expect(find(element, '[role=alert]').textContent).to.contain('The provider has a problem.');
      await expect(element).to.be.accessible();
    });

    it('is readable in a dark theme', async () => {
      const element = await list({
        conversations: [conversation('a', {unread: {has: true, count: 2, source: 'native'}}), ...conversations(3)],
        capabilities: everything,
        query: {unread: true},
        selectedId: '1',
      });
      element.style.setProperty('color-scheme', 'dark');
      element.style.setProperty('--parlor-motion', '0ms');
      await waitUntil(() => shadow(element).getAnimations().length === 0, 'the colours have changed');
      await expect(element).to.be.accessible();
    });

    it('does not scroll sideways at 320 px, in either direction', async () => {
      await setViewport({width: 320, height: 600});
      const element = await list({conversations: conversations(12), capabilities: everything, selectedId: '1'});
      for (const direction of ['ltr', 'rtl']) {
        element.dir = direction;
        expect(scroller(element).scrollWidth).to.equal(scroller(element).clientWidth);
        expect(element.scrollWidth).to.be.at.most(320);
      }
      await setViewport({width: 800, height: 600});
    });
  });
});
