import type {LitElement, ReactiveController, ReactiveControllerHost} from 'lit';
import {ConversationError} from '../../model/conversation-error.js';
import {guardDrops} from '../stray-drops.js';
import {MediaEntryController} from './media-entry.js';

/** Puts a file where a provider can fetch it. @returns its public address */
export type UploadMedia = (file: File, options: {readonly signal: AbortSignal}) => Promise<string>;

/** A file on its way to an address. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly state: 'uploading' | 'failed';
  /** Why it failed, where whoever takes files says so. */
  readonly error?: ConversationError;
  /** The address of a picture on this device, while it is on its way. */
  readonly preview?: string;
}

interface UploadHost extends ReactiveControllerHost {
  readonly uploadMedia?: UploadMedia;
}

/** Uploads files by the page's own means, and keeps those that are not there yet. */
export class UploadController implements ReactiveController {
  readonly #host: UploadHost;
  readonly #onUploaded: (url: string) => void;
  uploads: readonly Upload[] = [];
  readonly #running = new Map<number, AbortController>();
  #nextId = 0;

  constructor(host: UploadHost, onUploaded: (url: string) => void) {
    this.#host = host;
    this.#onUploaded = onUploaded;

    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  get isUploading(): boolean {
    return this.uploads.some(({state}) => state === 'uploading');
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL?.(file) : undefined;
      this.#run({id: this.#nextId++, file, state: 'uploading', ...(preview !== undefined && {preview})});
    }
  }

  readonly retry = (id: number): void => {
    const upload = this.uploads.find((candidate) => candidate.id === id);
    if (upload?.state === 'failed') this.#run({...upload, state: 'uploading', error: undefined});
  };

  readonly remove = (id: number): void => {
    this.#running.get(id)?.abort();
    this.#running.delete(id);
    this.#change(this.uploads.filter((upload) => upload.id !== id));
  };

  /** Calls everything off; for when it would end up in another message. */
  reset(): void {
    if (this.uploads.length === 0) return;
    this.#running.forEach((controller) => controller.abort());
    this.#running.clear();
    this.#change([]);
  }

  #run(upload: Upload): void {
    const isKnown = this.uploads.some(({id}) => id === upload.id);
    this.#change(
      isKnown ? this.uploads.map((known) => (known.id === upload.id ? upload : known)) : [...this.uploads, upload],
    );
    void this.#upload(upload);
  }

  async #upload({id, file}: Upload): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const {signal} = controller;
    try {
      const url = await this.#host.uploadMedia?.(file, {signal});
      if (signal.aborted) return;
      if (!url || !URL.canParse(url)) throw new TypeError('The upload gave no address.');
      this.#running.delete(id);
      this.#change(this.uploads.filter((upload) => upload.id !== id));
      this.#onUploaded(url);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#running.delete(id);
      const failed = {state: 'failed', ...(thrown instanceof ConversationError && {error: thrown})} as const;
      this.#change(this.uploads.map((upload) => (upload.id === id ? {...upload, ...failed} : upload)));
    }
  }

  #change(uploads: readonly Upload[]): void {
    const kept = new Set(uploads.map(({preview}) => preview));
    for (const {preview} of this.uploads) if (preview !== undefined && !kept.has(preview)) URL.revokeObjectURL(preview);
    this.uploads = uploads;
    this.#host.requestUpdate();
  }
}

/**
 * The files somebody pastes or drops. A text that comes with a picture of itself, as from a table, is pasted as text; the
 * names that a file manager puts beside its files are none.
 */
export function filesIn(transfer: DataTransfer | null): readonly File[] {
  const files = [...(transfer?.files ?? [])];
  const text = transfer?.getData('text/plain').trim();
  return !text || isListOf(files, text) ? files : [];
}

/** Whether a text only says which files these are: by name, path or address. */
function isListOf(files: readonly File[], text: string): boolean {
  const names = files.map(({name}) => name.normalize());
  const lines = text.split(/[\r\n]+/);
  return lines.length <= files.length && lines.every((line) => names.includes(lastPart(line)));
}

function lastPart(path: string): string {
  const part = path.trim().replace(/^.*[\\/]/, '');
  if (!/^file:/i.test(path)) return part.normalize();
  try {
    return decodeURIComponent(part).normalize();
  } catch {
    return part;
  }
}

/**
 * Where files may be dropped for an element: all of the inbox it belongs to, since whoever misses the field would
 * otherwise have the browser open the file in place of the page.
 */
