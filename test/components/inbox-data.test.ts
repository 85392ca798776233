import {expect, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import {registerAdapter, type AdapterOptions} from '../../src/adapter/adapter-registry.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {eventListeners} from '../support/count-listeners.js';
import {
  bubbles,
  connection,
  button,
  facts,
  find,
  focused,
  has,
  heading,
  inPlace,
  isLoaded,
  makeWorld,
  openConversation,
  openScene,
  receive,
  findRow,
  row,
  saysInThread,
  send,
  setHidden,
  textarea,
  threadIdOf,
  threadLoaded,
  type,
  words,
} from './inbox-scene.js';

describe('<parlor-inbox>', () => {
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
      await waitUntil(() => has(inbox, '[part=base] [role=alert]'));
      const alert = words(find(inbox, '[part=base] [role=alert]'));
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
      await waitUntil(() => has(inbox, '[part=base] [role=alert]'));
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
      await waitUntil(() => words(inbox).includes(english.setUpFailed));
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
      await waitUntil(() => has(inbox, '.who h2') && heading(inbox) === 'Backagain Afterstop');
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
      const {inbox, backend} = await openScene();
      await openConversation(inbox, 'Works Fine');
      backend.setFaults({loseRequest: {next: 1, only: 'send'}});
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
      expect(words(box), 'what is kept can be read').to.include('Start with');
      expect(words(find(inbox, '.thread-header'))).to.include(english.optedOut);
      expect(box.contains(document.activeElement) || focused()?.getAttribute('part') === 'blocked').to.equal(true);
      await sendKeys({press: 'Enter'});
      expect(world.backend.messagesOf(inbox.conversationId ?? '').at(-1)?.text).to.equal('STOP');
      await expect(inbox).to.be.accessible();
      await sendKeys({press: 'Tab'});
      expect(getSelection()?.toString(), 'and copied').to.equal('Start with');
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
      // Who comes back at once has only moved.
      await waitUntil(() => inbox.store === undefined);
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
        await waitUntil(() => targets.every(({count}) => count() === 0));
        expect(subscriptions).to.equal(0);
        expect(targets.map(({count}) => count())).to.deep.equal([0, 0]);
      } finally {
        targets.forEach(({restore}) => restore());
      }
    });
  });
});
