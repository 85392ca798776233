import type {Backend} from '../../../backend/backend.js';
import type {Contact, OwnNumber, StoredMessage} from '../../../backend/types.js';
import {attachmentFromUrl} from '../../../model/attachment.js';
import type {WireAttachment, WireContact, WireConversation, WireMessage, WirePhoneNumber} from '../wire.js';
import type {Pair, SurgeIds} from './ids.js';
import type {SurgeMockOptions} from './options.js';

/** What the provider keeps and the backend does not know. */
export interface ContactExtras {
  readonly email?: string;
  readonly date_of_birth?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly outbound_disabled?: boolean;
}

interface Extras {
  /** By contact id. */
  readonly contacts: Map<string, ContactExtras>;
  /** Metadata of messages, by sequence. */
  readonly messages: Map<number, Readonly<Record<string, string>>>;
}

const EXTRAS = new WeakMap<Backend, Extras>();

export function extrasOf(backend: Backend): Extras {
  const known = EXTRAS.get(backend) ?? {contacts: new Map(), messages: new Map()};
  EXTRAS.set(backend, known);
  return known;
}

/** Milliseconds until a carrier is looked up. */
const LOOK_UP_TIME = 5000;

/** Whole seconds, as the provider writes times. */
export const isoTime = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

export class ToWire {
  readonly #backend: Backend;
  readonly #options: SurgeMockOptions;

  constructor(
    backend: Backend,
    readonly ids: SurgeIds,
    options: SurgeMockOptions = {},
  ) {
    this.#backend = backend;
    this.#options = options;
  }

  contact(contact: Contact): WireContact {
    const {email, date_of_birth, metadata, outbound_disabled} = extrasOf(this.#backend).contacts.get(contact.id) ?? {};
    return {
      id: this.ids.contact(contact),
      phone_number: contact.phone,
      ...(contact.firstName && {first_name: contact.firstName}),
      ...(contact.lastName && {last_name: contact.lastName}),
      ...(email !== undefined && {email}),
      ...(date_of_birth !== undefined && {date_of_birth}),
      metadata: metadata ?? this.#threadMetadata(contact),
      ...(outbound_disabled && {outbound_disabled}),
      ...this.#carrierOf(contact),
    };
  }

  /** In the list of numbers; in a conversation it has no name. */
  number(own: OwnNumber): WirePhoneNumber {
    return {id: this.ids.number(own), number: own.phone, name: own.label || null, type: 'local'};
  }

  conversation(pair: Pair, {forEvent = false} = {}): WireConversation {
    const {thread, number} = pair;
    const {conversationInMessages, contactNames = true, statusInAnswers} = this.#options;
    const id = this.ids.conversation(pair);
    if (conversationInMessages === 'id-only' && !forEvent) return {id};
    const contact = this.#backend.contact(thread.contactId);
    const phone_number: WirePhoneNumber = {id: this.ids.number(number), number: number.phone, type: 'local'};
    const consent = thread.consent[number.id];
    const optedOut = consent?.state === 'opted-out';
    return {
      id,
      phone_number,
      ...(contact && {
        contact: contactNames ? this.contact(contact) : {id: this.ids.contact(contact), phone_number: contact.phone},
      }),
      ...(statusInAnswers && {
        status: optedOut ? 'opted_out' : thread.archived ? 'archived' : 'active',
        opted_out_at: optedOut ? isoTime(consent.since) : null,
      }),
    };
  }

  /** With the keys of the document's sample and no others: nothing tells direction, time or status. */
  message(message: StoredMessage, {forEvent = false} = {}): WireMessage | undefined {
    const pair = this.ids.pairOf(message);
    if (!pair) return undefined;
    return {
      id: this.ids.message(message),
      blast_id: message.direction === 'outbound' ? (this.#options.blastIdOf?.(message) ?? null) : null,
      body: message.text,
      attachments: message.mediaUrls.map((url, index) => this.#attachment(message, url, index)),
      conversation: this.conversation(pair, {forEvent}),
      metadata: extrasOf(this.#backend).messages.get(message.sequence) ?? {},
    };
  }

  /** Filled in some time after the first message that went out. */
  #carrierOf({phone}: Contact): Partial<WireContact> {
    const thread = this.#backend.threadWithPhone(phone);
    const first = thread && this.#backend.messagesOf(thread.id).find(({direction}) => direction === 'outbound');
    if (!first || this.#backend.clock.now() - first.at < LOOK_UP_TIME) return {};
    return {phone_carrier: 'example_mobile', phone_carrier_name: 'Example Mobile', phone_country: 'US'};
  }

  #attachment(message: StoredMessage, url: string, index: number): WireAttachment {
    const {kind} = attachmentFromUrl(url);
    const type = kind === 'image' || kind === 'video' || kind === 'contact' || kind === 'link' ? kind : 'file';
    return {id: this.ids.make('att', message.at, `${message.id}/${index}`), type, url};
  }

  /** A scenario's facts about a thread stand in for the contact's until they are changed. */
  #threadMetadata({phone}: Contact): Readonly<Record<string, string>> {
    const entries = Object.entries(this.#backend.threadWithPhone(phone)?.metadata ?? {});
    return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
  }
}
