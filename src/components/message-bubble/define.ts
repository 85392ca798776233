import {defineElement} from '../define-element.js';
import '../delivery-status/define.js';
import {ParlorMessageBubble} from './message-bubble.js';

defineElement('parlor-message-bubble', ParlorMessageBubble);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-message-bubble': ParlorMessageBubble;
  }
}

export {ParlorMessageBubble};
