import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, sendMouse, setViewport} from '@web/test-runner-commands';
import type {ParlorConversationActions} from '../../src/components/conversation-actions/conversation-actions.js';
import {Countdown} from '../../src/components/conversation-actions/notice.js';
import '../../src/components/conversation-actions/define.js';
import {placeAfterKey} from '../../src/components/conversation-actions/menu.js';
import '../../src/components/inbox-context/define.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import {actionsFor} from '../../src/controllers/conversation-action.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {button, buttonNames, find, focused, has, overflowing, shadowOf, words} from './element-helpers.js';

const everything: Capabilities = {
  ...NO_CAPABILITIES,
  starred: 'native',
  archiveConversation: 'native',
  closeConversation: 'native',
  deleteConversation: 'native',
};
const archiveOnly: Capabilities = {...NO_CAPABILITIES, archiveConversation: 'native'};

type Settings = Partial<
  Pick<
    ParlorConversationActions,
    | 'conversation'
    | 'capabilities'
    | 'offersSearch'
    | 'offersDetails'
    | 'detailsOpen'
    | 'pending'
    | 'failure'
    | 'undoDuration'
  >
>;

async function change(element: ParlorConversationActions, settings: Settings): Promise<void> {
  Object.assign(element, settings);
  await element.updateComplete;
}

const REQUESTS = [
  'parlor-archive-request',
  'parlor-star-request',
  'parlor-close-conversation-request',
  'parlor-delete-request',
  'parlor-details-toggle-request',
  'parlor-thread-search-request',
] as const;

async function make(settings: Settings = {}) {
  const element = await fixture<ParlorConversationActions>(
    html`<parlor-conversation-actions lang="en-GB"></parlor-conversation-actions>`,
  );
  const asked: unknown[] = [];
  for (const type of REQUESTS) element.addEventListener(type, ({detail}) => asked.push([type, detail]));
  await change(element, {conversation: aConversation(), capabilities: everything, ...settings});
  return {element, asked};
}

async function press(element: ParlorConversationActions, name: string): Promise<void> {
  button(element, name).click();
  await element.updateComplete;
}

async function openMenu(element: ParlorConversationActions): Promise<void> {
  button(element, english.moreActions).focus();
  await sendKeys({press: 'Enter'});
  await waitUntil(() => focused(element)?.role === 'menuitem');
}

const items = (element: ParlorConversationActions): readonly string[] =>
  [...shadowOf(element).querySelectorAll<HTMLElement>('[role=menuitem]')].map(
    (item) => item.innerText.trim() || (item.textContent ?? '').trim(),
  );
const status = (element: ParlorConversationActions): string => words(element, '[role="status"]');
const notice = (element: ParlorConversationActions): string =>
  find(element, '#notice').matches(':popover-open') ? words(element, '#notice') : '';
const dialog = (element: ParlorConversationActions) => find<HTMLDialogElement>(element, 'dialog');

describe('the actions of a conversation', () => {
  it('are those that make sense for it, and that the provider itself does', () => {
    expect(actionsFor(aConversation(), everything)).to.deep.equal(['star', 'archive', 'close', 'delete']);
    expect(actionsFor(aConversation({starred: true, status: 'archived'}), everything)).to.deep.equal([
      'unstar',
      'unarchive',
      'close',
      'delete',
    ]);
    expect(actionsFor(aConversation({status: 'closed'}), everything)).to.include('reopen');
    expect(actionsFor(aConversation({status: 'deleted'}), everything)).to.deep.equal([]);
    expect(
      actionsFor(aConversation(), {...everything, starred: 'local', archiveConversation: 'derived'}),
    ).to.deep.equal(['close', 'delete']);
  });

  it('move by keys round and round, and by first letter', () => {
    const labels = ['Star', 'Archive', 'Close', 'Delete'];
    expect(placeAfterKey('ArrowDown', 3, labels)).to.equal(0);
    expect(placeAfterKey('ArrowUp', 0, labels)).to.equal(3);
    expect(placeAfterKey('Home', 2, labels)).to.equal(0);
    expect(placeAfterKey('End', 0, labels)).to.equal(3);
    expect(placeAfterKey('d', 0, labels)).to.equal(3);
    expect(placeAfterKey('a', 1, labels)).to.equal(1);
    expect(placeAfterKey('x', 1, labels)).to.equal(undefined);
    expect(placeAfterKey(' ', 1, labels)).to.equal(undefined);
    expect(placeAfterKey('ArrowDown', 0, [])).to.equal(undefined);
  });

  it('count down only while nothing holds them', async () => {
    let ended = 0;
    const countdown = new Countdown(() => ended++);
    countdown.start(5);
    countdown.hold('pointer', true);
    countdown.hold('focus', true);
    countdown.hold('pointer', false);
    const other = new Promise<void>((resolve) => new Countdown(resolve).start(20));
    await other;
    expect(ended).to.equal(0);
    countdown.hold('focus', false);
    await waitUntil(() => ended === 1);
    countdown.hold('focus', true);
    countdown.hold('focus', false);
    countdown.start(1);
    countdown.stop();
    await new Promise<void>((resolve) => new Countdown(resolve).start(10));
    expect(ended).to.equal(1);
  });
});

