import {defineElement} from '../define-element.js';
import '../conversation-item/define.js';
import {ParlorConversationList} from './conversation-list.js';

defineElement('parlor-conversation-list', ParlorConversationList);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-conversation-list': ParlorConversationList;
  }
}

export {ParlorConversationList};
