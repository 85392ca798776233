import {defineElement} from '../define-element.js';
import {ParlorLauncher} from './launcher.js';

defineElement('parlor-launcher', ParlorLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-launcher': ParlorLauncher;
  }
}

export {ParlorLauncher};
