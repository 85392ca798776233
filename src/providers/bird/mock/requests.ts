import {fieldsOf} from '../../../adapter/toolkit/fields.js';
import type {
  WireBody,
  WireConversationChange,
  WireFileBody,
  WireIdentifier,
  WireImageBody,
  WireTemplate,
} from '../wire.js';
import {invalid, Refused} from './answers.js';
import type {BirdMockOptions} from './options.js';
import type {ListParameters} from './pages.js';

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_TOKEN = 8000;
const MOST_IMAGES = 10;
const MOST_PARTICIPANTS = 5;
const STATUSES = ['active', 'closed', 'deleted'] as const;
const SENDERS = ['accessKey', 'flow', 'contact', 'user'] as const;
const RECIPIENT_TYPES: readonly unknown[] = ['to', 'cc', 'bcc'];
/** The discriminators of bodies the documents name. */
const BODY_TYPES = 'text html image file list gif location carousel section template action authentication'.split(' ');

/** @throws Refused for whoever is not let in. That a foreign workspace is a 403 is inference. */
export function checkEntry(request: Request, workspaceId: unknown, options: BirdMockOptions): void {
  const [, key] = /^AccessKey (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  if (key === undefined || (options.acceptKey && !options.acceptKey(key))) {
    throw new Refused(401, 'Unauthorized', 'The access key is missing or invalid');
  }
  if (options.workspaceId !== undefined && workspaceId !== options.workspaceId) {
    throw new Refused(403, 'Forbidden', 'User has no access to the requested resource');
  }
}

/** @throws Refused for a limit that is not from 1 to 100, and for anything else the reference does not have */
export function listParameters(query: URLSearchParams): ListParameters {
  const wish = query.get('limit') ?? '10';
  const limit = /^\d{1,4}$/.test(wish) ? Number(wish) : 0;
  if (limit < 1 || limit > 100) throw invalid('limit must be from 1 to 100');
  const reverse = query.get('reverse') ?? 'false';
  if (reverse !== 'true' && reverse !== 'false') throw invalid('reverse must be a boolean');
  const pageToken = query.get('pageToken');
  if (pageToken !== null && pageToken.length > LONGEST_TOKEN) throw invalid('pageToken is too long');
  return {limit, pageToken, reverse: reverse === 'true'};
}

/** Epoch milliseconds. */
export function dateFromParameter(query: URLSearchParams): number | undefined {
  const text = query.get('dateFrom');
  if (text === null) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalid('dateFrom must be a date-time');
  return at;
}

export async function readObject(request: Request): Promise<Fields> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return {...body};
  } catch {
    // Said below.
  }
  throw invalid('The request body must be a JSON object');
}

/** A message as it was asked for. */
export interface NewMessage {
  readonly participantId: string;
  readonly addMissingParticipants: boolean;
  readonly recipientIds: readonly string[];
  readonly body?: WireBody;
  readonly template?: WireTemplate;
  readonly reference: string;
  readonly replyToMessageId?: string;
}

const MESSAGE_KEYS: readonly string[] = [
  ...['participantId', 'participantType', 'addMissingParticipants', 'recipients', 'body', 'template', 'reference'],
  ...['draft', 'replyToMessageId', 'sender'],
];

export function readMessage(fields: Fields): NewMessage {
  const unknown = Object.keys(fields).find((key) => !MESSAGE_KEYS.includes(key));
  if (unknown !== undefined) throw invalid(`property "${unknown}" is unsupported`);
  const {participantId, participantType, addMissingParticipants = false, replyToMessageId} = fields;
  if (!isWord(participantId)) throw invalid('participantId is required');
  if (!SENDERS.some((known) => known === participantType)) throw invalid('participantType is not valid');
  if (typeof addMissingParticipants !== 'boolean') throw invalid('addMissingParticipants must be a boolean');
  if (replyToMessageId !== undefined && !isWord(replyToMessageId)) throw invalid('replyToMessageId is not valid');
  return {
    participantId,
    addMissingParticipants,
    recipientIds: readRecipients(fields['recipients']).flatMap(({id}) => (isWord(id) ? [id] : [])),
    ...readContent(fields),
    reference: readReference(fields['reference']),
    ...(replyToMessageId !== undefined && {replyToMessageId}),
  };
}

/** A conversation as it was asked for. */
export interface NewConversation {
  readonly name: string;
  readonly channelId: string;
  readonly contacts: readonly WireIdentifier[];
  readonly attributes: Fields;
  readonly message?: Pick<NewMessage, 'body' | 'template' | 'reference'>;
}

