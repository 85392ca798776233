import {defineElement} from '../define-element.js';
import '../message-bubble/define.js';
import {ParlorMessageThread} from './message-thread.js';

defineElement('parlor-message-thread', ParlorMessageThread);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-message-thread': ParlorMessageThread;
  }
}

export {ParlorMessageThread};