describe('<parlor-conversation-actions>', () => {
  it('stands in a row while there are two at most', async () => {
    const {element, asked} = await make({capabilities: NO_CAPABILITIES, offersDetails: true});
    expect(buttonNames(element)).to.deep.equal([english.details, english.searchMessages]);
    await expect(element).to.be.accessible();
    await press(element, english.details);
    expect(asked).to.deep.equal([['parlor-details-toggle-request', {conversationId: 'conversation-1', open: true}]]);
    expect(button(element, english.details).ariaExpanded).to.equal('false');
    await change(element, {detailsOpen: true});
    expect(button(element, english.details).ariaExpanded).to.equal('true');
  });

  it('puts what does not fit into a menu', async () => {
    const {element} = await make();
    expect(buttonNames(element)).to.deep.equal(['Star', english.moreActions]);
    expect(items(element)).to.deep.equal(['Archive', 'Close conversation', 'Delete']);
    await change(element, {offersDetails: true});
    expect(buttonNames(element)).to.deep.equal([english.details, english.moreActions]);
    expect(items(element)).to.deep.equal([english.searchMessages, 'Star', 'Archive', 'Close conversation', 'Delete']);
  });

  it('asks for the search in the thread, also while something is being done', async () => {
    const {element, asked} = await make({capabilities: archiveOnly, offersSearch: true, pending: 'archive'});
    expect(buttonNames(element)).to.deep.equal([english.searchMessages, 'Archive']);
    await press(element, english.searchMessages);
    await change(element, {offersDetails: true});
    await openMenu(element);
    await sendKeys({press: 'Enter'});
    const request = ['parlor-thread-search-request', {conversationId: 'conversation-1'}];
    expect(asked).to.deep.equal([request, request]);
    expect(focused(element)).to.equal(button(element, english.moreActions));
  });

  it('draws nothing to press where nothing can be done', async () => {
    const {element} = await make({capabilities: NO_CAPABILITIES});
    expect(buttonNames(element)).to.deep.equal([]);
    await change(element, {capabilities: everything, offersDetails: true, conversation: undefined});
    expect(buttonNames(element)).to.deep.equal([]);
  });

  describe('the menu', () => {
    it('opens, moves, and closes with the keyboard alone', async () => {
      const {element} = await make();
      const outside: string[] = [];
      element.addEventListener('keydown', ({key}) => outside.push(key));
      await openMenu(element);
      const opener = button(element, english.moreActions);
      expect(opener.ariaExpanded).to.equal('true');
      expect(opener.ariaHasPopup).to.equal('menu');
      expect(focused(element)).to.equal(button(element, 'Archive'));
      await expect(element).to.be.accessible();
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'ArrowDown'});
      expect(focused(element)).to.equal(button(element, 'Delete'));
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'c'});
      expect(focused(element)).to.equal(button(element, 'Close conversation'));
      outside.length = 0;
      await sendKeys({press: 'Escape'});
      await waitUntil(() => opener.ariaExpanded === 'false');
      expect(focused(element)).to.equal(opener);
      expect(outside, 'Escape goes no further').to.deep.equal([]);

      await sendKeys({press: 'ArrowUp'});
      expect(focused(element)).to.equal(button(element, 'Delete'));
      await sendKeys({press: 'Tab'});
      await waitUntil(() => opener.ariaExpanded === 'false');
    });

    it('closes when something else is pressed, and when its button is pressed again', async () => {
      const {element} = await make();
      const opener = button(element, english.moreActions);
      const isOpen = () => find(element, '#menu').matches(':popover-open');
      const {left, top} = opener.getBoundingClientRect();
      const position: [number, number] = [Math.round(left + 10), Math.round(top + 10)];
      await sendMouse({type: 'click', position});
      await waitUntil(isOpen);
      await sendMouse({type: 'click', position});
      await waitUntil(() => !isOpen());
      await sendMouse({type: 'click', position});
      await waitUntil(isOpen);
      await sendMouse({type: 'click', position: [400, 500]});
      await waitUntil(() => !isOpen());
    });

    it('asks for what was chosen, with the focus back on its button', async () => {
      const {element, asked} = await make();
      await openMenu(element);
      await sendKeys({press: 'End'});
      await sendKeys({press: 'ArrowUp'});
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(asked).to.deep.equal([
        ['parlor-close-conversation-request', {conversationId: 'conversation-1', closed: true}],
      ]);
      expect(focused(element)).to.equal(button(element, english.moreActions));
    });
  });

  it('asks for each action and its contrary', async () => {
    const {element, asked} = await make();
    await press(element, 'Star');
    await change(element, {conversation: aConversation({starred: true, status: 'archived'})});
    await press(element, english.unstar);
    await openMenu(element);
    await press(element, english.unarchive);
    await change(element, {conversation: aConversation({status: 'closed'})});
    await openMenu(element);
    await press(element, english.reopenConversation);
    const conversationId = 'conversation-1';
    expect(asked).to.deep.equal([
      ['parlor-star-request', {conversationId, starred: true}],
      ['parlor-star-request', {conversationId, starred: false}],
      ['parlor-archive-request', {conversationId, archived: false}],
      ['parlor-close-conversation-request', {conversationId, closed: false}],
    ]);
  });

  it('shows that something is under way, and takes nothing else meanwhile', async () => {
    const {element, asked} = await make({pending: 'star'});
    expect(button(element, 'Star').ariaDisabled).to.equal('true');
    expect(status(element)).to.equal(english.working);
    await press(element, 'Star');
    await openMenu(element);
    await press(element, 'Archive');
    await expect(element).to.be.accessible();
    expect(asked).to.deep.equal([]);
  });

  describe('after archiving', () => {
    it('offers to undo it, in sight, in words, and by keyboard', async () => {
      const {element, asked} = await make({capabilities: archiveOnly});
      await press(element, 'Archive');
      await change(element, {pending: 'archive'});
      expect(notice(element), 'nothing is done before the provider said so').to.equal('');
      await change(element, {pending: undefined, conversation: aConversation({status: 'archived'})});
      expect(notice(element)).to.equal('Ana Silva was archived Undo');
      expect(status(element)).to.equal('Ana Silva was archived');
      await expect(element).to.be.accessible();

      button(element, english.unarchive).focus();
      await sendKeys({press: 'Tab'});
      expect(focused(element)).to.equal(button(element, 'Undo'));
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(asked.at(-1)).to.deep.equal([
        'parlor-archive-request',
        {conversationId: 'conversation-1', archived: false},
      ]);
      expect(notice(element)).to.equal('');
      expect(focused(element), 'the keyboard stays here').to.equal(button(element, english.unarchive));
    });

    it('goes away by itself, but not while somebody is on it', async () => {
      const {element} = await make({capabilities: archiveOnly, undoDuration: 60});
      await press(element, 'Archive');
      await change(element, {conversation: aConversation({status: 'archived'})});
      button(element, 'Undo').focus();
      await new Promise<void>((resolve) => new Countdown(resolve).start(90));
      expect(notice(element)).to.equal('Ana Silva was archived Undo');
      button(element, english.unarchive).focus();
      await waitUntil(() => notice(element) === '');
    });

    it('can be dismissed with Escape, and stays through another conversation', async () => {
      const {element} = await make({capabilities: archiveOnly, undoDuration: Infinity});
      await press(element, 'Archive');
      await change(element, {conversation: aConversation({status: 'archived'})});
      await change(element, {conversation: aConversation({id: 'other'})});
      expect(notice(element)).to.equal('Ana Silva was archived Undo');
      button(element, 'Undo').focus();
      await sendKeys({press: 'Escape'});
      await element.updateComplete;
      expect(notice(element)).to.equal('');
    });
  });

  describe('deleting', () => {
    it('asks first, says what is lost, and does nothing when cancelled', async () => {
      const {element, asked} = await make();
      await openMenu(element);
      await sendKeys({press: 'End'});
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(dialog(element).matches(':modal')).to.equal(true);
      expect(dialog(element).role).to.equal('alertdialog');
      expect(words(element, '#delete-warning')).to.equal(
        'The conversation with Ana Silva and all of its messages will be deleted for ever. This cannot be undone.',
      );
      expect(focused(element)).to.equal(button(element, 'Cancel'));
      await expect(element).to.be.accessible();
      await sendKeys({press: 'Escape'});
      await waitUntil(() => !dialog(element).open);
      await element.updateComplete;
      expect(focused(element)).to.equal(button(element, english.moreActions));
      expect(asked).to.deep.equal([]);
    });

    it('waits for the provider, explains a failure where it was asked, and tries again', async () => {
      const {element, asked} = await make();
      element.addEventListener('parlor-delete-request', () => (element.pending = 'delete'));
      await openMenu(element);
      await press(element, 'Delete');
      find(element, '[part="delete-button"]').click();
      await element.updateComplete;
      expect(words(element, '[part="delete-button"]')).to.equal(english.deleting);
      await expect(element).to.be.accessible();

      const error = new ConversationError('server');
      await change(element, {
        pending: undefined,
        failure: {action: 'delete', conversationId: 'conversation-1', name: 'Ana Silva', error},
      });
      expect(dialog(element).open).to.equal(true);
      expect(words(element, 'dialog [role="alert"]')).to.include('“Delete” did not work for Ana Silva.');
      expect(notice(element)).to.equal('');
      await expect(element).to.be.accessible();
      find(element, '[part="delete-button"]').click();
      expect(asked).to.have.length(2);
      await change(element, {pending: undefined, failure: undefined, conversation: undefined});
      expect(dialog(element).open).to.equal(false);
    });

    it('closes at once where nobody says that it takes time', async () => {
      const {element, asked} = await make();
      await openMenu(element);
      await press(element, 'Delete');
      find(element, '[part="delete-button"]').click();
      await element.updateComplete;
      expect(dialog(element).open).to.equal(false);
      expect(asked).to.deep.equal([['parlor-delete-request', {conversationId: 'conversation-1'}]]);
    });
  });

  it('says what did not work, for whom, and tries it again', async () => {
    const error = new ConversationError('rate-limited', {message: 'limit of 60 a minute'});
    const {element, asked} = await make();
    await change(element, {failure: {action: 'archive', conversationId: 'conversation-2', name: 'Noor', error}});
    expect(notice(element)).to.equal(
      '“Archive” did not work for Noor. Too many requests at the moment. Wait a moment, then try again. limit of 60 a minute Try again',
    );
    expect(words(element, '.base > [role="alert"]')).to.include('“Archive” did not work for Noor.');
    await expect(element).to.be.accessible();
    await press(element, 'Try again');
    expect(asked).to.deep.equal([['parlor-archive-request', {conversationId: 'conversation-2', archived: true}]]);
    expect(notice(element)).to.equal('');

    const never = new ConversationError('forbidden');
    await change(element, {failure: {action: 'star', conversationId: 'conversation-1', name: 'Ana', error: never}});
    expect(buttonNames(element)).not.to.include('Try again');
    await press(element, 'Dismiss');
    expect(notice(element)).to.equal('');
  });

  describe('looks', () => {
    afterEach(async () => {
      await setViewport({width: 800, height: 600});
      await emulateMedia({colorScheme: 'light'});
    });

    it('fits a screen 320 px wide, in both directions and both themes', async () => {
      await setViewport({width: 320, height: 568});
      for (const dir of ['ltr', 'rtl']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await emulateMedia({colorScheme});
          const {element} = await make({offersDetails: true});
          const header = element.parentElement;
          if (!header) throw new Error('The element is not in the page.');
          header.dir = dir;
          header.style.colorScheme = colorScheme;
          header.style.display = 'flex';
          header.style.justifyContent = 'flex-end';
          await openMenu(element);
          expect(overflowing(element)).to.deep.equal([]);
          await expect(element).to.be.accessible();
          await press(element, 'Archive');
          await change(element, {
            conversation: aConversation({
              status: 'archived',
              participants: [{role: 'contact', name: 'x'.repeat(60)}],
            }),
          });
          expect(overflowing(element)).to.deep.equal([]);
          await expect(element).to.be.accessible();
          const error = new ConversationError('server', {message: 'x'.repeat(200)});
          await change(element, {failure: {action: 'star', conversationId: 'x', name: 'x'.repeat(60), error}});
          expect(overflowing(element)).to.deep.equal([]);
          await expect(element).to.be.accessible();
          await change(element, {conversation: undefined, failure: undefined});
          header.style.display = 'none';
        }
      }
    });
  });

  describe('in an inbox', () => {
    class ActingAdapter extends ScriptedAdapter {
      readonly done: unknown[] = [];
      private readonly waiting: ((value: Conversation | ConversationError) => void)[] = [];
      setArchived = (id: string, archived: boolean) => this.act('archived', id, archived);
      setStarred = (id: string, starred: boolean) => this.act('starred', id, starred);
      deleteConversation = async (id: string): Promise<void> => void (await this.act('deleted', id, true));

      /** Answers the oldest request. */
      answer(value: Conversation | ConversationError): void {
        this.waiting.shift()?.(value);
      }

      private act(what: string, id: string, value: boolean): Promise<Conversation> {
        this.done.push([what, id, value]);
        return new Promise((resolve, reject) => {
          this.waiting.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
        });
      }
    }

    async function inbox() {
      const adapter = new ActingAdapter(everything);
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}>
          <parlor-conversation-actions></parlor-conversation-actions>
        </parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-conversation-actions');
      const {store} = context;
      if (!element || !store) throw new Error('The inbox has not drawn.');
      await waitUntil(() => adapter.lists.length > 0);
      adapter.lists[0]?.answer({items: [aConversation(), aConversation({id: 'other'})]});
      await waitUntil(() => store.conversation('other'));
      store.select('conversation-1');
      await element.updateComplete;
      return {adapter, context, element, store};
    }

    it('offers only what the adapter has a method for', async () => {
      const {element} = await inbox();
      expect([...buttonNames(element), ...items(element)]).to.deep.equal([
        'Star',
        english.moreActions,
        'Archive',
        'Delete',
      ]);
    });

    it('does what is asked, shows it when it is so, and undoes it even when another conversation is open', async () => {
      const {adapter, element, store} = await inbox();
      await openMenu(element);
      await press(element, 'Archive');
      expect(adapter.done).to.deep.equal([['archived', 'conversation-1', true]]);
      expect(element.pending).to.equal('archive');
      store.select('other');
      await element.updateComplete;
      expect(element.pending).to.equal(undefined);
      adapter.answer(aConversation({status: 'archived'}));
      await waitUntil(() => notice(element) !== '');
      await press(element, 'Undo');
      adapter.answer(aConversation());
      await waitUntil(() => status(element) === english.movedToInbox);
      expect(adapter.done[1]).to.deep.equal(['archived', 'conversation-1', false]);
    });

    it('does nothing that a listener vetoed', async () => {
      const {adapter, context, element} = await inbox();
      context.addEventListener('parlor-star-request', (event) => event.preventDefault());
      await press(element, 'Star');
      expect(adapter.done).to.deep.equal([]);
      expect(element.pending).to.equal(undefined);
    });

    it('explains what did not work', async () => {
      const {adapter, element} = await inbox();
      await press(element, 'Star');
      adapter.answer(new ConversationError('network'));
      await waitUntil(() => notice(element) !== '');
      expect(notice(element)).to.include('“Star” did not work for Ana Silva.');
      await press(element, 'Try again');
      adapter.answer(aConversation({starred: true}));
      await waitUntil(() => buttonNames(element).includes(english.unstar));
      expect(notice(element)).to.equal('');
    });

    it('deletes for ever, once that was confirmed', async () => {
      const {adapter, element, store} = await inbox();
      await openMenu(element);
      await press(element, 'Delete');
      expect(adapter.done).to.deep.equal([]);
      find(element, '[part="delete-button"]').click();
      await element.updateComplete;
      expect(dialog(element).open).to.equal(true);
      adapter.answer(aConversation());
      await waitUntil(() => store.state.selectedId === undefined);
      await element.updateComplete;
      expect(dialog(element).open).to.equal(false);
      expect(has(element, '[part="menu-button"]')).to.equal(false);
      expect(adapter.done).to.deep.equal([['deleted', 'conversation-1', true]]);
    });
  });
});
