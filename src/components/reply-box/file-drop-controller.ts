import type {LitElement, ReactiveController} from 'lit';
import {filesIn} from './upload-controller.js';

/** Takes files that are dropped on its element or pasted into it. */
export class FileDropController implements ReactiveController {
  /** Files are held over the element. */
  isOver = false;

  constructor(
    private readonly host: LitElement,
    private readonly accepts: () => boolean,
    private readonly onFiles: (files: readonly File[]) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('dragover', this.onDragOver);
    this.host.addEventListener('dragleave', this.onDragLeave);
    this.host.addEventListener('drop', this.onDrop);
    this.host.addEventListener('paste', this.onPaste);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragover', this.onDragOver);
    this.host.removeEventListener('dragleave', this.onDragLeave);
    this.host.removeEventListener('drop', this.onDrop);
    this.host.removeEventListener('paste', this.onPaste);
    this.isOver = false;
  }

  private readonly onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || !this.accepts()) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.setOver(true);
  };

  private readonly onDragLeave = (event: DragEvent): void => {
    const {relatedTarget} = event;
    if (!(relatedTarget instanceof Node && this.host.contains(relatedTarget))) this.setOver(false);
  };

  private readonly onDrop = (event: DragEvent): void => {
    this.setOver(false);
    this.take(event, event.dataTransfer);
  };

  private readonly onPaste = (event: ClipboardEvent): void => this.take(event, event.clipboardData);

  private take(event: Event, transfer: DataTransfer | null): void {
    const files = filesIn(transfer);
    if (files.length === 0 || !this.accepts()) return;
    event.preventDefault();
    this.onFiles(files);
  }

  private setOver(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.host.requestUpdate();
  }
}
