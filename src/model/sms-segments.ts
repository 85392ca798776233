import {plainFormOf, septetsOf} from './gsm-text.js';
import {graphemesOf} from '../util/graphemes.js';

/** A character that forces a whole text out of the 7-bit alphabet. */
export interface UnicodeCharacter {
  /** What a person sees as one character; an emoji may be several code points. */
  readonly character: string;
  /** Where it first stands, in UTF-16 code units. */
  readonly index: number;
  /** What `toGsmText` puts in its place; empty for an invisible character that is simply removed. */
  readonly replacement?: string;
}

/** What a text costs as SMS. */
export interface SegmentCount {
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Septets in GSM-7, UTF-16 code units in UCS-2. */
  readonly units: number;
  /** 0 for an empty text. */
  readonly segments: number;
  /** 160 or 70 for a single segment; 153 or 67 when a header takes its share of each. */
  readonly unitsPerSegment: number;
  /** Units free in the last segment. */
  readonly unitsLeft: number;
  /** Every distinct character that forces UCS-2, in order of appearance. */
  readonly unicodeCharacters: readonly UnicodeCharacter[];
}

const LIMITS = {'gsm-7': {single: 160, part: 153}, 'ucs-2': {single: 70, part: 67}} as const;

/**
 * Counts the segments of a text. A segment holds 140 bytes; one character outside the GSM 7-bit alphabet turns the
 * whole text into UCS-2. What takes two units (an extension character, a surrogate pair) is never split, so a part
 * may stay one unit short.
 */
export function countSegments(text: string): SegmentCount {
  const units = septetsIn(text);
  if (units !== undefined) return {...pack(text, 'gsm-7', units), unicodeCharacters: []};
  return {...pack(text, 'ucs-2', text.length), unicodeCharacters: unicodeCharactersOf(text)};
}

function septetsIn(text: string): number | undefined {
  let units = 0;
  for (let index = 0; index < text.length; index++) {
    const septets = septetsOf(text.charCodeAt(index));
    if (septets === 0) return undefined;
    units += septets;
  }
  return units;
}

function pack(
  text: string,
  encoding: SegmentCount['encoding'],
  units: number,
): Omit<SegmentCount, 'unicodeCharacters'> {
  const {single, part} = LIMITS[encoding];
  if (units <= single) {
    return {encoding, units, segments: units === 0 ? 0 : 1, unitsPerSegment: single, unitsLeft: single - units};
  }
  let segments = 1;
  let used = 0;
  for (let index = 0; index < text.length; index++) {
    let cost = 1;
    if (encoding === 'gsm-7') cost = septetsOf(text.charCodeAt(index));
    else if (isSurrogatePair(text, index)) {
      cost = 2;
      index++;
    }
    if (used + cost > part) {
      segments++;
      used = 0;
    }
    used += cost;
  }
  return {encoding, units, segments, unitsPerSegment: part, unitsLeft: part - used};
}

function isSurrogatePair(text: string, index: number): boolean {
  const lead = text.charCodeAt(index);
  if (lead < 0xd800 || lead > 0xdbff) return false;
  const trail = text.charCodeAt(index + 1);
  return trail >= 0xdc00 && trail <= 0xdfff;
}

function unicodeCharactersOf(text: string): UnicodeCharacter[] {
  const graphemes = graphemesOf(text);
  const seen = new Set<number>();
  const found = new Map<string, UnicodeCharacter>();
  let end = 0;
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.codePointAt(index) ?? 0;
    const start = index;
    if (codePoint > 0xffff) index++;
    if (septetsOf(codePoint) > 0) continue;
    // Asking for the grapheme only at something not met before keeps this cheap for long texts. An accent that
    // stands by itself counts together with its letter: the one on "e" has a plain form, the one on "a" has not.
    const isAccent = codePoint >= 0x300 && codePoint <= 0x36f && start > 0;
    const met = isAccent ? codePoint * 0x10000 + text.charCodeAt(start - 1) + 0x110000 : codePoint;
    if (seen.has(met)) continue;
    seen.add(met);
    if (start < end) continue;
    const grapheme = graphemes.containing(start);
    if (!grapheme) continue;
    end = grapheme.index + grapheme.segment.length;
    const character = grapheme.segment;
    if (found.has(character)) continue;
    const replacement = plainFormOf(character, text);
    found.set(character, {character, index: grapheme.index, ...(replacement === undefined ? {} : {replacement})});
  }
  return [...found.values()];
}
