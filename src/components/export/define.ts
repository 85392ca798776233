import {defineElement} from '../define-element.js';
import {ParlorExport} from './export.js';

defineElement('parlor-export', ParlorExport);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-export': ParlorExport;
  }
}

export {ParlorExport};
