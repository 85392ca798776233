import type {Backend} from '../../../backend/backend.js';
import {lastMessage, matchesSearch} from '../../../backend/queries.js';
import type {StoredMessage, Thread} from '../../../backend/types.js';
import {usNumberToE164} from '../mapping.js';
import type {WireReply} from '../wire.js';
import {answer, refusalAnswer, refuse} from './answers.js';
import type {AmplifiMockOptions} from './options.js';
import {conversationToWire, messageToWire, replyToAnswer} from './to-wire.js';

export interface ListFilters {
  readonly unread: boolean;
  readonly unresponded: boolean;
  readonly includeArchived: boolean;
  readonly search: string;
}

/** Every conversation wanted, in no order worth relying on: the document promises none. */
export function listAnswer(backend: Backend, filters: ListFilters): Response {
  const isWanted = (thread: Thread) =>
    (filters.includeArchived || !thread.archived) &&
    (!filters.unread || thread.unreadCount > 0) &&
    (!filters.unresponded || lastMessage(backend, thread)?.direction === 'inbound') &&
    (!filters.search || matchesSearch(backend, thread, filters.search));
  const wanted = backend.threads().filter(isWanted);
  return answer(wanted.flatMap((thread) => conversationToWire(backend, thread) ?? []));
}

/** A page of a history. An unknown number has an empty one (inference). */
export function messagesAnswer(backend: Backend, phone: string, limit: number, cursor: string | null): Response {
  const timezone = backend.account.timeZone;
  const thread = backend.threadWithPhone(usNumberToE164(phone) ?? '');
  const isOlder = cursor === null ? () => true : olderThan(cursor, thread?.id ?? '');
  if (!isOlder) return refuse(400, 'Invalid cursor.');
  const candidates = thread ? backend.messagesOf(thread.id).filter(isOlder) : [];
  const page = candidates.slice(-limit);
  const [oldest] = page;
  return answer({
    messages: page.map(messageToWire).reverse(),
    timezone,
    ...(oldest && page.length < candidates.length && {cursor: cursorAfter(oldest)}),
  });
}

/** Sends a reply. Consent here is the contact's, whichever of our numbers it was given to. */
export function replyAnswer(backend: Backend, phone: string, reply: WireReply, options: AmplifiMockOptions): Response {
  const phoneNumber = usNumberToE164(phone) ?? '';
  const thread = backend.threadWithPhone(phoneNumber);
  if (thread && !isOptedIn(thread)) return refusalAnswer('opted-out', options);
  const message = backend.send({
    phone: phoneNumber,
    text: options.shortenUrls ? shortenLinks(reply.message, backend.sequence) : reply.message,
    normalizeText: reply.normalizeText ?? true,
    ...(reply.mediaUrl !== undefined && {mediaUrls: [reply.mediaUrl]}),
    ...(reply.fromPhoneNumberId !== undefined && {ownNumberId: reply.fromPhoneNumberId}),
  });
  return answer(replyToAnswer(message, phoneNumber, options.replyIdDiffers ? `log-${message.id}` : message.id));
}

/** `isOptedIn` of the document: what the contact said last. */
function isOptedIn(thread: Thread): boolean {
  const [latest] = Object.values(thread.consent).sort((a, b) => b.since - a.since);
  return latest?.state !== 'opted-out';
}

/** Gives every link a short one of its own, as the provider's link shortener does. */
function shortenLinks(text: string, sequence: number): string {
  let count = 0;
  return text.replace(/https?:\/\/[^\s<>"]+/g, () => `https://amp.link/${(sequence * 100 + ++count).toString(36)}`);
}

/**
 * A keyset cursor: names the last message of a page by time and sequence, so that messages that arrive later and
 * messages of the same instant neither move nor repeat anything.
 */
const cursorAfter = ({at, sequence, threadId}: StoredMessage): string => btoa(JSON.stringify([at, sequence, threadId]));

/** Tells which messages are older than a cursor; `undefined` for a cursor that was not made for this thread. */
function olderThan(cursor: string, threadId: string): ((message: StoredMessage) => boolean) | undefined {
  try {
    const [at, sequence, owner] = JSON.parse(atob(cursor)) as unknown[];
    if (typeof at !== 'number' || typeof sequence !== 'number' || owner !== threadId) return undefined;
    return (message) => message.at < at || (message.at === at && message.sequence < sequence);
  } catch {
    return undefined;
  }
}
