import type {Backend} from '../../../backend/backend.js';
import type {CarrierReport} from '../../../backend/carriers.js';
import {BackendRefusal} from '../../../backend/refusal.js';
import type {Contact, OwnNumber, StoredMessage} from '../../../backend/types.js';
import type {WireContactParameters, WireMessage} from '../wire.js';
import {answer, invalid, refuse, Refused} from './answers.js';
import type {SurgeMockOptions} from './options.js';
import {pageOf, type SendOrder} from './requests.js';
import {extrasOf, type ToWire} from './to-wire.js';

export interface MockAccount {
  readonly backend: Backend;
  readonly toWire: ToWire;
  readonly options: SurgeMockOptions;
}

const notFound = (): Response => refuse('not_found');
const created = (body: object, {createdStatus = 201}: SurgeMockOptions): Response => answer({...body}, createdStatus);

/** Every message of the account, all threads mixed. */
export function messagesAnswer({backend, toWire, options}: MockAccount, query: URLSearchParams): Response {
  const oldestFirst = backend.allMessages();
  const entries = options.order === 'oldest-first' ? oldestFirst : oldestFirst.toReversed();
  // Cheap to compare: an account of thousands is read page by page.
  const keyOf = ({sequence}: StoredMessage) => String(sequence);
  const {data, pagination} = pageOf({list: 'messages', entries, keyOf}, query, options);
  return answer({data: data.map((message) => ({...toWire.message(message)})), pagination});
}

export function messageAnswer({toWire}: MockAccount, id: string): Response {
  const message = toWire.ids.findMessage(id);
  return message ? answer({...toWire.message(message)}) : notFound();
}

export function contactsAnswer({backend, toWire, options}: MockAccount, query: URLSearchParams): Response {
  const listed = {list: 'contacts', entries: backend.contacts(), keyOf: ({id}: Contact) => id};
  const {data, pagination} = pageOf(listed, query, options);
  return answer({data: data.map((contact) => ({...toWire.contact(contact)})), pagination});
}

export function numbersAnswer({backend, toWire, options}: MockAccount, query: URLSearchParams): Response {
  const listed = {list: 'phone_numbers', entries: backend.ownNumbers(), keyOf: ({id}: OwnNumber) => id};
  const {data, pagination} = pageOf(listed, query, options);
  return answer({data: data.map((number) => ({...toWire.number(number)})), pagination});
}

export function contactAnswer({toWire}: MockAccount, id: string): Response {
  const contact = toWire.ids.findContact(id);
  return contact ? answer({...toWire.contact(contact)}) : notFound();
}

/** A contact is a number in one account, so creating it again changes it (inference). */
export function createContactAnswer(account: MockAccount, given: Partial<WireContactParameters>): Response {
  const {backend, toWire, options} = account;
  const phone = given.phone_number ?? '';
  const contact = backend.contactWithPhone(phone) ?? backend.addContact({firstName: '', lastName: '', phone});
  return created(toWire.contact(changeContact(backend, contact, given)), options);
}

export function updateContactAnswer(account: MockAccount, id: string, given: Partial<WireContactParameters>): Response {
  const {backend, toWire} = account;
  const contact = toWire.ids.findContact(id);
  return contact ? answer({...toWire.contact(changeContact(backend, contact, given))}) : notFound();
}

/** What is not given stays; metadata are replaced as a whole (inference). */
function changeContact(backend: Backend, contact: Contact, given: Partial<WireContactParameters>): Contact {
  const {contacts} = extrasOf(backend);
  const {email, date_of_birth, metadata, outbound_disabled} = given;
  contacts.set(contact.id, {
    ...contacts.get(contact.id),
    ...(email != null && {email}),
    ...(date_of_birth != null && {date_of_birth}),
    ...(metadata && {metadata}),
    ...(outbound_disabled != null && {outbound_disabled}),
  });
  return backend.addContact({
    ...contact,
    firstName: given.first_name ?? contact.firstName,
    lastName: given.last_name ?? contact.lastName,
    phone: given.phone_number ?? contact.phone,
  });
}

