import '../avatar/define.js';
import '../conversation-list/define.js';
import '../opt-out-badge/define.js';
import {ParlorInbox} from './inbox.js';

if (!globalThis.customElements?.get('parlor-inbox')) {
  globalThis.customElements?.define('parlor-inbox', ParlorInbox);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-inbox': ParlorInbox;
  }
}

export {ParlorInbox};
