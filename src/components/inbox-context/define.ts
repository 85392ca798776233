import {defineElement} from '../define-element.js';
import {ParlorInboxContext} from './inbox-context.js';

defineElement('parlor-inbox-context', ParlorInboxContext);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-inbox-context': ParlorInboxContext;
  }
}

export {ParlorInboxContext};
