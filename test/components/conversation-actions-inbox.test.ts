import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '../support/commands.js';
import '../../src/components/conversation-actions/define.js';
import '../../src/components/inbox-context/define.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {button, buttonNames, find, focused, has, overflowing, words} from './element-helpers.js';
import {
  everything,
  change,
  make,
  press,
  openMenu,
  items,
  status,
  notice,
  dialog,
} from './conversation-actions-scene.js';

describe('<parlor-conversation-actions>', () => {
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
