import type {AttachmentKind} from './attachment.js';
import type {Consent} from './consent.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Direction} from './message.js';
import {displayLabel} from './display-text.js';
import type {OwnEndpoint, Participant} from './participant.js';
import {hasVisibleText} from './visible-text.js';
import type {SendRules} from './send-rules.js';
import type {FactSource, Instant} from './capability-level.js';

export type Channel =
  'sms' | 'mms' | 'imessage' | 'whatsapp' | 'email' | 'in-app' | 'unknown' | (string & Record<never, never>);

export type ConversationStatus = 'active' | 'archived' | 'closed' | 'deleted' | 'unknown';

/** A yes-or-no fact with its source, so that a view can mark what is not the provider's own word. */
export interface Fact {
  readonly value: boolean;
  readonly source: FactSource;
}

export interface Unread {
  readonly has: boolean;
  /** Absent when only "something is unread" is known. */
  readonly count?: number;
  /** Everything the contact wrote after this moment is unread, where the provider says so instead of a count. */
  readonly since?: Instant;
  readonly source: FactSource;
}

/** What was written in a conversation and is not with the provider. */
export interface Unsent {
  readonly count: number;
  /** The worst of them: `failed` before `unconfirmed` before `waiting`. */
  readonly state: 'waiting' | 'failed' | 'unconfirmed';
  /** Of the first of these. */
  readonly text?: string;
}

export interface LastMessage {
  readonly id?: string;
  readonly text?: string;
  /** Of the first attachment, for a message without text. */
  readonly attachmentKind?: AttachmentKind;
  readonly at?: Instant;
  readonly direction?: Direction;
  /** Who wrote it, where the provider says so. */
  readonly sender?: Participant;
  readonly status?: DeliveryStatus;
}

/** One thread with one contact or group. */
export interface Conversation {
  /** Unique within one adapter. */
  readonly id: string;
  /** A name the provider gave to the conversation itself; what is shown is computed by `conversationTitle`. */
  readonly title?: string;
  readonly kind: 'direct' | 'group';
  readonly channel: Channel;
  /** Without ourselves. May be partial, see `participantsComplete`. */
  readonly participants: readonly Participant[];
  readonly participantsComplete: boolean;
  readonly ownEndpoint?: OwnEndpoint;
  /** Which of several accounts it belongs to, where an inbox shows them together. */
  readonly account?: {readonly id: string; readonly label: string};
  readonly status: ConversationStatus;
  readonly starred?: boolean;
  readonly unread: Unread;
  readonly needsReply?: Fact;
  readonly consent: Consent;
  readonly lastMessage?: LastMessage;
  readonly lastActivityAt?: Instant;
  readonly createdAt?: Instant;
  readonly updatedAt?: Instant;
  readonly messageCount?: number;
  /** Who began it, where the provider says so. */
  readonly startedBy?: Participant;
  /** The provider's agent, a program or a team, that the conversation belongs to. */
  readonly agentId?: string;
  /** What it is about, in the words of whoever keeps it. */
  readonly description?: string;
  /** Which of the provider's users may see it and join it, in the provider's words: `private`, `invite-only`. */
  readonly access?: {readonly visibility?: string; readonly accessibility?: string};
  /** What may be written here, where it is not the same in all conversations. */
  readonly sendRules?: SendRules;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  /** Known on this device: what is written here and not with the provider. */
  readonly unsent?: Unsent;
  /** The provider's own object, unknown fields included. */
  readonly raw: unknown;
}

/** The contact of a direct conversation. */
export const contactOf = (conversation: Conversation): Participant | undefined =>
  conversation.participants.find((participant) => participant.role === 'contact') ?? conversation.participants[0];

/**
 * What is shown as the conversation's name, made fit for showing (`displayText`); `undefined` when the provider gave
 * nothing to show.
 */
export function conversationTitle(conversation: Conversation): string | undefined {
  if (hasVisibleText(conversation.title)) return displayLabel(conversation.title);
  const names = conversation.participants.map(({name, address}) => (hasVisibleText(name) ? name : address));
  const known = names.filter(hasVisibleText);
  return known.length > 0 ? displayLabel(known.join(', ')) : undefined;
}

/** Newest activity first; conversations without a time last; equal times by id, so that the order is always the same. */
export function byActivity(a: Conversation, b: Conversation): number {
  const difference = (b.lastActivityAt ?? -Infinity) - (a.lastActivityAt ?? -Infinity);
  if (difference > 0 || difference < 0) return difference;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
