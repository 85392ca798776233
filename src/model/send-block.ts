import {blocksSending} from './consent.js';
import {contactOf, type Conversation} from './conversation.js';
import type {ConversationError} from './conversation-error.js';
import type {FactSource, Instant} from './capability-level.js';

/** Why no reply can be sent right now. Each has its own words, with what reopens it, in the string table. */
export type SendBlockReason =
  | 'opted-out'
  | 'probably-opted-out'
  | 'not-textable'
  | 'lookup-pending'
  | 'no-credits'
  | 'no-from-number'
  | 'contact-not-found'
  | 'conversation-closed'
  | 'outbound-disabled'
  /** Free text may not be sent, only what was approved beforehand. */
  | 'template-only'
  | 'read-only';

export interface SendBlock {
  readonly reason: SendBlockReason;
  readonly since?: Instant;
  readonly source: FactSource;
  /** True when trying again may help, because the reason can end without this inbox hearing of it. */
  readonly canRecheck: boolean;
}

/** What this device learned from refused sends, and what the provider does not tell in any other way. */
export type LearnedBlock = Extract<
  SendBlockReason,
  'not-textable' | 'lookup-pending' | 'no-credits' | 'no-from-number' | 'contact-not-found' | 'conversation-closed'
>;

const BLOCK_OF_ERROR: Partial<Record<ConversationError['kind'], LearnedBlock>> = {
  'not-textable': 'not-textable',
  'lookup-pending': 'lookup-pending',
  'insufficient-credits': 'no-credits',
  'no-from-number': 'no-from-number',
  'contact-not-found': 'contact-not-found',
  'conversation-closed': 'conversation-closed',
};

/** The block a refused send proves; a refusal for opt-out changes the conversation's consent instead. */
export const blockOfError = (error: ConversationError): LearnedBlock | undefined => BLOCK_OF_ERROR[error.kind];

/** Blocks that hold for every conversation of the account. */
export const isAccountWide = (reason: LearnedBlock): boolean => reason === 'no-credits' || reason === 'no-from-number';

/** Decides whether a conversation can be replied to. Consent comes first: nothing may get round it. */
export function sendBlockOf(conversation: Conversation, learned?: LearnedBlock): SendBlock | undefined {
  const {consent} = conversation;
  if (blocksSending(consent)) {
    const reason = consent.state === 'opted-out' ? 'opted-out' : 'probably-opted-out';
    return {reason, since: consent.since, source: consent.source, canRecheck: true};
  }
  const {textable, outboundDisabled} = contactOf(conversation) ?? {};
  if (outboundDisabled) return {reason: 'outbound-disabled', source: 'native', canRecheck: true};
  if (textable === 'no') return {reason: 'not-textable', source: 'native', canRecheck: false};
  if (textable === 'pending') return {reason: 'lookup-pending', source: 'native', canRecheck: true};
  if (conversation.status === 'closed') return {reason: 'conversation-closed', source: 'native', canRecheck: true};
  if (learned) return {reason: learned, source: 'derived', canRecheck: learned !== 'not-textable'};
  return undefined;
}
