import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import {displayLabel} from '../../model/display-text.js';
import {safeUrl} from '../../model/safe-url.js';
import {isAnimation, wantsStill} from '../common.js';
import {closeIcon, reopenIcon, warningIcon} from '../icons.js';
import {attachIcon, fileIcon} from '../message-icons.js';
import type {Upload, UploadController} from './attachments.js';
import {mayUploadAgain, uploadReason} from './upload-reason.js';
import type {MediaEntry, MediaEntryController} from './media-entry.js';

export interface AttachButtonOptions {
  readonly localizer: Localizer<ReplyWords>;
  /** Whether the row for an address is open; absent where a file is chosen instead. */
  readonly isOpen: boolean | undefined;
  readonly isDisabled: boolean;
  /** Set when no more can be attached. */
  readonly limit?: number;
  readonly onPress: () => unknown;
}

/** Opens the browser's own chooser, or the row for an address where nothing can be uploaded. */
export function renderAttachButton(options: AttachButtonOptions): TemplateResult {
  const {localizer, isOpen, isDisabled, limit, onPress} = options;
  const {strings} = localizer;
  const usual = isOpen === undefined ? strings.dropFiles : strings.attachMedia;
  return html`
    <button
      part="attach-button"
      class="icon attach"
      type="button"
      aria-label=${strings.attachMedia}
      aria-expanded=${ifDefined(isOpen === undefined ? undefined : isOpen ? 'true' : 'false')}
      title=${limit === undefined ? usual : localizer.count(strings.mediaLimit, limit)}
      ?disabled=${isDisabled || limit !== undefined}
      @click=${onPress}
    >
      ${attachIcon}
    </button>
  `;
}

const nameOf = (url: string): string => displayLabel(attachmentFromUrl(url).name ?? url);

/** What is attached as it looks; it goes where it cannot be shown, or would move. */
const thumbnail = (source: string | undefined, type: string): TemplateResult | undefined =>
  source && type !== '' && !(isAnimation(type) && wantsStill())
    ? html`<img class="thumbnail" src=${source} alt="" @error=${hideThumbnail} @load=${showThumbnail} />`
    : undefined;

function hideThumbnail({currentTarget}: Event): void {
  (currentTarget as HTMLElement).hidden = true;
}

function showThumbnail({currentTarget}: Event): void {
  (currentTarget as HTMLElement).hidden = false;
}

export interface ChipsOptions {
  readonly urls: readonly string[];
  readonly uploads: UploadController;
  readonly localizer: Localizer<ReplyWords>;
  readonly isLocked: boolean;
  readonly onRemove: (index: number) => void;
}

/** What is attached, each with a button that takes it off again. */
export function renderChips({urls, uploads, localizer, isLocked, onRemove}: ChipsOptions): TemplateResult {
  const {strings} = localizer;
  return html`
    <ul part="attachments" class="chips" aria-label=${strings.attachedMedia}>
      ${urls.map(
        (url, index) => html`
          <li part="attachment" class="chip" title=${displayLabel(url)}>
            ${thumbnail(safeUrl(url, 'image'), attachmentFromUrl(url).kind === 'image' ? url : '') ?? fileIcon}
            <bdi class="chip-name">${nameOf(url)}</bdi>
            <button
              class="icon"
              type="button"
              aria-label=${localizer.fill(strings.removeMedia, {name: nameOf(url)})}
              ?disabled=${isLocked}
              @click=${() => onRemove(index)}
            >
              ${closeIcon}
            </button>
          </li>
        `,
      )}
      ${uploads.uploads.map((upload) => renderUploadChip(upload, uploads, localizer))}
    </ul>
  `;
}

/** The row that takes the address of something to attach. */
export function renderMediaEntry(
  entry: MediaEntry,
  row: MediaEntryController,
  localizer: Localizer<ReplyWords>,
): TemplateResult {
  const {strings} = localizer;
  return html`
    <div part="media-entry" class="media-entry">
      <label for="media-url">${strings.mediaUrlLabel}</label>
      <div class="media-controls">
        <input
          id="media-url"
          type="url"
          inputmode="url"
          .enterKeyHint=${'done'}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          dir="ltr"
          placeholder=${strings.mediaUrlPlaceholder}
          .value=${entry.url}
          aria-invalid=${entry.isInvalid ? 'true' : 'false'}
          aria-describedby=${entry.isInvalid ? 'media-url-error' : nothing}
          @input=${row.onInput}
          @keydown=${row.onKeyDown}
        />
        <button type="button" @click=${row.add}>${strings.addMedia}</button>
        <button type="button" class="cancel" @click=${row.close}>${strings.cancel}</button>
      </div>
      <div id="media-url-error" class="media-error" role="alert">
        ${entry.isInvalid ? strings.mediaUrlInvalid : nothing}
      </div>
    </div>
  `;
}

/** The browser's own chooser, opened by the button that looks like the others. */
export function renderFileInput(
  localizer: Localizer<ReplyWords>,
  onFiles: (files: readonly File[]) => void,
): TemplateResult {
  const onChange = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    onFiles([...(input.files ?? [])]);
    // The same file can be chosen again after it was removed.
    input.value = '';
  };
  const label = localizer.strings.chooseFile;
  return html`<input id="file" type="file" multiple hidden tabindex="-1" aria-label=${label} @change=${onChange} />`;
}

/** A file on its way, or one that did not get there. */
function renderUploadChip(upload: Upload, uploads: UploadController, localizer: Localizer<ReplyWords>): TemplateResult {
  const {id, file, state, preview, error} = upload;
  const {strings} = localizer;
  const name = displayLabel(file.name);
  const isFailed = state === 'failed';
  const reason = error && uploadReason(error, localizer);
  const failure = reason === undefined ? strings.uploadFailed : strings.uploadRefused;
  const words = localizer.fill(isFailed ? failure : strings.uploading, {name, reason: reason ?? ''});
  return html`
    <li part="attachment" class=${isFailed ? 'chip failed' : 'chip'} title=${words}>
      ${thumbnail(preview, file.type) ?? nothing} ${isFailed ? warningIcon : html`<span class="spinner"></span>`}
      <bdi class="chip-name" aria-hidden="true">${name}</bdi>
      <span class="visually-hidden">${words}</span>
      ${reason ? html`<p aria-hidden="true">${reason}</p>` : nothing}
      ${
        isFailed && mayUploadAgain(error)
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

/** Why sending waits, while it does. */
export function uploadNote(uploads: UploadController, {strings}: Localizer<ReplyWords>): string | undefined {
  if (uploads.isUploading) return strings.waitsForUpload;
  return uploads.uploads.length > 0 ? strings.waitsForFailedUpload : undefined;
}
