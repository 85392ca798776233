import type {Backend} from '../../../backend/backend.js';
import type {Contact, OwnNumber, StoredMessage, Thread} from '../../../backend/types.js';
import type {SurgeMockOptions} from './options.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Contacts and numbers of the backend have no time of creation. */
const LONG_AGO = Date.UTC(2024, 0, 1);

/** A thread of this provider: between a contact and one of our numbers. The backend has one for all our numbers. */
export interface Pair {
  readonly thread: Thread;
  readonly number: OwnNumber;
}

/** The provider's ids of the backend's records: always the same for the same record. */
export class SurgeIds {
  readonly #backend: Backend;
  readonly #style: SurgeMockOptions['ids'];

  constructor(backend: Backend, style: SurgeMockOptions['ids'] = 'typeid') {
    this.#backend = backend;
    this.#style = style;
  }

  /** Ids given out before their message exists, by the sequence it will have. */
  get #promised(): Map<number, string> {
    const known = PROMISED.get(this.#backend) ?? new Map<number, string>();
    PROMISED.set(this.#backend, known);
    return known;
  }

  promise(sequence: number, id: string): void {
    this.#promised.set(sequence, id);
  }

  message({id, at, sequence}: Pick<StoredMessage, 'id' | 'at' | 'sequence'>): string {
    return this.#promised.get(sequence) ?? this.make('msg', at, id, sequence);
  }

  conversation({thread, number}: Pair): string {
    return this.make('cnv', thread.createdAt, thread.id + number.id);
  }

  contact({id}: Pick<Contact, 'id'>): string {
    return this.make('ctc', LONG_AGO, id);
  }

  number({id}: Pick<OwnNumber, 'id'>): string {
    return this.make('pn', LONG_AGO, id);
  }

  event(type: string, about: string): string {
    return this.make('evt', this.#backend.clock.now(), type + about);
  }

  pairOf({threadId, ownNumberId}: Pick<StoredMessage, 'threadId' | 'ownNumberId'>): Pair | undefined {
    const thread = this.#backend.thread(threadId);
    const number = this.#backend.ownNumbers().find(({id}) => id === ownNumberId);
    return thread && number && {thread, number};
  }

  findPair(conversationId: string): Pair | undefined {
    const numbers = this.#backend.ownNumbers();
    const pairs = this.#backend.threads().flatMap((thread) => numbers.map((number) => ({thread, number})));
    return pairs.find((pair) => this.conversation(pair) === conversationId);
  }

  findContact(contactId: string): Contact | undefined {
    return this.#backend.contacts().find((contact) => this.contact(contact) === contactId);
  }

  /** By id or by number: requests take both. */
  findNumber(idOrPhone: string): OwnNumber | undefined {
    return this.#backend.ownNumbers().find((own) => own.phone === idOrPhone || this.number(own) === idOrPhone);
  }

  findMessage(messageId: string): StoredMessage | undefined {
    const all = this.#backend.threads().flatMap(({id}) => this.#backend.messagesOf(id));
    return all.find((message) => this.message(message) === messageId);
  }

  make(prefix: string, at: number, about: string, sequence = 0): string {
    if (this.#style === 'opaque') return `${prefix}_${hash(about).toString(16)}${sequence.toString(16)}`;
    return `${prefix}_${toTypeId(at, about, sequence)}`;
  }
}

const PROMISED = new WeakMap<Backend, Map<number, string>>();

/** A UUID version 7 in base 32: time, then sequence, so that ids sort like their records, then what it is about. */
function toTypeId(at: number, about: string, sequence: number): string {
  const order = BigInt(sequence);
  let bits =
    (BigInt(Math.floor(at)) << 80n) |
    (7n << 76n) |
    (((order >> 20n) & 0xfffn) << 64n) |
    (2n << 62n) |
    ((order & 0xfffffn) << 42n) |
    BigInt(hash(about));
  let text = '';
  for (let place = 0; place < 26; place++) {
    text = (ALPHABET[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}

/** Forty-two bits. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return ((high ^ (high >>> 15)) & 0x3ff) * 2 ** 32 + ((low ^ (low >>> 13)) >>> 0);
}
