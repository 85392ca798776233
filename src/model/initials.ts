import {normalizePhone} from './phone-number.js';
import {graphemesOf} from '../util/graphemes.js';

const NOT_AT_START = /^[^\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]+/u;
/** Scripts with capitals: two of their letters read as initials, where two of others would read as a word. */
const CASED_OR_DIGIT = /^[\p{Lu}\p{Ll}\p{Lt}\p{N}]/u;

/** A letter or digit that nothing can join: the tables of all scripts are only for the others. */
const PLAIN_START = /^[a-z\d](?![^ -~])/i;

/**
 * What an avatar without a picture shows: first and last initial, or one character of a script without capitals.
 *
 * @returns `undefined` for phone numbers and for names that have nothing to show
 */
export function initialsOf(name: string | undefined): string | undefined {
  if (!name || normalizePhone(name) !== undefined) return undefined;
  const words = name
    .slice(0, 200)
    .split(/\s+/)
    .map((word) => (PLAIN_START.test(word) ? word : word.replace(NOT_AT_START, '')))
    .filter((word) => word !== '');
  const first = initialOf(words[0]);
  const last = words.length > 1 ? initialOf(words.at(-1)) : undefined;
  if (!first || !last || !isCasedOrDigit(first) || !isCasedOrDigit(last)) return first;
  return first + last;
}

const isCasedOrDigit = (initial: string): boolean => PLAIN_START.test(initial) || CASED_OR_DIGIT.test(initial);

function initialOf(word: string | undefined): string | undefined {
  if (!word) return undefined;
  if (PLAIN_START.test(word)) return word.charAt(0).toUpperCase();
  const grapheme = graphemesOf(word).containing(0)?.segment;
  const capital = grapheme?.toUpperCase();
  // "ß" has no capital of one letter.
  return capital?.length === grapheme?.length ? capital : grapheme;
}
