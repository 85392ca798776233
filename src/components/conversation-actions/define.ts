import {defineElement} from '../define-element.js';
import {ParlorConversationActions} from './conversation-actions.js';

defineElement('parlor-conversation-actions', ParlorConversationActions);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-conversation-actions': ParlorConversationActions;
  }
}

export {ParlorConversationActions};
