import {
  fieldsOf,
  idOf,
  instantOf,
  labelOf,
  lookUp,
  numberOf,
  textOf,
  wordsOf,
  type Unchecked,
} from '../../adapter/toolkit/fields.js';
import type {AttachmentKind} from '../../model/attachment.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import type {Channel, Conversation, ConversationStatus, LastMessage} from '../../model/conversation.js';
import type {Participant} from '../../model/participant.js';
import type {Instant} from '../../model/capability-level.js';
import {sendRulesOf, type HeardAt} from './channel-rules.js';
import {decodeEntities} from './html-entities.js';
import {statusFromWire} from './map-message.js';
import {directionFromSender, participantFromWire} from './map-participant.js';
import type {BirdChannel, BirdTemplate} from './options.js';
import type {WireConversation, WireConversationStatus, WireLastMessage} from './wire.js';

/** What the host knows besides the answer. */
export interface ConversationContext {
  /** The access key this inbox sends with. */
  readonly selfId?: string;
  readonly channels?: readonly BirdChannel[];
  readonly templates?: readonly BirdTemplate[];
  /** When the contact of a conversation wrote last, by what was read elsewhere. */
  readonly heardAt?: (conversationId: string) => Instant | null | undefined;
  /** By how many milliseconds the device's clock is ahead of the provider's; `newest` is when something was last written. */
  readonly deviceAhead?: (newest: Instant | undefined) => number;
}

const STATUSES: Readonly<Record<WireConversationStatus, ConversationStatus>> = {
  active: 'active',
  closed: 'closed',
  deleted: 'deleted',
};

/**
 * A conversation as lists, single reads, changes and webhooks carry it. Unknown fields stay in `raw`.
 *
 * @returns `undefined` for an entry without an id: nothing can be asked about it
 */
export function conversationFromWire(value: unknown, context: ConversationContext = {}): Conversation | undefined {
  const wire = fieldsOf<WireConversation>(value);
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const title = labelOf(wire.name);
  const channelId = idOf(wire.channelId);
  const channel = context.channels?.find((known) => known.id === channelId);
  const {shown, complete, contacts} = participantsOf(wire, context.selfId);
  const status = lookUp(STATUSES, wire.status) ?? 'unknown';
  const lastMessage = lastMessageFromWire(wire.lastMessage);
  const createdAt = instantOf(wire.createdAt);
  const updatedAt = instantOf(wire.updatedAt);
  const lastActivityAt = lastMessage?.at ?? lastTraffic(wire) ?? createdAt;
  const metadata = attributesOf(wire.attributes);
  const startedBy = participantFromWire(wire.initiatingParticipant, context.selfId);
  const description = labelOf(wire.description);
  const heardAt = latest(heardIn(wire), context.heardAt?.(id));
  const sendRules = sendRulesOf(channel, heardAt, createdAt, context.deviceAhead?.(lastActivityAt));
  return {
    id,
    ...(title && {title}),
    kind: contacts > 1 ? 'group' : 'direct',
    channel: channelOf(wire, channel),
    participants: shown,
    participantsComplete: complete,
    ...(channelId !== undefined && {
      ownEndpoint: {id: channelId, ...(channel?.label !== undefined && {label: channel.label})},
    }),
    status,
    // Bird has no notion of it; see `News`.
    unread: {has: false, source: 'local'},
    ...needsReplyOf(status, lastMessage),
    consent: UNKNOWN_CONSENT,
    ...(lastMessage && {lastMessage}),
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    ...(createdAt !== undefined && {createdAt}),
    ...(startedBy && {startedBy}),
    ...(updatedAt !== undefined && {updatedAt}),
    ...(sendRules && {sendRules}),
    ...(description && {description}),
    ...accessOf(wire),
    ...(metadata && {metadata}),
    raw: value,
  };
}

/** Who may see and join it, in the provider's words. */
function accessOf({visibility, accessibility}: Unchecked<WireConversation>): Pick<Conversation, 'access'> {
  const [seenBy, joinedBy] = [textOf(visibility), textOf(accessibility)];
  if (seenBy === undefined && joinedBy === undefined) return {};
  return {
    access: {
      ...(seenBy !== undefined && {visibility: seenBy}),
      ...(joinedBy !== undefined && {accessibility: joinedBy}),
    },
  };
}

