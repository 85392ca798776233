import {html, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import {attachIcon} from '../message-icons.js';

export interface AttachButtonOptions {
  readonly localizer: Localizer;
  readonly isOpen: boolean;
  readonly isDisabled: boolean;
  /** Set when no more can be attached. */
  readonly limit?: number;
  readonly onToggle: () => Promise<void>;
}

/** Opens the row for something to attach. */
export function renderAttachButton(options: AttachButtonOptions): TemplateResult {
  const {localizer, isOpen, isDisabled, limit, onToggle} = options;
  const {strings} = localizer;
  return html`
    <button
      part="attach-button"
      class="icon attach"
      type="button"
      aria-label=${strings.attachMedia}
      aria-expanded=${isOpen ? 'true' : 'false'}
      title=${limit === undefined ? strings.attachMedia : localizer.count(strings.mediaLimit, limit)}
      ?disabled=${isDisabled || limit !== undefined}
      @click=${onToggle}
    >
      ${attachIcon}
    </button>
  `;
}
