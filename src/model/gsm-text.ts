/**
 * Characters a word processor or a phone keyboard puts in place of plain ones. Replacing them changes how a text
 * looks and never what it says, which is why letters with accents are not among them. An empty replacement removes.
 */
const PLAIN_FORMS: ReadonlyArray<readonly [string, string]> = [
  ["'", '\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02b9\u02bb\u02bc\u02bd\u00b4`'],
  ['"', '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u02ba'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022'],
  ['...', '\u2026'],
  [' ', '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'],
  ['\n', '\u2028\u2029\u0085'],
  // Joiners (U+200C, U+200D) are absent: they hold emoji together and tell words apart in Persian and Indic scripts.
  ['', '\u200b\u2060\ufeff\u00ad'],
];

/** Direction marks, which come along when a phone number is copied out of an address book. */
const DIRECTION_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;
const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

const REPLACEMENTS = new Map(
  PLAIN_FORMS.flatMap(([plain, fancy]) => Array.from(fancy, (from) => [from, plain] as const)),
);
const REPLACEABLE = new RegExp(`[${[...REPLACEMENTS.keys()].join('')}]`, 'g');
const MARKED_LETTER = /\p{L}\p{M}+/gu;
const MARK = /\p{M}/u;

// GSM 03.38: the basic table without its escape, and the extension table, whose characters take two septets.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
  'abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';

const SEPTETS = new Uint8Array(0x20ad);
for (const character of BASIC) SEPTETS[character.charCodeAt(0)] = 1;
for (const character of EXTENSION) SEPTETS[character.charCodeAt(0)] = 2;

/** How many septets a UTF-16 code unit takes in the GSM 7-bit alphabet; 0 when it is not in it. */
export const septetsOf = (codeUnit: number): number => SEPTETS[codeUnit] ?? 0;

/** True when a text can be sent in the GSM 7-bit alphabet as it stands. */
export function isGsmText(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (septetsOf(text.charCodeAt(index)) === 0) return false;
  return true;
}

/**
 * The plain form of one character, when there is one that says the same.
 *
 * @param character one grapheme
 * @param text where it stands; direction marks are needed where right-to-left letters are
 */
export function plainFormOf(character: string, text: string): string | undefined {
  const plain = REPLACEMENTS.get(character);
  if (plain !== undefined) return plain;
  if (DIRECTION_MARKS.test(character) && character.length === 1)
    return RIGHT_TO_LEFT_LETTER.test(text) ? undefined : '';
  const composed = character.normalize('NFC');
  return composed !== character && isGsmText(composed) ? composed : undefined;
}

/** Replaces every typographic character by its plain form, so that a text may need fewer segments. */
export function toGsmText(text: string): string {
  if (isGsmText(text)) return text;
  let plain = text.replace(REPLACEABLE, (character) => REPLACEMENTS.get(character) ?? character);
  if (MARK.test(plain)) plain = plain.replace(MARKED_LETTER, (letter) => plainFormOf(letter, plain) ?? letter);
  if (DIRECTION_MARKS.test(plain) && !RIGHT_TO_LEFT_LETTER.test(plain)) {
    plain = plain.replace(new RegExp(DIRECTION_MARKS, 'g'), '');
  }
  return plain;
}
