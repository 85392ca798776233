import '../message-bubble/define.js';
import {ParlorMessageThread} from './message-thread.js';

if (globalThis.customElements && !customElements.get('parlor-message-thread')) {
  customElements.define('parlor-message-thread', ParlorMessageThread);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-message-thread': ParlorMessageThread;
  }
}

export {ParlorMessageThread};
