import {DIRECTION_MARKS, REPLACEMENTS, RIGHT_TO_LEFT_LETTER, withoutTypography} from './plain-characters.js';

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
  const plain = withoutTypography(text);
  return MARK.test(plain) ? plain.replace(MARKED_LETTER, (letter) => plainFormOf(letter, plain) ?? letter) : plain;
}