/** When the contact wrote last, as far as a conversation tells. */
export function heardIn(wire: Unchecked<WireConversation>): Instant | undefined {
  const last = lastMessageFromWire(wire.lastMessage);
  return latest(instantOf(wire.lastMessageIncomingAt), last?.direction === 'inbound' ? last.at : undefined);
}

/** The later of two moments; "never" only where neither is known. */
export function latest<Known extends HeardAt | undefined>(one: Instant | undefined, other: Known): Instant | Known {
  if (one === undefined) return other;
  return typeof other === 'number' ? Math.max(one, other) : one;
}

/** Attributes without those that are `null`, which is how a removed one is written. */
export function attributesOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null));
}

/** The participants an answer names; entries are unchecked. */
export const featuredIn = (wire: Unchecked<WireConversation>): readonly unknown[] =>
  Array.isArray(wire.featuredParticipants) ? wire.featuredParticipants : [];

/** Whether the featured participants are everybody. They are at most five; pending ones may be among them. */
export function isEverybodyFeatured(wire: Unchecked<WireConversation>): boolean {
  const active = numberOf(wire.activeParticipantCount);
  const pending = Math.max(0, numberOf(wire.pendingParticipantCount) ?? 0);
  return active !== undefined && active > 0 && featuredIn(wire).length >= active + pending;
}

/** The other side is whoever is a contact; in a conversation among colleagues, everybody but ourselves. */
function participantsOf(wire: Unchecked<WireConversation>, selfId: string | undefined) {
  const featured = featuredIn(wire)
    .map((entry) => participantFromWire(entry, selfId))
    .filter((participant) => participant !== undefined);
  const contacts = featured.filter(({role}) => role === 'contact');
  const shown: readonly Participant[] = contacts.length > 0 ? contacts : featured.filter(({role}) => role !== 'self');
  return {shown, contacts: contacts.length, complete: isEverybodyFeatured(wire)};
}

/** The wire tells e-mail from everything else; what else it is only the host's channels say. */
function channelOf(wire: Unchecked<WireConversation>, channel: BirdChannel | undefined): Channel {
  return wire.platformStyle === 'email' ? 'email' : (channel?.platform ?? 'unknown');
}

function lastTraffic(wire: Unchecked<WireConversation>): Instant | undefined {
  const times = [instantOf(wire.lastMessageIncomingAt), instantOf(wire.lastMessageOutgoingAt)];
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Bird does not say it; a contact who wrote last, in a conversation nobody closed, waits [Inference]. */
function needsReplyOf(status: ConversationStatus, last: LastMessage | undefined): Pick<Conversation, 'needsReply'> {
  if (last?.direction !== 'inbound' && last?.direction !== 'outbound') return {};
  return {needsReply: {value: last.direction === 'inbound' && status === 'active', source: 'derived'}};
}

const MEDIA_KINDS: Readonly<Record<string, AttachmentKind>> = {image: 'image', file: 'file', gif: 'image'};
/** What stands in for a text where there is none, as the document's sample of a list shows. */
const STAND_IN = /^Message type '[^']*' was sent\.$/;

function lastMessageFromWire(value: unknown): LastMessage | undefined {
  const wire = fieldsOf<WireLastMessage>(value);
  const id = idOf(wire.id);
  const at = instantOf(wire.createdAt);
  const said = (wordsOf(wire.preview) ?? wordsOf(fieldsOf<{text: string}>(wire.preview).text))?.trim();
  const preview = said && wire.type === 'html' ? decodeEntities(said).trim() : said;
  if (id === undefined && at === undefined && !preview) return undefined;
  const direction = directionFromSender(wire.sender);
  const attachmentKind = lookUp(MEDIA_KINDS, wire.type);
  const text = attachmentKind && preview && STAND_IN.test(preview) ? undefined : preview;
  return {
    ...(id !== undefined && {id}),
    ...(text && {text}),
    ...(attachmentKind && {attachmentKind}),
    ...(at !== undefined && {at}),
    direction,
    status: statusFromWire(wire.status, direction),
  };
}
