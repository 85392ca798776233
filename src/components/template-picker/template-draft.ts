import type {FilledTemplate, MessageTemplate} from '../../adapter/start-conversation.js';

/** What was chosen of some templates, and what was filled in. */
export interface TemplateDraft {
  readonly templateId: string;
  /** By template and parameter, so that looking at another template loses nothing. */
  readonly parameters: Readonly<Record<string, string>>;
}

export const TEMPLATE_FIELD = 'template';
export const parameterField = (place: number): string => `parameter-${place}`;

export const chosenTemplate = (
  {templateId}: TemplateDraft,
  templates: readonly MessageTemplate[] = [],
): MessageTemplate | undefined => templates.find(({id}) => id === templateId);

const parameterKey = (template: MessageTemplate, key: string): string => JSON.stringify([template.id, key]);

export const parameterOf = ({parameters}: TemplateDraft, template: MessageTemplate, key: string): string =>
  parameters[parameterKey(template, key)] ?? '';

export const withParameter = <Draft extends TemplateDraft>(
  draft: Draft,
  template: MessageTemplate,
  key: string,
  value: string,
): Draft => ({...draft, parameters: {...draft.parameters, [parameterKey(template, key)]: value}});

/** The fields of a template that nothing was filled in. */
export const emptyFields = (draft: TemplateDraft, template: MessageTemplate): readonly string[] =>
  template.parameters.flatMap(({key}, place) =>
    parameterOf(draft, template, key).trim() === '' ? [parameterField(place)] : [],
  );

export const filledTemplate = (draft: TemplateDraft, template: MessageTemplate): FilledTemplate => ({
  id: template.id,
  parameters: Object.fromEntries(template.parameters.map(({key}) => [key, parameterOf(draft, template, key).trim()])),
});

/** A stretch of a template as it will read; `isGap` where something is still to be filled in. */
export interface PreviewPart {
  readonly text: string;
  readonly isGap: boolean;
}

/** What a template says with what was filled in, and the labels of the parameters where nothing was. */
export function previewOf(draft: TemplateDraft, template: MessageTemplate): readonly PreviewPart[] {
  const parts = (template.preview ?? '').split(/\{\{\s*([^{}]+?)\s*\}\}/);
  return parts
    .map((part, place) => (place % 2 === 0 ? {text: part, isGap: false} : filledPart(draft, template, part)))
    .filter(({text}) => text !== '');
}

function filledPart(draft: TemplateDraft, template: MessageTemplate, key: string): PreviewPart {
  const filled = parameterOf(draft, template, key).trim();
  if (filled) return {text: filled, isGap: false};
  const label = template.parameters.find((parameter) => parameter.key === key)?.label;
  return {text: label ?? key, isGap: true};
}
