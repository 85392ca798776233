import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import {pathSegment} from '../../adapter/toolkit/paths.js';
import {readRows} from '../../adapter/toolkit/rows.js';
import {readPages} from '../../adapter/toolkit/walk-pages.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {undecodable} from './errors.js';
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
  const account = `/accounts/${pathSegment(accountId, 'surge')}`;

  async function readList<Item>(path: string, read: (entry: unknown) => Item | undefined, signal: Signal) {
    const readPage = async (after: string | undefined) => {
      const answer = await request({method: 'GET', path, query: {after}, signal});
      const {items} = readRows(answer, ['data'], read, {adapter: 'surge', what: 'entries'});
      const next = textOf(
        fieldsOf<WireList<unknown>['pagination']>(fieldsOf<WireList<unknown>>(answer).pagination).next_cursor,
      );
      return {items, ...(next !== undefined && {next})};
    };
    const options = {adapter: 'surge', list: `the list at ${path}`, pages: LIST_PAGES, ...(signal && {signal})};
    return (await readPages(readPage, options)).items;
  }

  return {
    listMessages: (after, signal) => request({method: 'GET', path: `${account}/messages`, query: {after}, signal}),
    sendMessage: (body, options) => request({method: 'POST', path: `${account}/messages`, body, ...options}),
    createContact: async (body, signal) =>
      contactIn(await request({method: 'POST', path: `${account}/contacts`, body, signal}), true),
    getContact: async (id, signal) =>
      contactIn(await request({method: 'GET', path: `/contacts/${pathSegment(id, 'surge')}`, signal}), false),
    updateContact: async (id, body, signal) =>
      contactIn(await request({method: 'PATCH', path: `/contacts/${pathSegment(id, 'surge')}`, body, signal}), true),
    listContacts: (signal) => readList(`${account}/contacts`, contactFromWire, signal),
    listPhoneNumbers: (signal) => readList(`${account}/phone_numbers`, ownEndpointFromWire, signal),
  };
}

function contactIn(answer: unknown, mayHaveActed: boolean): ContactDetails {
  const contact = contactFromWire(answer);
  if (!contact) throw undecodable('The answer holds no contact.', answer, mayHaveActed);
  return contact;
}
