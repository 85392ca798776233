import {can, type Capabilities} from './capabilities.js';
import type {Conversation} from './conversation.js';
import type {Message} from './message.js';

/** Whether a reply may say that it answers a message: one that the provider has, where both it and the channel take that. */
export const canReplyTo = (
  {id, localId}: Message,
  capabilities: Capabilities,
  conversation: Conversation | undefined,
): boolean =>
  id !== localId &&
  can(capabilities, 'replyToMessage') &&
  conversation?.sendRules?.withoutOptions?.includes('replyTo') !== true;
