import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys} from '@web/test-runner-commands';
import {registerAdapter, type AdapterOptions} from '../../src/adapter/adapter-registry.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {eventListeners} from '../support/count-listeners.js';
import {
  all,
  bubbles,
  button,
  contact,
  facts,
  find,
  focused,
  has,
  inPlace,
  isLoaded,
  isVisible,
  makeWorld,
  NARROW,
  openConversation,
  openScene,
  receive,
  findRow,
  row,
  saysInThread,
  send,
  textarea,
  threadIdOf,
  threadLoaded,
  type,
  words,
} from './inbox-scene.js';

const heading = (inbox: ParlorInbox) => words(find(inbox, 'h2'));
const connection = (inbox: ParlorInbox) => find(inbox, '[part=connection]');

/** Makes the page look hidden, or visible again. */
function setHidden(hidden: boolean): void {
  if (hidden) Object.defineProperty(document, 'visibilityState', {configurable: true, value: 'hidden'});
  else Reflect.deleteProperty(document, 'visibilityState');
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('<parlor-inbox>', () => {
  describe('with room for two panes', () => {
    it('shows the conversations, and a hint where the thread will be', async () => {
      const {inbox} = await openScene();
      expect(isVisible(inbox, 'parlor-conversation-list')).to.equal(true);
      expect(words(find(inbox, '.thread-pane'))).to.include(english.noConversationSelected);
      await expect(inbox).to.be.accessible();
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
      expect(focused()).to.equal(find(inbox, 'h2'));
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

  describe('where its data comes from', () => {
    it('is an adapter named by attribute, with its options', async () => {
      const asked: AdapterOptions[] = [];
      const world = makeWorld();
      registerAdapter('test-world', (options) => {
        asked.push(options);
        return Promise.resolve(world.adapter);
      });
      const place = await inPlace(html`
        <parlor-inbox provider="test-world" base-url="/proxy" adapter-options='{"accountId": "a-1"}'></parlor-inbox>
      `);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      await waitUntil(() => isLoaded(inbox));
      expect(words(inbox)).to.include('Works Fine');
      expect(asked).to.deep.equal([{accountId: 'a-1', baseUrl: '/proxy'}]);
    });

    it('is not made anew by options that say the same', async () => {
      const asked: AdapterOptions[] = [];
      const world = makeWorld();
      registerAdapter('test-stable', (options) => {
        asked.push(options);
        return Promise.resolve(world.adapter);
      });
      const place = await inPlace(html`
        <parlor-inbox
          provider="test-stable"
          .adapterOptions=${{accountId: 'a-1'}}
          .headers=${() => ({authorization: 'first'})}
        ></parlor-inbox>
      `);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      await waitUntil(() => isLoaded(inbox));
      // What a framework does on every drawing.
      inbox.adapterOptions = {accountId: 'a-1'};
      inbox.headers = () => ({authorization: 'second'});
      await inbox.updateComplete;
      expect(asked).to.have.length(1);
      expect(await asked[0]?.headers?.({refused: false})).to.deep.equal({authorization: 'second'});
      inbox.adapterOptions = {accountId: 'a-2'};
      await waitUntil(() => asked.length === 2, 'another account is another adapter');
    });

    it('is explained when nobody registered the name', async () => {
      const place = await inPlace(html`<parlor-inbox></parlor-inbox>`);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      const errors = facts(inbox, 'parlor-error');
      inbox.setAttribute('provider', 'nobody');
      await waitUntil(() => has(inbox, '[role=alert]'));
      const alert = words(find(inbox, '[role=alert]'));
      expect(alert).to.include('"nobody"').and.to.include('registerAdapter');
      expect(errors.map(({detail}) => detail.error.kind)).to.deep.equal(['unsupported']);
      await expect(inbox).to.be.accessible();

      const world = makeWorld();
      inbox.adapter = world.adapter;
      await waitUntil(() => isLoaded(inbox), 'a good adapter takes the place of the error');
      expect(has(inbox, '[part=base][role=alert]')).to.equal(false);
    });

    it('begins when the name is registered only after the element is there', async () => {
      const place = await inPlace(html`<parlor-inbox provider="test-late"></parlor-inbox>`);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      await waitUntil(() => has(inbox, '[role=alert]'));
      const world = makeWorld();
      registerAdapter('test-late', () => Promise.resolve(world.adapter));
      await waitUntil(() => isLoaded(inbox), 'it asks again');
      expect(has(inbox, '[part=base][role=alert]')).to.equal(false);
    });

    it('stops the old adapter when the new one cannot be made', async () => {
      registerAdapter('test-broken', () => Promise.reject(new ConversationError('unauthorized')));
      const {inbox} = await openScene();
      const {store} = inbox;
      inbox.adapter = undefined;
      inbox.provider = 'test-broken';
      await waitUntil(() => words(inbox).includes(english.errors.unauthorized));
      expect(inbox.store).to.equal(undefined);
      expect(store?.conversationList.state.status).to.equal('ready');
    });

    it('can change at run time: nothing of the old one stays', async () => {
      const {inbox, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      await type(inbox, 'half a');
      const selected = facts(inbox, 'parlor-conversation-selected');
      const received = facts(inbox, 'parlor-message-received');
      const other = makeWorld('opted-out');
      inbox.adapter = other.adapter;
      await waitUntil(() => words(inbox).includes('Stopped Unread') && isLoaded(inbox));
      expect(words(inbox)).not.to.include('Works Fine');
      expect(inbox.conversationId).to.equal(undefined);
      expect(selected.map(({detail}) => detail.conversationId)).to.deep.equal([undefined]);
      receive({...world}, 'Fine', 'Too late');
      expect(received).to.have.length(0);
      receive(other, 'Stopsmoking', 'In time');
      expect(received.map(({detail}) => detail.message.text)).to.deep.equal(['In time']);
      await openConversation(inbox, 'Says Stopsmoking');
      expect(textarea(inbox).value).to.equal('');
    });

    it('can change together with the conversation to open', async () => {
      const {inbox} = await openScene();
      await openConversation(inbox, 'Works Fine');
      const other = makeWorld('opted-out');
      Object.assign(inbox, {adapter: other.adapter, conversationId: threadIdOf(other, 'Afterstop')});
      await waitUntil(() => has(inbox, 'h2') && heading(inbox) === 'Backagain Afterstop');
    });
  });

  describe('requests and facts', () => {
    it('does nothing the page vetoes, from a listener as far out as the document', async () => {
      const {inbox, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      const veto = (event: Event) => event.preventDefault();
      const requests = ['parlor-send-request', 'parlor-conversation-select-request', 'parlor-query-change-request'];
      for (const request of requests) document.addEventListener(request, veto);
      try {
        const before = world.backend.messagesOf(threadIdOf({...world}, 'Fine')).length;
        await send(inbox, 'Not allowed');
        (await findRow(inbox, 'Land Line')).click();
        button(inbox, 'Unread').click();
        await inbox.updateComplete;
        expect(world.backend.messagesOf(threadIdOf({...world}, 'Fine'))).to.have.length(before);
        expect(textarea(inbox).value, 'the text stays').to.equal('Not allowed');
        expect(heading(inbox)).to.equal('Works Fine');
        expect(inbox.store?.conversationList.state.query).to.deep.equal({});
      } finally {
        for (const request of requests) document.removeEventListener(request, veto);
      }
      textarea(inbox).focus();
      await sendKeys({press: 'Enter'});
      await saysInThread(inbox, 'Not allowed');
    });

    it('tells the page what happened, and only at the inbox itself', async () => {
      const {inbox, place, ...world} = await openScene();
      const names = [
        'parlor-conversation-selected',
        'parlor-message-sent',
        'parlor-message-failed',
        'parlor-message-received',
        'parlor-draft-changed',
        'parlor-error',
      ] as const;
      const bubbled = names.map((name) => facts(place, name));
      const selected = facts(inbox, 'parlor-conversation-selected');
      const sent = facts(inbox, 'parlor-message-sent');
      const failed = facts(inbox, 'parlor-message-failed');
      const received = facts(inbox, 'parlor-message-received');
      const drafts = facts(inbox, 'parlor-draft-changed');
      const errors = facts(inbox, 'parlor-error');

      const id = threadIdOf({...world}, 'Fine');
      await openConversation(inbox, 'Works Fine');
      expect(selected.map(({detail}) => detail)).to.deep.equal([{conversationId: id}]);

      await send(inbox, 'Yo');
      await waitUntil(() => sent.length === 1);
      expect(drafts.map(({detail}) => detail)).to.deep.equal([
        {conversationId: id, text: 'Y'},
        {conversationId: id, text: 'Yo'},
        {conversationId: id, text: ''},
      ]);
      expect(sent[0]?.detail.message).to.include({conversationId: id, text: 'Yo', direction: 'outbound'});

      receive({...world}, 'Fine', 'Yo yourself');
      await waitUntil(() => received.length === 1);
      expect(received[0]?.detail.message).to.include({conversationId: id, text: 'Yo yourself', direction: 'inbound'});

      await openConversation(inbox, 'No Credits');
      await send(inbox, 'Hello');
      await waitUntil(() => failed.length === 1);
      expect(failed[0]?.detail.error.kind).to.equal('insufficient-credits');
      expect(failed[0]?.detail.message).to.include({text: 'Hello', status: 'failed'});

      world.backend.setFaults({serverError: {probability: 1, only: 'read'}});
      window.dispatchEvent(new Event('online'));
      await waitUntil(() => errors.length > 0);
      expect(errors[0]?.detail.error.kind).to.equal('server');

      expect(bubbled.flat()).to.have.length(0);
      const every = [selected, sent, failed, received, drafts, errors].flat() as readonly Event[];
      expect(every.some((event) => event.bubbles || event.cancelable)).to.equal(false);
    });

    it('tells of a first load that failed', async () => {
      const world = makeWorld();
      world.backend.setFaults({serverError: {probability: 1}});
      const place = await inPlace(html`<parlor-inbox></parlor-inbox>`);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      const errors = facts(inbox, 'parlor-error');
      inbox.adapter = world.adapter;
      await waitUntil(() => errors.length > 0);
      expect(errors.map(({detail}) => detail.error.kind)).to.deep.equal(['server']);
      expect(words(inbox)).to.include(english.listFailed);
      expect(words(connection(inbox)), 'which is said once').to.equal('');
      world.backend.setFaults({serverError: {}});
      button(inbox, 'Try again').click();
      await waitUntil(() => isLoaded(inbox));
    });

    it('answers a request once, with an inbox inside an inbox', async () => {
      const outer = makeWorld();
      const inner = makeWorld('opted-out');
      const place = await inPlace(html`
        <parlor-inbox-context .adapter=${outer.adapter}>
          <parlor-inbox .adapter=${inner.adapter}></parlor-inbox>
        </parlor-inbox-context>
      `);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      await waitUntil(() => isLoaded(inbox) && words(inbox).includes('Stopped Unread'));
      const selected = facts(find(place, 'parlor-inbox-context'), 'parlor-conversation-selected');
      await openConversation(inbox, 'Says Stopsmoking');
      expect(selected).to.have.length(0);
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

  describe('trouble', () => {
    it('says that the connection is lost, and that it is back', async () => {
      const {inbox, backend} = await openScene();
      expect(words(connection(inbox))).to.equal('');
      backend.setFaults({offline: true});
      await waitUntil(() => words(connection(inbox)).includes(english.offline));
      expect(connection(inbox).role ?? connection(inbox).getAttribute('role')).to.equal('status');
      await expect(inbox).to.be.accessible();
      const tall = connection(inbox).getBoundingClientRect().height;
      expect(tall).to.be.greaterThan(20);
      backend.setFaults({offline: false});
      await waitUntil(() => words(connection(inbox)) === english.backOnline, 'it is said');
      expect(connection(inbox).getBoundingClientRect().height, 'but not shown').to.equal(0);
    });

    it('says why reading fails, and tries again when asked', async () => {
      const {inbox, backend, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      backend.setFaults({serverError: {probability: 1, only: 'read'}});
      window.dispatchEvent(new Event('online'));
      await waitUntil(() => words(connection(inbox)).includes(english.errors.server));
      expect(bubbles(inbox).length, 'what is loaded stays').to.be.greaterThan(0);
      backend.setFaults({serverError: {}});
      button(connection(inbox), 'Try again').click();
      await waitUntil(() => !words(connection(inbox)).includes(english.offline));
      receive({backend, ...world}, 'Fine', 'Back again');
      await saysInThread(inbox, 'Back again');
    });

    it('catches up on what was missed', async () => {
      const {inbox, backend, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      backend.setFaults({offline: true});
      receive({backend, ...world}, 'Fine', 'Can you hear me?');
      expect(bubbles(inbox).some((bubble) => bubble.includes('Can you hear me?'))).to.equal(false);
      backend.setFaults({offline: false});
      await saysInThread(inbox, 'Can you hear me?');
    });

    it('keeps the text of a send that failed, and says what to do', async () => {
      const {inbox} = await openScene();
      await openConversation(inbox, 'No Fromnumber');
      await send(inbox, 'Worth keeping');
      await waitUntil(() => words(find(inbox, 'parlor-reply-box')).includes(english.blocks['no-from-number'].title));
      expect(words(find(inbox, 'parlor-reply-box'))).to.include(english.textKept);
      await expect(inbox).to.be.accessible();
      button(inbox, english.checkAgain).click();
      await waitUntil(() => has(inbox, 'textarea'));
      expect(textarea(inbox).value).to.equal('Worth keeping');
    });

    it('never says of an unconfirmed message that it failed', async () => {
      const {inbox} = await openScene();
      await openConversation(inbox, 'Lost Answer');
      await send(inbox, 'Did it leave?');
      await waitUntil(() => bubbles(inbox).at(-1)?.includes(english.statuses.unconfirmed));
      expect(bubbles(inbox).at(-1)).not.to.include(english.statuses.failed);
      await expect(inbox).to.be.accessible();
    });

    it('leaves what is being typed alone when an older message is sent again', async () => {
      const {inbox, clock} = await openScene();
      await openConversation(inbox, 'Carrier Undelivered');
      await send(inbox, 'First try');
      await saysInThread(inbox, 'First try');
      clock.advance(60_000);
      await waitUntil(() => bubbles(inbox).at(-1)?.includes(english.statuses.undelivered));
      await type(inbox, 'Something else');
      button(inbox, 'Send again').click();
      await waitUntil(() => bubbles(inbox).filter((bubble) => bubble.includes('First try')).length === 2);
      expect(textarea(inbox).value).to.equal('Something else');
    });
  });

  describe('drafts', () => {
    it('stay with their conversations', async () => {
      const {inbox} = await openScene();
      await openConversation(inbox, 'Works Fine');
      await type(inbox, 'for the first');
      await openConversation(inbox, 'Carrier Slow');
      expect(textarea(inbox).value).to.equal('');
      expect(words(row(inbox, 'Works Fine'))).to.include('Draft: for the first');
      await type(inbox, 'for the second');
      await openConversation(inbox, 'Works Fine');
      expect(textarea(inbox).value).to.equal('for the first');
      expect(words(row(inbox, 'Works Fine'))).not.to.include('Draft');
      await openConversation(inbox, 'Carrier Slow');
      expect(textarea(inbox).value).to.equal('for the second');
    });

    it('outlive an opt-out that arrives while somebody types', async () => {
      const {inbox, ...world} = await openScene({scenario: 'opted-out'});
      await openConversation(inbox, 'Says Stopsmoking');
      await type(inbox, 'Start with');
      receive({...world}, 'Stopsmoking', 'STOP');
      await waitUntil(() => !has(inbox, 'textarea'), 'the field is gone');
      const box = find(inbox, 'parlor-reply-box');
      expect(words(box)).to.include(english.blocks['opted-out'].title).and.to.include(english.textKept);
      expect(words(find(inbox, '.thread-header'))).to.include(english.optedOut);
      expect(box.contains(document.activeElement) || focused()?.getAttribute('part') === 'blocked').to.equal(true);
      await sendKeys({press: 'Enter'});
      expect(world.backend.messagesOf(inbox.conversationId ?? '').at(-1)?.text).to.equal('STOP');
      await expect(inbox).to.be.accessible();
      receive({...world}, 'Stopsmoking', 'START');
      await waitUntil(() => has(inbox, 'textarea'), 'it comes back after START');
      expect(textarea(inbox).value).to.equal('Start with');
    });
  });

  describe('reading', () => {
    it('marks what is open as read, and the rest not', async () => {
      const {inbox, ...world} = await openScene({scenario: 'opted-out'});
      const id = threadIdOf({...world}, 'Unread');
      expect(world.backend.thread(id)?.unreadCount).to.equal(2);
      await openConversation(inbox, 'Stopped Unread');
      await waitUntil(() => world.backend.thread(id)?.unreadCount === 0);
      receive({...world}, 'Stopsmoking', 'Hello?');
      await waitUntil(() => words(row(inbox, 'Says Stopsmoking')).includes('1 unread message'));
    });

    it('marks nothing while the page is hidden', async () => {
      const {inbox, ...world} = await openScene({scenario: 'opted-out'});
      const id = threadIdOf({...world}, 'Stopsmoking');
      await openConversation(inbox, 'Says Stopsmoking');
      setHidden(true);
      try {
        receive({...world}, 'Stopsmoking', 'Are you reading this?');
        await saysInThread(inbox, 'Are you reading this?');
        expect(world.backend.thread(id)?.unreadCount).to.equal(1);
        setHidden(false);
        await waitUntil(() => world.backend.thread(id)?.unreadCount === 0, 'it is read when the page is seen');
      } finally {
        setHidden(false);
      }
    });

    it('marks nothing that could not be loaded', async () => {
      const {inbox, ...world} = await openScene({scenario: 'opted-out'});
      const id = threadIdOf({...world}, 'Unread');
      world.backend.setFaults({serverError: {next: 1, only: 'read'}});
      row(inbox, 'Stopped Unread').click();
      await waitUntil(() => words(inbox).includes(english.threadFailed));
      world.backend.setStarred(id, true);
      await waitUntil(() => words(row(inbox, 'Stopped Unread')).includes('Starred'));
      expect(world.backend.thread(id)?.unreadCount).to.equal(2);
      button(find(inbox, 'parlor-message-thread'), 'Try again').click();
      await waitUntil(() => world.backend.thread(id)?.unreadCount === 0);
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

  describe('coming and going', () => {
    it('works again where it is put back, and catches up', async () => {
      const {inbox, place, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      await type(inbox, 'unfinished');
      inbox.remove();
      receive({...world}, 'Fine', 'While you were away');
      receive({...world}, 'Slow', 'Me too');
      place.append(inbox);
      await saysInThread(inbox, 'While you were away');
      await waitUntil(() => words(row(inbox, 'Carrier Slow')).includes('Me too'));
      expect(textarea(inbox).value).to.equal('unfinished');
      await openConversation(inbox, 'Carrier Slow');
    });

    it('loads although it was moved while loading', async () => {
      const world = makeWorld();
      const place = await inPlace(html`<parlor-inbox></parlor-inbox>`);
      const inbox = find<ParlorInbox>(place, 'parlor-inbox');
      Object.assign(inbox, {adapter: world.adapter, conversationId: threadIdOf(world, 'Fine')});
      await inbox.updateComplete;
      expect(inbox.store?.conversationList.state.status).to.equal('loading');
      const elsewhere = document.createElement('section');
      place.append(elsewhere);
      elsewhere.append(inbox);
      await waitUntil(() => isLoaded(inbox), 'the conversations are loaded');
      await threadLoaded(inbox);
    });

    it('leaves no listener behind, on the page or at the adapter', async () => {
      const {place, inbox, ...world} = await openScene();
      await openConversation(inbox, 'Works Fine');
      inbox.remove();
      const targets = [document, window].map(eventListeners);
      const subscribe = world.backend.subscribe.bind(world.backend);
      let subscriptions = 0;
      world.backend.subscribe = (listener) => {
        const stop = subscribe(listener);
        subscriptions++;
        return () => {
          subscriptions--;
          stop();
        };
      };
      try {
        place.append(inbox);
        await threadLoaded(inbox);
        expect(subscriptions).to.equal(1);
        expect(targets.some(({count}) => count() > 0)).to.equal(true);
        inbox.remove();
        await inbox.updateComplete;
        expect(subscriptions).to.equal(0);
        expect(targets.map(({count}) => count())).to.deep.equal([0, 0]);
      } finally {
        targets.forEach(({restore}) => restore());
      }
    });
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
      expect(left('.back')).to.be.greaterThan(left('h2'));
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
