import {ParlorThreadSearch} from './thread-search.js';

if (globalThis.customElements && !customElements.get('parlor-thread-search')) {
  customElements.define('parlor-thread-search', ParlorThreadSearch);
}

declare global {
  interface HTMLElementTagNameMap {
    'parlor-thread-search': ParlorThreadSearch;
  }
}

export {ParlorThreadSearch};
