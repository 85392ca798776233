import type {Capabilities} from './capabilities.js';
import type {Conversation} from './conversation.js';
import type {ConversationError} from './conversation-error.js';

/** What can be done to a conversation as a whole. */
export type ConversationAction = 'star' | 'unstar' | 'archive' | 'unarchive' | 'close' | 'reopen' | 'delete';

/** An action on a conversation, with the name it had on screen, which may no longer be the one that is open. */
export interface RequestedAction {
  readonly action: ConversationAction;
  readonly conversationId: string;
  readonly name: string;
}

/** An action that did not work. */
export interface ActionFailure extends RequestedAction {
  readonly error: ConversationError;
}

/** The actions that make sense for a conversation as it is, the most used first; only what the provider itself does. */
export function actionsFor(conversation: Conversation, capabilities: Capabilities): readonly ConversationAction[] {
  const {status, starred} = conversation;
  if (status === 'deleted') return [];
  const actions: ConversationAction[] = [];
  if (capabilities.starred === 'native') actions.push(starred ? 'unstar' : 'star');
  if (capabilities.archiveConversation === 'native') actions.push(status === 'archived' ? 'unarchive' : 'archive');
  if (capabilities.closeConversation === 'native') actions.push(status === 'closed' ? 'reopen' : 'close');
  if (capabilities.deleteConversation === 'native') actions.push('delete');
  return actions;
}
