import {defineElement} from '../define-element.js';
import {ParlorAvatar} from './avatar.js';

defineElement('parlor-avatar', ParlorAvatar);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-avatar': ParlorAvatar;
  }
}

export {ParlorAvatar};
