import {instantOf} from '../../../adapter/toolkit/fields.js';
import type {WireContactParameters, WireList, WireSendCommon, WireSendConversation} from '../wire.js';
import {invalid, Refused, refuse} from './answers.js';
import type {SurgeMockOptions} from './options.js';

const FARTHEST_SEND = 60 * 24 * 3_600_000;
const E164 = /^\+[1-9]\d{1,14}$/;

type Fields = Readonly<Record<string, unknown>>;

/** Why the caller is not let in. */
export function refusedEntry(request: Request, {acceptKey}: SurgeMockOptions): Response | undefined {
  const header = request.headers.get('authorization');
  if (!header) return refuse('missing_api_key');
  const [, key] = /^Bearer (\S+)$/.exec(header) ?? [];
  return key === undefined || acceptKey?.(key) === false ? refuse('invalid_api_key') : undefined;
}

export interface SendOrder extends WireSendCommon {
  readonly conversation?: WireSendConversation;
  readonly to?: string;
  readonly from?: string;
}

/**
 * Which error a wrong body gets is documented for few of these; the others get `validation_error` (inference).
 *
 * @throws Refused
 */
export async function readSend(request: Request, now: number): Promise<SendOrder> {
  const fields = await readObject(request);
  const {conversation, to, from, settings, send_at} = fields;
  if (conversation !== undefined && to !== undefined) throw invalid('to', 'cannot be used together with conversation');
  if (conversation !== undefined && from !== undefined) {
    throw invalid('from', 'cannot be used together with conversation');
  }
  if (conversation === undefined && to === undefined) throw invalid('to', "can't be blank");
  const body = optionalText(fields, 'body');
  const attachments = attachmentsIn(fields['attachments']);
  if (!body?.trim() && attachments.length === 0) throw invalid('body', "can't be blank");
  if (to !== undefined && (typeof to !== 'string' || !E164.test(to))) throw invalid('to', 'is not a phone number');
  const sendAt = instantOf(send_at);
  if (send_at !== undefined && (sendAt === undefined || sendAt > now + FARTHEST_SEND)) {
    throw invalid('send_at', 'must be a time within 60 days');
  }
  const shortening = settings === undefined ? undefined : objectIn(settings, 'settings')['link_shortening'];
  if (shortening !== undefined && shortening !== 'enabled' && shortening !== 'disabled') {
    throw invalid('settings', 'link_shortening must be enabled or disabled');
  }
  const sender = optionalText(fields, 'from');
  return {
    ...(body !== undefined && {body}),
    attachments,
    ...(conversation !== undefined && {conversation: conversationIn(conversation)}),
    ...(to !== undefined && {to}),
    ...(sender !== undefined && {from: sender}),
    ...(sendAt !== undefined && {send_at: new Date(sendAt).toISOString()}),
    ...(fields['metadata'] !== undefined && {metadata: textsIn(fields['metadata'], 'metadata')}),
  };
}

/** @throws Refused */
export async function readContact(request: Request, isNew: boolean): Promise<Partial<WireContactParameters>> {
  const fields = await readObject(request);
  const phone = optionalText(fields, 'phone_number');
  if (phone === undefined ? isNew : !E164.test(phone)) throw invalid('phone_number', 'is not a phone number');
  const texts = ['phone_number', 'first_name', 'last_name', 'email', 'date_of_birth'] as const;
  const given = texts.map((name) => [name, optionalText(fields, name)] as const);
  const {metadata, outbound_disabled} = fields;
  if (outbound_disabled !== undefined && typeof outbound_disabled !== 'boolean') {
    throw invalid('outbound_disabled', 'must be a boolean');
  }
  return {
    ...(outbound_disabled !== undefined && {outbound_disabled}),
    ...(Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Partial<WireContactParameters>),
    ...(metadata !== undefined && {metadata: textsIn(metadata, 'metadata')}),
  };
}

