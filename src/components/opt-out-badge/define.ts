import {defineElement} from '../define-element.js';
import {ParlorOptOutBadge} from './opt-out-badge.js';

defineElement('parlor-opt-out-badge', ParlorOptOutBadge);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-opt-out-badge': ParlorOptOutBadge;
  }
}

export {ParlorOptOutBadge};
