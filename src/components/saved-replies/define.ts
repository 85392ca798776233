import {defineElement} from '../define-element.js';
import {ParlorSavedReplies} from './saved-replies.js';

defineElement('parlor-saved-replies', ParlorSavedReplies);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-saved-replies': ParlorSavedReplies;
  }
}

export {ParlorSavedReplies};
