import {toGsmText} from '../../model/gsm-text.js';

/** Puts plain characters in place of typographic ones. The caret stays where it is in the text. */
export function makePlain(textarea: HTMLTextAreaElement): void {
  const [start, end] = [textarea.selectionStart, textarea.selectionEnd].map(
    (place) => toGsmText(textarea.value.slice(0, place)).length,
  );
  textarea.setRangeText(toGsmText(textarea.value), 0, textarea.value.length);
  textarea.focus();
  textarea.setSelectionRange(start ?? null, end ?? null);
}
