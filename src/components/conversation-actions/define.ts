import {ParlorConversationActions} from './conversation-actions.js';

if (globalThis.customElements && !customElements.get('parlor-conversation-actions')) {
  customElements.define('parlor-conversation-actions', ParlorConversationActions);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-conversation-actions': ParlorConversationActions;
  }
}

export {ParlorConversationActions};
