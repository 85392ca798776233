import type {
  MessageTemplate,
  NewContact,
  Recipient,
  RecipientKind,
  StartForm,
  StartRequest,
} from '../../adapter/start-conversation.js';
import type {Conversation} from '../../model/conversation.js';
import {matcherOf} from '../../model/fold-text.js';
import {formatPhone, normalizePhone} from '../../model/phone-number.js';
import {hasVisibleText} from '../../model/visible-text.js';
import type {OpenTarget} from '../../store/find-person.js';
import {unknownConversation} from '../../store/reader.js';
import type {ChoosableEndpoint} from '../own-endpoints.js';
import {
  chosenTemplate,
  emptyFields,
  filledTemplate,
  TEMPLATE_FIELD,
  type TemplateDraft,
} from '../template-picker/template-draft.js';

/** What was entered so far. */
export interface StartDraft extends TemplateDraft {
  readonly kind?: RecipientKind;
  readonly address: string;
  /** Chosen or typed ids, by kind. */
  readonly recipientIds: Readonly<Partial<Record<RecipientKind, string>>>;
  readonly search: string;
  readonly title: string;
  /** About the contact, by field; free-form fields one a line. */
  readonly contact: Readonly<Partial<Record<keyof NewContact, string>>>;
  readonly ownEndpointId?: string;
  readonly text: string;
}

export const EMPTY_START: StartDraft = {
  address: '',
  recipientIds: {},
  search: '',
  title: '',
  contact: {},
  templateId: '',
  parameters: {},
  text: '',
};

/** The form for somebody: whom it was for before goes, what was written stays. */
export function filledFor(
  draft: StartDraft,
  {phone, contactId, name = '', text = '', ownEndpointId}: Omit<OpenTarget, 'conversationId'>,
): StartDraft {
  const [firstName = '', ...others] = name.trim().split(/\s+/);
  return {
    ...draft,
    kind: contactId ? 'contact' : 'address',
    search: '',
    address: phone ?? '',
    recipientIds: contactId ? {contact: contactId} : {},
    contact: {...(firstName && {firstName}), ...(others.length > 0 && {lastName: others.join(' ')})},
    ...(ownEndpointId !== undefined && {ownEndpointId}),
    ...(draft.text.trim() === '' && {text}),
  };
}

export type StartProblem =
  | 'recipientMissing'
  | 'recipientNotChosen'
  | 'addressInvalid'
  | 'templateMissing'
  | 'parameterMissing'
  | 'messageMissing';

/** What is wrong, by the id of the field it is wrong with, in the order of the form. */
export type StartProblems = ReadonlyMap<string, StartProblem>;

export const RECIPIENT_FIELD = 'recipient';
export const TEXT_FIELD = 'text';

/** Nobody looks through more of them than this; searching narrows them down. */
const MOST_SHOWN = 50;

export const kindOf = (draft: StartDraft, form: StartForm): RecipientKind =>
  draft.kind && form.recipientKinds.includes(draft.kind) ? draft.kind : (form.recipientKinds[0] ?? 'address');

export const templateOf = (draft: StartDraft, form: StartForm): MessageTemplate | undefined =>
  chosenTemplate(draft, form.templates);

/** The form for one of our own numbers or channels: with the templates that may be used there. */
export function formOn(form: StartForm, ownEndpointId: string | undefined): StartForm {
  if (!form.templates) return form;
  const templates = form.templates.filter(
    (template) => template.ownEndpointId === undefined || template.ownEndpointId === ownEndpointId,
  );
  const {templatesOnly} = form;
  const mustBeTemplate = templatesOnly === undefined || templatesOnly.includes(ownEndpointId ?? '');
  return {...form, templates, ...(templatesOnly && {templatesOnly: mustBeTemplate ? [ownEndpointId ?? ''] : []})};
}

/** Nothing but a template may be the first message. */
export const needsTemplate = ({templates, templatesOnly}: StartForm): boolean =>
  templatesOnly ? templatesOnly.length > 0 : !!templates?.length;

export const usesTemplates = (form: StartForm): boolean =>
  form.firstMessage !== 'none' && (needsTemplate(form) || !!form.templates?.length);
export const usesText = (draft: StartDraft, form: StartForm): boolean =>
  form.firstMessage !== 'none' && !needsTemplate(form) && !templateOf(draft, form);

/** Those to choose from; `undefined` where the provider names none, so that an id has to be typed. */
export function recipientsOf(form: StartForm, kind: RecipientKind): readonly Recipient[] | undefined {
  const recipients = form.recipients?.filter((recipient) => recipient.kind === kind);
  return recipients?.length ? recipients : undefined;
}

export interface FoundRecipients {
  readonly shown: readonly Recipient[];
  /** How many more match. */
  readonly more: number;
}

