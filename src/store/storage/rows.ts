import {ConversationError, ERROR_RULES, type ErrorKind} from '../../model/conversation-error.js';
import type {Consent} from '../../model/consent.js';
import {STATUS_TRANSITIONS} from '../../model/delivery-status.js';
import type {Message} from '../../model/message.js';
import {isKnownInstant, type Instant} from '../../model/capability-level.js';
import type {AnsweredSend, OutboxEntry} from '../outbox/entry.js';
import type {SeenMark, StoredConsent, StoredDraft} from './port.js';

/** What a database can keep of an error. */
interface ErrorRow {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly adapter?: string;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: number;
  readonly outcomeUnknown: boolean;
  readonly field?: string;
}

/** An outbox entry as plain data. The error is checked when it is built again. */
export type EntryRow = Omit<OutboxEntry, 'error'> & {readonly error?: unknown};

export function rowFromEntry({error, ...entry}: OutboxEntry): EntryRow {
  const {outgoing} = entry;
  const plain = {...entry, outgoing: {...outgoing, ...plainOptions(outgoing)}};
  return error ? {...plain, error: rowFromError(error)} : plain;
}

/** Lists and options as a database can clone them: frameworks hand over proxies of theirs, which it cannot. */
function plainOptions({
  mediaUrls,
  template,
  replyTo,
  providerOptions,
}: OutboxEntry['outgoing']): Partial<OutboxEntry['outgoing']> {
  return {
    ...(mediaUrls && {mediaUrls: [...mediaUrls]}),
    ...(template && {template: {id: template.id, parameters: {...template.parameters}}}),
    ...(replyTo && {replyTo: {...replyTo}}),
    ...(providerOptions && {providerOptions: mapValues(providerOptions, plainCopy)}),
  };
}

function plainCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainCopy);
  if (!isObject(value)) return value;
  // Dates and the like are cloned as what they are.
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? mapValues(value, plainCopy) : value;
}

const mapValues = (fields: Readonly<Record<string, unknown>>, map: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, map(value)]));

function rowFromError(error: ConversationError): ErrorRow {
  // The provider's answer stays out: it may hold anything, also what cannot be stored.
  const {kind, message, adapter, status, code, retryAfter, outcomeUnknown, field} = error;
  return {kind, message, adapter, status, code, retryAfter, outcomeUnknown, field};
}

/** @returns nothing when the row is not what was written there */
export function entryFromRow(row: unknown): OutboxEntry | undefined {
  if (!isEntryRow(row)) return undefined;
  const {error, ...entry} = row;
  return error == null ? entry : {...entry, error: errorFromRow(error)};
}

/** Lenient: a message that cannot be sent is worth more than the exact words of why. */
function errorFromRow(row: unknown): ConversationError {
  const fields: Unknown<ErrorRow> = isObject(row) ? row : {message: row};
  const kind = isErrorKind(fields.kind) ? fields.kind : 'server';
  const number = (value: unknown) => (isNumber(value) ? value : undefined);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return new ConversationError(kind, {
    message: text(fields.message),
    adapter: text(fields.adapter),
    status: number(fields.status),
    code: text(fields.code),
    retryAfter: number(fields.retryAfter),
    outcomeUnknown: fields.outcomeUnknown === true,
    field: text(fields.field),
  });
}

/** An answered send as it is kept: without the provider's own object, which may hold anything. */
export const rowFromAnswered = (send: AnsweredSend): AnsweredSend => ({
  ...send,
  message: {...send.message, raw: undefined},
});

// What a row must look like. A row that does not is set aside, alone.

type Check = (value: unknown) => boolean;
type Unknown<Shape> = {readonly [Key in keyof Shape]?: unknown};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => isNumber(value) && value >= 0;
const isInstant: Check = (value) => isNumber(value) && isKnownInstant(value);
const isErrorKind = (value: unknown): value is ErrorKind =>
  typeof value === 'string' && Object.hasOwn(ERROR_RULES, value);

/** A text that can name something. One with half a character in it cannot be part of an address. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !/\p{Surrogate}/u.test(value);

const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** Checks fields; what is not listed is let through. */
function shaped<Shape>(checks: {readonly [Key in keyof Shape]-?: Check}): (value: unknown) => value is Shape {
  const entries = Object.entries<Check>(checks);
  return (value): value is Shape => isObject(value) && entries.every(([key, check]) => check(value[key]));
}

