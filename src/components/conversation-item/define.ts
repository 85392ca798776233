import {defineElement} from '../define-element.js';
import '../opt-out-badge/define.js';
import {ParlorConversationItem} from './conversation-item.js';

defineElement('parlor-conversation-item', ParlorConversationItem);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-conversation-item': ParlorConversationItem;
  }
}

export {ParlorConversationItem};
