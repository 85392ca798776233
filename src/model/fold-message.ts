import {cutText} from './cut-text.js';

/** What of a message is shown before the rest is asked for: more would take longer to draw than anybody reads. */
const MOST_CHARACTERS = 2_200;
const MOST_LINES = 40;
/** Less than this is not worth a button. */
const WORTH_FOLDING = 1.25;

/**
 * The beginning of a long text, up to the end of a word; `undefined` for a text that is shown whole.
 *
 * Linear in what is shown, not in what there is.
 */
export function beginningOf(text: string): string | undefined {
  const end = Math.min(text.length > MOST_CHARACTERS * WORTH_FOLDING ? MOST_CHARACTERS : text.length, endOfLines(text));
  if (end >= text.length) return undefined;
  const cut = cutText(text, end);
  // Half an address would lead elsewhere. A single word of that length is none, and is cut all the same.
  const lastSpace = cut.search(/\s\S*$/);
  return /\S/.test(cut.slice(0, Math.max(0, lastSpace))) ? cut.slice(0, lastSpace) : cut;
}

function endOfLines(text: string): number {
  let place = -1;
  let end = text.length;
  for (let line = 1; line <= MOST_LINES * WORTH_FOLDING; line++) {
    place = text.indexOf('\n', place + 1);
    if (place < 0) return text.length;
    if (line === MOST_LINES) end = place;
  }
  return end;
}
