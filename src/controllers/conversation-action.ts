import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Capabilities} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {ConversationActions} from './conversation-actions.js';

/** What can be done to a conversation as a whole. */
export type ConversationAction = 'star' | 'unstar' | 'archive' | 'unarchive' | 'close' | 'reopen' | 'delete';

/** An action that did not work. */
export interface ActionFailure {
  readonly action: ConversationAction;
  readonly conversationId: string;
  /** The conversation's name on screen, which may no longer be the one that is open. */
  readonly name: string;
  readonly error: ConversationError;
}

/** What an adapter can do to a conversation; a capability without its method counts for nothing. */
export function actionCapabilities(adapter: MessagingAdapter): Capabilities {
  const {capabilities} = adapter;
  return {
    ...capabilities,
    starred: adapter.setStarred ? capabilities.starred : 'none',
    archiveConversation: adapter.setArchived ? capabilities.archiveConversation : 'none',
    closeConversation: adapter.setClosed ? capabilities.closeConversation : 'none',
    deleteConversation: adapter.deleteConversation ? capabilities.deleteConversation : 'none',
  };
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

/** Does it, through the provider. */
export function perform(actions: ConversationActions, action: ConversationAction, id: string): Promise<void> {
  switch (action) {
    case 'star':
    case 'unstar':
      return actions.setStarred(id, action === 'star');
    case 'archive':
    case 'unarchive':
      return actions.setArchived(id, action === 'archive');
    case 'close':
    case 'reopen':
      return actions.setClosed(id, action === 'close');
    case 'delete':
      return actions.delete(id);
  }
}
