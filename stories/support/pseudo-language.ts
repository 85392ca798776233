import type {PartialStrings} from '../../src/i18n/catalogue.js';
import {english} from '../../src/i18n/english.js';
import {registerLanguage} from '../../src/i18n/languages.js';

/**
 * Stands in the place of Japanese: dates and numbers then hold no Latin letters, so that whatever is written in these
 * without brackets around it either is data or cannot be translated.
 */
export const PSEUDO = 'ja-x-pseudo';

const ACCENTED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'á',
    c: 'ç',
    e: 'é',
    i: 'í',
    n: 'ñ',
    o: 'ö',
    s: 'š',
    u: 'ü',
    y: 'ý',
    z: 'ž',
    A: 'Á',
    E: 'É',
    O: 'Ö',
  }),
);

/** ⟦Tŕý ágáíñ ~~~⟧: a third longer than English, as other languages are. Places to fill stay as they are. */
export function pseudo(text: string): string {
  const accented = text.replace(/\{\w+\}|./gu, (part) => ACCENTED.get(part) ?? part);
  return text && `⟦${accented} ${'~'.repeat(Math.ceil(text.length / 3))}⟧`;
}

const inPseudo = (words: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' ? pseudo(value) : typeof value === 'object' && value ? inPseudo(value) : value,
    ]),
  );

/** Every text of the elements in the pseudo-language. */
export const pseudoStrings: PartialStrings = inPseudo(english);

/** From then on it is shown for `PSEUDO` and, since Japanese is what it stands for, wherever that was asked for. */
export const registerPseudo = (): void => registerLanguage('ja', pseudoStrings);
