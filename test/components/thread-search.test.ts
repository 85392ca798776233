import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '../support/commands.js';
import '../../src/components/conversation-actions/define.js';
import '../../src/components/message-thread/define.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import '../../src/components/thread-search/define.js';
import type {ParlorThreadSearch} from '../../src/components/thread-search/thread-search.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {LONG_HISTORY_MESSAGES} from '../../src/backend/scenarios/long-history.js';
import type {Message} from '../../src/model/message.js';
import {english} from '../../src/i18n/english.js';
import {aConversation, aMessage} from '../model/builders.js';
import {button, field, find, focused, has, overflowing, words} from './element-helpers.js';
import {
  button as buttonIn,
  find as findIn,
  focused as focusedIn,
  has as hasIn,
  openConversation,
  openScene,
  saysInThread,
} from './inbox-scene.js';

/** Messages `m-from` to `m-(to - 1)`; every fifth says “wheel”. */
const messagesOf = (from: number, to: number): readonly Message[] =>
  Array.from({length: to - from}, (_, index) => {
    const place = from + index;
    const text = place % 5 === 0 ? `A new wheel, number ${place}` : `Something else, number ${place}`;
    return aMessage({id: `m-${place}`, text, at: Date.UTC(2026, 4, 4) + place * 60_000});
  });

type Bar = Partial<ParlorThreadSearch>;

async function barOf(properties: Bar) {
  const element = await fixture<ParlorThreadSearch>(html`<parlor-thread-search lang="en-GB"></parlor-thread-search>`);
  const shown: (string | undefined)[] = [];
  const asked: string[] = [];
  element.addEventListener('parlor-thread-match', ({detail}) => shown.push(detail.key));
  for (const type of ['parlor-older-messages-request', 'parlor-close-request'] as const) {
    element.addEventListener(type, () => asked.push(type));
  }
  await change(element, properties);
  return {element, shown, asked};
}

async function change<Kind extends ParlorThreadSearch | ParlorMessageThread>(
  element: Kind,
  properties: Partial<Kind>,
): Promise<void> {
  Object.assign(element, properties);
  await element.updateComplete;
}

const searchField = (bar: ParlorThreadSearch) => field<HTMLInputElement>(bar, english.searchMessages);

async function type(bar: ParlorThreadSearch, text: string): Promise<void> {
  bar.focus();
  await sendKeys({type: text});
  await bar.updateComplete;
}

async function press(bar: ParlorThreadSearch, key: string): Promise<void> {
  await sendKeys({press: key});
  await bar.updateComplete;
}

/** The position as it is seen, without what is only read out. */
const position = (bar: ParlorThreadSearch): string => words(bar, '[role=status] > bdi');

