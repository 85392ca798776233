import {consentAfter} from './pair-consent.js';
import type {StoredMessage, Thread} from './types.js';

/** A thread as a new message leaves it: what a contact writes brings it back to the list, unread. */
export function threadAfter(thread: Thread, message: StoredMessage): Thread {
  const inbound = message.direction === 'inbound';
  return {
    ...thread,
    ownNumberId: message.ownNumberId,
    consent: consentAfter(thread.consent, message),
    updatedAt: message.at,
    ...(inbound ? {archived: false, unreadCount: thread.unreadCount + 1} : {}),
  };
}
