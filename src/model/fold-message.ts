import {cutText} from './cut-text.js';

/** What of a long message is shown before more is asked for, and what each time adds. */
const MOST_CHARACTERS = {first: 2_200, more: 40_000};
const MOST_LINES = {first: 40, more: 400};
/** A message up to this size is drawn in no time, and shown whole. */
const WHOLE = {characters: 12_000, lines: 120};
/** No address is longer: half of a longer word is no link. */
const LONGEST_WORD = 2_100;
/** Less than this is not worth another press. */
const WORTH_FOLDING = 1.25;

/**
 * The beginning of a long text, up to the end of a word; `undefined` for a text that is shown whole.
 *
 * Linear in what is shown, not in what there is.
 *
 * @param times how often more was asked for
 */
export function beginningOf(text: string, times = 0): string | undefined {
  const characters = MOST_CHARACTERS.first + times * MOST_CHARACTERS.more;
  const lines = MOST_LINES.first + times * MOST_LINES.more;
  const isLong = text.length > Math.max(WHOLE.characters, characters * WORTH_FOLDING);
  const end = Math.min(
    isLong ? characters : text.length,
    endOfLine(text, lines, Math.max(WHOLE.lines, lines * WORTH_FOLDING)),
  );
  if (end >= text.length) return undefined;
  const cut = cutText(text, end);
  // Half an address would lead elsewhere. A single word of that length is none, and is cut all the same.
  const lastWord = /\S*$/.exec(cut.slice(-LONGEST_WORD))?.[0].length ?? 0;
  return lastWord < Math.min(LONGEST_WORD, cut.length) ? cut.slice(0, cut.length - lastWord).trimEnd() || cut : cut;
}

/** Where a line ends, in a text of more than `most` lines; its whole length in any other. */
function endOfLine(text: string, wanted: number, most: number): number {
  let place = -1;
  let end = text.length;
  for (let line = 1; line <= most; line++) {
    place = text.indexOf('\n', place + 1);
    if (place < 0) return text.length;
    if (line === wanted) end = place;
  }
  return end;
}
