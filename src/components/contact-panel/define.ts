import '../avatar/define.js';
import '../opt-out-badge/define.js';
import {ParlorContactPanel} from './contact-panel.js';

if (globalThis.customElements && !customElements.get('parlor-contact-panel')) {
  customElements.define('parlor-contact-panel', ParlorContactPanel);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-contact-panel': ParlorContactPanel;
  }
}

export {ParlorContactPanel};
