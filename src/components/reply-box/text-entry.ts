import {activeIn} from '../../controllers/focus-keeper.js';
import {toGsmText} from '../../model/gsm-text.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {typeOver} from '../../util/type-over.js';

/**
 * What Enter does. `enter`: it sends, and Shift+Enter breaks the line. `modifier-enter`: it breaks the line, and with
 * Control or Command it sends. `auto`: the latter on a touch screen, whose keyboard has nothing to press along with it.
 */
export type SendKey = 'auto' | 'enter' | 'modifier-enter';

/** What `auto` comes to on this device. */
export function sendKeyOf(key: SendKey): Exclude<SendKey, 'auto'> {
  if (key !== 'auto') return key;
  return globalThis.matchMedia?.('(pointer: coarse)').matches ? 'modifier-enter' : 'enter';
}

/** The key that, pressed along with Enter, sends: as it is written on the keyboards of this system. */
export const modifierName = (): string =>
  /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl';

/**
 * Decides which Enter is meant to send. One that an input method uses is left to it; any other is the user's own, also
 * right after a composition, as with Korean, where the one that ends the syllable is followed by another. Keyboards on a
 * screen may press no Enter at all and only break the line.
 */
export class EnterKey {
  readonly #sendKey: () => Exclude<SendKey, 'auto'>;
  /** The line break that follows is what was asked for. */
  #breaksLine = false;

  constructor(sendKey: () => Exclude<SendKey, 'auto'>) {
    this.#sendKey = sendKey;
  }

  /** @returns whether the key is meant to send; its line break is then called off */
  takeKey(event: KeyboardEvent): boolean {
    const {key, ctrlKey, metaKey, shiftKey, altKey} = event;
    this.#breaksLine = false;
    if (key !== 'Enter' || belongsToInputMethod(event)) return false;
    const isPlain = !shiftKey && !altKey;
    const sends = this.#sendKey() === 'enter' ? isPlain : isPlain && (ctrlKey || metaKey);
    this.#breaksLine = !sends;
    if (sends) event.preventDefault();
    return sends;
  }

  /** @returns whether a line break without its key is meant to send; it is then called off */
  takeInput(event: InputEvent): boolean {
    const isLineBreak = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
    const isTyped = isLineBreak || (event.inputType === 'insertText' && event.data === '\n');
    if (!isTyped || event.isComposing || this.#breaksLine || this.#sendKey() !== 'enter') return false;
    event.preventDefault();
    return true;
  }

  readonly onKeyUp = (): void => {
    this.#breaksLine = false;
  };
}

const growsByItself = (): boolean => globalThis.CSS?.supports('field-sizing', 'content') ?? true;

/** Makes a text area as high as its text, up to its `max-block-size`. */
export function growToContent(textarea: HTMLTextAreaElement): void {
  textarea.style.blockSize = 'auto';
  const borders = textarea.offsetHeight - textarea.clientHeight;
  textarea.style.blockSize = `${textarea.scrollHeight + borders}px`;
}

/** The same where the browser does not do it by itself (`field-sizing`). */
export function growWhereNeeded(textarea: HTMLTextAreaElement | null | undefined): void {
  if (textarea && !growsByItself()) growToContent(textarea);
}

/**
 * Puts a text from outside into the field. While somebody is in the field it can be undone.
 *
 * @param startsAnew what was there belongs elsewhere, and must not come back
 */
export function fillIn(textarea: HTMLTextAreaElement, text: string, startsAnew: boolean): void {
  const root = textarea.getRootNode();
  const isFocused = root instanceof ShadowRoot && activeIn(root.host) === textarea;
  if (startsAnew || !isFocused || !typeOver(textarea, text)) textarea.value = text;
}

/** Puts plain characters in place of typographic ones. The caret stays where it is in the text. */
export function makePlain(textarea: HTMLTextAreaElement): void {
  const [start, end] = [textarea.selectionStart, textarea.selectionEnd].map(
    (place) => toGsmText(textarea.value.slice(0, place)).length,
  );
  const plain = toGsmText(textarea.value);
  textarea.focus();
  if (!typeOver(textarea, plain)) textarea.value = plain;
  textarea.setSelectionRange(start ?? null, end ?? null);
}
