import {html, nothing, svg, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {repeat} from 'lit/directives/repeat.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ContactWords} from '../../i18n/words/contact.js';
import {displayLabel} from '../../model/display-text.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {closeIcon, draftIcon, icon} from '../icons.js';
import {errorNotice} from '../error-notice.js';
import {
  conflictsOf,
  editOf,
  problemOf,
  valueText,
  type FieldConflict,
  type Metadata,
  type MetadataDraft,
  type MetadataRow,
  type RowProblem,
} from './metadata-draft.js';
import type {MetadataEditor} from './metadata-editor.js';

const plusIcon = icon(svg`<path d="M10 4.5v11M4.5 10h11"/>`);

/** All of a longer one shows when it is edited. In characters. */
const LONGEST_VALUE = 2000;

const PROBLEMS = {
  'name-missing': 'fieldNameMissing',
  'name-taken': 'fieldNameTaken',
  'name-refused': 'fieldNameRefused',
  'json-invalid': 'fieldJsonInvalid',
} as const satisfies Record<RowProblem, string>;

export interface MetadataViewOptions {
  readonly metadata: Metadata | null | undefined;
  readonly editor: MetadataEditor;
  readonly localizer: Localizer<ContactWords>;
  readonly canEdit: boolean;
  readonly saving: boolean;
  /** How far the provider keeps what is saved, when it is not all the way. */
  readonly source?: string;
  readonly onUseTheirs: () => void;
}

/** Free-form fields of a conversation: read, and edited where the provider takes them. */
export function renderMetadata(options: MetadataViewOptions): TemplateResult {
  const {metadata, editor, localizer, canEdit, source} = options;
  const {strings} = localizer;
  const {draft} = editor;
  return html`
    <section part="metadata" class="metadata" aria-labelledby="fields-title">
      <div class="section-head">
        <h3 id="fields-title">${strings.fields}</h3>
        ${
          canEdit && !draft
            ? html`<button
                type="button"
                class="quiet edit-fields"
                aria-describedby="fields-title"
                @click=${() => editor.start(metadata)}
              >
                ${draftIcon}${strings.editFields}
              </button>`
            : nothing
        }
      </div>
      ${source ? html`<p class="source">${source}</p>` : nothing}
      ${draft ? renderForm(draft, options) : renderFields(metadata, localizer)}
    </section>
  `;
}

function renderFields(metadata: Metadata | null | undefined, {strings}: Localizer<ContactWords>): TemplateResult {
  const entries = Object.entries(metadata ?? {});
  if (entries.length === 0) return html`<p class="none">${strings.noFields}</p>`;
  return html`
    <dl class="facts">
      ${entries.map(
        ([key, value]) => html`
          <div class="fact">
            <dt><bdi>${displayLabel(key)}</bdi></dt>
            <dd>
              <bdi class=${typeof value === 'string' ? 'words' : 'words json'}
                >${displayLabel(valueText(value), LONGEST_VALUE)}</bdi
              >
            </dd>
          </div>
        `,
      )}
    </dl>
  `;
}

function renderForm(draft: MetadataDraft, options: MetadataViewOptions): TemplateResult {
  const {editor, localizer, saving} = options;
  const {strings} = localizer;
  const submit = (event: Event): void => {
    event.preventDefault();
    editor.submit();
  };
  return html`
    <form novalidate @submit=${submit} @keydown=${(event: KeyboardEvent) => onKeyDown(event, editor)}>
      <ul class="rows" aria-labelledby="fields-title">
        ${repeat(
          draft.rows,
          (row) => row.id,
          (row) => renderRow(row, draft, options),
        )}
      </ul>
      <button type="button" class="quiet add-field" ?disabled=${saving} @click=${editor.add}>
        ${plusIcon}${strings.addField}
      </button>
      <div role="alert">${renderTrouble(draft, options)}</div>
      <div class="form-buttons">
        <button type="submit" class="primary save" aria-disabled=${saving ? 'true' : 'false'}>
          ${saving ? strings.saving : strings.save}
        </button>
        <button type="button" ?disabled=${saving} @click=${editor.cancel}>${strings.cancel}</button>
      </div>
    </form>
  `;
}

/** Enter on its own starts a line in a value; with Control or Command it saves, as in any long text. */
function onKeyDown(event: KeyboardEvent, editor: MetadataEditor): void {
  if (belongsToInputMethod(event) || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  editor.submit();
}

function renderRow(row: MetadataRow, draft: MetadataDraft, options: MetadataViewOptions): TemplateResult {
  const {editor, localizer, saving} = options;
  const {strings} = localizer;
  const name = displayLabel(row.key.trim()) || strings.newField;
  const problem = draft.isChecked ? problemOf(row, draft) : undefined;
  const problemId = `problem-${row.id}`;
  if (row.isRemoved) {
    return html`
      <li id="row-${row.id}" class="row removed">
        <span class="row-words"
          ><del dir="auto">${displayLabel(row.key)}</del> <span class="gone">${strings.fieldRemoved}</span></span
        >
        <button
          type="button"
          class="quiet"
          aria-label=${localizer.fill(strings.restoreField, {name})}
          ?disabled=${saving}
          @click=${() => editor.restore(row.id)}
        >
          ${strings.undo}
        </button>
      </li>
    `;
  }
  return html`
    <li id="row-${row.id}" class="row">
      <div class="row-head">
        ${row.original ? renderKey(row, strings.fieldJsonHint) : renderKeyInput(row, problem, options)}
        <button
          type="button"
          class="icon"
          aria-label=${localizer.fill(strings.removeField, {name})}
          ?disabled=${saving}
          @click=${() => editor.remove(row.id)}
        >
          ${closeIcon}
        </button>
      </div>
      <textarea
        rows="1"
        dir="auto"
        spellcheck="false"
        aria-label=${localizer.fill(strings.fieldValueOf, {name})}
        aria-invalid=${problem === 'json-invalid' ? 'true' : 'false'}
        aria-describedby=${problem === 'json-invalid' ? problemId : nothing}
        placeholder=${ifDefined(row.original ? undefined : strings.fieldValue)}
        ?readonly=${saving}
        .value=${row.text}
        @input=${(event: InputEvent) => editor.change(row.id, {text: (event.target as HTMLTextAreaElement).value})}
      ></textarea>
      ${problem ? html`<p id=${problemId} class="field-error">${strings[PROBLEMS[problem]]}</p>` : nothing}
    </li>
  `;
}

const renderKey = ({key, original}: MetadataRow, jsonHint: string): TemplateResult => html`
  <span class="label">
    <bdi>${displayLabel(key)}</bdi
    >${typeof original?.value === 'string' ? nothing : html` <span class="tag">${jsonHint}</span>`}
  </span>
`;

function renderKeyInput(
  row: MetadataRow,
  problem: RowProblem | undefined,
  options: MetadataViewOptions,
): TemplateResult {
  const {editor, localizer, saving} = options;
  const isWrong = problem !== undefined && problem !== 'json-invalid';
  return html`
    <input
      type="text"
      dir="auto"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-label=${localizer.strings.fieldName}
      aria-invalid=${isWrong ? 'true' : 'false'}
      aria-describedby=${isWrong ? `problem-${row.id}` : nothing}
      placeholder=${localizer.strings.fieldName}
      ?readonly=${saving}
      .value=${row.key}
      @input=${(event: InputEvent) => editor.change(row.id, {key: (event.target as HTMLInputElement).value})}
    />
  `;
}

function renderTrouble(draft: MetadataDraft, options: MetadataViewOptions): TemplateResult | typeof nothing {
  const {editor, localizer} = options;
  const {error, conflict} = editor;
  const {strings} = localizer;
  if (!error) return nothing;
  const edit = editOf(draft);
  if (conflict === undefined || !edit) {
    return errorNotice({error, localizer, title: strings.saveFailedKept, doubtfulTitle: strings.saveUnconfirmed});
  }
  return html`
    <div class="notice doubtful" part="error">
      <p class="notice-title">${strings.conflictTitle}</p>
      <dl class="conflicts">${conflictsOf(edit, conflict).map((field) => renderConflict(field, localizer))}</dl>
      <div class="notice-buttons">
        <button type="button" @click=${options.onUseTheirs}>${strings.useTheirs}</button>
        <button type="button" @click=${editor.keepMine}>${strings.keepMine}</button>
      </div>
    </div>
  `;
}

function renderConflict({key, theirs, mine}: FieldConflict, {strings}: Localizer<ContactWords>): TemplateResult {
  const shown = (text: string | undefined) =>
    text === undefined
      ? html`<em>${strings.conflictRemoved}</em>`
      : html`<span><bdi class="words">${displayLabel(text, LONGEST_VALUE)}</bdi></span>`;
  return html`
    <div>
      <dt><bdi>${displayLabel(key)}</bdi></dt>
      <dd><span class="side">${strings.conflictTheirs}</span>${shown(theirs)}</dd>
      <dd><span class="side">${strings.conflictMine}</span>${shown(mine)}</dd>
    </div>
  `;
}