const isBaseline = shaped<NonNullable<OutboxEntry['baseline']>>({
  notIds: listOf(isText),
  notBefore: optional(isInstant),
});

const isTemplate = shaped<NonNullable<OutboxEntry['outgoing']['template']>>({
  id: isId,
  parameters: (value) => isObject(value) && Object.values(value).every(isText),
});

const isReplyTo = shaped<NonNullable<OutboxEntry['outgoing']['replyTo']>>({id: isId, text: optional(isText)});

const isOutgoing = shaped<OutboxEntry['outgoing']>({
  conversationId: isId,
  text: isText,
  mediaUrls: optional(listOf(isText)),
  ownEndpointId: optional(isText),
  template: optional(isTemplate),
  replyTo: optional(isReplyTo),
  providerOptions: optional(isObject),
});

const isRepeat = shaped<NonNullable<OutboxEntry['repeat']>>({
  count: isCount,
  at: isInstant,
  inDoubt: oneOf(true, false),
});

const isEntryRow = shaped<EntryRow>({
  localId: isId,
  outgoing: isOutgoing,
  state: oneOf('queued', 'sending', 'unconfirmed', 'failed', 'refused'),
  error: () => true,
  createdAt: isInstant,
  attempts: isCount,
  sentAt: optional(isInstant),
  baseline: optional(isBaseline),
  search: optional(oneOf('not-found', 'cannot-tell')),
  resumesAt: optional(isInstant),
  claim: optional(isText),
  possibleEcho: optional(isText),
  key: optional(isText),
  repeat: optional(isRepeat),
  volatile: optional(oneOf(true, false)),
});

const isAttachment = shaped<Message['attachments'][number]>({
  id: optional(isText),
  url: isText,
  kind: isText,
  name: optional(isText),
  mediaType: optional(isText),
  size: optional(isNumber),
});

const isMessage = shaped<Message>({
  id: isId,
  localId: optional(isId),
  conversationId: isId,
  direction: oneOf('inbound', 'outbound', 'unknown'),
  text: (value) => value === null || isText(value),
  attachments: listOf(isAttachment),
  status: (value) => typeof value === 'string' && Object.hasOwn(STATUS_TRANSITIONS, value),
  failure: optional(isObject),
  at: optional(isInstant),
  atSource: oneOf('server', 'event', 'id', 'local', 'none'),
  order: optional(isNumber),
  readAt: optional(isInstant),
  scheduledFor: optional(isInstant),
  sender: optional(isObject),
  unsupportedBody: optional(isText),
  replyTo: optional(isObject),
  reactions: optional(listOf(isObject)),
  takesReactions: optional((value) => typeof value === 'boolean'),
  insight: optional(isObject),
  outbox: optional(isObject),
  consentChange: optional(isObject),
  recipients: optional(listOf(isObject)),
  references: optional(listOf(isObject)),
  broadcastId: optional(isText),
  metadata: optional(isObject),
  raw: () => true,
});

export const isAnsweredSend = shaped<AnsweredSend>({
  localId: isId,
  conversationId: isId,
  answeredId: optional(isId),
  text: isText,
  mediaCount: isCount,
  sentAt: isInstant,
  answeredAt: isInstant,
  message: isMessage,
  historyId: optional(isId),
  baseline: optional(isBaseline),
});

export const isStoredDraft = shaped<StoredDraft>({text: isText, mediaUrls: listOf(isText), editedAt: isInstant});

const isConsent = shaped<Consent>({
  state: oneOf('opted-in', 'opted-out', 'probably-opted-out', 'unknown'),
  since: optional(isInstant),
  source: oneOf('native', 'derived', 'local'),
});

export const isStoredConsent = shaped<StoredConsent>({consent: isConsent, refusedAfter: optional(isInstant)});

export const isSeenMark = shaped<SeenMark>({
  activityAt: isInstant,
  count: isCount,
  turns: optional(isCount),
});

/** A row that was set aside: from which store, and when, by this device's clock. */
export const isAsideRow = shaped<{readonly store: string; readonly at: Instant}>({store: isText, at: isInstant});

/** Whether a draft holds nothing that could be sent. */
export const isEmptyDraft = ({text, mediaUrls}: {readonly text: string; readonly mediaUrls: readonly string[]}) =>
  text === '' && mediaUrls.length === 0;
