import type {LitElement} from 'lit';
import {belongsToInputMethod} from '../../util/input-method.js';

/** The address in full when a provider could fetch it: https, a public-looking host, no name or password in it. */
export function publicMediaUrl(typed: string): string | undefined {
  const text = typed.trim();
  if (!URL.canParse(text)) return undefined;
  const {protocol, username, password, hostname, href} = new URL(text);
  if (protocol !== 'https:' || username || password) return undefined;
  return /\.[a-z][a-z\d-]*\.?$/i.test(hostname) ? href : undefined;
}

/** The address being typed in. */
export interface MediaEntry {
  readonly url: string;
  readonly isInvalid: boolean;
}

/** Keeps the row that takes the address of something to attach: open or not, what is typed, whether it is valid. */
export class MediaEntryController {
  readonly #host: LitElement;
  readonly #onAdd: (url: string) => void;
  /** Absent while the row is closed. */
  entry?: MediaEntry;

  constructor(host: LitElement, onAdd: (url: string) => void) {
    this.#host = host;
    this.#onAdd = onAdd;
  }

  /** Drops what was typed; for when the row no longer makes sense. */
  reset(): void {
    this.entry = undefined;
  }

  readonly toggle = async (): Promise<void> => {
    if (this.entry) return this.close();
    this.#change({url: '', isInvalid: false});
    await this.#host.updateComplete;
    this.#focusOn('#media-url');
  };

  readonly openChooser = (): void => this.#host.renderRoot.querySelector<HTMLInputElement>('#file')?.click();

  readonly close = (): void => {
    this.#focusOn('.attach');
    this.#change(undefined);
  };

  readonly add = (): void => {
    const typed = this.entry?.url ?? '';
    const url = publicMediaUrl(typed);
    this.#change(url ? undefined : {url: typed, isInvalid: true});
    if (url) this.#onAdd(url);
    else this.#focusOn('#media-url');
  };

  readonly onInput = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#change({url: event.target.value, isInvalid: false});
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (belongsToInputMethod(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    // Escape is for this row only here, not for what the box stands in.
    event.stopPropagation();
    if (event.key === 'Enter') this.add();
    else this.close();
  };

  #change(entry: MediaEntry | undefined): void {
    this.entry = entry;
    this.#host.requestUpdate();
  }

  #focusOn(selector: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