function zoneOf(host: LitElement): HTMLElement {
  const root = host.getRootNode();
  const around = host.closest<HTMLElement>('parlor-inbox-context');
  return around ?? (root instanceof ShadowRoot && root.host instanceof HTMLElement ? root.host : host);
}

/** Takes files that are dropped on its element, or on the inbox around it, or pasted into it. */
export class FileDropController implements ReactiveController {
  readonly #host: LitElement;
  readonly #accepts: () => boolean;
  readonly #onFiles: (files: readonly File[]) => void;
  /** Files are held over the element. */
  isOver = false;
  #zone: HTMLElement | undefined;

  constructor(host: LitElement, accepts: () => boolean, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#accepts = accepts;
    this.#onFiles = onFiles;

    host.addController(this);
  }

  hostConnected(): void {
    this.#zone = zoneOf(this.#host);
    guardDrops(this.#zone);
    this.#zone.addEventListener('dragover', this.#onDragOver);
    this.#zone.addEventListener('dragleave', this.#onDragLeave);
    this.#zone.addEventListener('drop', this.#onDrop);
    this.#host.addEventListener('paste', this.#onPaste);
  }

  hostDisconnected(): void {
    this.#zone?.removeEventListener('dragover', this.#onDragOver);
    this.#zone?.removeEventListener('dragleave', this.#onDragLeave);
    this.#zone?.removeEventListener('drop', this.#onDrop);
    this.#zone = undefined;
    this.#host.removeEventListener('paste', this.#onPaste);
    this.isOver = false;
  }

  readonly #onDragOver = (event: DragEvent): void => {
    const {dataTransfer} = event;
    const accepts = !!dataTransfer?.types.includes('Files') && this.#accepts();
    this.#setOver(accepts);
    if (!accepts || !dataTransfer) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'copy';
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    const {relatedTarget} = event;
    if (!(relatedTarget instanceof Node && this.#zone?.contains(relatedTarget))) this.#setOver(false);
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#setOver(false);
    this.#take(event, event.dataTransfer);
  };

  readonly #onPaste = (event: ClipboardEvent): void => this.#take(event, event.clipboardData);

  #take(event: Event, transfer: DataTransfer | null): void {
    const files = filesIn(transfer);
    if (files.length === 0 || !this.#accepts()) return;
    event.preventDefault();
    this.#onFiles(files);
  }

  #setOver(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.#host.requestUpdate();
  }
}

interface AttachmentsHost extends LitElement {
  readonly mediaUrls: readonly string[];
  readonly maximumAttachments: number;
  readonly canSendMedia: boolean;
  readonly uploadMedia?: UploadMedia;
}

/** The media of a reply: those attached, those being uploaded, and the ways in. */
export class Attachments {
  readonly #host: AttachmentsHost;
  readonly #onChange: (mediaUrls: readonly string[]) => void;
  readonly uploads: UploadController;
  readonly fileDrop: FileDropController;
  /** The row for something to attach by hand. */
  readonly mediaEntry: MediaEntryController;

  /**
   * @param isLocked nothing can be changed for the moment
   * @param onFiles files were pasted or dropped
   */
  constructor(
    host: AttachmentsHost,
    isLocked: () => boolean,
    onFiles: (files: readonly File[]) => void,
    onChange: (mediaUrls: readonly string[]) => void,
  ) {
    this.#host = host;
    this.#onChange = onChange;

    this.uploads = new UploadController(host, this.#add);
    this.mediaEntry = new MediaEntryController(host, this.#add);
    const accepts = (): boolean => host.canSendMedia && !!host.uploadMedia && !isLocked();
    this.fileDrop = new FileDropController(host, accepts, onFiles);
  }

  get count(): number {
    return this.#host.mediaUrls.length + this.uploads.uploads.length;
  }

  /** How many more the message can carry. */
  get room(): number {
    return Math.max(0, this.#host.maximumAttachments - this.count);
  }

  /** Takes as many files as there is room for. */
  addFiles(files: readonly File[]): void {
    this.mediaEntry.reset();
    this.uploads.add(files.slice(0, this.room));
  }

  readonly remove = (removed: number): void => {
    this.#onChange(this.#host.mediaUrls.filter((_url, index) => index !== removed));
  };

  readonly #add = (url: string): void => {
    const {mediaUrls} = this.#host;
    if (!mediaUrls.includes(url)) this.#onChange([...mediaUrls, url]);
  };
}
