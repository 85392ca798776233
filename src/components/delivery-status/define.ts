import {defineElement} from '../define-element.js';
import {ParlorDeliveryStatus} from './delivery-status.js';

defineElement('parlor-delivery-status', ParlorDeliveryStatus);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-delivery-status': ParlorDeliveryStatus;
  }
}

export {ParlorDeliveryStatus};