/** Keys that are not known are taken: the reference says so of conversations. */
export function readConversation(fields: Fields): NewConversation {
  const {name, channelId, participants, initialMessage, attributes} = fields;
  if (name !== undefined && typeof name !== 'string') throw invalid('name must be a string');
  if (!isWord(channelId)) throw invalid('channelId is required');
  const listed: readonly unknown[] = Array.isArray(participants) ? participants : [];
  if (listed.length > MOST_PARTICIPANTS) throw invalid(`participants must have at most ${MOST_PARTICIPANTS} items`);
  const contacts = listed.map((entry) => {
    const {type, identifierKey, identifierValue} = fieldsOf<{type: string} & WireIdentifier>(entry);
    if (type !== 'contact' || !isWord(identifierKey) || !isWord(identifierValue))
      throw invalid('participants: not valid');
    return {identifierKey, identifierValue};
  });
  if (contacts.length === 0) throw invalid('participants is required');
  return {
    name: name ?? '',
    channelId,
    contacts,
    attributes: readAttributes(attributes) ?? {},
    ...(initialMessage != null && {message: readInitialMessage(initialMessage)}),
  };
}

function readInitialMessage(value: unknown): NewConversation['message'] {
  const fields = fieldsOf<Record<string, unknown>>(value);
  readRecipients(fields['recipients']);
  return {...readContent(fields), reference: readReference(fields['reference'])};
}

export function readChange(fields: Fields): WireConversationChange {
  const status = STATUSES.find((known) => known === fields['status']);
  if (fields['status'] !== undefined && !status) throw invalid('status is not valid');
  for (const key of ['name', 'description']) {
    if (fields[key] != null && typeof fields[key] !== 'string') throw invalid(`${key} must be a string`);
  }
  const attributes = readAttributes(fields['attributes']);
  return {
    ...(status && {status}),
    ...(typeof fields['name'] === 'string' && {name: fields['name']}),
    ...(typeof fields['description'] === 'string' && {description: fields['description']}),
    ...(attributes && {attributes}),
  };
}

function readAttributes(value: unknown): Fields | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid('attributes must be an object');
  return {...value};
}

const isWord = (value: unknown): value is string => typeof value === 'string' && value !== '';

function readReference(value: unknown): string {
  if (value !== undefined && typeof value !== 'string') throw invalid('reference must be a string');
  return value ?? '';
}

/** By id or by identifier; the first kind is looked up later. */
function readRecipients(value: unknown): readonly {readonly id?: unknown}[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw invalid('recipients must be an array');
  const entries: readonly unknown[] = value;
  return entries.map((entry) => {
    const {type, id, identifierKey, identifierValue} = fieldsOf<Record<string, unknown>>(entry);
    if (!RECIPIENT_TYPES.includes(type)) throw invalid('recipients: type must be to, cc or bcc');
    if (!isWord(id) && !(isWord(identifierKey) && isWord(identifierValue))) {
      throw invalid('recipients: id or identifierKey and identifierValue are required');
    }
    return {id};
  });
}

/** A body or a template, but one of them. */
function readContent({body, template}: Fields): Pick<NewMessage, 'body' | 'template'> {
  if ((body == null) === (template == null)) throw invalid('one of body and template is required');
  return body == null ? {template: readTemplate(template)} : {body: readBody(body)};
}

function readTemplate(value: unknown): WireTemplate {
  const {projectId, version, locale, parameters} = fieldsOf<WireTemplate>(value);
  if (!isWord(projectId) || !isWord(version) || !isWord(locale)) {
    throw invalid('template: projectId, version and locale are required');
  }
  const listed: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  return {
    ...{projectId, version, locale},
    parameters: listed.map((entry) => {
      const parameter = fieldsOf<{type: string; key: string; value: string}>(entry);
      const isString = parameter.type === 'string' && typeof parameter.value === 'string';
      if (!isString || !isWord(parameter.key)) throw invalid('template: a parameter is not valid');
      return {type: 'string', key: parameter.key, value: String(parameter.value)};
    }),
  };
}

function readBody(value: unknown): WireBody {
  const fields = fieldsOf<Record<string, unknown>>(value);
  const {type} = fields;
  if (!isWord(type) || !BODY_TYPES.includes(type)) throw invalid('body: type is not valid');
  const inside = fields[type];
  if (typeof inside !== 'object' || inside === null) throw invalid(`body: ${type} is required`);
  const {text, attachments} = fieldsOf<{text: string; attachments: unknown}>(inside);
  if (type === 'text') {
    if (typeof text !== 'string') throw invalid('body: text.text is required');
    if (!text.trim() && !attachments) throw invalid('body: text.text must not be empty');
    if (attachments !== undefined) checkMedia(attachments, 'attachments');
  }
  if (type === 'image') {
    const {images} = fieldsOf<WireImageBody['image']>(inside);
    checkMedia(images, 'images');
    if (Array.isArray(images) && images.length > MOST_IMAGES) throw invalid(`body: at most ${MOST_IMAGES} images`);
  }
  if (type === 'file') checkMedia(fieldsOf<WireFileBody['file']>(inside).files, 'files');
  return {...fields, type};
}

function checkMedia(value: unknown, name: string): void {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const hasUrl = (entry: unknown) => /^https?:\/\/\S+$/.test(String(fieldsOf<{mediaUrl: string}>(entry).mediaUrl));
  if (entries.length === 0 || !entries.every(hasUrl)) throw invalid(`body: ${name} need mediaUrl`);
}
