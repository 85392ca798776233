import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import type {Conversation} from '../../src/model/conversation.js';
import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import {PARLOR_REQUESTS, type ParlorRequest, type ParlorRequestMap} from '../../src/components/requests.js';
import {formatPhone} from '../../src/model/phone-number.js';
import {aConversation, aMessage} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {
  all,
  find,
  openConversation,
  openScene,
  row,
  saysInThread,
  threadIdOf,
  threadLoaded,
  words,
} from './inbox-scene.js';

/** A button of the page's own in the thread's header, which asks for something when it is pressed. */
function ask<Type extends ParlorRequest>(
  inbox: HTMLElement,
  type: Type,
  detail: Partial<ParlorRequestMap[Type]>,
): void {
  const button = document.createElement('button');
  button.slot = 'header-actions';
  button.addEventListener('click', () => {
    button.dispatchEvent(new CustomEvent(type, {bubbles: true, composed: true, cancelable: true, detail}));
  });
  inbox.append(button);
  button.click();
  button.remove();
}

class CapableAdapter extends ScriptedAdapter {
  readonly done: string[] = [];
  setArchived = (id: string, value: boolean) => this.do(`archived ${id} ${value}`, id);
  setStarred = (id: string, value: boolean) => this.do(`starred ${id} ${value}`, id);
  setClosed = (id: string, value: boolean) => this.do(`closed ${id} ${value}`, id);
  updateMetadata = (id: string) => this.do(`metadata ${id}`, id);
  startConversation = () => this.do('started', 'started');
  describeStart = () => {
    this.done.push('form');
    return Promise.resolve({recipients: []} as never);
  };
  getContact = (id: string) => {
    this.done.push(`contact ${id}`);
    return Promise.resolve({} as never);
  };
  deleteConversation = (id: string) => {
    this.done.push(`deleted ${id}`);
    return Promise.resolve();
  };

  private do(what: string, id: string): Promise<Conversation> {
    this.done.push(what);
    return Promise.resolve(aConversation({id}));
  }
}

const EVERYTHING = {
  archiveConversation: 'native',
  starred: 'native',
  closeConversation: 'native',
  deleteConversation: 'native',
  startConversation: 'native',
  editMetadata: 'native',
  contactDetails: 'native',
  messagesAround: 'native',
} as const;

async function scripted() {
  const adapter = new CapableAdapter(EVERYTHING);
  const opening = openScene({world: {...(await openScene()), adapter}});
  await waitUntil(() => adapter.lists.length > 0);
  adapter.lists[0]?.answer({items: [aConversation({id: 'one'}), aConversation({id: 'two'})]});
  const {inbox} = await opening;
  inbox.store?.select('one');
  await waitUntil(() => adapter.pages.length > 0);
  adapter.pages[0]?.answer({messages: [aMessage({id: 'm1', conversationId: 'one'})], older: 'p' as never});
  await threadLoaded(inbox);
  return {adapter, inbox};
}

