import {defineElement} from '../define-element.js';
import {ParlorReplyBox} from './reply-box.js';

defineElement('parlor-reply-box', ParlorReplyBox);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-reply-box': ParlorReplyBox;
  }
}

export {ParlorReplyBox};
