/** What a thread needs once its search is opened; see `thread-search-controller.ts`. */
import {html, type TemplateResult} from 'lit';
import '../thread-search/define.js';
import type {ThreadView} from './thread-view.js';

export {searchBarStyles as styles} from './search-bar.styles.js';

export interface SearchBarHandlers {
  readonly onMatch: (event: HTMLElementEventMap['parlor-thread-match']) => void;
  readonly onClose: (event: Event) => void;
}

export function searchBarView(view: ThreadView, {onMatch, onClose}: SearchBarHandlers): TemplateResult {
  return html`
    <parlor-thread-search
      part="search"
      .messages=${view.messages}
      .olderError=${view.olderError}
      ?group=${view.group}
      ?has-older=${view.hasOlder}
      ?has-newer=${view.hasNewer}
      ?loading-older=${view.loadingOlder}
      @parlor-thread-match=${onMatch}
      @parlor-close-request=${onClose}
    ></parlor-thread-search>
  `;
}
