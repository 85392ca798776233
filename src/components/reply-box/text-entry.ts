import {toGsmText} from '../../model/gsm-text.js';

/** How long after the end of a composition, in milliseconds, the key that ended it can still be on its way. */
const LATE_KEY = 500;

/** The `keyCode` of every key an input method is using. */
const IN_USE_BY_INPUT_METHOD = 229;

/**
 * Tells an Enter that confirms a word in an input method from an Enter that is meant for the text. Most browsers mark
 * the former; Safari ends the composition first and sends the key afterwards, looking like any other.
 */
export class CompositionGuard {
  #endedAt = -Infinity;

  readonly onCompositionEnd = (event: CompositionEvent): void => {
    this.#endedAt = event.timeStamp;
  };

  /** Where the key came before the end of the composition, its release comes next: nothing is late any more. */
  readonly onKeyUp = (): void => {
    this.#endedAt = -Infinity;
  };

  ownsKey(event: KeyboardEvent): boolean {
    const isLate = event.timeStamp - this.#endedAt < LATE_KEY;
    this.#endedAt = -Infinity;
    return event.isComposing || event.keyCode === IN_USE_BY_INPUT_METHOD || isLate;
  }
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

/** Puts plain characters in place of typographic ones. The caret stays where it is in the text. */
export function makePlain(textarea: HTMLTextAreaElement): void {
  const [start, end] = [textarea.selectionStart, textarea.selectionEnd].map(
    (place) => toGsmText(textarea.value.slice(0, place)).length,
  );
  textarea.setRangeText(toGsmText(textarea.value), 0, textarea.value.length);
  textarea.focus();
  textarea.setSelectionRange(start ?? null, end ?? null);
}
