import {defineElement} from '../define-element.js';
import '../conversation-actions/define.js';
import {ParlorRowActions} from './row-actions.js';

defineElement('parlor-row-actions', ParlorRowActions);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-row-actions': ParlorRowActions;
  }
}

export {ParlorRowActions};
