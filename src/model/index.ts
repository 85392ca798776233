/** Conversations and messages, and the rules over them that adapters and hosts share. */
export {attachmentFromUrl, type Attachment, type AttachmentKind} from './attachment.js';
export {can, NO_CAPABILITIES, type Capabilities, type CapabilityName} from './capabilities.js';
export type {CapabilityLevel, FactSource, Instant} from './capability-level.js';
export {blocksSending, consentKeyword, UNKNOWN_CONSENT, type Consent, type ConsentState} from './consent.js';
export {mergeMetadata, type ContactDetails, type MergedMetadata, type MetadataEdit} from './contact-details.js';
export {
  ConversationError,
  ERROR_RULES,
  type ConversationErrorInit,
  type ErrorKind,
  type ErrorRule,
  type NextAction,
  type RetryAdvice,
} from './conversation-error.js';
export type {ConsentPair} from './consent-pair.js';
export type {ConversationFilter} from './conversation-filter.js';
export {
  byActivity,
  contactOf,
  conversationTitle,
  type Channel,
  type Conversation,
  type ConversationStatus,
  type Fact,
  type LastMessage,
  type Unread,
  type Unsent,
} from './conversation.js';
export {isFailure, STATUS_TRANSITIONS, type DeliveryStatus} from './delivery-status.js';
export {toGsmText} from './gsm-text.js';
export {initialsOf} from './initials.js';
export type {MergeOptions, MessageList} from './message-list.js';
export {displayText, tokenizeText, type TextToken} from './message-text.js';
export {
  canDeleteMessage,
  type MessageChange,
  type MessageChangeFailure,
  type RequestedMessageChange,
} from './message-change.js';
export {
  messageKey,
  type Direction,
  type Message,
  type MessageFailure,
  type MessageInsight,
  type MessageRecipient,
  type SendPhaseName,
  type TimeSource,
} from './message.js';
export {asCursor, type Cursor, type Page} from './page.js';
export type {OwnEndpoint, Participant, ParticipantRole, Textable} from './participant.js';
export {formatPhone, normalizePhone} from './phone-number.js';
export {REACTION_KINDS, REACTION_SIGNS, type Reaction, type ReactionKind, type ReactionPhase} from './reaction.js';
export {reactionsFor} from './reactions-for.js';
export {safeUrl} from './safe-url.js';
export {sendBlockOf, type LearnedBlock, type SendBlock, type SendBlockReason} from './send-block.js';
export {brokenRuleOf, takesFreeText, type BrokenRule, type DraftContent, type SendRules} from './send-rules.js';
export {countSegments, type SegmentCount, type UnicodeCharacter} from './sms-segments.js';
export type {ContactZone, TextingHours, TimeZoneOf} from './texting-hours.js';
export {compareMessages} from './sort-messages.js';
export type {Splice} from '../util/splice.js';