describe('a button of the page’s own in the header', () => {
  for (const about of [{}, {conversationId: 'two'}] as const) {
    const id = 'conversationId' in about ? about.conversationId : 'one';
    it(`does with a conversation what ours do (${'conversationId' in about ? 'one it names' : 'the open one'})`, async () => {
      const {adapter, inbox} = await scripted();
      const expected: string[] = [];
      const asks = async <Type extends ParlorRequest>(
        type: Type,
        detail: Partial<ParlorRequestMap[Type]>,
        what: string,
      ) => {
        expected.push(what);
        ask<ParlorRequest>(inbox, type, {...about, ...detail});
        await waitUntil(() => adapter.done.includes(what), `${type}: ${adapter.done.join(', ')}`);
        await waitUntil(() => inbox.store?.pending.state.running.size === 0);
      };
      await asks('parlor-star-request', {starred: true}, `starred ${id} true`);
      await asks('parlor-archive-request', {archived: true}, `archived ${id} true`);
      await asks('parlor-close-conversation-request', {closed: true}, `closed ${id} true`);
      await asks('parlor-metadata-edit-request', {edit: {base: {}, changes: {}}}, `metadata ${id}`);
      await asks('parlor-contact-reload-request', {}, `contact ${id}`);
      await asks('parlor-delete-request', {conversationId: id}, `deleted ${id}`);
      expect(adapter.done).to.deep.equal(expected);
    });
  }

  it('reads, writes and sends', async () => {
    const {adapter, inbox} = await scripted();
    const {store} = inbox;
    ask(inbox, 'parlor-draft-request', {text: 'Typed', mediaUrls: []});
    await waitUntil(() => store?.drafts.get('one').text === 'Typed');
    ask(inbox, 'parlor-send-request', {text: 'Sent', mediaUrls: []});
    await waitUntil(() => adapter.sends.length === 1);
    expect(adapter.sends[0]?.query.conversationId).to.equal('one');
    ask(inbox, 'parlor-endpoint-choose-request', {ownEndpointId: 'own-2'});
    await waitUntil(() => store?.sending.state.chosenEndpoints.get('one') === 'own-2');
    ask(inbox, 'parlor-older-messages-request', {});
    await waitUntil(() => adapter.pages.some(({query}) => query.cursor !== undefined));
    ask(inbox, 'parlor-load-around-request', {messageId: 'm0'});
    await waitUntil(() => adapter.pages.some(({query}) => query.around !== undefined));
    ask(inbox, 'parlor-query-change-request', {query: {unread: true}});
    await waitUntil(() => store?.conversationList.state.query.unread === true);
    ask(inbox, 'parlor-conversation-select-request', {conversationId: 'two'});
    await waitUntil(() => store?.state.selectedId === 'two');
    ask(inbox, 'parlor-conversation-start-request', {request: {recipient: {kind: 'address', value: '+12025550177'}}});
    await waitUntil(() => store?.state.selectedId === 'started');
  });

  it('opens and closes the details, and the search of the thread, unless somebody vetoes', async () => {
    const {inbox, ...world} = await openScene({width: 1200});
    await openConversation(inbox, 'Works Fine');
    ask(inbox, 'parlor-details-toggle-request', {open: true});
    await waitUntil(() => all(inbox, 'parlor-contact-panel').length === 1);
    inbox.addEventListener('parlor-details-toggle-request', (event) => event.preventDefault(), {once: true});
    ask(inbox, 'parlor-details-toggle-request', {open: false});
    await nextFrame();
    expect(inbox.detailsOpen).to.equal(true);
    ask(inbox, 'parlor-details-toggle-request', {open: false});
    await waitUntil(() => !inbox.detailsOpen);
    ask(inbox, 'parlor-thread-search-request', {conversationId: threadIdOf(world, 'Fine')});
    await waitUntil(() => all(inbox, 'parlor-thread-search').length === 1);
  });
});

const NAME = [formatPhone('+12025550111'), formatPhone('+12025550112')].join(', ');

describe('a request that a page made up wrongly', () => {
  const DETAILS = [
    undefined,
    null,
    'text',
    42,
    [],
    {},
    {conversationId: 5},
    {
      conversationId: {},
      messageId: [],
      text: 7,
      mediaUrls: 'x',
      starred: 'yes',
      archived: 1,
      closed: null,
      part: 'all',
    },
    {
      conversationId: 'one',
      messageId: 3,
      text: null,
      mediaUrls: [1],
      query: 'unread',
      edit: 'x',
      request: 'x',
      at: NaN,
    },
    {conversationId: 'one', query: {search: 5}, edit: {}, request: {}, at: 'today', open: 'yes', signal: 'x'},
    {conversationId: 'one', query: null, edit: {base: 1, changes: 2}, request: {recipient: {kind: 'address'}}},
    {conversationId: 'one', query: [], edit: null, request: {recipient: null}, ownEndpointId: 5, reason: 5},
  ];

  async function watched() {
    const scene = await scripted();
    const warnings: string[] = [];
    const faults: unknown[] = [];
    const {warn} = console;
    const {onerror} = globalThis;
    const onRejection = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      faults.push(event.reason);
    };
    console.warn = (text: string) => warnings.push(text);
    globalThis.onerror = (_message, _source, _line, _column, error) => faults.push(error) > 0;
    globalThis.addEventListener('unhandledrejection', onRejection);
    const restore = () => {
      console.warn = warn;
      globalThis.onerror = onerror;
      globalThis.removeEventListener('unhandledrejection', onRejection);
    };
    const state = () => ({
      done: [...scene.adapter.done],
      sends: scene.adapter.sends.length,
      lists: scene.adapter.lists.length,
      pages: scene.adapter.pages.length,
      selectedId: scene.inbox.store?.state.selectedId,
      query: scene.inbox.store?.conversationList.state.query,
      drafts: scene.inbox.store?.drafts.state.drafts.size,
      failure: scene.inbox.store?.pending.state.failure,
      start: scene.inbox.store?.pending.state.start,
    });
    return {...scene, warnings, faults, restore, state};
  }

  /** What means something without a detail: about the open conversation, or about nothing in particular. */
  const WITHOUT_DETAIL: readonly ParlorRequest[] = [
    // The device calls, not the inbox.
    'parlor-call-request',
    'parlor-more-conversations-request',
    'parlor-older-messages-request',
    'parlor-newer-messages-request',
    'parlor-newest-messages-request',
    'parlor-show-unsent-request',
    'parlor-recheck-request',
    'parlor-error-dismiss-request',
    'parlor-endpoint-choose-request',
    'parlor-action-failure-dismiss-request',
    'parlor-contact-reload-request',
    'parlor-start-form-reload-request',
    'parlor-details-toggle-request',
    'parlor-thread-search-request',
    'parlor-commands-request',
    // The field types, not the inbox.
    'parlor-saved-reply-insert-request',
    'parlor-message-menu-request',
    'parlor-media-request',
    'parlor-close-request',
    // Somebody is about to be told, or a file to be made; the inbox has no part in it.
    'parlor-notify-request',
    'parlor-export-request',
  ];

  for (const type of PARLOR_REQUESTS) {
    it(`breaks nothing, and is warned of once where it is ignored: ${type}`, async () => {
      const {inbox, warnings, faults, restore, state} = await watched();
      try {
        const before = state();
        for (const detail of DETAILS) ask(inbox, type, detail as never);
        const plain = new Event(type, {bubbles: true, composed: true});
        inbox.dispatchEvent(plain);
        await new Promise((resolve) => setTimeout(resolve));
        expect(faults).to.deep.equal([]);
        expect(warnings.length).to.be.at.most(1);
        if (!WITHOUT_DETAIL.includes(type)) {
          expect(warnings.join()).to.include(type);
          expect(state()).to.deep.equal(before);
        }
      } finally {
        restore();
      }
    });
  }
});

