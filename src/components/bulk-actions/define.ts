import {defineElement} from '../define-element.js';
import {ParlorBulkActions} from './bulk-actions.js';

defineElement('parlor-bulk-actions', ParlorBulkActions);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-bulk-actions': ParlorBulkActions;
  }
}

export {ParlorBulkActions};
