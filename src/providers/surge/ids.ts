import type {Instant} from '../../model/capability-level.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SUFFIX = /(?:^|_)([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/**
 * When something was created, read off its TypeID: the suffix is a UUID version 7 in Crockford's base 32, whose first
 * 48 bits are milliseconds. That the provider's ids are such is inference, and creation need not be sending.
 *
 * @returns `undefined` for anything else; the document itself holds an id with an "o", which the alphabet lacks
 */
export function instantInId(id: string): Instant | undefined {
  const suffix = SUFFIX.exec(id)?.[1];
  if (suffix === undefined) return undefined;
  const digits = [...suffix].map((character) => ALPHABET.indexOf(character));
  const version = (digits[10] ?? 0) >> 1;
  const variant = ((digits[13] ?? 0) >> 2) & 3;
  if (version !== 7 || variant !== 2) return undefined;
  return digits.slice(0, 10).reduce((time, digit) => time * 32 + digit, 0);
}