interface Route {
  readonly phone: string;
  readonly number: OwnNumber;
}

/** @throws Refused and whatever the backend throws */
export function sendAnswer(account: MockAccount, order: SendOrder): Response {
  const {backend, options} = account;
  const route = routeOf(account, order);
  const now = backend.clock.now();
  const delay = order.send_at === undefined ? 0 : Date.parse(order.send_at) - now;
  const message = delay > 0 ? sendLater(account, route, order, delay) : sendNow(account, route, order);
  return created(message, options);
}

/** A reply leaves from the number its thread belongs to. */
function routeOf({backend, toWire: {ids}}: MockAccount, {conversation, to, from}: SendOrder): Route {
  const {defaultNumberId} = backend.account;
  if (defaultNumberId === null) throw new BackendRefusal('no-from-number');
  if (conversation && 'id' in conversation) {
    const pair = ids.findPair(conversation.id);
    const phone = pair && backend.contact(pair.thread.contactId)?.phone;
    if (!pair || phone === undefined) throw new Refused(notFound());
    return {phone, number: pair.number};
  }
  const asked = conversation ? conversation.phone_number : from;
  const number = asked === undefined ? ids.findNumber(ids.number({id: defaultNumberId})) : ids.findNumber(asked);
  if (!number) throw new BackendRefusal('from-number-not-owned');
  return {phone: conversation?.contact.phone_number ?? to ?? '', number};
}

function sendNow({backend, toWire}: MockAccount, {phone, number}: Route, order: SendOrder): WireMessage {
  const {body = '', attachments = [], metadata} = order;
  const contact = backend.contactWithPhone(phone) ?? backend.addContact({firstName: '', lastName: '', phone});
  refuseOptedOut(backend, phone, number);
  // How the provider says this is documented nowhere (inference).
  if (extrasOf(backend).contacts.get(contact.id)?.outbound_disabled) {
    throw invalid('contact', 'outbound messaging is disabled for this contact');
  }
  if (metadata) extrasOf(backend).messages.set(backend.sequence + 1, metadata);
  const message = backend.send({
    phone,
    text: body,
    mediaUrls: attachments.map(({url}) => url),
    ownNumberId: number.id,
    ...outcomeFor(contact),
  });
  // Sending opens an archived thread again.
  if (backend.thread(message.threadId)?.archived) backend.setArchived(message.threadId, false);
  const wire = toWire.message(message);
  if (!wire) throw new Refused(notFound());
  return wire;
}

function refuseOptedOut(backend: Backend, phone: string, number: OwnNumber): void {
  const consent = backend.threadWithPhone(phone)?.consent[number.id];
  if (consent?.state === 'opted-out') throw new BackendRefusal('opted-out');
}

/** Whether a number takes texts is not looked up beforehand: a message to one that does not fails on its way. */
function outcomeFor({textable}: Contact): {readonly outcome?: CarrierReport} {
  if (textable === true) return {};
  if (textable === null) return {outcome: {status: 'delivered', delay: 1500}};
  return {outcome: {status: 'failed', failure: {code: '30006', text: 'Landline'}, delay: 1500}};
}

/** The message has its id at once, and is in no list before it is sent (inference). */
function sendLater(account: MockAccount, route: Route, order: SendOrder, delay: number): WireMessage {
  const {backend, toWire} = account;
  const {phone, number} = route;
  const contact = backend.contactWithPhone(phone) ?? backend.addContact({firstName: '', lastName: '', phone});
  const thread = backend.threadWithPhone(phone) ?? backend.addThread({contactId: contact.id, ownNumberId: number.id});
  refuseOptedOut(backend, phone, number);
  const {body = null, attachments = [], metadata = {}} = order;
  const now = backend.clock.now();
  const id = toWire.ids.make('msg', now, `${thread.id}/${body}/${now}`, backend.sequence);
  backend.clock.schedule(delay, () => {
    toWire.ids.promise(backend.sequence + 1, id);
    sendNow(account, route, order);
  });
  return {
    id,
    blast_id: null,
    body,
    attachments,
    conversation: toWire.conversation({thread, number}),
    metadata,
  };
}
