import {contactOf, type Conversation} from './conversation.js';
import type {OwnEndpoint} from './participant.js';
import {normalizePhone} from './phone-number.js';

/**
 * Consent belongs to a pair: one of our own numbers, and the contact's address. STOP to one of our numbers leaves the
 * others open, and is the same STOP in every conversation between the two.
 */
export interface ConsentPair {
  /** Our own side; absent where nobody knows which of our numbers it is. */
  readonly own?: string;
  /** The contact's side. */
  readonly contact: string;
}

/** One spelling for one address, whoever wrote it: a phone number in any form, or an e-mail address or handle. */
export const addressKey = (address: string): string =>
  normalizePhone(address) ?? numberAmong(address) ?? address.trim().toLowerCase();

/** Whatever else stands around a number, a provider may read it all the same. Names with digits in them are none. */
function numberAmong(address: string): string | undefined {
  if (address.includes('@')) return undefined;
  const [from] = /\+[^\p{L}]*/u.exec(address) ?? (/\p{L}/u.test(address) ? [''] : [address]);
  return normalizePhone(`${from.startsWith('+') ? '+' : ''}${from.replace(/\D/g, '')}`);
}

const ownKey = (own: OwnEndpoint | undefined): string | undefined =>
  (own?.address ? addressKey(own.address) : own?.id && `id:${own.id}`)?.replaceAll(' ', '_');

/** The pair between one of our own numbers and an address. */
export function pairOf(own: OwnEndpoint | undefined, address: string): ConsentPair {
  const side = ownKey(own);
  return {...(side && {own: side}), contact: addressKey(address)};
}

/**
 * The pair that a conversation runs between. A group, and a contact whose address nobody knows, stand for themselves:
 * what is learned of them concerns no other conversation.
 *
 * @param from the own number to send from, where that is not the conversation's own
 */
export function pairOfConversation(conversation: Conversation, from?: OwnEndpoint): ConsentPair {
  const own = from ?? conversation.ownEndpoint;
  const address = conversation.kind === 'group' ? undefined : contactOf(conversation)?.address;
  if (address) return pairOf(own, address);
  const side = ownKey(own);
  return {...(side && {own: side}), contact: `conversation:${conversation.id}`};
}

/** The pair as one string, to be kept. Everything after the first space is the contact's side. */
export const pairKey = ({own, contact}: ConsentPair): string => `${own ?? '*'} ${contact}`;

/** The pair that a key stands for. An older version kept what it learned by conversation alone. */
export function pairOfKey(key: string): ConsentPair {
  if (key.startsWith('conversation:')) return {contact: key};
  const space = key.indexOf(' ');
  const own = key.slice(0, space);
  const contact = key.slice(space + 1);
  // An older version spelled some numbers otherwise.
  return {...(own !== '*' && {own}), contact: contact.startsWith('conversation:') ? contact : addressKey(contact)};
}

/**
 * Whether what is known of one pair concerns another: the same contact, and not certainly two numbers of ours. A number
 * of which only an id is known may be any of those whose address is known.
 */
export function concerns(known: ConsentPair, asked: ConsentPair): boolean {
  if (known.contact !== asked.contact) return false;
  if (!known.own || !asked.own || known.own === asked.own) return true;
  return known.own.startsWith('id:') !== asked.own.startsWith('id:');
}
