import type {Capabilities} from './capabilities.js';
import {consentChangeOf} from './consent-from-messages.js';
import type {ConversationError} from './conversation-error.js';
import {isAtProvider, type Message} from './message.js';

/** What can be done to a message that the provider has. */
export type MessageChange = {readonly type: 'delete'};

/** A change of a message that was asked for. */
export interface RequestedMessageChange {
  readonly conversationId: string;
  /** See `messageKey`. */
  readonly messageId: string;
  readonly change: MessageChange;
}

/** One that did not work, or of which nobody knows whether it did (`error.outcomeUnknown`). */
export interface MessageChangeFailure extends RequestedMessageChange {
  readonly error: ConversationError;
}

/**
 * Whether a message can be deleted. Where the messages alone say that a contact opted out, the one that does stays: once it
 * is gone, nobody would know any more.
 */
export function canDeleteMessage(message: Message, capabilities: Capabilities): boolean {
  if (capabilities.deleteMessage !== 'native' || !isAtProvider(message)) return false;
  return capabilities.consent === 'native' || consentChangeOf(message)?.kind !== 'opt-out';
}
