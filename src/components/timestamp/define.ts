import {defineElement} from '../define-element.js';
import {ParlorTimestamp} from './timestamp.js';

defineElement('parlor-timestamp', ParlorTimestamp);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-timestamp': ParlorTimestamp;
  }
}

export {ParlorTimestamp};
