import {fieldsOf, textOf} from '../../adapter/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {surgeError, undecodable} from './errors.js';
import {contactFromWire, ownEndpointFromWire} from './map-conversation.js';
import type {WireContactParameters, WireList, WireSend} from './wire.js';

type Signal = AbortSignal | undefined;

/** Pages of contacts or numbers that are read for one list. */
const LIST_PAGES = 5;

/** The provider's calls, each once. The document has `sendMessage` and `createContact`; the others are the client's. */
export interface SurgeRequests {
  readonly listMessages: (after: string | undefined, signal: Signal) => Promise<unknown>;
  readonly sendMessage: (body: WireSend, options: RequestOptions) => Promise<unknown>;
  readonly createContact: (body: WireContactParameters, signal: Signal) => Promise<ContactDetails>;
  readonly getContact: (id: string, signal: Signal) => Promise<ContactDetails>;
  readonly updateContact: (id: string, body: WireContactParameters, signal: Signal) => Promise<ContactDetails>;
  /** The first few pages. */
  readonly listContacts: (signal: Signal) => Promise<readonly ContactDetails[]>;
  readonly listPhoneNumbers: (signal: Signal) => Promise<readonly OwnEndpoint[]>;
}

export function surgeRequests(request: HttpClient, accountId: string): SurgeRequests {
  const account = `/accounts/${pathSegment(accountId)}`;

  async function readPages<Item>(path: string, read: (entry: unknown) => Item | undefined, signal: Signal) {
    const items: Item[] = [];
    let after: string | undefined;
    for (let page = 0; page < LIST_PAGES; page++) {
      const answer = await request({method: 'GET', path, query: {after}, signal});
      const {data, pagination} = fieldsOf<WireList<unknown>>(answer);
      if (!Array.isArray(data)) throw undecodable('The answer holds no list.', answer);
      items.push(...data.map(read).filter((item) => item !== undefined));
      const next = textOf(fieldsOf<WireList<unknown>['pagination']>(pagination).next_cursor);
      if (next === undefined || next === after) break;
      after = next;
    }
    return items;
  }

  return {
    listMessages: (after, signal) => request({method: 'GET', path: `${account}/messages`, query: {after}, signal}),
    sendMessage: (body, options) => request({method: 'POST', path: `${account}/messages`, body, ...options}),
    createContact: async (body, signal) =>
      contactIn(await request({method: 'POST', path: `${account}/contacts`, body, signal}), true),
    getContact: async (id, signal) =>
      contactIn(await request({method: 'GET', path: `/contacts/${pathSegment(id)}`, signal}), false),
    updateContact: async (id, body, signal) =>
      contactIn(await request({method: 'PATCH', path: `/contacts/${pathSegment(id)}`, body, signal}), true),
    listContacts: (signal) => readPages(`${account}/contacts`, contactFromWire, signal),
    listPhoneNumbers: (signal) => readPages(`${account}/phone_numbers`, ownEndpointFromWire, signal),
  };
}

function contactIn(answer: unknown, mayHaveActed: boolean): ContactDetails {
  const contact = contactFromWire(answer);
  if (!contact) throw undecodable('The answer holds no contact.', answer, mayHaveActed);
  return contact;
}

/** An id as one part of a path: nothing in it may leave that part. */
function pathSegment(id: string): string {
  const isPart = id !== '' && id !== '.' && id !== '..' && !/\p{Surrogate}/u.test(id);
  if (!isPart) throw surgeError('not-found', {message: 'This is no id.'});
  return encodeURIComponent(id);
}
