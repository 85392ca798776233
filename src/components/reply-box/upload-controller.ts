import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Puts a file where a provider can fetch it. @returns its public address */
export type UploadMedia = (file: File, options: {readonly signal: AbortSignal}) => Promise<string>;

/** A file on its way to an address. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly state: 'uploading' | 'failed';
}

interface UploadHost extends ReactiveControllerHost {
  readonly uploadMedia?: UploadMedia;
}

/** Uploads files by the page's own means, and keeps those that are not there yet. */
export class UploadController implements ReactiveController {
  uploads: readonly Upload[] = [];
  private readonly running = new Map<number, AbortController>();
  private nextId = 0;

  constructor(
    private readonly host: UploadHost,
    private readonly onUploaded: (url: string) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  get isUploading(): boolean {
    return this.uploads.some(({state}) => state === 'uploading');
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.run({id: this.nextId++, file, state: 'uploading'});
  }

  readonly retry = (id: number): void => {
    const upload = this.uploads.find((candidate) => candidate.id === id);
    if (upload?.state === 'failed') this.run({...upload, state: 'uploading'});
  };

  readonly remove = (id: number): void => {
    this.running.get(id)?.abort();
    this.running.delete(id);
    this.change(this.uploads.filter((upload) => upload.id !== id));
  };

  /** Calls everything off; for when it would end up in another message. */
  reset(): void {
    if (this.uploads.length === 0) return;
    this.running.forEach((controller) => controller.abort());
    this.running.clear();
    this.change([]);
  }

  private run(upload: Upload): void {
    const isKnown = this.uploads.some(({id}) => id === upload.id);
    this.change(
      isKnown ? this.uploads.map((known) => (known.id === upload.id ? upload : known)) : [...this.uploads, upload],
    );
    void this.upload(upload);
  }

  private async upload({id, file}: Upload): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const {signal} = controller;
    try {
      const url = await this.host.uploadMedia?.(file, {signal});
      if (signal.aborted) return;
      if (!url || !URL.canParse(url)) throw new TypeError('The upload gave no address.');
      this.running.delete(id);
      this.change(this.uploads.filter((upload) => upload.id !== id));
      this.onUploaded(url);
    } catch {
      if (signal.aborted) return;
      this.running.delete(id);
      this.change(this.uploads.map((upload) => (upload.id === id ? {id, file, state: 'failed'} : upload)));
    }
  }

  private change(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    this.host.requestUpdate();
  }
}

/** The files somebody pastes or drops. A text that comes with a picture of itself, as from a table, is pasted as text. */
export function filesIn(transfer: DataTransfer | null): readonly File[] {
  if (!transfer || transfer.types.includes('text/plain')) return [];
  return [...transfer.files];
}
