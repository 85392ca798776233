import {defineElement} from '../define-element.js';
import {ParlorStartConversation} from './start-conversation.js';

defineElement('parlor-start-conversation', ParlorStartConversation);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-start-conversation': ParlorStartConversation;
  }
}

export {ParlorStartConversation};
