import {defineElement} from '../define-element.js';
import {ParlorMessageMenu} from './message-menu.js';

defineElement('parlor-message-menu', ParlorMessageMenu);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-message-menu': ParlorMessageMenu;
  }
}

export {ParlorMessageMenu};
