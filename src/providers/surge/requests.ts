import {changedOr} from '../../adapter/toolkit/change-answer.js';
import {instantOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import type {OutgoingMessage, RequestOptions} from '../../adapter/messaging-adapter.js';
import type {StartRequest} from '../../adapter/start-conversation.js';
import {isNowhere} from '../../adapter/toolkit/next-cursor.js';
import {pathSegment} from '../../adapter/toolkit/paths.js';
import {readRows} from '../../adapter/toolkit/rows.js';
import {readPages} from '../../adapter/toolkit/walk-pages.js';
import type {ContactDetails} from '../../model/contact-details.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {refusal, undecodable} from './errors.js';
import {nextPlaceIn} from './feed.js';
import {contactFromWire, ownEndpointFromWire} from './mapping.js';
import type {WireContactParameters, WireSend, WireSendCommon} from './wire.js';

type Signal = AbortSignal | undefined;

/** Pages of contacts or numbers that are read for one list. */
const LIST_PAGES = 5;

/** The provider's calls, each once. The document has `sendMessage` and `createContact`; the others are the client's. */
export interface SurgeRequests {
  readonly listMessages: (after: string | undefined, signal: Signal) => Promise<unknown>;
  readonly sendMessage: (body: WireSend, options: RequestOptions) => Promise<unknown>;
  readonly createContact: (body: WireContactParameters, options: RequestOptions) => Promise<ContactDetails>;
  readonly getContact: (id: string, signal: Signal) => Promise<ContactDetails>;
  readonly updateContact: (id: string, body: WireContactParameters, signal: Signal) => Promise<ContactDetails>;
  /** The first few pages. */
  readonly listContacts: (signal: Signal) => Promise<readonly ContactDetails[]>;
  readonly listPhoneNumbers: (signal: Signal) => Promise<readonly OwnEndpoint[]>;
}

export function surgeRequests(request: HttpClient, accountId: string): SurgeRequests {
  const account = `/accounts/${pathSegment(accountId, 'surge')}`;
  const contactPath = (id: string) => `/contacts/${pathSegment(id, 'surge')}`;

  async function readList<Item extends {readonly id?: string}>(
    path: string,
    read: (entry: unknown) => Item | undefined,
    signal: Signal,
  ) {
    const readPage = async (after: string | undefined) => {
      const answer = await request({method: 'GET', path, query: {after}, signal});
      const {items} = readRows(answer, ['data'], read, {adapter: 'surge', what: 'entries'});
      const next = nextPlaceIn(answer);
      // As far as it can be read is better than nothing to choose from.
      return {items, ...(next !== undefined && !isNowhere(next) && {next})};
    };
    const walk = {adapter: 'surge', list: `the list at ${path}`, idOf: ({id}: Item) => id, pages: LIST_PAGES};
    return (await readPages(readPage, {...walk, ...(signal && {signal})})).items;
  }

  async function getContact(id: string, signal: Signal): Promise<ContactDetails> {
    const answer = await request({method: 'GET', path: contactPath(id), signal});
    const contact = contactFromWire(answer);
    if (!contact) throw undecodable('The answer holds no contact.', answer);
    return contact;
  }

  return {
    listMessages: (after, signal) => request({method: 'GET', path: `${account}/messages`, query: {after}, signal}),
    sendMessage: (body, options) => request({method: 'POST', path: `${account}/messages`, body, ...options}),
    getContact,

    async createContact(body, options) {
      const answer = await request({method: 'POST', path: `${account}/contacts`, body, ...options});
      // What an answer leaves out is what was asked for, save the id, which only the provider knows.
      const given = contactFromWire(body);
      const contact = contactFromWire(answer);
      if (!contact?.id && !given) throw undecodable('The answer holds no contact.', answer, true);
      return changedOr<ContactDetails>(answer, {
        adapter: 'surge',
        read: () => contact && {...given, ...contact, metadata: {...given?.metadata, ...contact.metadata}},
        readAgain: () => ({...given, raw: answer ?? null}),
      });
    },

    async updateContact(id, body, signal) {
      const answer = await request({method: 'PATCH', path: contactPath(id), body, signal});
      const isWhole = (contact: ContactDetails | undefined) => contact?.id === id && contact.address !== undefined;
      return changedOr(answer, {
        adapter: 'surge',
        read: () => [contactFromWire(answer)].find(isWhole),
        readAgain: () => getContact(id, signal),
      });
    },

    listContacts: (signal) => readList(`${account}/contacts`, contactFromWire, signal),
    listPhoneNumbers: (signal) => readList(`${account}/phone_numbers`, ownEndpointFromWire, signal),
  };
}

/** Milliseconds ahead that a message may be planned. */
export const FARTHEST_SEND = 60 * 24 * 3_600_000;

/**
 * The body of a reply. A thread belongs to one of our numbers, so a reply from another one goes to the contact
 * instead, in whose thread with that number it then stands.
 *
 * @param conversation what is known of the thread
 * @throws ConversationError of kind `validation`
 */
export function replyToWire(message: OutgoingMessage, conversation: Conversation | undefined): WireSend {
  const content = {...contentOf(message.text, message.mediaUrls), ...optionsOf(message.providerOptions)};
  const {ownEndpointId, conversationId} = message;
  const own = conversation?.ownEndpoint;
  if (ownEndpointId === undefined || ownEndpointId === own?.id || ownEndpointId === own?.address) {
    return {conversation: {id: conversationId}, ...content};
  }
  const phone = conversation && contactOf(conversation)?.address;
  if (phone === undefined) throw refusal('ownEndpointId', 'The number of the contact is not known yet.');
  return {conversation: {contact: {phone_number: phone}, phone_number: ownEndpointId}, ...content};
}

/** @throws ConversationError of kind `validation` */
export function startToWire({title, template, text = '', ownEndpointId}: StartRequest, to: string): WireSend {
  if (title) throw refusal('title', 'Conversations of Surge have no title.');
  if (template !== undefined) throw refusal('template', 'Surge has no templates.');
  return {to, ...(ownEndpointId !== undefined && {from: ownEndpointId}), ...contentOf(text)};
}

function contentOf(text: string, mediaUrls: readonly string[] = []): WireSendCommon {
  if (text.trim() === '' && mediaUrls.length === 0) throw refusal('body', 'A message needs a text or an attachment.');
  if (mediaUrls.some((url) => !/^https?:\/\/./i.test(url))) {
    throw refusal('attachments', 'Surge fetches attachments from public http or https addresses.');
  }
  return {
    ...(text.trim() !== '' && {body: text}),
    ...(mediaUrls.length > 0 && {attachments: mediaUrls.map((url) => ({url}))}),
  };
}

function optionsOf(options: OutgoingMessage['providerOptions'] = {}): WireSendCommon {
  const {sendAt, linkShortening, metadata, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal(other, `Surge has no send option "${other}".`);
  if (linkShortening !== undefined && linkShortening !== 'enabled' && linkShortening !== 'disabled') {
    throw refusal('linkShortening', 'linkShortening must be "enabled" or "disabled".');
  }
  return {
    ...(sendAt !== undefined && {send_at: sendTime(sendAt)}),
    ...(linkShortening !== undefined && {settings: {link_shortening: linkShortening}}),
    ...(metadata !== undefined && {metadata: stringsOf(metadata, 'metadata')}),
  };
}

function sendTime(value: unknown): string {
  const at = instantOf(value);
  if (at === undefined) throw refusal('sendAt', 'sendAt must be a time in ISO 8601.');
  if (at > Date.now() + FARTHEST_SEND) throw refusal('sendAt', 'sendAt must be within sixty days.');
  return new Date(at).toISOString();
}

/**
 * Metadata as Surge takes it: text values only.
 *
 * @throws ConversationError of kind `validation`
 */
export function stringsOf(value: unknown, field: string): Readonly<Record<string, string>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries: readonly (readonly [string, unknown])[] = isObject ? Object.entries(value) : [];
  const texts = entries.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
  if (!isObject || texts.length < entries.length) throw refusal(field, 'Metadata of Surge are texts by name.');
  return Object.fromEntries(texts);
}

/** What a start form asks about a contact that is to be created, and what Surge calls it. */
const CONTACT_FIELDS = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  birthDate: 'date_of_birth',
} as const;

/**
 * The contact of a start form, where it says more than a number.
 *
 * @throws ConversationError of kind `validation`
 */
export function newContactToWire({contact = {}}: StartRequest, phone: string): WireContactParameters | undefined {
  const {metadata, ...texts} = contact;
  const given = Object.entries(CONTACT_FIELDS).flatMap(([name, wireName]) => {
    const value = Object.entries(texts)
      .find(([other]) => other === name)?.[1]
      ?.trim();
    return value ? [[wireName, value] as const] : [];
  });
  if (given.length === 0 && !metadata) return undefined;
  const date = given.find(([name]) => name === 'date_of_birth')?.[1];
  if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) {
    throw refusal('birthDate', 'A date of birth is written like 1990-12-31.');
  }
  return {
    phone_number: phone,
    ...Object.fromEntries(given),
    ...(metadata && {metadata: stringsOf(metadata, 'metadata')}),
  };
}
