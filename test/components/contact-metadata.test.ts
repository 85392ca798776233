import {expect} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import '../../src/components/contact-panel/define.js';
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
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {english} from '../../src/i18n/english.js';
import {aConversation} from '../model/builders.js';
import {button, buttonNames, field, focused, has, words} from './element-helpers.js';
import {editable, metadata, conversation, details, change, make, fact, press, fill} from './contact-panel-scene.js';

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
});
