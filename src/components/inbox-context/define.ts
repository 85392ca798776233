import {ParlorInboxContext} from './inbox-context.js';

if (!globalThis.customElements?.get('parlor-inbox-context')) {
  globalThis.customElements?.define('parlor-inbox-context', ParlorInboxContext);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-inbox-context': ParlorInboxContext;
  }
}

export {ParlorInboxContext};
