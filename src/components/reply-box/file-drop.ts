import type {LitElement, ReactiveController} from 'lit';
import {guardDrops} from '../stray-drops.js';

/**
 * The files somebody pastes or drops. A text that comes with a picture of itself, as from a table, is pasted as text; the
 * names that a file manager puts beside its files are none.
 */
function filesIn(transfer: DataTransfer | null): readonly File[] {
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
