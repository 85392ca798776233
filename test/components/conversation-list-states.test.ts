import {expect, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '../support/commands.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {
  everything,
  conversation,
  conversations,
  list,
  change,
  shadow,
  find,
  options,
  button,
  words,
  announced,
  listbox,
  scroller,
  active,
  requests,
  twoFrames,
} from './list-scene.js';

describe('<parlor-conversation-list> says', () => {
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
      const field = find<HTMLInputElement>(element, 'input');
      for (const typed of ['m', 'ma', 'may', 'maya']) {
        field.value = typed;
        field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
      }
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

    it('gives what was cleared back by undoing', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything});
      find(element, 'input').focus();
      await sendKeys({type: 'maya'});
      button(element, 'Clear search').click();
      await element.updateComplete;
      expect(find<HTMLInputElement>(element, 'input').value).to.equal('');
      document.execCommand('undo');
      expect(find<HTMLInputElement>(element, 'input').value).to.equal('maya');
    });

    it('leaves a word alone that an input method is spelling', async () => {
      const element = await list({conversations: conversations(2), capabilities: everything});
      const field = find<HTMLInputElement>(element, 'input');
      field.value = 'にほ';
      field.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
      await change(element, {query: {search: 'ma'}});
      expect(field.value).to.equal('にほ');
      const queries = requests(element, 'parlor-query-change-request');
      field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
      await waitUntil(() => queries.length > 0);
      expect(queries).to.deep.equal([{query: {search: 'にほ'}}]);
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
      expect(announced(element), 'nothing but what is found').to.equal('');
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

    it('keeps its buttons within 320 px, also with the spaces that readers may set between letters', async () => {
      await setViewport({width: 320, height: 600});
      const ownEndpoints = [{id: 'desk', label: 'The counter of the shop beside the market hall'}, {id: 'workshop'}];
      const element = await list({conversations: conversations(12), capabilities: everything, ownEndpoints});
      element.setAttribute('offers-actions', '');
      const spaced = document.createElement('style');
      spaced.textContent = '* {letter-spacing: 0.12em !important; word-spacing: 0.16em !important}';
      shadow(element).append(spaced);
      await element.updateComplete;
      for (const part of ['select-button', 'search']) {
        const {left, right} = find(element, `[part=${part}]`).getBoundingClientRect();
        const around = element.getBoundingClientRect();
        expect(left, part).to.be.at.least(around.left);
        expect(right, part).to.be.at.most(around.right);
      }
      await setViewport({width: 800, height: 600});
    });
  });

  describe('what has not left', () => {
    const unsent = (state: 'waiting' | 'failed' | 'unconfirmed', text?: string, count = 1) => ({
      unsent: {count, state, ...(text === undefined ? {} : {text})},
      lastMessage: {text: 'Before', direction: 'inbound' as const},
    });
    const itemOf = (element: ParlorConversationList, id: string): ShadowRoot => {
      const option = options(element).find((candidate) => candidate.dataset['id'] === id);
      const root = option?.querySelector('parlor-conversation-item')?.shadowRoot;
      if (!root) throw new Error(`There is no row ${id}.`);
      return root;
    };
    const previewOf = (element: ParlorConversationList, id: string): string =>
      itemOf(element, id).querySelector('[part="preview"]')?.textContent ?? '';
    const heardOf = (element: ParlorConversationList, id: string): string =>
      itemOf(element, id).querySelector('[part=base]')?.getAttribute('aria-label') ?? '';

    it('stands in its row with a sign and a word, seen and heard', async () => {
      const element = await list({
        conversations: [
          conversation('f', unsent('failed', 'Are you there?')),
          conversation('w', unsent('waiting', 'I am on my way')),
          conversation('u', unsent('unconfirmed', 'See you')),
          conversation('m', unsent('failed')),
          conversation('o'),
        ],
        unsentCount: 4,
      });
      expect(['f', 'w', 'u', 'm', 'o'].map((id) => previewOf(element, id))).to.deep.equal([
        'Not sent: Are you there?',
        'Waiting to be sent: I am on my way',
        'Unconfirmed: See you',
        'Not sent: Attachment',
        'Hello from o',
      ]);
      expect(heardOf(element, 'w')).to.equal('Contact w, Waiting to be sent: I am on my way');
      const signs = ['f', 'w', 'u', 'o'].map((id) => itemOf(element, id).querySelector('.mark')?.getAttribute('title'));
      expect(signs).to.deep.equal(['Not sent', 'Waiting to be sent', 'Unconfirmed', undefined]);
      await expect(element).to.be.accessible();
    });

    it('goes before a draft and the state of what was sent before', async () => {
      const element = await list({
        conversations: [
          conversation('a', {...unsent('waiting', 'Second'), lastMessage: {direction: 'outbound', status: 'failed'}}),
        ],
        drafts: new Map([['a', 'Third']]),
        unsentCount: 1,
      });
      expect(previewOf(element, 'a')).to.equal('Waiting to be sent: Second');
      expect(itemOf(element, 'a').querySelectorAll('.mark').length).to.equal(1);
    });

    it('is counted above the rows, with a way to the first of it', async () => {
      const element = await list({conversations: [conversation('a')], unsentCount: 0});
      expect(words(element)).not.to.contain('not sent');
      const asked = requests(element, 'parlor-show-unsent-request');
      await change(element, {
        conversations: [conversation('a'), conversation('b', unsent('waiting', 'Hi', 2)), conversation('c')],
        unsentCount: 2,
      });
      button(element, '2 not sent').focus();
      await sendKeys({press: 'Enter'});
      expect(asked).to.deep.equal([{conversationId: 'b'}]);
      await expect(element).to.be.accessible();
      await change(element, {
        conversations: [conversation('b', unsent('waiting', 'Hi')), conversation('c', unsent('unconfirmed', 'Ho'))],
      });
      button(element, '2 not sent').click();
      expect(asked.splice(1), 'what somebody has to decide about first').to.deep.equal([{conversationId: 'c'}]);
      // What waits in conversations that are not loaded is counted, and found by the owner.
      await change(element, {conversations: [conversation('a')]});
      button(element, '2 not sent').click();
      expect(asked).to.deep.equal([{conversationId: 'b'}, {conversationId: ''}]);
    });

    it('leaves its row the same element, with the same height', async () => {
      const rows = [conversation('a'), conversation('b')];
      const element = await list({conversations: rows});
      const before = options(element)[1];
      const height = before?.getBoundingClientRect().height;
      await change(element, {
        conversations: [conversation('a'), conversation('b', unsent('failed', 'Hi'))],
        unsentCount: 1,
      });
      expect(options(element)[1]).to.equal(before);
      expect(before?.getBoundingClientRect().height).to.equal(height);
    });
  });
});
