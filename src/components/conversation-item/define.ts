import {ParlorConversationItem} from './conversation-item.js';
import '../opt-out-badge/define.js';

if (globalThis.customElements && !customElements.get('parlor-conversation-item')) {
  customElements.define('parlor-conversation-item', ParlorConversationItem);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-conversation-item': ParlorConversationItem;
  }
}

export {ParlorConversationItem};
