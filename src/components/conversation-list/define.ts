import {ParlorConversationList} from './conversation-list.js';
import '../conversation-item/define.js';

if (globalThis.customElements && !customElements.get('parlor-conversation-list')) {
  customElements.define('parlor-conversation-list', ParlorConversationList);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-conversation-list': ParlorConversationList;
  }
}

export {ParlorConversationList};
