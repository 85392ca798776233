import {ParlorTimestamp} from './timestamp.js';

if (globalThis.customElements && !customElements.get('parlor-timestamp'))
  customElements.define('parlor-timestamp', ParlorTimestamp);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-timestamp': ParlorTimestamp;
  }
}

export {ParlorTimestamp};
