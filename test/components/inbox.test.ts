import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys} from '../support/commands.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {english} from '../../src/i18n/english.js';
import {
  all,
  bubbles,
  button,
  contact,
  facts,
  find,
  focused,
  has,
  heading,
  inPlace,
  isLoaded,
  isVisible,
  makeWorld,
  NARROW,
  WIDE,
  openConversation,
  openScene,
  receive,
  row,
  saysInThread,
  send,
  textarea,
  threadIdOf,
  threadLoaded,
  type,
  words,
} from './inbox-scene.js';

describe('<parlor-inbox>', () => {
  describe('with room for two panes', () => {
    it('shows the conversations, and a hint where the thread will be', async () => {
      const {inbox} = await openScene();
      expect(isVisible(inbox, 'parlor-conversation-list')).to.equal(true);
      expect(words(find(inbox, '.thread-pane'))).to.include(english.noConversationSelected);
      await expect(inbox).to.be.accessible();
    });

    it('says when the list was worked out from recent messages only', async () => {
      const world = makeWorld();
      const adapter: MessagingAdapter = {
        ...world.adapter,
        listConversations: async (query, options) => ({
          ...(await world.adapter.listConversations(query, options)),
          incomplete: true,
        }),
      };
      const {inbox} = await openScene({world: {...world, adapter}});
      expect(words(inbox)).to.include(english.listIncomplete);
    });

    it('asks nobody to choose where there is nothing to choose from', async () => {
      const {inbox} = await openScene({scenario: 'empty'});
      await waitUntil(() => words(inbox).includes(english.noConversations));
      expect(words(inbox)).not.to.include(english.noConversationSelectedHint);
      await expect(inbox).to.be.accessible();
    });

    it('opens a conversation beside the list, and leaves the keyboard where it is', async () => {
      const {inbox} = await openScene();
      find(inbox, '[role=listbox]').focus();
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'Enter'});
      await threadLoaded(inbox);
      expect(isVisible(inbox, 'parlor-conversation-list')).to.equal(true);
      expect(isVisible(inbox, 'parlor-message-thread')).to.equal(true);
      expect(focused()).to.equal(find(inbox, '[role=listbox]'));
      expect(isVisible(inbox, '.back')).to.equal(false);
      await expect(inbox).to.be.accessible();
    });

    it('sends a reply and shows what the contact answers', async () => {
      const {inbox, clock, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      await send(inbox, 'Are you there?');
      await saysInThread(inbox, 'Are you there?');
      expect(textarea(inbox).value).to.equal('');
      clock.advance(5000);
      await waitUntil(() => bubbles(inbox).at(-1)?.includes('Delivered'), 'the carrier delivers');
      receive({clock, ...world}, 'Fine', 'I am!');
      await saysInThread(inbox, 'I am!');
    });

    it('names the contact once, with the number below', async () => {
      const {inbox, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      expect(heading(inbox)).to.equal('Works Fine');
      expect(words(find(inbox, '.address')).replace(/\D/g, '')).to.include(
        contact(world, 'Fine').phone.replace(/\D/g, '').slice(-10),
      );
    });
  });

  describe('with room for one pane', () => {
    it('goes to the thread and back, with the keyboard', async () => {
      const {inbox} = await openScene({width: NARROW});
      expect(isVisible(inbox, '.thread-pane')).to.equal(false);
      find(inbox, '[role=listbox]').focus();
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'Enter'});
      await threadLoaded(inbox);
      expect(isVisible(inbox, '.list-pane')).to.equal(false);
      expect(focused()).to.equal(find(inbox, '.who h2'));
      await expect(inbox).to.be.accessible();

      button(inbox, 'Back to conversations').focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => isVisible(inbox, '.list-pane'), 'the list is back');
      expect(isVisible(inbox, '.thread-pane')).to.equal(false);
      expect(focused(), 'the keyboard is in the list').to.equal(find(inbox, '[role=listbox]'));
      expect(inbox.conversationId).to.equal(undefined);
      // It goes on where it was.
      await sendKeys({press: 'Enter'});
      await threadLoaded(inbox);
    });

    it('keeps the keyboard when less room hides the pane that it is in', async () => {
      const {inbox, place} = await openScene();
      await openConversation(inbox, 'Works Fine');
      find(inbox, '[role=listbox]').focus();
      place.style.inlineSize = `${NARROW}px`;
      await waitUntil(() => !isVisible(inbox, '.list-pane'));
      await nextFrame();
      await nextFrame();
      expect(document.activeElement?.localName).to.equal('parlor-inbox');
      button(inbox, 'Back to conversations').focus();
      place.style.inlineSize = `${WIDE}px`;
      await waitUntil(() => isVisible(inbox, '.list-pane'));
      await nextFrame();
      await nextFrame();
      expect(document.activeElement?.localName).to.equal('parlor-inbox');
    });

    it('does not take the keyboard from the page around it', async () => {
      const {inbox, place, ...world} = await openScene({width: NARROW});
      const outside = document.createElement('button');
      place.append(outside);
      outside.focus();
      inbox.conversationId = threadIdOf({...world}, 'Fine');
      await threadLoaded(inbox);
      expect(document.activeElement).to.equal(outside);
      inbox.conversationId = undefined;
      await inbox.updateComplete;
      expect(document.activeElement).to.equal(outside);
    });

    it('fits into a place that is lower than it would like', async () => {
      const {inbox, place} = await openScene({width: NARROW});
      await openConversation(inbox, 'Works Fine');
      place.style.setProperty('block-size', '240px');
      await waitUntil(() => inbox.getBoundingClientRect().height <= 240);
      const bottom = find(inbox, 'parlor-reply-box').getBoundingClientRect().bottom;
      expect(bottom, 'the reply box is in sight').to.be.at.most(place.getBoundingClientRect().bottom);
    });

    it('goes by its container, not by the window', async () => {
      const {inbox, place} = await openScene({width: NARROW});
      await openConversation(inbox, 'Works Fine');
      expect(isVisible(inbox, '.list-pane')).to.equal(false);
      place.style.setProperty('inline-size', '780px');
      await waitUntil(() => isVisible(inbox, '.list-pane') && isVisible(inbox, '.thread-pane'), 'both panes fit');
      place.style.setProperty('inline-size', '700px');
      await waitUntil(() => !isVisible(inbox, '.list-pane'), 'one pane fits');
    });

    it('runs off no side, down to 320 pixels', async () => {
      const {inbox, place} = await openScene({width: 320, scenario: 'opted-out'});
      await openConversation(inbox, 'Stopped Twodaysago');
      for (const element of [...all(inbox, '.thread-header, .thread-header > *, .panes, parlor-reply-box')]) {
        if (!element.checkVisibility()) continue;
        const {left, right} = element.getBoundingClientRect();
        const bounds = place.getBoundingClientRect();
        expect(left, element.className).to.be.at.least(bounds.left - 8);
        expect(right, element.className).to.be.at.most(bounds.right);
      }
    });
  });

  describe('the open conversation', () => {
    it('is what the conversation-id attribute says, and follows the user', async () => {
      const world = makeWorld();
      const [fine, line] = [threadIdOf(world, 'Fine'), threadIdOf(world, 'Line')];
      const place = await inPlace(
        html`<parlor-inbox conversation-id=${fine} .adapter=${world.adapter}></parlor-inbox>`,
      );
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      const selected = facts(inbox, 'parlor-conversation-selected');
      await threadLoaded(inbox);
      expect(heading(inbox)).to.equal('Works Fine');
      expect(row(inbox, 'Works Fine').ariaSelected).to.equal('true');

      await openConversation(inbox, 'Land Line');
      expect(inbox.conversationId).to.equal(line);

      // The same attribute value again is a wish of its own.
      inbox.setAttribute('conversation-id', fine);
      await waitUntil(() => heading(inbox) === 'Works Fine', 'the attribute opens it again');
      inbox.removeAttribute('conversation-id');
      await waitUntil(() => words(inbox).includes(english.noConversationSelected), 'nothing is open');
      expect(selected.map(({detail}) => detail.conversationId)).to.deep.equal([line, fine, undefined]);
    });

    it('says so when it does not exist', async () => {
      const {inbox} = await openScene({settings: {conversationId: 'no-such-thread'}});
      await waitUntil(() => words(inbox).includes(english.errors['not-found']));
      expect(find(inbox, 'parlor-message-thread').shadowRoot?.querySelector('[role=alert]')).to.not.equal(null);
    });
  });

  describe('words', () => {
    it('reach every part, in the locale', async () => {
      const settings: Partial<ParlorInbox> = {
        locale: 'de',
        strings: {
          searchConversations: 'Suchen',
          today: 'Heute',
          send: 'Senden',
          replyLabel: 'Antwort an {name}',
          back: 'Zurück',
          statuses: {...english.statuses, delivered: 'Zugestellt'},
        },
      };
      const {inbox, clock} = await openScene({settings, width: NARROW});
      expect(find<HTMLInputElement>(inbox, 'input[type=search]').placeholder).to.equal('Suchen');
      await openConversation(inbox, 'Works Fine');
      expect(textarea(inbox).ariaLabel).to.equal('Antwort an Works Fine');
      expect(button(inbox, 'Zurück').checkVisibility()).to.equal(true);
      await type(inbox, 'Hallo');
      button(inbox, 'Senden').click();
      await saysInThread(inbox, 'Hallo');
      clock.advance(5000);
      await waitUntil(() => bubbles(inbox).at(-1)?.includes('Zugestellt'));
      // A day of the year as Germans write it.
      expect(words(find(inbox, 'parlor-message-thread'))).to.match(/\d{1,2}\. März|Heute/);

      inbox.strings = {today: 'Hoy', replyLabel: 'Responder a {name}'};
      inbox.locale = 'es';
      await waitUntil(() => textarea(inbox).ariaLabel === 'Responder a Works Fine', 'they change at run time');
      expect(button(inbox, 'Send').checkVisibility()).to.equal(true);
    });

    it('take the page’s language', async () => {
      const world = makeWorld();
      const place = await fixture<HTMLElement>(html`
        <div lang="de"><parlor-inbox .adapter=${world.adapter}></parlor-inbox></div>
      `);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      await waitUntil(() => isLoaded(inbox));
      expect(words(row(inbox, 'Works Fine'))).to.match(/\d{1,2}\. \p{L}+|\d\d\.\d\d\.\d\d/u);
      // The page's reader chooses another one, and goes on with it.
      place.lang = 'hu';
      window.dispatchEvent(new Event('focus'));
      await waitUntil(() => /\p{L}+\. \d{1,2}\.|\d\d\. \d\d\. \d\d\./u.test(words(row(inbox, 'Works Fine'))));
    });

    it('give times in the organisation’s zone', async () => {
      const {inbox, backend} = await openScene();
      await openConversation(inbox, 'Works Fine');
      const [message] = backend.messagesOf(inbox.conversationId ?? '');
      const time = (timeZone: string) =>
        new Intl.DateTimeFormat('en-GB', {hour: 'numeric', minute: '2-digit', timeZone}).format(message?.at);
      expect(backend.account.timeZone).to.equal('America/New_York');
      await waitUntil(() => bubbles(inbox)[0]?.includes(time('America/New_York')));
      expect(bubbles(inbox)[0]).not.to.include(time('Asia/Tokyo'));
    });
  });

  it('can be for reading only', async () => {
    const {inbox} = await openScene({settings: {readonly: true}});
    await openConversation(inbox, 'Works Fine');
    expect(has(inbox, 'parlor-reply-box')).to.equal(false);
    await expect(inbox).to.be.accessible();
    inbox.readonly = false;
    await waitUntil(() => has(inbox, 'textarea'));
  });

  describe('looks', () => {
    const scheme = (inbox: ParlorInbox) => getComputedStyle(inbox).colorScheme;
    const surface = (inbox: ParlorInbox) => getComputedStyle(find(inbox, '.list-pane')).backgroundColor;

    it('takes the theme it is told, whatever the page has', async () => {
      const {inbox} = await openScene();
      const inherited = scheme(inbox);
      inbox.theme = 'dark';
      await inbox.updateComplete;
      expect(scheme(inbox)).to.equal('dark');
      expect(inbox.getAttribute('theme')).to.equal('dark');
      const dark = surface(inbox);
      inbox.theme = 'light';
      await inbox.updateComplete;
      expect(surface(inbox)).not.to.equal(dark);
      await emulateMedia({colorScheme: 'dark'});
      inbox.theme = 'auto';
      await inbox.updateComplete;
      expect(surface(inbox)).to.equal(dark);
      await emulateMedia({colorScheme: 'light'});
      inbox.theme = undefined;
      await inbox.updateComplete;
      expect(scheme(inbox)).to.equal(inherited);
    });

    for (const theme of ['light', 'dark'] as const) {
      it(`is accessible in the ${theme} theme`, async () => {
        const {inbox} = await openScene({scenario: 'opted-out', settings: {theme}});
        await expect(inbox).to.be.accessible();
        const [first] = all(inbox, '[role=option]');
        first?.click();
        await threadLoaded(inbox);
        await expect(inbox).to.be.accessible();
      });
    }

    it('mirrors itself for languages that run from right to left', async () => {
      const {inbox, place} = await openScene({scenario: 'right-to-left', settings: {locale: 'ar'}});
      place.dir = 'rtl';
      row(inbox, 'ليلى').click();
      await threadLoaded(inbox);
      const left = (selector: string) => find(inbox, selector).getBoundingClientRect().left;
      expect(left('.list-pane')).to.be.greaterThan(left('.thread-pane'));
      place.style.setProperty('inline-size', `${NARROW}px`);
      await waitUntil(() => isVisible(inbox, '.back'));
      expect(left('.back')).to.be.greaterThan(left('.who h2'));
      expect(new DOMMatrix(getComputedStyle(find(inbox, '.back .mirrored')).transform).a).to.equal(-1);
      await expect(inbox).to.be.accessible();
    });

    it('lets the page put its own content in', async () => {
      const {inbox} = await openScene();
      const empty = Object.assign(document.createElement('p'), {slot: 'empty', textContent: 'Pick one, please'});
      const action = Object.assign(document.createElement('button'), {slot: 'header-actions', textContent: 'Call'});
      inbox.append(empty, action);
      expect(empty.checkVisibility()).to.equal(true);
      await openConversation(inbox, 'Works Fine');
      expect(action.checkVisibility()).to.equal(true);
      expect(action.assignedSlot?.name).to.equal('header-actions');
    });
  });
});
