import {defineElement} from '../define-element.js';
import {ParlorMediaViewer} from './media-viewer.js';

defineElement('parlor-media-viewer', ParlorMediaViewer);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-media-viewer': ParlorMediaViewer;
  }
}

export {ParlorMediaViewer};
