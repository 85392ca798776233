import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import {closeIcon, warningIcon} from '../icons.js';
import {reopenIcon} from '../message-icons.js';
import type {Upload, UploadController} from './upload-controller.js';

/** A file on its way, or one that did not get there. */
export function renderUploadChip(upload: Upload, uploads: UploadController, localizer: Localizer): TemplateResult {
  const {id, file, state} = upload;
  const {strings} = localizer;
  const {name} = file;
  const isFailed = state === 'failed';
  const words = localizer.fill(isFailed ? strings.uploadFailed : strings.uploading, {name});
  return html`
    <li part="attachment" class=${isFailed ? 'chip failed' : 'chip'} title=${words}>
      ${isFailed ? warningIcon : html`<span class="spinner"></span>`}
      <bdi class="chip-name" aria-hidden="true">${name}</bdi>
      <span class="visually-hidden">${words}</span>
      ${
        isFailed
          ? html`<button
              class="icon"
              type="button"
              aria-label=${localizer.fill(strings.uploadAgain, {name})}
              @click=${() => uploads.retry(id)}
            >
              ${reopenIcon}
            </button>`
          : nothing
      }
      <button
        class="icon"
        type="button"
        aria-label=${localizer.fill(strings.removeMedia, {name})}
        @click=${() => uploads.remove(id)}
      >
        ${closeIcon}
      </button>
    </li>
  `;
}
