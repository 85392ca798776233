import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {live} from 'lit/directives/live.js';
import {repeat} from 'lit/directives/repeat.js';
import type {NewContact, Recipient, RecipientKind, StartForm} from '../../adapter/start-conversation.js';
import {displayLabel} from '../../model/display-text.js';
import {shownAddress} from '../../model/shown-name.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {StartWords} from '../../i18n/words/start.js';
import {endpointLabel, type ChoosableEndpoint} from '../own-endpoints.js';
import {renderCount, renderNote, segmentLineOf} from '../reply-box/segment-line.js';
import {renderProblem, renderTemplateFields} from '../template-picker/template-fields.js';
import {
  chosenEndpoint,
  findRecipients,
  kindOf,
  needsTemplate,
  RECIPIENT_FIELD,
  recipientsOf,
  TEXT_FIELD,
  usesTemplates,
  usesText,
  type StartDraft,
  type StartProblems,
} from './start-draft.js';

/** Everything the fields are drawn from. */
export interface StartFieldsView {
  readonly form: StartForm;
  readonly draft: StartDraft;
  /** Empty until the user tried to start. */
  readonly problems: StartProblems;
  readonly endpoints: readonly ChoosableEndpoint[];
  readonly localizer: Localizer<StartWords>;
  readonly countsSegments: boolean;
  readonly normalizesText: boolean;
  readonly isLocked: boolean;
  readonly onChange: (change: Partial<StartDraft>) => void;
}

const KIND_WORDS = {
  address: 'recipientAddress',
  contact: 'recipientContact',
  group: 'recipientGroup',
} as const satisfies Record<RecipientKind, string>;

