import {defineElement} from '../define-element.js';
import '../avatar/define.js';
import '../opt-out-badge/define.js';
import {ParlorContactPanel} from './contact-panel.js';

defineElement('parlor-contact-panel', ParlorContactPanel);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-contact-panel': ParlorContactPanel;
  }
}

export {ParlorContactPanel};