describe('a group of people without names', () => {
  it('is called the same in its row, in the header and where one writes', async () => {
    const {adapter, inbox} = await scripted();
    const group = aConversation({
      id: 'group',
      kind: 'group',
      participants: [
        {role: 'contact', address: '+12025550111'},
        {role: 'contact', address: '+12025550112'},
      ],
    });
    adapter.emit({type: 'conversation-updated', conversation: group});
    await waitUntil(() => all(inbox, '[role=option]').some((option) => words(option).includes(NAME)));
    inbox.store?.select('group');
    adapter.pages.at(-1)?.answer({messages: [aMessage({conversationId: 'group'})]});
    await waitUntil(() => words(find(inbox, 'header h2')) === NAME);
    await waitUntil(() => all(inbox, 'textarea').some(({ariaLabel}) => ariaLabel?.includes(NAME)));
    expect(row(inbox, NAME).ariaSelected).to.equal('true');
  });
});

describe('a place far back', () => {
  it('is shown with a handful of requests, and sending leads back to the newest', async () => {
    const {inbox, ...world} = await openScene();
    const contact = world.backend.addContact({firstName: 'Long', lastName: 'Time', phone: '+12025559999'});
    const now = world.clock.now();
    const {id} = world.backend.addThread({
      contactId: contact.id,
      messages: Array.from({length: 20_000}, (_, place) => ({
        direction: 'inbound' as const,
        text: `Message ${place}`,
        at: now - (20_000 - place) * 600_000,
      })),
    });
    let requests = 0;
    const listMessages = world.adapter.listMessages.bind(world.adapter);
    Object.assign(world.adapter, {
      listMessages: (...parameters: Parameters<typeof listMessages>) => {
        requests++;
        return listMessages(...parameters);
      },
    });
    inbox.store?.select(id);
    await threadLoaded(inbox);
    const thread = find<ParlorMessageThread>(inbox, 'parlor-message-thread');
    const far = world.backend.messagesOf(id)[1000]?.id ?? '';
    thread.scrollToMessage(far);
    await saysInThread(inbox, 'Message 1000');
    thread.scrollToDate(now - 100 * 86_400_000);
    const expected = 20_000 - 144 * 100;
    await saysInThread(inbox, `Message ${expected}`);
    expect(requests).to.be.lessThan(12);
    inbox.store?.send({conversationId: id, text: 'From far back'});
    await saysInThread(inbox, 'From far back');
    await saysInThread(inbox, 'Message 19999');
  });
});