const typed = (event: Event): string =>
  (event.currentTarget as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;

/** The fields that the form asks for, and no others. */
export function renderStartFields(view: StartFieldsView): TemplateResult {
  const {form, localizer} = view;
  const {strings} = localizer;
  const names = (form.missing ?? []).map((label) => displayLabel(label)).join(strings.separator);
  return html`
    ${names ? html`<p part="missing" class="field-hint" role="status"><bdi>${localizer.fill(strings.missingAccounts, {names})}</bdi></p>` : nothing}
    ${form.recipientKinds.length > 1 ? renderKinds(view) : nothing} ${renderRecipient(view)}
    ${kindOf(view.draft, form) === 'address' ? form.contactFields?.map((field) => renderContactField(field, view)) : nothing}
    ${
      form.asksTitle
        ? html`
            <div class="field">
              <label for="title">${localizer.fill(strings.optional, {label: strings.conversationTitle})}</label>
              <input
                id="title"
                type="text"
                dir="auto"
                autocomplete="off"
                ?readonly=${view.isLocked}
                .value=${live(view.draft.title)}
                @input=${(event: Event) => view.onChange({title: typed(event)})}
              />
            </div>
          `
        : nothing
    }
    ${view.endpoints.length > 1 ? renderEndpoints(view) : nothing}
    ${usesTemplates(form) ? renderTemplates(view) : nothing} ${usesText(view.draft, form) ? renderText(view) : nothing}
  `;
}

function renderKinds({form, draft, localizer, isLocked, onChange}: StartFieldsView): TemplateResult {
  const {strings} = localizer;
  const kind = kindOf(draft, form);
  return html`
    <fieldset class="field">
      <legend>${strings.recipientKind}</legend>
      <div class="kinds">
        ${form.recipientKinds.map(
          (candidate) => html`
            <label class="kind">
              <input
                type="radio"
                name="kind"
                value=${candidate}
                .checked=${live(candidate === kind)}
                ?disabled=${isLocked}
                @change=${() => onChange({kind: candidate})}
              />
              <span>${strings[KIND_WORDS[candidate]]}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}

function renderRecipient(view: StartFieldsView): TemplateResult {
  const {form, draft, localizer, isLocked, onChange} = view;
  const kind = kindOf(draft, form);
  const recipients = recipientsOf(form, kind);
  if (recipients) return renderRecipientList(recipients, kind, view);
  const isAddress = kind === 'address';
  return html`
    <div class="field">
      <label for=${RECIPIENT_FIELD}>${localizer.strings[KIND_WORDS[kind]]}</label>
      <input
        id=${RECIPIENT_FIELD}
        type="text"
        inputmode=${isAddress ? 'tel' : nothing}
        dir="ltr"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        required
        aria-invalid=${view.problems.has(RECIPIENT_FIELD) ? 'true' : 'false'}
        aria-describedby="${RECIPIENT_FIELD}-error"
        ?readonly=${isLocked}
        .value=${live(isAddress ? draft.address : (draft.recipientIds[kind] ?? ''))}
        @input=${(event: Event) =>
          onChange(isAddress ? {address: typed(event)} : {recipientIds: {...draft.recipientIds, [kind]: typed(event)}})}
      />
      ${renderProblem(RECIPIENT_FIELD, {problemOf: problemsIn(view)})}
    </div>
  `;
}

const CONTACT_WORDS = {
  firstName: 'firstName',
  lastName: 'lastName',
  email: 'email',
  birthDate: 'birthDate',
  metadata: 'fields',
} as const satisfies Record<keyof NewContact, string>;

/** About somebody who becomes a contact by this; none of it has to be filled in. */
function renderContactField(field: keyof NewContact, view: StartFieldsView): TemplateResult {
  const {draft, localizer, isLocked, onChange} = view;
  const {strings} = localizer;
  const id = `contact-${field}`;
  const value = draft.contact[field] ?? '';
  const change = (event: Event) => onChange({contact: {...draft.contact, [field]: typed(event)}});
  const isPlain = field === 'firstName' || field === 'lastName';
  return html`
    <div class="field">
      <label for=${id}>${localizer.fill(strings.optional, {label: strings[CONTACT_WORDS[field]]})}</label>
      ${
        field === 'metadata'
          ? html`<textarea
              id=${id}
              rows="2"
              dir="auto"
              placeholder=${strings.fieldsHint}
              ?readonly=${isLocked}
              .value=${live(value)}
              @input=${change}
            ></textarea>`
          : html`<input
              id=${id}
              type=${field === 'birthDate' ? 'date' : isPlain ? 'text' : 'email'}
              dir=${isPlain ? 'auto' : 'ltr'}
              autocomplete="off"
              ?readonly=${isLocked}
              .value=${live(value)}
              @input=${change}
            />`
      }
    </div>
  `;
}

function renderRecipientList(recipients: readonly Recipient[], kind: RecipientKind, view: StartFieldsView) {
  const {draft, localizer, isLocked, onChange} = view;
  const {strings} = localizer;
  const chosenId = draft.recipientIds[kind];
  const {shown, more} = findRecipients(recipients, draft.search, chosenId);
  return html`
    <div class="field">
      <span id="recipients-label" class="label">${strings[KIND_WORDS[kind]]}</span>
      <input
        type="search"
        dir="auto"
        autocomplete="off"
        spellcheck="false"
        .enterKeyHint=${'search'}
        aria-label=${strings.searchRecipients}
        placeholder=${strings.searchRecipients}
        ?readonly=${isLocked}
        .value=${live(draft.search)}
        @input=${(event: Event) => onChange({search: typed(event)})}
        @keydown=${(event: KeyboardEvent) => {
          // Enter in a search looks for something; it does not start a conversation.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <div
        class=${view.problems.has(RECIPIENT_FIELD) ? 'recipients wrong' : 'recipients'}
        role="radiogroup"
        aria-labelledby="recipients-label"
        aria-describedby="${RECIPIENT_FIELD}-error"
      >
        ${repeat(
          shown,
          ({id}) => id,
          (recipient, place) => html`
            <label class="recipient">
              <input
                id=${ifDefined(place === 0 ? RECIPIENT_FIELD : undefined)}
                type="radio"
                name="recipient"
                value=${recipient.id}
                .checked=${live(recipient.id === chosenId)}
                ?disabled=${isLocked}
                @change=${() => onChange({recipientIds: {...draft.recipientIds, [kind]: recipient.id}})}
              />
              ${renderRecipientWords(recipient)}
            </label>
          `,
        )}
        <p class="field-hint" role="status">
          ${shown.length === 0 ? strings.noRecipients : more > 0 ? localizer.count(strings.moreRecipients, more) : nothing}
        </p>
      </div>
      ${renderProblem(RECIPIENT_FIELD, {problemOf: problemsIn(view)})}
    </div>
  `;
}

function renderRecipientWords({id, name, address}: Recipient): TemplateResult {
  const number = shownAddress(address);
  return html`
    <span class="recipient-words">
      <span><bdi>${displayLabel(name || number || id)}</bdi></span>
      ${name && number ? html`<span class="field-hint"><bdi dir="ltr">${number}</bdi></span>` : nothing}
    </span>
  `;
}

function renderEndpoints({draft, endpoints, localizer, isLocked, onChange}: StartFieldsView): TemplateResult {
  const chosen = chosenEndpoint(draft, endpoints);
  return html`
    <div class="field">
      <label for="endpoint">${localizer.strings.fromNumber}</label>
      <select id="endpoint" ?disabled=${isLocked} @change=${(event: Event) => onChange({ownEndpointId: typed(event)})}>
        ${endpoints.map(
          (endpoint) => html`
            <option value=${endpoint.id} .selected=${endpoint.id === chosen?.id}>${endpointLabel(endpoint)}</option>
          `,
        )}
      </select>
    </div>
  `;
}

function renderTemplates(view: StartFieldsView): TemplateResult {
  const {form, draft, localizer, isLocked, onChange} = view;
  const {strings} = localizer;
  const isOptional = form.firstMessage === 'optional' || !needsTemplate(form);
  const none = needsTemplate(form) ? strings.noFirstMessage : strings.noTemplate;
  return renderTemplateFields({
    templates: form.templates ?? [],
    draft,
    label: isOptional ? localizer.fill(strings.optional, {label: strings.template}) : strings.template,
    none: isOptional ? none : strings.chooseTemplate,
    isRequired: !isOptional,
    problemOf: problemsIn(view),
    isLocked,
    localizer,
    onChange,
  });
}

function renderText(view: StartFieldsView): TemplateResult {
  const {form, draft, localizer, isLocked, onChange} = view;
  const {strings} = localizer;
  const line = view.countsSegments ? segmentLineOf(draft.text, view.normalizesText) : undefined;
  const isOptional = form.firstMessage === 'optional';
  return html`
    <div class="field">
      <label for=${TEXT_FIELD}
        >${isOptional ? localizer.fill(strings.optional, {label: strings.firstMessage}) : strings.firstMessage}</label
      >
      <textarea
        id=${TEXT_FIELD}
        rows="3"
        dir="auto"
        autocapitalize="sentences"
        ?required=${!isOptional}
        aria-invalid=${view.problems.has(TEXT_FIELD) ? 'true' : 'false'}
        aria-describedby="${TEXT_FIELD}-error text-count"
        ?readonly=${isLocked}
        .value=${live(draft.text)}
        @input=${(event: Event) => onChange({text: typed(event)})}
      ></textarea>
      <div id="text-count" class="field-hint count">
        ${line ? html`${renderNote(line, localizer) ?? nothing} ${renderCount(line, localizer)}` : nothing}
      </div>
      ${renderProblem(TEXT_FIELD, {problemOf: problemsIn(view)})}
    </div>
  `;
}

/** What is wrong with a field, in words. */
const problemsIn =
  ({problems, localizer}: StartFieldsView) =>
  (field: string): string | undefined => {
    const problem = problems.get(field);
    return problem && localizer.strings[problem];
  };
