import {analyse, NOT_ANALYSED} from './analyst.js';
import {consentAfter, consentChange} from './pair-consent.js';
import type {NewThread, PastMessage} from './requests.js';
import type {StoredMessage, Thread} from './types.js';

/** Where the past is written down, and what numbers it. */
export interface PastWriter {
  readonly now: number;
  /** The thread's own, unless a message names another. */
  readonly ownNumberId: string;
  readonly nextId: () => string;
  readonly nextSequence: () => number;
}

/** A thread as its messages left it. */
export interface ThreadWithPast {
  readonly thread: Thread;
  /** Oldest first. */
  readonly messages: readonly StoredMessage[];
}

/** Works out what a thread is today from all that was said in it. */
export function threadWithPast(past: NewThread, writer: PastWriter): ThreadWithPast {
  const id = writer.nextId();
  const ordered = [...(past.messages ?? [])].sort((a, b) => a.at - b.at);
  const createdAt = past.createdAt ?? ordered[0]?.at ?? writer.now;
  let consent: Thread['consent'] = {};
  const messages = ordered.map((message) => {
    const stored = storedMessage(id, message, consent, writer);
    consent = consentAfter(consent, stored);
    return stored;
  });
  const thread: Thread = {
    id,
    contactId: past.contactId,
    ownNumberId: writer.ownNumberId,
    archived: past.archived ?? false,
    starred: past.starred ?? false,
    unreadCount: past.unreadCount ?? 0,
    createdAt,
    updatedAt: messages.at(-1)?.at ?? createdAt,
    consent,
    metadata: past.metadata ?? {},
    ...(past.group && {group: past.group}),
    ...(past.isPartial && {isPartial: true}),
  };
  return {thread, messages};
}

function storedMessage(
  threadId: string,
  past: PastMessage,
  consent: Thread['consent'],
  writer: PastWriter,
): StoredMessage {
  const outbound = past.direction === 'outbound';
  const ownNumberId = past.ownNumberId ?? writer.ownNumberId;
  return {
    ...(outbound ? NOT_ANALYSED : analyse(past.text)),
    mediaUrls: [],
    ...past,
    ownNumberId,
    id: writer.nextId(),
    threadId,
    status: outbound ? (past.status ?? 'delivered') : null,
    sequence: writer.nextSequence(),
    consentChange: outbound ? null : consentChange(consent[ownNumberId], past.text),
  };
}
