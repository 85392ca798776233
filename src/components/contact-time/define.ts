import {defineElement} from '../define-element.js';
import {ParlorContactTime} from './contact-time.js';

defineElement('parlor-contact-time', ParlorContactTime);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-contact-time': ParlorContactTime;
  }
}

export {ParlorContactTime};
