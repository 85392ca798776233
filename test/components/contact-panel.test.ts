import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '@web/test-runner-commands';
import type {ParlorContactPanel} from '../../src/components/contact-panel/contact-panel.js';
import '../../src/components/contact-panel/define.js';
import type {MetadataEditRequestDetail} from '../../src/components/contact-panel/contact-panel.events.js';
import {
  addRow,
  changeRow,
  conflictsOf,
  editOf,
  keepMine,
  problemOf,
  removeRow,
  startDraft,
  useTheirs,
  type MetadataDraft,
} from '../../src/components/contact-panel/metadata-draft.js';
import '../../src/components/inbox-context/define.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import type {ContactDetails, MetadataEdit} from '../../src/model/contact-details.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {ScriptedAdapter} from '../store/scripted-adapter.js';
import {button, buttonNames, field, find, focused, has, overflowing, words} from './element-helpers.js';

const editable: Capabilities = {...NO_CAPABILITIES, contactDetails: 'native', editMetadata: 'native'};
const metadata = {plan: 'premium', visits: 3, tags: ['vip', 'north'], note: ''};
const conversation = aConversation({
  ownEndpoint: {id: 'number-1', address: '+15125550100', label: 'Front desk'},
  createdAt: Date.UTC(2026, 4, 4, 12),
  lastActivityAt: Date.UTC(2026, 4, 5, 12),
  messageCount: 1204,
  metadata,
});
const details: ContactDetails = {
  name: 'Ana Silva',
  address: '+12025550123',
  email: 'ana@example.com',
  notes: 'Prefers mornings.\nRings twice.',
  carrier: {name: 'Northern Mobile', type: 'mobile', country: 'US'},
  raw: {},
};

type Settings = Partial<
  Pick<
    ParlorContactPanel,
    'conversation' | 'details' | 'status' | 'error' | 'capabilities' | 'saving' | 'saveError' | 'timeZone'
  >
>;

async function change(element: ParlorContactPanel, settings: Settings): Promise<void> {
  Object.assign(element, settings);
  await element.updateComplete;
}

async function make(settings: Settings = {}) {
  const element = await fixture<ParlorContactPanel>(html`<parlor-contact-panel lang="en-GB"></parlor-contact-panel>`);
  const edits: MetadataEditRequestDetail[] = [];
  element.addEventListener('parlor-metadata-edit-request', ({detail}) => edits.push(detail));
  await change(element, {conversation, capabilities: editable, ...settings});
  return {element, edits};
}

const fact = (element: ParlorContactPanel, name: string): string | undefined => {
  const line = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.fact') ?? [])].find(
    (candidate) => candidate.querySelector('dt')?.innerText === name,
  );
  return line?.querySelector('dd')?.innerText.replace(/\s+/g, ' ').trim();
};

async function press(element: ParlorContactPanel, name: string): Promise<void> {
  button(element, name).click();
  await element.updateComplete;
}

async function fill(element: ParlorContactPanel, label: string, text: string): Promise<void> {
  const input = field<HTMLTextAreaElement>(element, label);
  input.focus();
  input.select();
  await sendKeys(text === '' ? {press: 'Delete'} : {type: text});
  await element.updateComplete;
}

