import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyExtras} from './lazy-extras.js';
import type {SegmentLine} from './segment-line.js';
import type {UploadController} from './upload-controller.js';

export interface FooterOptions {
  readonly extras: ReplyExtras | undefined;
  /** What there is to say about the size of the text. */
  readonly line: SegmentLine | undefined;
  readonly uploads: UploadController;
  readonly localizer: Localizer;
  /** Absent while the text cannot be changed. */
  readonly onUsePlain?: () => void;
}

/** The line below the field: always there, so that nothing jumps when there is something to say. */
export function renderFooter({extras, line, uploads, localizer, onUsePlain}: FooterOptions): TemplateResult {
  const waits = extras?.uploadNote(uploads, localizer);
  const note = waits
    ? html`<span class="note">${waits}</span>`
    : line && extras?.renderNote(line, localizer, onUsePlain);
  return html`
    <div part="footer" class="footer">
      ${note ?? nothing}
      <span id="hint" class="hint" ?hidden=${note !== undefined}>${localizer.strings.sendHint}</span>
      <span id="count" class="count">${(line && extras?.renderCount(line, localizer)) ?? nothing}</span>
    </div>
  `;
}
