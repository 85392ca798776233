import {defineElement} from '../define-element.js';
import '../avatar/define.js';
import '../conversation-list/define.js';
import '../opt-out-badge/define.js';
import {ParlorInbox} from './inbox.js';

defineElement('parlor-inbox', ParlorInbox);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-inbox': ParlorInbox;
  }
}

export {ParlorInbox};
