import {matcherOf} from '../model/fold-text.js';
import type {Backend} from './backend.js';
import type {StoredMessage, Thread} from './types.js';

export const lastMessage = (backend: Backend, thread: Thread): StoredMessage | undefined =>
  backend.messagesOf(thread.id).at(-1);

/** When something was last said; when the thread was made if nothing was. */
export const lastActivity = (backend: Backend, thread: Thread): number =>
  lastMessage(backend, thread)?.at ?? thread.createdAt;

/** True when the contact spoke last and may be answered. */
export function needsReply(backend: Backend, thread: Thread): boolean {
  const optedOut = thread.consent[thread.ownNumberId]?.state === 'opted-out';
  return !optedOut && lastMessage(backend, thread)?.direction === 'inbound';
}

/** Looks for a text in the contact's name, or for digits in the phone number. */
export function matchesSearch(backend: Backend, thread: Thread, search: string): boolean {
  const contact = backend.contact(thread.contactId);
  if (!contact) return false;
  return matcherOf(search)([`${contact.firstName} ${contact.lastName}`], [contact.phone]);
}
