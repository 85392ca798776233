import '../delivery-status/define.js';
import {ParlorMessageBubble} from './message-bubble.js';

if (globalThis.customElements && !customElements.get('parlor-message-bubble')) {
  customElements.define('parlor-message-bubble', ParlorMessageBubble);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-message-bubble': ParlorMessageBubble;
  }
}

export {ParlorMessageBubble};
