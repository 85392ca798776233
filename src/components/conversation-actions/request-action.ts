import {ask, type RequestFate} from '../../controllers/request.js';
import type {ConversationAction} from '../../model/conversation-action.js';
import type {WithOutcome} from './conversation-actions.events.js';

interface About extends WithOutcome {
  readonly conversationId: string;
}

/** Asks for what a provider does to a conversation, by the request of that action. @returns what became of it */
export function requestAction(element: HTMLElement, action: ConversationAction, about: About): RequestFate {
  switch (action) {
    case 'star':
    case 'unstar':
      return ask(element, 'parlor-star-request', {...about, starred: action === 'star'});
    case 'archive':
    case 'unarchive':
      return ask(element, 'parlor-archive-request', {...about, archived: action === 'archive'});
    case 'close':
    case 'reopen':
      return ask(element, 'parlor-close-conversation-request', {...about, closed: action === 'close'});
    case 'delete':
      return ask(element, 'parlor-delete-request', about);
  }
}