function conversationIn(value: unknown): WireSendConversation {
  const fields = objectIn(value, 'conversation');
  const id = optionalText(fields, 'id');
  if (id !== undefined) return {id};
  if (fields['contact'] === undefined) throw invalid('conversation', 'either the id or the contact must be given');
  const phone = optionalText(objectIn(fields['contact'], 'contact'), 'phone_number') ?? '';
  if (!E164.test(phone)) throw invalid('contact', 'phone_number is not a phone number');
  const own = optionalText(fields, 'phone_number');
  return {contact: {phone_number: phone}, ...(own !== undefined && {phone_number: own})};
}

function attachmentsIn(value: unknown): readonly {readonly url: string}[] {
  if (value === undefined || value === null) return [];
  const entries: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  if (!entries) throw invalid('attachments', 'must be a list');
  return entries.map((entry) => {
    const url = optionalText(objectIn(entry, 'attachments'), 'url');
    if (url === undefined || !/^https?:\/\/\S+$/.test(url)) throw invalid('attachments', 'url must be a public URL');
    return {url};
  });
}

function textsIn(value: unknown, name: string): Readonly<Record<string, string>> {
  const entries = Object.entries(objectIn(value, name));
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (texts.length < entries.length) throw invalid(name, 'values must be strings');
  return Object.fromEntries(texts);
}

function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(name, 'must be a string');
  return value;
}

function objectIn(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(name, 'must be an object');
  return {...value};
}

async function readObject(request: Request): Promise<Fields> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return {...body};
  } catch {
    // Said below.
  }
  throw new Refused(refuse('bad_request'));
}

const PAGE_SIZE = 25;

export interface Listed<Entry> {
  /** Names the list in its cursors, which are then of no use in another. */
  readonly list: string;
  /** In the list's order. */
  readonly entries: readonly Entry[];
  /** Never changes for an entry. */
  readonly keyOf: (entry: Entry) => string;
}

/**
 * One page after or before a cursor. A cursor names an entry, so that what is added meanwhile neither moves nor
 * repeats anything.
 *
 * @throws Refused for a cursor that is not of this list
 */
export function pageOf<Entry>(
  {list, entries, keyOf}: Listed<Entry>,
  query: URLSearchParams,
  {pageSize = PAGE_SIZE, repeatsAtCursor = false, omitsMissingCursors = false}: SurgeMockOptions,
): WireList<Entry> {
  const placeOf = (cursor: string): number => {
    const key = decode(cursor, list);
    const place = key === undefined ? -1 : entries.findIndex((entry) => keyOf(entry) === key);
    if (place < 0) throw new Refused(refuse('invalid_pagination'));
    return place;
  };
  const [after, before] = [query.get('after'), query.get('before')];
  const repeated = repeatsAtCursor ? 1 : 0;
  // The client walks backwards when both are there.
  const end = before === null ? undefined : placeOf(before) + repeated;
  const start = end === undefined ? (after === null ? 0 : placeOf(after) + 1 - repeated) : Math.max(0, end - pageSize);
  const data = entries.slice(start, end ?? start + pageSize);
  const [first, last] = [data[0], data.at(-1)];
  const more = start + data.length < entries.length;
  const cursorOf = (entry: Entry | undefined, exists: boolean) => (entry && exists ? encode(keyOf(entry), list) : null);
  const [next_cursor, previous_cursor] = [cursorOf(last, more), cursorOf(first, start > 0)];
  if (!omitsMissingCursors) return {data, pagination: {next_cursor, previous_cursor}};
  return {data, pagination: {...(next_cursor && {next_cursor}), ...(previous_cursor && {previous_cursor})}};
}

const encode = (key: string, list: string): string => btoa(`${list} ${key}`);

function decode(cursor: string, list: string): string | undefined {
  try {
    const [owner, key] = atob(cursor).split(' ');
    return owner === list ? key : undefined;
  } catch {
    return undefined;
  }
}
