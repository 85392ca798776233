import {ParlorOptOutBadge} from './opt-out-badge.js';

if (globalThis.customElements && !customElements.get('parlor-opt-out-badge'))
  customElements.define('parlor-opt-out-badge', ParlorOptOutBadge);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-opt-out-badge': ParlorOptOutBadge;
  }
}

export {ParlorOptOutBadge};
