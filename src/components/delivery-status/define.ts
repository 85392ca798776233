import {ParlorDeliveryStatus} from './delivery-status.js';

if (globalThis.customElements && !customElements.get('parlor-delivery-status'))
  customElements.define('parlor-delivery-status', ParlorDeliveryStatus);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-delivery-status': ParlorDeliveryStatus;
  }
}

export {ParlorDeliveryStatus};
