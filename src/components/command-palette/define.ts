import {defineElement} from '../define-element.js';
import {ParlorCommandPalette} from './command-palette.js';

defineElement('parlor-command-palette', ParlorCommandPalette);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-command-palette': ParlorCommandPalette;
  }
}

export {ParlorCommandPalette};
