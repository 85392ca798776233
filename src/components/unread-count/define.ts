import {defineElement} from '../define-element.js';
import {ParlorUnreadCount} from './unread-count.js';

defineElement('parlor-unread-count', ParlorUnreadCount);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-unread-count': ParlorUnreadCount;
  }
}

export {ParlorUnreadCount};
