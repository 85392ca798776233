import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '../support/commands.js';
import '../../src/components/contact-panel/define.js';
import '../../src/components/inbox-context/define.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import type {ContactDetails, MetadataEdit} from '../../src/model/contact-details.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {button, buttonNames, find, has, overflowing, words} from './element-helpers.js';
import {metadata, conversation, details, change, make, fact, press, fill} from './contact-panel-scene.js';

describe('<parlor-contact-panel>', () => {
  describe('facts', () => {
    it('says who it is, over which number, and what is known', async () => {
      const {element} = await make({details, timeZone: 'UTC'});
      expect(words(element, 'h2')).to.equal('Ana Silva');
      expect(fact(element, english.number)).to.equal('(202) 555-0123');
      expect(fact(element, english.channel)).to.equal('SMS');
      expect(fact(element, english.ownNumber)).to.equal('Front desk (512) 555-0100');
      expect(fact(element, english.consent)).to.equal('Opted in Reported by the provider');
      expect(fact(element, english.carrier)).to.equal('Northern Mobile · mobile · United States');
      expect(fact(element, english.email)).to.equal('ana@example.com');
      expect(find(element, '.words').innerText).to.equal('Prefers mornings.\nRings twice.');
      expect(fact(element, english.started)).to.equal('4 May 2026');
      expect(fact(element, english.messageCount)).to.equal('1,204');
      await expect(element).to.be.accessible();
    });

    it('keeps quiet about what is not known', async () => {
      const {element} = await make({
        conversation: aConversation({channel: 'unknown', consent: {state: 'unknown', source: 'derived'}}),
        capabilities: NO_CAPABILITIES,
      });
      const names = [...(element.shadowRoot?.querySelectorAll('dt') ?? [])].map((term) => term.innerText);
      expect(names).to.deep.equal([english.number]);
      expect(has(element, '[part="metadata"]')).to.equal(false);
      await change(element, {conversation: undefined});
      expect(has(element, 'h2')).to.equal(false);
    });

    it('marks an opt-out with since when and how that is known', async () => {
      const since = Date.UTC(2026, 4, 4, 12);
      const {element} = await make({
        conversation: aConversation({consent: {state: 'probably-opted-out', since, source: 'derived'}}),
      });
      expect(fact(element, english.consent)).to.equal(
        'Probably opted out Since 4 May 2026 · Worked out from the messages',
      );
      expect(find(element, 'parlor-opt-out-badge').shadowRoot?.textContent).to.include('Probably opted out');
      await expect(element).to.be.accessible();
    });

    it('lists the people of a group, and says when there may be more', async () => {
      const group: Conversation = {
        ...conversation,
        kind: 'group',
        title: 'Oak Street tenants',
        participants: [{role: 'contact', name: 'Ana', address: '+12025550123'}, {role: 'unknown'}],
        participantsComplete: false,
      };
      const {element} = await make({conversation: group, details});
      expect(words(element, 'h2')).to.equal('Oak Street tenants');
      expect(fact(element, english.participants)).to.equal(
        `Ana (202) 555-0123 Unknown contact ${english.participantsIncomplete}`,
      );
      expect(find(element, 'section').ariaLabel).to.equal(english.groupDetails);
      await expect(element).to.be.accessible();
    });

    it('shows what the provider found out about the last message, and what it calls the contact', async () => {
      const {element} = await make({
        details: {...details, id: 'contact-7', birthDate: '1990-12-31'},
        insight: {sentiment: 'negative', sentimentScore: -0.82, category: 'complaint'},
      });
      expect(fact(element, english.sentimentScore)).to.equal('Negative · -0.82');
      expect(fact(element, english.messageCategory)).to.equal('complaint');
      expect(fact(element, english.contactId)).to.equal('contact-7');
      expect(fact(element, english.birthDate)).to.equal('31 Dec 1990');
      await change(element, {insight: undefined});
      expect(fact(element, english.sentimentScore)).to.equal(undefined);
    });

    it('says what a conversation is about, and who may see it', async () => {
      const about = {description: 'Delivery on Friday', access: {visibility: 'private', accessibility: 'invite-only'}};
      const {element} = await make({conversation: {...conversation, ...about}, details});
      expect(fact(element, english.description)).to.equal('Delivery on Friday');
      expect(fact(element, english.access)).to.equal('private · invite-only');
      await expect(element).to.be.accessible();
    });

    it('says which agent of the provider a conversation belongs to', async () => {
      const {element} = await make({conversation: {...conversation, agentId: 'agt_abc123'}, details});
      expect(fact(element, english.agent)).to.equal('agt_abc123');
    });

    it('says when a conversation began, and with whom', async () => {
      const startedBy = {role: 'contact', name: 'John Doe', address: '+31612345678'} as const;
      const createdAt = Date.UTC(2024, 11, 3, 17, 44);
      const {element} = await make({conversation: {...conversation, createdAt, startedBy}, details});
      expect(fact(element, english.started)).to.match(/2024 · John Doe$/);
      await change(element, {conversation: {...conversation, createdAt: undefined, startedBy: {role: 'unknown'}}});
      expect(fact(element, english.started)).to.equal(undefined);
    });

    it('calls an e-mail address one, and wraps what is long', async () => {
      const address = `${'very.long.'.repeat(9)}name@example.com`;
      const {element} = await make({details: {raw: {}, name: `Z${'\u0351\u0363'.repeat(60)}o\u202e`, address}});
      element.style.inlineSize = '280px';
      await element.updateComplete;
      expect(fact(element, english.number)).to.equal(undefined);
      expect(fact(element, english.email)).to.equal(address);
      expect(element.scrollWidth).to.be.at.most(280);
      const copy = button(element, `Copy ${address}`).getBoundingClientRect();
      expect(copy.right).to.be.at.most(element.getBoundingClientRect().right);
      expect(words(element, 'h2')).not.to.include('\u202e');
      await expect(element).to.be.accessible();
    });

    it('shows strange text as text', async () => {
      const text = '<img src=x onerror="window.hacked = true">';
      const {element} = await make({
        details: {raw: {}, name: text, notes: text, email: text, carrier: {country: 'ZZZ', name: text}},
        conversation: aConversation({metadata: {[text]: text}, lastActivityAt: 9e15, channel: 'constructor'}),
      });
      expect(has(element, 'img')).to.equal(false);
      expect(words(element, 'h2')).to.equal(text);
      expect(fact(element, text)).to.equal(text);
      expect(fact(element, english.channel)).to.equal('constructor');
      expect(fact(element, english.lastActive)).to.equal(undefined);
    });

    it('copies the number as it is on the wire', async () => {
      const {element} = await make({details});
      const {clipboard} = navigator;
      const copied: string[] = [];
      const writeText = async (text: string): Promise<void> => {
        copied.push(text);
        if (copied.length > 1) throw new Error('not allowed');
      };
      Object.defineProperty(clipboard, 'writeText', {value: writeText, configurable: true});
      try {
        await press(element, 'Copy (202) 555-0123');
        await waitUntil(() => words(element, '[role="status"]') === english.copied);
        expect(copied).to.deep.equal(['+12025550123']);
        await press(element, 'Copy (202) 555-0123');
        await waitUntil(() => words(element, '[role="status"]') === english.copyFailed);
      } finally {
        Reflect.deleteProperty(clipboard, 'writeText');
      }
    });

    it('shows what the conversation says while more is on its way, or when that failed', async () => {
      const {element} = await make({status: 'loading', details: undefined});
      expect(words(element, 'h2')).to.equal('Ana Silva');
      expect(words(element, '.loading')).to.equal(english.loading);
      await expect(element).to.be.accessible();

      await change(element, {status: 'error', error: new ConversationError('network')});
      const asked: string[] = [];
      element.addEventListener('parlor-contact-reload-request', ({detail}) => asked.push(detail.conversationId));
      expect(words(element, '.body > [role="alert"]')).to.equal(
        'More details could not be loaded. The provider cannot be reached. Check your connection. Try again',
      );
      await expect(element).to.be.accessible();
      await press(element, 'Try again');
      expect(asked).to.deep.equal(['conversation-1']);
    });

    it('asks to be put away', async () => {
      const {element} = await make();
      let asked = 0;
      element.addEventListener('parlor-close-request', () => asked++);
      button(element, 'Close').focus();
      await sendKeys({press: 'Enter'});
      expect(asked).to.equal(1);
    });
  });

  describe('looks', () => {
    afterEach(async () => {
      await setViewport({width: 800, height: 600});
      await emulateMedia({colorScheme: 'light'});
    });

    it('fits a screen 320 px wide, in both directions and both themes', async () => {
      await setViewport({width: 320, height: 568});
      const long = 'x'.repeat(80);
      for (const dir of ['ltr', 'rtl']) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await emulateMedia({colorScheme});
          const {element} = await make({
            details: {...details, name: long, email: `${long}@example.com`},
            conversation: {...conversation, metadata: {[long]: long, tags: [long]}},
          });
          element.dir = dir;
          element.style.colorScheme = colorScheme;
          expect(overflowing(element)).to.deep.equal([]);
          await expect(element).to.be.accessible();
          await press(element, 'Edit');
          await press(element, `Remove ${long}`);
          expect(overflowing(element)).to.deep.equal([]);
          await expect(element).to.be.accessible();
        }
      }
    });
  });

  describe('in an inbox', () => {
    class ContactAdapter extends ScriptedAdapter {
      readonly asked: {id: string; signal: AbortSignal | undefined}[] = [];
      readonly edits: MetadataEdit[] = [];
      answers: (ContactDetails | ConversationError)[] = [];
      saves: (Conversation | ConversationError)[] = [];
      getContact = async (id: string, options?: {readonly signal?: AbortSignal}): Promise<ContactDetails> => {
        this.asked.push({id, signal: options?.signal});
        const answer = this.answers.shift();
        if (!answer) return new Promise(() => undefined);
        if (answer instanceof Error) throw answer;
        return answer;
      };
      updateMetadata = async (_id: string, edit: MetadataEdit): Promise<Conversation> => {
        this.edits.push(edit);
        const answer = this.saves.shift();
        if (!answer) return new Promise(() => undefined);
        if (answer instanceof Error) throw answer;
        return answer;
      };
    }

    async function inbox(adapter: ScriptedAdapter) {
      const context = await fixture<ParlorInboxContext>(html`
        <parlor-inbox-context .adapter=${adapter}>
          <parlor-contact-panel></parlor-contact-panel>
        </parlor-inbox-context>
      `);
      const element = context.querySelector('parlor-contact-panel');
      const {store} = context;
      if (!element || !store) throw new Error('The inbox has not drawn.');
      await waitUntil(() => adapter.lists.length > 0);
      adapter.lists[0]?.answer({items: [conversation, aConversation({id: 'other', metadata: {a: 'b'}})]});
      await waitUntil(() => store.conversation('other'));
      return {context, element, store};
    }

    it('follows the open conversation, loads its contact, and drops what is no longer wanted', async () => {
      const adapter = new ContactAdapter({contactDetails: 'native'});
      const {element, store} = await inbox(adapter);
      store.select('conversation-1');
      await waitUntil(() => element.status === 'loading');
      store.select('other');
      await waitUntil(() => adapter.asked.length === 2);
      expect(adapter.asked.map(({id, signal}) => [id, signal?.aborted])).to.deep.equal([
        ['conversation-1', true],
        ['other', false],
      ]);
      store.select(undefined);
      expect(adapter.asked[1]?.signal?.aborted).to.equal(true);
      expect(element.status).to.equal('idle');
    });

    it('says when loading failed, and tries again', async () => {
      const adapter = new ContactAdapter({contactDetails: 'native'});
      adapter.answers = [new ConversationError('network'), details];
      const {element, store} = await inbox(adapter);
      store.select('conversation-1');
      await waitUntil(() => element.status === 'error');
      await element.updateComplete;
      await press(element, 'Try again');
      await waitUntil(() => element.status === 'ready');
      await element.updateComplete;
      expect(fact(element, english.email)).to.equal('ana@example.com');
      expect(adapter.asked).to.have.length(2);
    });

    it('saves, unless a listener vetoes it', async () => {
      const adapter = new ContactAdapter({contactDetails: 'native', editMetadata: 'native'});
      adapter.answers = [{...details, metadata}];
      const {context, element, store} = await inbox(adapter);
      store.select('conversation-1');
      await waitUntil(() => element.status === 'ready');
      await element.updateComplete;
      await press(element, 'Edit');
      await fill(element, 'Value of plan', 'basic');
      context.addEventListener('parlor-metadata-edit-request', (event) => event.preventDefault(), {once: true});
      await press(element, 'Save');
      expect(adapter.edits).to.have.length(0);

      adapter.saves = [new ConversationError('conflict', {raw: {...metadata, plan: 'trial'}})];
      await press(element, 'Save');
      await waitUntil(() => element.saveError && !element.saving);
      await element.updateComplete;
      adapter.saves = [{...conversation, metadata: {...metadata, plan: 'basic'}}];
      await press(element, 'Keep mine');
      await waitUntil(() => !has(element, 'form'));
      expect(adapter.edits.map(({base, changes}) => [base?.['plan'], changes])).to.deep.equal([
        ['premium', {plan: 'basic'}],
        ['trial', {plan: 'basic'}],
      ]);
      expect(fact(element, 'plan')).to.equal('basic');
      expect(store.selected?.metadata?.['plan']).to.equal('basic');
    });

    it('offers nothing that the adapter has no method for', async () => {
      const adapter = new ScriptedAdapter({contactDetails: 'native', editMetadata: 'native'});
      const {element, store} = await inbox(adapter);
      store.select('conversation-1');
      await waitUntil(() => element.conversation);
      await element.updateComplete;
      expect(element.status).to.equal('ready');
      expect(buttonNames(element)).not.to.include('Edit');
    });
  });
});
