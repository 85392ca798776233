import {ParlorStartConversation} from './start-conversation.js';

if (globalThis.customElements && !customElements.get('parlor-start-conversation')) {
  customElements.define('parlor-start-conversation', ParlorStartConversation);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-start-conversation': ParlorStartConversation;
  }
}

export {ParlorStartConversation};
