import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import type {MessageTemplate} from '../../adapter/start-conversation.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {TemplateWords} from '../../i18n/words/templates.js';
import {displayLabel, displayText} from '../../model/display-text.js';
import {
  chosenTemplate,
  parameterField,
  parameterOf,
  previewOf,
  TEMPLATE_FIELD,
  withParameter,
  type TemplateDraft,
} from './template-draft.js';

/** Everything the fields are drawn from. */
export interface TemplateFieldsView {
  readonly templates: readonly MessageTemplate[];
  readonly draft: TemplateDraft;
  readonly label: string;
  /** The choice of none of them. */
  readonly none: string;
  readonly isRequired: boolean;
  /** What is wrong with a field, in words. */
  readonly problemOf: (field: string) => string | undefined;
  readonly isLocked: boolean;
  readonly localizer: Localizer<TemplateWords>;
  readonly onChange: (change: Partial<TemplateDraft>) => void;
}

const typed = ({currentTarget}: Event): string => (currentTarget as HTMLInputElement | HTMLSelectElement).value;

/** The choice of a template, what it has to be filled in with, and what it will say. */
export function renderTemplateFields(view: TemplateFieldsView): TemplateResult {
  const {templates, draft, label, none, isRequired, isLocked, onChange} = view;
  const chosen = chosenTemplate(draft, templates);
  return html`
    <div class="field">
      <label for=${TEMPLATE_FIELD}>${label}</label>
      <select
        id=${TEMPLATE_FIELD}
        aria-invalid=${view.problemOf(TEMPLATE_FIELD) ? 'true' : 'false'}
        aria-describedby="${TEMPLATE_FIELD}-error"
        ?required=${isRequired}
        ?disabled=${isLocked}
        @change=${(event: Event) => onChange({templateId: typed(event)})}
      >
        <option value="" .selected=${!chosen}>${none}</option>
        ${templates.map(
          ({id, name}) => html`<option value=${id} .selected=${id === chosen?.id}>${displayLabel(name)}</option>`,
        )}
      </select>
      ${renderProblem(TEMPLATE_FIELD, view)}
    </div>
    ${chosen ? html`${renderParameters(chosen, view)}${renderPreview(chosen, view)}` : nothing}
  `;
}

const renderParameters = (template: MessageTemplate, view: TemplateFieldsView): TemplateResult[] =>
  template.parameters.map(({key, label}, place) => {
    const {draft, isLocked, onChange} = view;
    const id = parameterField(place);
    return html`
      <div class="field">
        <label for=${id}><bdi>${displayLabel(label ?? key)}</bdi></label>
        <input
          id=${id}
          type="text"
          dir="auto"
          autocomplete="off"
          required
          aria-invalid=${view.problemOf(id) ? 'true' : 'false'}
          aria-describedby="${id}-error"
          ?readonly=${isLocked}
          .value=${live(parameterOf(draft, template, key))}
          @input=${(event: Event) => onChange(withParameter(draft, template, key, typed(event)))}
        />
        ${renderProblem(id, view)}
      </div>
    `;
  });

function renderPreview(
  template: MessageTemplate,
  {draft, localizer}: TemplateFieldsView,
): TemplateResult | typeof nothing {
  const preview = previewOf(draft, template);
  if (preview.length === 0) return nothing;
  const words = preview.map(({text, isGap}) => (isGap ? html`<mark>${displayText(text)}</mark>` : displayText(text)));
  // White space counts in it.
  return html`
    <figure part="preview" class="preview">
      <figcaption class="label">${localizer.strings.preview}</figcaption>
      <p dir="auto">${words}</p>
    </figure>
  `;
}

export const renderProblem = (field: string, {problemOf}: Pick<TemplateFieldsView, 'problemOf'>): TemplateResult =>
  html`<p id="${field}-error" class="field-error">${problemOf(field) ?? nothing}</p>`;
