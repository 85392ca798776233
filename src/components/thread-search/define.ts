import {defineElement} from '../define-element.js';
import {ParlorThreadSearch} from './thread-search.js';

defineElement('parlor-thread-search', ParlorThreadSearch);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-thread-search': ParlorThreadSearch;
  }
}

export {ParlorThreadSearch};
