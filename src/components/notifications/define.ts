import {defineElement} from '../define-element.js';
import {ParlorNotifications} from './notifications.js';

defineElement('parlor-notifications', ParlorNotifications);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-notifications': ParlorNotifications;
  }
}

export {ParlorNotifications};
