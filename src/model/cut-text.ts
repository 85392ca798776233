import {graphemesOf} from '../util/graphemes.js';

/** What a person sees as one character is rarely longer, in UTF-16 code units; piles of accents are not worth more. */
const LONGEST_CHARACTER = 64;

/**
 * The beginning of a text, for where there is no room for more of it. Never ends within what a person sees as one
 * character, such as a family of emoji.
 *
 * @param longest in UTF-16 code units
 */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Only the place of the cut is looked at: a text may be very long.
  const from = Math.max(0, longest - LONGEST_CHARACTER);
  const around = text.slice(from, longest + LONGEST_CHARACTER);
  const cut = graphemesOf(around).containing(longest - from)?.index ?? longest - from;
  // A part cut out may begin within a character; its first bound is then none.
  return text.slice(0, cut === 0 ? longest : from + cut).replace(/[\ud800-\udbff]$/, '');
}

/** The same with an ellipsis where something is left out. */
export const shortened = (text: string, longest: number): string =>
  text.length > longest ? `${cutText(text, longest).trimEnd()}…` : text;
