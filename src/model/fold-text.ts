import {normalizePhone} from './phone-number.js';
import {REPLACEMENTS} from './plain-characters.js';

/** Accents and points that are often left out: of Latin, Greek and Cyrillic letters, of Hebrew and of Arabic. */
const MARKS = /[\u0300-\u036f]|[\u0591-\u05bd]|\u05bf|[\u05c1-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0640|\u0670/g;
/** What steers other characters, and cannot be typed into a search. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const APOSTROPHES = /['`\u02be\u02bf]/g;
/** Whoever types one syllabary finds the other. */
const HIRAGANA = /[\u3041-\u3096]/g;
const DIGITS = /(?![0-9])\p{Nd}/gu;

/** Letters that keep a stroke or a second letter when they are taken apart. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ı: 'i', ɨ: 'i', ŋ: 'n', ĸ: 'k', ƀ: 'b', ƶ: 'z', ɖ: 'd'},
    ...{ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ٱ: 'ا', ґ: 'г', є: 'е'},
    ...{'\u2044': '/', '\u2215': '/'},
  }),
);
const FOLDED = new RegExp(`[${[...PLAIN_LETTERS.keys(), ...REPLACEMENTS.keys()].join('')}]`, 'g');

/**
 * A text as every search compares it: without case, accents and apostrophes, and with the plain form of whatever a
 * keyboard, a word processor or an address book puts in the place of plain characters. Two texts that a person would
 * type the same are the same.
 */
export function foldText(text: string): string {
  const isPlain = /^[ -~]*$/.test(text);
  const folded = isPlain ? text.toLowerCase() : foldSpecials(text);
  return folded.replace(APOSTROPHES, '').replace(/\s+/g, ' ').trim();
}

const foldSpecials = (text: string): string =>
  text
    // On its own, an accent is typed for an apostrophe.
    .replace(/\u00b4/g, "'")
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(FOLDED, (character) => PLAIN_LETTERS.get(character) ?? REPLACEMENTS.get(character) ?? character)
    .replace(UNSEEN, '')
    .replace(DIGITS, plainDigit)
    .replace(HIRAGANA, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    // What was put together of a letter and its mark is compared as one again.
    .normalize('NFC');

/** Blocks of ten digits begin at a code that ends in 0, or in 6. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const begins = code - (code % 16);
  return String((code - (/\p{Nd}/u.test(String.fromCodePoint(begins)) ? begins : begins + 6)) % 10);
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Makes the rule by which every search for somebody goes: all words are found in the names or numbers, or the whole is
 * part of a number in whatever spelling.
 *
 * @returns called with what somebody is called, and with their numbers or addresses
 */
export function matcherOf(search: string): (names: readonly string[], addresses: readonly string[]) => boolean {
  const wanted = foldText(search);
  const words = wanted.split(' ');
  const looksLikeNumber = (text: string): boolean => /^[\d\s()[\]+./_\u00b7-]+$/.test(text);
  // As a whole it may be written with what belongs to no number: "tel:", an extension.
  const whole = digitsOf(normalizePhone(search) ?? (looksLikeNumber(wanted) ? wanted : ''));
  return (names, addresses) => {
    const text = foldText([...names, ...addresses].join('\n'));
    const numbers = addresses.map((address) => digitsOf(normalizePhone(address) ?? foldText(address)));
    const hasDigits = (part: string): boolean => {
      // What is dialled first, to leave a country or a town, is no part of a number.
      const digits = digitsOf(part).replace(/^(?:011(?=\d{7})|0+)/, '');
      return digits !== '' && numbers.some((number) => number.includes(digits));
    };
    if (whole !== '' && hasDigits(whole)) return true;
    return words.every((word) => text.includes(word) || (looksLikeNumber(word) && hasDigits(word)));
  };
}
