import type {LitElement, ReactiveController, ReactiveControllerHost} from 'lit';
import {ConversationError} from '../../model/conversation-error.js';
import {FileDropController} from './file-drop.js';
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

export interface AttachmentsHost extends LitElement {
  mediaUrls: readonly string[];
  readonly maximumAttachments: number;
  readonly canSendMedia: boolean;
  readonly uploadMedia?: UploadMedia;
}

/** The media of a reply: those attached, those being uploaded, and the ways in. */
export class Attachments {
  readonly #host: AttachmentsHost;
  readonly #onChange: () => void;
  readonly uploads: UploadController;
  readonly fileDrop: FileDropController;
  /** The row for something to attach by hand. */
  readonly mediaEntry: MediaEntryController;

  /**
   * @param isLocked nothing can be changed for the moment
   * @param onFiles files were pasted or dropped
   * @param onChange others are attached
   */
  constructor(
    host: AttachmentsHost,
    isLocked: () => boolean,
    onFiles: (files: readonly File[]) => void,
    onChange: () => void,
  ) {
    this.#host = host;
    this.#onChange = onChange;

    const add = (url: string): void => this.add([url]);
    this.uploads = new UploadController(host, add);
    this.mediaEntry = new MediaEntryController(host, add);
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

  /** Each is attached once. */
  add(urls: readonly string[]): void {
    const {mediaUrls} = this.#host;
    const added = urls.filter((url) => !mediaUrls.includes(url));
    if (added.length > 0) this.#change([...mediaUrls, ...added]);
  }

  readonly remove = (removed: number): void => {
    this.#change(this.#host.mediaUrls.filter((_url, index) => index !== removed));
  };

  #change(mediaUrls: readonly string[]): void {
    this.#host.mediaUrls = mediaUrls;
    this.#onChange();
  }
}
