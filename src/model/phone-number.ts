/** Calling codes of one and two digits; all others have three (ITU-T E.164). */
const CALLING_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;
/** What people, and what they copy from, put between digits; \p{Cf} are characters that nobody sees. */
const PUNCTUATION = /[\s\p{Pd}\p{Cf}()[\]./_~\u00b7\u2022\u2212]/gu;
/** Arabic and Persian. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** The digit that is dialled only within the country, as in +44 (0)20. */
const INNER_ZERO = /^(\+[^(]*)\(0\)/;
const EXTENSION = /(?:;ext=|,|\s*(?:x|ext\.?|#)\s*)\d{1,7}$/i;
const LONGEST = 40;

/**
 * One spelling for one number, for search and equality, never for the wire.
 *
 * `+`, or 00, and the digits of an international number; ten digits, or eleven beginning with 1, are read as North American;
 * short codes and other national numbers come back as bare digits.
 *
 * @returns `undefined` when the text is no phone number
 */
export function normalizePhone(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  // Normalising loads tables that most pages never need.
  const plain = /^[ -~]*$/.test(text) ? text : text.normalize('NFKC');
  const bare = plain
    .trim()
    .replace(/^(?:tel|sms):([^?]*).*$/is, '$1')
    .replace(EXTENSION, '')
    .replace(INNER_ZERO, '$1')
    .replace(PUNCTUATION, '')
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    // What is dialled for the plus in most countries.
    .replace(/^00(?=[1-9]\d{6})/, '+');
  const [, plus, digits = ''] = /^(\+?)(\d{3,15})$/.exec(bare) ?? [];
  if (plus) return digits.length >= 7 ? `+${digits}` : undefined;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  if (/^1[2-9]\d{9}$/.test(digits)) return `+${digits}`;
  return digits || undefined;
}

/** A phone number as people read it; whatever is none, and short codes, as they are. */
export function formatPhone(address: string): string {
  const number = normalizePhone(address);
  if (!number?.startsWith('+')) return address;
  const [, area, exchange, line] = /^\+1([2-9]\d\d)(\d{3})(\d{4})$/.exec(number) ?? [];
  if (area && exchange && line) return `(${area}) ${exchange}-${line}`;
  const code = CALLING_CODE.exec(number.slice(1))?.[0] ?? '';
  return `+${code} ${groupDigits(number.slice(1 + code.length))}`;
}

/** Groups of three, with a longer one at the end or a shorter one at the start where they do not come out even. */
function groupDigits(digits: string): string {
  const groups: string[] = [];
  let rest = digits;
  if (rest.length % 3 === 2) {
    groups.push(rest.slice(0, 2));
    rest = rest.slice(2);
  }
  while (rest.length > 4) {
    groups.push(rest.slice(0, 3));
    rest = rest.slice(3);
  }
  if (rest) groups.push(rest);
  return groups.join(' ');
}
