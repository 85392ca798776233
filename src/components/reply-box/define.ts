import {ParlorReplyBox} from './reply-box.js';

if (globalThis.customElements && !customElements.get('parlor-reply-box'))
  customElements.define('parlor-reply-box', ParlorReplyBox);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-reply-box': ParlorReplyBox;
  }
}

export {ParlorReplyBox};
