import type {LitElement} from 'lit';
import {FileDropController} from './file-drop-controller.js';
import {loadExtras, replyExtras} from './lazy-extras.js';
import type {MediaEntryController} from './media-entry-controller.js';
import {UploadController, type UploadMedia} from './upload-controller.js';

interface AttachmentsHost extends LitElement {
  readonly mediaUrls: readonly string[];
  readonly maximumAttachments: number;
  readonly canSendMedia: boolean;
  readonly uploadMedia?: UploadMedia;
}

/** The media of a reply: those attached, those being uploaded, and the ways in. */
export class Attachments {
  // Not among the extras: a file that is dropped where nobody takes it opens in place of the page.
  readonly uploads: UploadController;
  readonly fileDrop: FileDropController;
  /** Absent until something is attached by hand. */
  mediaEntry?: MediaEntryController;

  /**
   * @param isLocked nothing can be changed for the moment
   * @param onFiles files were pasted or dropped
   */
  constructor(
    private readonly host: AttachmentsHost,
    isLocked: () => boolean,
    onFiles: (files: readonly File[]) => void,
    private readonly onChange: (mediaUrls: readonly string[]) => void,
  ) {
    this.uploads = new UploadController(host, this.add);
    const accepts = (): boolean => host.canSendMedia && !!host.uploadMedia && !isLocked();
    this.fileDrop = new FileDropController(host, accepts, onFiles);
  }

  get count(): number {
    return this.host.mediaUrls.length + this.uploads.uploads.length;
  }

  /** How many more the message can carry. */
  get room(): number {
    return Math.max(0, this.host.maximumAttachments - this.count);
  }

  /** Opens or closes the row for something to attach. */
  readonly toggleEntry = async (): Promise<void> => {
    const {MediaEntryController} = replyExtras.value ?? (await loadExtras());
    this.mediaEntry ??= new MediaEntryController(this.host, this.add);
    await this.mediaEntry.toggle();
  };

  /** Takes as many files as there is room for. */
  addFiles(files: readonly File[]): void {
    this.mediaEntry?.reset();
    this.uploads.add(files.slice(0, this.room));
  }

  readonly remove = (removed: number): void => {
    this.onChange(this.host.mediaUrls.filter((_url, index) => index !== removed));
  };

  private readonly add = (url: string): void => {
    const {mediaUrls} = this.host;
    if (!mediaUrls.includes(url)) this.onChange([...mediaUrls, url]);
  };
}
