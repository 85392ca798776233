import {focusedIn} from '../../controllers/focus-keeper.js';
import {isApple, isField, isTyping} from '../../controllers/keep-typing.js';
import {isLetterKey} from '../../util/letter-key.js';
import {typeAtCaret} from '../../util/type-over.js';
import type {ParlorCommandPalette} from '../command-palette/command-palette.js';
import type {Shortcuts} from '../command-palette/shortcut.js';
import {isOverlay} from '../common.js';

interface FirstKeysParts {
  readonly host: Element & {readonly shortcuts?: Shortcuts};
  /** Until its class has arrived, it takes no keys. */
  readonly palette: () => Partial<ParlorCommandPalette> | null;
  /** Has the class fetched; resolves also where that fails. */
  readonly load: () => Promise<unknown>;
  /** Has the focus while something is typed for the palette. */
  readonly waiting: () => HTMLElement | null;
}

/**
 * Keys that are pressed before what they do has arrived: each waits for that, in turn. What is typed meanwhile for the
 * palette stands in its field once it is there, and nowhere else.
 */
export class FirstKeys {
  /** Kept from everybody else. */
  keptKey: KeyboardEvent | undefined;
  /** Also one that nobody hears of outside its field. */
  readonly capture = true;
  readonly #parts: FirstKeysParts;
  #typed = '';
  #from: EventTarget | undefined;
  #turn: Promise<unknown> | undefined;

  constructor(parts: FirstKeysParts) {
    this.#parts = parts;
  }

  readonly handleEvent = (event: KeyboardEvent): void => {
    const {host, palette, load} = this.#parts;
    if (palette()?.takeKey) return;
    const path = event.composedPath();
    const waiting = this.#parts.waiting() ?? undefined;
    if (path[0] === waiting) return this.#hold(event);
    if (this.#isForPalette(event)) {
      // What the browser does with it cannot be called off later.
      event.preventDefault();
      if (!isOverlay(path)) {
        [this.#from] = path;
        waiting?.focus({preventScroll: true});
      }
    }
    const at = focusedIn(host);
    const take = (): unknown => {
      const now = focusedIn(host);
      const isWaiting = at === waiting;
      // Called off, or the key before led into a field, which this one was meant for.
      if (now !== at) {
        const isFor = !isWaiting && !isField(path[0]) && writes(event);
        return isFor && isField(now) && !(now instanceof HTMLSelectElement) && typeAtCaret(now, event.key);
      }
      if (isWaiting) this.#goBack();
      return palette()?.takeKey?.(event, path, event === this.keptKey, isWaiting ? this.#typed : '');
    };
    // What a key leads to has the focus a moment later.
    const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));
    this.#turn = Promise.all([load(), this.#turn]).then(take).then(settle);
  };

  /** As the palette's field does; only that nothing is chosen that is not on screen. */
  #hold(event: KeyboardEvent): void {
    const isEnd = event.key === 'Escape' || (this.#isForPalette(event) && !event.repeat);
    if (isEnd) this.#typed = '';
    else if (event.key === 'Backspace') this.#typed = [...this.#typed].slice(0, -1).join('');
    else if (writes(event)) this.#typed += event.key;
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (isEnd) this.#goBack();
  }

  #goBack(): void {
    const from = this.#from;
    if (from instanceof HTMLElement) from.focus({preventScroll: true});
  }

  /** Unless the page gave the palette other keys, or none. */
  #isForPalette(event: KeyboardEvent): boolean {
    const {shortcuts = ''} = this.#parts.host;
    const isHeld = isApple() ? event.metaKey : event.ctrlKey;
    return isHeld && isLetterKey(event, 'k') && !/^"off|palette/.test(JSON.stringify(shortcuts));
  }
}

const writes = (event: KeyboardEvent): boolean => isTyping(event) && [...event.key].length === 1;