/** Whom it is for, as far as that is known, as the conversation that there would be; nothing while nobody is named. */
export function recipientOf(draft: StartDraft, form: StartForm): Conversation | undefined {
  const kind = kindOf(draft, form);
  const value = (kind === 'address' ? draft.address : (draft.recipientIds[kind] ?? '')).trim();
  if (value === '') return undefined;
  const {name, address = kind === 'address' ? value : undefined} =
    recipientsOf(form, kind)?.find(({id}) => id === value) ?? {};
  return {
    ...unknownConversation(value),
    ...{kind: kind === 'group' ? 'group' : 'direct', title: name ?? formatPhone(value)},
    participants: [{role: 'contact', ...(name !== undefined && {name}), ...(address !== undefined && {address})}],
  };
}

/** Those that match a search, with the chosen one always among them, so that nobody writes to somebody unseen. */
export function findRecipients(
  recipients: readonly Recipient[],
  search: string,
  chosenId: string | undefined,
): FoundRecipients {
  const isWanted = matcherOf(search);
  const found = recipients.filter(({id, name, address}) =>
    isWanted([name || address ? (name ?? '') : id], address ? [address] : []),
  );
  const shown = found.slice(0, MOST_SHOWN);
  const chosen = recipients.find(({id}) => id === chosenId);
  if (!chosen || shown.includes(chosen)) return {shown, more: found.length - shown.length};
  return {shown: [chosen, ...shown], more: found.length - shown.length - (found.includes(chosen) ? 1 : 0)};
}

/** Looks like a number, and is too short to be one. */
const isBrokenNumber = (address: string): boolean =>
  /^[\d\s()+.-]+$/.test(address) && (normalizePhone(address)?.replace('+', '').length ?? 0) < 3;

function recipientProblem(draft: StartDraft, form: StartForm): StartProblem | undefined {
  const kind = kindOf(draft, form);
  if (kind !== 'address') {
    if (draft.recipientIds[kind]?.trim()) return undefined;
    return recipientsOf(form, kind) ? 'recipientNotChosen' : 'recipientMissing';
  }
  const address = draft.address.trim();
  if (address === '') return 'recipientMissing';
  return isBrokenNumber(address) ? 'addressInvalid' : undefined;
}

export function problemsOf(draft: StartDraft, form: StartForm): StartProblems {
  const problems = new Map<string, StartProblem>();
  const recipient = recipientProblem(draft, form);
  if (recipient) problems.set(RECIPIENT_FIELD, recipient);
  if (usesTemplates(form)) {
    const template = templateOf(draft, form);
    if (!template && needsTemplate(form) && form.firstMessage === 'required')
      problems.set(TEMPLATE_FIELD, 'templateMissing');
    if (template) for (const field of emptyFields(draft, template)) problems.set(field, 'parameterMissing');
  }
  if (usesText(draft, form) && form.firstMessage === 'required' && !hasVisibleText(draft.text)) {
    problems.set(TEXT_FIELD, 'messageMissing');
  }
  return problems;
}

/** The number a conversation would run over: the only one, or the one that is chosen, which is the first to begin with. */
export const chosenEndpoint = (
  draft: StartDraft,
  endpoints: readonly ChoosableEndpoint[],
): ChoosableEndpoint | undefined => endpoints.find(({id}) => id === draft.ownEndpointId) ?? endpoints[0];

/** What to ask of the provider. Only what the form asked for is in it. */
export function requestOf(draft: StartDraft, form: StartForm, endpoints: readonly ChoosableEndpoint[]): StartRequest {
  const kind = kindOf(draft, form);
  const value = (kind === 'address' ? draft.address : (draft.recipientIds[kind] ?? '')).trim();
  const title = form.asksTitle ? draft.title.trim() : '';
  const text = usesText(draft, form) && hasVisibleText(draft.text) ? draft.text : undefined;
  const template = usesTemplates(form) ? templateOf(draft, form) : undefined;
  const endpoint = chosenEndpoint(draft, endpoints);
  const contact = kind === 'address' ? contactOf(draft, form) : undefined;
  return {
    recipient: {kind, value},
    ...(title ? {title} : {}),
    ...(text === undefined ? {} : {text}),
    ...(template ? {template: filledTemplate(draft, template)} : {}),
    ...(endpoint ? {ownEndpointId: endpoint.id} : {}),
    ...(contact && {contact}),
  };
}

/** What was filled in about the contact, as far as the form asks for it; nothing when that is nothing. */
function contactOf(draft: StartDraft, {contactFields = []}: StartForm): NewContact | undefined {
  const entries = contactFields.flatMap((field): [keyof NewContact, unknown][] => {
    const text = draft.contact[field]?.trim() ?? '';
    if (text === '') return [];
    return [[field, field === 'metadata' ? fieldsIn(text) : text]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** One field a line, as `name: value`. */
const fieldsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name = '', value = ''] = /^([^:]+):(.*)$/.exec(line) ?? [];
      return name.trim() ? [[name.trim(), value.trim()]] : [];
    }),
  );
