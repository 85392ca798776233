import {ParlorAvatar} from './avatar.js';

if (globalThis.customElements && !customElements.get('parlor-avatar'))
  customElements.define('parlor-avatar', ParlorAvatar);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-avatar': ParlorAvatar;
  }
}

export {ParlorAvatar};