describe('<parlor-thread-search>', () => {
  it('is a named search with a labelled field, and says nothing before something is typed', async () => {
    const {element, shown} = await barOf({messages: messagesOf(0, 20)});
    expect(find(element, '[role=search]').ariaLabel).to.equal(english.searchMessages);
    expect(searchField(element).type).to.equal('search');
    expect(words(element, '[role=status]')).to.equal('');
    expect(button(element, english.searchOlder).ariaDisabled).to.equal('true');
    await press(element, 'Enter');
    expect(shown).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('goes to the newest match, with Enter to older ones and round, with Shift+Enter back', async () => {
    const {element, shown} = await barOf({messages: messagesOf(0, 12)});
    await type(element, 'WHEEL');
    expect(position(element)).to.equal('1 of 3');
    expect(words(element, '[role=status]'), 'reads out what was found').to.include('A new wheel, number 10');
    for (const [key, place] of [
      ['Enter', '2 of 3'],
      ['Enter', '3 of 3'],
      ['Enter', '1 of 3'],
      ['Shift+Enter', '3 of 3'],
      ['Shift+Enter', '2 of 3'],
    ] as const) {
      await press(element, key);
      expect(position(element)).to.equal(place);
    }
    expect(shown).to.deep.equal(['m-10', 'm-5', 'm-0', 'm-10', 'm-0', 'm-5']);
    button(element, english.searchNewer).click();
    await element.updateComplete;
    expect(position(element)).to.equal('1 of 3');
    button(element, english.searchOlder).click();
    await element.updateComplete;
    expect(position(element)).to.equal('2 of 3');
  });

  it('goes to the only match again, wherever the reader has scrolled', async () => {
    const {element, shown} = await barOf({messages: messagesOf(0, 12)});
    await type(element, 'number 7');
    await press(element, 'Enter');
    expect(shown.slice(-2)).to.deep.equal(['m-7', 'm-7']);
  });

  it('says when nothing matches, and shows none any more', async () => {
    const {element, shown} = await barOf({messages: messagesOf(0, 12), query: 'wheel'});
    await type(element, 'wheelbarrow');
    expect(words(element, '[role=status]')).to.equal(english.searchNoMatches);
    expect(shown.at(-1)).to.equal(undefined);
  });

  it('keeps the text and the current match while messages come at both ends', async () => {
    const {element, shown} = await barOf({messages: messagesOf(0, 12)});
    await type(element, 'wheel');
    await press(element, 'Enter');
    await change(element, {messages: messagesOf(-10, 21)});
    expect(position(element)).to.equal('4 of 7');
    expect(searchField(element).value).to.equal('wheel');
    expect(shown).to.deep.equal(['m-10', 'm-5']);
  });

  it('does not take the reader to a message that arrives, but says that it matches', async () => {
    const {element, shown} = await barOf({messages: messagesOf(1, 3)});
    await type(element, 'wheel');
    await change(element, {messages: messagesOf(1, 6)});
    expect(words(element, '[role=status]')).to.equal('1 match');
    expect(shown).to.deep.equal([]);
    await press(element, 'Enter');
    expect(shown).to.deep.equal(['m-5']);
  });

  it('closes with Escape and its button, and keeps the key to itself', async () => {
    const {element, asked} = await barOf({messages: messagesOf(0, 12)});
    const outside: string[] = [];
    element.parentElement?.addEventListener('keydown', ({key}) => outside.push(key));
    await type(element, 'w');
    await press(element, 'Escape');
    button(element, english.closeSearch).click();
    expect(asked).to.deep.equal(['parlor-close-request', 'parlor-close-request']);
    expect(outside, 'what is typed is not the page’s either').to.deep.equal([]);
  });

  describe('with older messages not loaded', () => {
    it('says so, asks for them, and goes to what is found in them', async () => {
      const {element, shown, asked} = await barOf({messages: messagesOf(6, 10), hasOlder: true});
      expect(words(element, 'p')).to.equal(`${english.searchMessagesLoadedOnly} ${english.searchLoadOlder}`);
      expect(searchField(element).getAttribute('aria-describedby')).to.equal(find(element, 'p span').id);
      await type(element, 'wheel');
      button(element, english.searchLoadOlder).focus();
      await press(element, 'Enter');
      await change(element, {loadingOlder: true});
      button(element, english.loadingOlder).click();
      expect(asked, 'once').to.deep.equal(['parlor-older-messages-request']);
      await change(element, {loadingOlder: false, hasOlder: false, messages: messagesOf(0, 10)});
      expect(position(element)).to.equal('1 of 2');
      expect(shown).to.deep.equal(['m-5']);
      expect(has(element, 'p')).to.equal(false);
      expect(focused(element), 'the button is gone').to.equal(searchField(element));
    });

    it('says when they could not be loaded, and tries again', async () => {
      const olderError = new ConversationError('network');
      const {element, asked} = await barOf({messages: messagesOf(0, 3), hasOlder: true, olderError});
      expect(words(element, 'p')).to.include(english.olderFailed);
      button(element, english.retry).click();
      expect(asked).to.deep.equal(['parlor-older-messages-request']);
    });
  });

  describe('on a screen of 320 px', () => {
    afterEach(async () => {
      await setViewport({width: 800, height: 600});
      await emulateMedia({colorScheme: 'light', forcedColors: 'none'});
    });

    it('fits, in both directions and schemes', async () => {
      await setViewport({width: 320, height: 600});
      for (const dir of ['ltr', 'rtl']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await emulateMedia({colorScheme});
          const {element} = await barOf({messages: messagesOf(0, 60), query: 'wheel', hasOlder: true});
          const page = element.parentElement;
          if (!page) throw new Error('The bar is not in the page.');
          page.dir = dir;
          page.style.colorScheme = colorScheme;
          expect(overflowing(element)).to.deep.equal([]);
          expect(searchField(element).clientWidth, 'has room for a word').to.be.at.least(80);
          await expect(element).to.be.accessible();
        }
      }
    });
  });
});

describe('searching in a thread', () => {
  async function threadOf(properties: Partial<ParlorMessageThread> = {}): Promise<ParlorMessageThread> {
    const host = await fixture<HTMLElement>(html`<div lang="en-GB"></div>`);
    Object.assign(host.style, {height: '500px', width: '420px'});
    const thread = document.createElement('parlor-message-thread');
    Object.assign(thread, {conversationId: 'c1', contactName: 'Jane', messages: messagesOf(0, 400), ...properties});
    host.append(thread);
    await settled(thread);
    return thread;
  }

  /** After everything is drawn and observers have seen it. */
  async function settled(thread: ParlorMessageThread): Promise<void> {
    await thread.updateComplete;
    await nextFrame();
    await nextFrame();
  }

  const scroller = (thread: ParlorMessageThread) => find(thread, '[role=region]');
  const isOpen = (thread: ParlorMessageThread): boolean => has(thread, 'parlor-thread-search');
  const bar = (thread: ParlorMessageThread) => find<ParlorThreadSearch>(thread, 'parlor-thread-search');

  async function openBar(thread: ParlorMessageThread): Promise<ParlorThreadSearch> {
    await waitUntil(() => isOpen(thread) && focused(bar(thread)) !== null, 'the search field has the focus');
    await settled(thread);
    return bar(thread);
  }

  async function openByKey(thread: ParlorMessageThread): Promise<ParlorThreadSearch> {
    scroller(thread).focus();
    await sendKeys({press: 'Control+f'});
    return openBar(thread);
  }

  const bubbleOf = (thread: ParlorMessageThread, id: string): HTMLElement =>
    find(thread, `parlor-message-bubble[data-anchor-key="${id}"]`);

  function isInSight(thread: ParlorMessageThread, id: string): boolean {
    if (!has(thread, `[data-anchor-key="${id}"]`)) return false;
    const {top, bottom} = bubbleOf(thread, id).getBoundingClientRect();
    const sight = scroller(thread).getBoundingClientRect();
    return top >= sight.top && bottom <= sight.bottom;
  }

  /** The message marked as found: by a ring, and to assistive technology. */
  function marked(thread: ParlorMessageThread): string | undefined {
    if (!has(thread, '[aria-current=true]')) return undefined;
    const row = find(thread, '[aria-current=true]');
    const bubble = row.querySelector('parlor-message-bubble');
    expect(bubble && getComputedStyle(bubble).outlineStyle).to.equal('solid');
    return bubble?.message?.id;
  }

  const topOf = (thread: ParlorMessageThread, id: string): number =>
    bubbleOf(thread, id).getBoundingClientRect().top - scroller(thread).getBoundingClientRect().top;

  const fromBottom = (thread: ParlorMessageThread): number => {
    const {scrollHeight, clientHeight, scrollTop} = scroller(thread);
    return scrollHeight - clientHeight - scrollTop;
  };

  it('starts with Ctrl+F, shows messages far out of sight with a ring, and ends with Escape', async () => {
    const thread = await threadOf();
    const search = await openByKey(thread);
    await type(search, 'number 105');
    await waitUntil(() => isInSight(thread, 'm-105'), 'the message is in sight');
    expect(marked(thread)).to.equal('m-105');
    await press(search, 'Escape');
    await settled(thread);
    expect(isOpen(thread)).to.equal(false);
    expect(marked(thread)).to.equal(undefined);
    expect(focused(thread)).to.equal(scroller(thread));
    expect(isInSight(thread, 'm-105'), 'the reader stays there').to.equal(true);
  });

  it('leaves the browser its own search where the keyboard is elsewhere, or in the field already', async () => {
    const prevented: boolean[] = [];
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'f') return;
      prevented.push(event.defaultPrevented);
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    const thread = await threadOf();
    const outside = document.createElement('input');
    thread.parentElement?.append(outside);
    outside.focus();
    await sendKeys({press: 'Control+f'});
    await openByKey(thread);
    await sendKeys({press: 'Control+f'});
    document.removeEventListener('keydown', onKey);
    expect(prevented).to.deep.equal([false, true, false]);
  });

  for (const [where, scrolled] of [
    ['in the middle', true],
    ['at the newest message', false],
  ] as const) {
    it(`opens and closes without moving a reader ${where}`, async () => {
      const thread = await threadOf();
      if (scrolled) {
        scroller(thread).scrollTop -= 3000;
        await settled(thread);
      }
      const sight = scroller(thread).getBoundingClientRect();
      const id = messagesOf(0, 400).find(({id}) => isInSight(thread, id))?.id ?? '';
      const top = topOf(thread, id);
      const isKept = (): void => {
        if (scrolled) expect(topOf(thread, id)).to.be.closeTo(top, 1);
        else expect(fromBottom(thread)).to.be.closeTo(0, 1);
      };
      thread.openSearch();
      await openBar(thread);
      expect(scroller(thread).getBoundingClientRect().top).to.be.greaterThan(sight.top);
      isKept();
      button(bar(thread), english.closeSearch).click();
      await settled(thread);
      expect(isOpen(thread)).to.equal(false);
      isKept();
    });
  }

  it('stays at the match while messages come, and closes when another conversation is shown', async () => {
    const thread = await threadOf();
    const search = await openByKey(thread);
    await type(search, 'number 105');
    await waitUntil(() => isInSight(thread, 'm-105'), 'the message is in sight');
    await change(thread, {messages: messagesOf(-50, 402)});
    await settled(thread);
    expect(isInSight(thread, 'm-105')).to.equal(true);
    expect(marked(thread)).to.equal('m-105');
    expect(searchField(search).value).to.equal('number 105');
    await change(thread, {conversationId: 'c2', messages: messagesOf(0, 30)});
    expect(isOpen(thread)).to.equal(false);
    expect(focused(thread)).to.equal(scroller(thread));
  });

  it('starts from the menu of the same conversation, unless that is vetoed', async () => {
    const thread = await threadOf();
    const actions = document.createElement('parlor-conversation-actions');
    Object.assign(actions, {conversation: aConversation({id: 'c2'}), offersSearch: true});
    thread.before(actions);
    await actions.updateComplete;
    const ask = (): void => button(actions, english.searchMessages).click();
    ask();
    await settled(thread);
    expect(isOpen(thread), 'another conversation').to.equal(false);

    actions.conversation = aConversation({id: 'c1'});
    await actions.updateComplete;
    const veto = (event: Event): void => event.preventDefault();
    document.addEventListener('parlor-thread-search-request', veto);
    ask();
    await settled(thread);
    document.removeEventListener('parlor-thread-search-request', veto);
    expect(isOpen(thread), 'vetoed').to.equal(false);

    ask();
    const search = await openBar(thread);
    expect(focused(search)).to.equal(searchField(search));
  });
});

describe('searching in an inbox', () => {
  it('leads from the menu to a message in pages that were not loaded', async () => {
    const {inbox} = await openScene({scenario: 'long-history'});
    await openConversation(inbox, 'Marguerite Longfellow-Adeyemi');
    await waitUntil(() => hasIn(inbox, '#menu-button'), 'the actions are there');
    buttonIn(inbox, english.moreActions).click();
    buttonIn(inbox, english.searchMessages).click();
    await waitUntil(() => focusedIn()?.matches('[type=search]'), 'the search field has the focus');
    const search = findIn<ParlorThreadSearch>(inbox, 'parlor-thread-search');
    // The scenario numbers its messages.
    const number = `(${LONG_HISTORY_MESSAGES - 70})`;
    await sendKeys({type: number});
    await waitUntil(() => words(search, '[role=status]') === english.searchNoMatches, 'it is not loaded yet');
    button(search, english.searchLoadOlder).click();
    await waitUntil(() => words(search, '[role=status]').startsWith('1 of 1'), 'it is found in what was loaded');
    await saysInThread(inbox, number);
  });
});