describe('metadata drafts', () => {
  const rowOf = (draft: MetadataDraft, key: string) => {
    const row = draft.rows.find((candidate) => candidate.key === key);
    if (!row) throw new Error(`There is no field ${key}.`);
    return row;
  };
  const typed = (draft: MetadataDraft, key: string, text: string): MetadataDraft =>
    changeRow(draft, rowOf(draft, key).id, {text});
  const added = (draft: MetadataDraft, key: string, text: string): MetadataDraft => {
    const next = addRow(draft);
    return changeRow(next, next.rows.at(-1)?.id ?? -1, {key, text});
  };

  it('changes nothing that nobody touched, whatever its type', () => {
    const odd = {list: [1, {a: null}], off: false, nothing: null, empty: '', quoted: '"3"', number: 1e21};
    expect(editOf(startDraft(odd))).to.deep.equal({base: odd, changes: {}});
  });

  it('keeps texts texts, and reads everything else as JSON', () => {
    let draft = typed(startDraft(metadata), 'plan', '3');
    draft = typed(draft, 'visits', ' 4 ');
    draft = typed(draft, 'tags', '["vip"]');
    expect(editOf(draft)).to.deep.equal({base: metadata, changes: {plan: '3', visits: 4, tags: ['vip']}});
  });

  it('adds, removes and ignores rows left empty', () => {
    let draft = addRow(added(startDraft(metadata), ' city ', 'Lisbon'));
    draft = removeRow(draft, rowOf(draft, 'plan').id);
    expect(editOf(draft)).to.deep.equal({base: metadata, changes: {plan: undefined, city: 'Lisbon'}});
    const gone = removeRow(draft, rowOf(draft, ' city ').id);
    expect(gone.rows.map(({key}) => key)).to.deep.equal(['plan', 'visits', 'tags', 'note', '']);
  });

  it('begins where there was nothing', () => {
    expect(editOf(added(startDraft(null), 'city', ''))).to.deep.equal({base: null, changes: {city: ''}});
    expect(editOf(startDraft(undefined))).to.deep.equal({base: null, changes: {}});
  });

  for (const [what, draft, problem] of [
    ['a value without a name', added(startDraft({}), ' ', 'x'), 'name-missing'],
    ['a name that is taken', added(startDraft({plan: 'a'}), 'plan ', 'x'), 'name-taken'],
    ['a name that means something to the language', added(startDraft({}), '__proto__', 'x'), 'name-refused'],
    ['JSON that is none', typed(startDraft({visits: 3}), 'visits', 'three'), 'json-invalid'],
  ] as const) {
    it(`does not save ${what}`, () => {
      expect(editOf(draft)).to.equal(undefined);
      expect(draft.rows.map((row) => problemOf(row, draft))).to.include(problem);
    });
  }

  it('never changes a prototype, whatever the provider sends', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, unknown>;
    expect(editOf(startDraft(hostile))).to.deep.equal({base: hostile, changes: {}});
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('names what changed underneath, and goes on with theirs or with mine', () => {
    let draft = typed(startDraft(metadata), 'plan', 'basic');
    draft = removeRow(typed(draft, 'visits', '4'), rowOf(draft, 'note').id);
    draft = added(draft, 'city', 'Lisbon');
    const now = {plan: 'trial', visits: 3, tags: [], note: 'called', city: 'Lisbon'};
    const edit = editOf(draft);
    if (!edit) throw new Error('The draft is valid.');
    expect(conflictsOf(edit, now)).to.deep.equal([
      {key: 'plan', theirs: 'trial', mine: 'basic'},
      {key: 'note', theirs: 'called', mine: undefined},
    ]);
    expect(editOf(useTheirs(draft, now))).to.deep.equal({base: now, changes: {visits: 4}});
    expect(editOf(keepMine(draft, now))).to.deep.equal({
      base: now,
      changes: {plan: 'basic', visits: 4, note: undefined, city: 'Lisbon'},
    });
    expect(editOf(useTheirs(draft, null))).to.deep.equal({base: null, changes: {city: 'Lisbon'}});
  });
});

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

  describe('fields', () => {
    it('are only read where the provider takes none', async () => {
      const {element} = await make({capabilities: NO_CAPABILITIES});
      expect(fact(element, 'plan')).to.equal('premium');
      expect(fact(element, 'tags')).to.equal('["vip","north"]');
      expect(buttonNames(element)).not.to.include('Edit');
      await expect(element).to.be.accessible();
    });

    it('are those of the contact where the provider keeps them there', async () => {
      const {element} = await make({details: {...details, metadata: {city: 'Lisbon'}}});
      expect(fact(element, 'city')).to.equal('Lisbon');
      expect(fact(element, 'plan')).to.equal(undefined);
      await change(element, {details: {...details, metadata: null}});
      expect(words(element, '[part="metadata"]')).to.include(english.noFields);
    });

    it('say when they stay on this device', async () => {
      const {element} = await make({capabilities: {...editable, editMetadata: 'local'}});
      expect(words(element, '[part="metadata"] .source')).to.equal(english.sources.local);
    });

    it('are changed, added and removed with the keyboard alone, and only changes are saved', async () => {
      const {element, edits} = await make();
      button(element, 'Edit').focus();
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(focused(element)).to.equal(field(element, 'Value of plan'));
      await expect(element).to.be.accessible();

      await fill(element, 'Value of plan', 'basic');
      await fill(element, 'Value of visits', '4');
      button(element, 'Remove note').focus();
      await sendKeys({press: 'Enter'});
      await element.updateComplete;
      expect(focused(element)).to.equal(button(element, 'Undo removing note'));
      await press(element, 'Add a field');
      expect(focused(element)).to.equal(field(element, 'Name'));
      await sendKeys({type: 'city'});
      await fill(element, 'Value of city', 'Lisbon');
      await expect(element).to.be.accessible();
      await sendKeys({press: 'Control+Enter'});
      expect(edits).to.deep.equal([
        {
          conversationId: 'conversation-1',
          edit: {base: metadata, changes: {plan: 'basic', visits: 4, note: undefined, city: 'Lisbon'}},
        },
      ]);

      await change(element, {saving: true});
      expect(words(element, '.save')).to.equal(english.saving);
      await sendKeys({press: 'Control+Enter'});
      expect(edits).to.have.length(1);
      await expect(element).to.be.accessible();
      await change(element, {saving: false, conversation: {...conversation, metadata: {plan: 'basic'}}});
      expect(has(element, 'form')).to.equal(false);
      expect(fact(element, 'plan')).to.equal('basic');
      expect(words(element, '.base > [role="status"]')).to.equal(english.saved);
      expect(focused(element)).to.equal(button(element, 'Edit'));
    });

    it('say what is wrong where it is wrong', async () => {
      const {element, edits} = await make();
      await press(element, 'Edit');
      await fill(element, 'Value of visits', 'three');
      expect(has(element, '.field-error'), 'not while typing').to.equal(false);
      await press(element, 'Save');
      expect(words(element, '.field-error')).to.equal(english.fieldJsonInvalid);
      const input = field<HTMLTextAreaElement>(element, 'Value of visits');
      expect(focused(element)).to.equal(input);
      expect(input.ariaInvalid).to.equal('true');
      await expect(element).to.be.accessible();
      expect(edits).to.have.length(0);
      await fill(element, 'Value of visits', '"three"');
      expect(has(element, '.field-error')).to.equal(false);
      await press(element, 'Save');
      expect(edits.map(({edit}) => edit.changes)).to.deep.equal([{visits: 'three'}]);
    });

    it('can be kept after all, and a form without changes asks for nothing', async () => {
      const {element, edits} = await make();
      await press(element, 'Edit');
      await press(element, 'Remove plan');
      expect(words(element, '.removed')).to.include(english.fieldRemoved);
      await press(element, 'Undo removing plan');
      expect(focused(element)).to.equal(field(element, 'Value of plan'));
      await press(element, 'Save');
      expect(edits).to.have.length(0);
      expect(has(element, 'form')).to.equal(false);
    });

    it('begin with an empty row where there is nothing yet', async () => {
      const {element, edits} = await make({conversation: aConversation({metadata: null})});
      await press(element, 'Edit');
      await sendKeys({type: 'city'});
      await press(element, 'Save');
      expect(edits.map(({edit}) => edit)).to.deep.equal([{base: null, changes: {city: ''}}]);
    });

    it('keep what was typed when saving fails, when it is vetoed, and while another conversation is open', async () => {
      const {element, edits} = await make();
      await press(element, 'Edit');
      await fill(element, 'Value of plan', 'basic');
      await press(element, 'Save');
      await change(element, {saving: true});
      await change(element, {saving: false, saveError: new ConversationError('server', {message: 'E-500'})});
      expect(words(element, 'form [role="alert"]')).to.equal(
        'Not saved. What you typed is still here. The provider has a problem. Try again. E-500',
      );
      expect(field<HTMLTextAreaElement>(element, 'Value of plan').value).to.equal('basic');
      await expect(element).to.be.accessible();

      await change(element, {saveError: undefined, conversation: aConversation({id: 'other', metadata: {a: 'b'}})});
      expect(fact(element, 'a')).to.equal('b');
      await change(element, {conversation});
      expect(field<HTMLTextAreaElement>(element, 'Value of plan').value).to.equal('basic');
      await press(element, 'Save');
      expect(edits).to.have.length(2);
      expect(edits[1]).to.deep.equal(edits[0]);
      await change(element, {saving: true});
      await change(element, {saving: false, saveError: new ConversationError('server')});
      await press(element, 'Cancel');
      expect(fact(element, 'plan')).to.equal('premium');
      await press(element, 'Edit');
      expect(words(element, 'form [role="alert"]'), 'an old failure').to.equal('');
    });

    it('never call an unknown outcome a failure', async () => {
      const {element} = await make();
      await press(element, 'Edit');
      await fill(element, 'Value of plan', 'basic');
      await press(element, 'Save');
      await change(element, {saving: true});
      await change(element, {saving: false, saveError: new ConversationError('timeout', {outcomeUnknown: true})});
      expect(words(element, 'form [role="alert"]')).to.include(english.saveUnconfirmed).and.not.to.include('Not saved');
    });

    it('base an edit on what was shown when it began, whatever comes meanwhile', async () => {
      const {element, edits} = await make();
      await press(element, 'Edit');
      await fill(element, 'Value of plan', 'basic');
      await change(element, {conversation: {...conversation, metadata: {plan: 'trial', fresh: 'yes'}}});
      expect(field<HTMLTextAreaElement>(element, 'Value of plan').value).to.equal('basic');
      await press(element, 'Save');
      expect(edits[0]?.edit).to.deep.equal({base: metadata, changes: {plan: 'basic'}});
    });
  });

  describe('a conflict', () => {
    const now = {...metadata, plan: 'trial', fresh: 'yes'};
    async function clash() {
      const made = await make();
      await press(made.element, 'Edit');
      await fill(made.element, 'Value of plan', 'basic');
      await fill(made.element, 'Value of visits', '4');
      await press(made.element, 'Save');
      await change(made.element, {saving: true});
      await change(made.element, {saving: false, saveError: new ConversationError('conflict', {raw: now})});
      return made;
    }

    it('shows both sides of what changed underneath', async () => {
      const {element} = await clash();
      expect(words(element, 'form [role="alert"]')).to.equal(
        `${english.conflictTitle} plan Now trial Yours basic Use theirs Keep mine`,
      );
      expect(field<HTMLTextAreaElement>(element, 'Value of plan').value).to.equal('basic');
      await expect(element).to.be.accessible();
    });

    it('asks again on top of what is there now, when mine is kept', async () => {
      const {element, edits} = await clash();
      await press(element, 'Keep mine');
      expect(edits[1]).to.deep.equal({
        conversationId: 'conversation-1',
        edit: {base: now, changes: {plan: 'basic', visits: 4}},
      });
      expect(words(element, 'form [role="alert"]')).to.equal('');
      expect(focused(element)).to.equal(button(element, 'Save'));
    });

    it('takes theirs where both changed the same, and keeps the rest to be saved', async () => {
      const {element, edits} = await clash();
      await press(element, 'Use theirs');
      expect(field<HTMLTextAreaElement>(element, 'Value of plan').value).to.equal('trial');
      expect(field<HTMLTextAreaElement>(element, 'Value of visits').value).to.equal('4');
      expect(focused(element)).to.equal(button(element, 'Save'));
      await press(element, 'Save');
      expect(edits[1]?.edit).to.deep.equal({base: now, changes: {visits: 4}});
    });

    it('shows theirs at once when nothing of mine is left', async () => {
      const {element} = await make();
      await press(element, 'Edit');
      await fill(element, 'Value of plan', 'basic');
      await press(element, 'Save');
      await change(element, {saving: true});
      await change(element, {saving: false, saveError: new ConversationError('conflict', {raw: now})});
      await press(element, 'Use theirs');
      expect(has(element, 'form')).to.equal(false);
      expect(fact(element, 'plan')).to.equal('trial');
      expect(focused(element)).to.equal(button(element, 'Edit'));
      await change(element, {conversation: {...conversation, metadata: {plan: 'newer still'}}});
      expect(fact(element, 'plan')).to.equal('newer still');
    });

    it('is a failure like others where the provider does not say what is there now', async () => {
      const {element} = await make();
      await press(element, 'Edit');
      await fill(element, 'Value of plan', 'basic');
      await press(element, 'Save');
      await change(element, {saving: true});
      await change(element, {saving: false, saveError: new ConversationError('conflict')});
      expect(words(element, 'form [role="alert"]')).to.include(english.saveFailedKept);
      expect(buttonNames(element)).not.to.include('Use theirs');
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
      element.remove();
      expect(adapter.asked[1]?.signal?.aborted).to.equal(true);
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
