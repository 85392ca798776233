import {defineElement} from '../define-element.js';
import {ParlorTemplatePicker} from './template-picker.js';

defineElement('parlor-template-picker', ParlorTemplatePicker);

declare global {
  interface HTMLElementTagNameMap {
    'parlor-template-picker': ParlorTemplatePicker;
  }
}

export {ParlorTemplatePicker};
