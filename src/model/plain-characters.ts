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
export const DIRECTION_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;
export const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

export const REPLACEMENTS = new Map(
  PLAIN_FORMS.flatMap(([plain, fancy]) => [...fancy].map((from) => [from, plain] as const)),
);
const REPLACEABLE = new RegExp(`[${[...REPLACEMENTS.keys()].join('')}]`, 'g');

/** Replaces typographic characters by their plain forms, and drops direction marks where nothing needs them. */
export function withoutTypography(text: string): string {
  const plain = text.replace(REPLACEABLE, (character) => REPLACEMENTS.get(character) ?? character);
  if (!DIRECTION_MARKS.test(plain) || RIGHT_TO_LEFT_LETTER.test(plain)) return plain;
  return plain.replace(new RegExp(DIRECTION_MARKS, 'g'), '');
}
