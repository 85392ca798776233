import {html, nothing, type TemplateResult} from 'lit';
import {toGsmText} from '../../model/gsm-text.js';
import {countSegments, type SegmentCount, type UnicodeCharacter} from '../../model/sms-segments.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {SegmentsWords} from '../../i18n/words/segments.js';

/** From here on it is worth knowing how much room the segment has left. */
const NEARLY_FULL = 20;

/** With more than this many different ones, the text is written in another script and needs no explanation. */
const STRAY_CHARACTERS = 6;

/** What the line below the text says; made by `segmentLineOf`. */
export interface SegmentLine {
  readonly count: SegmentCount;
  /** What makes it a Unicode text, as far as naming it helps. */
  readonly culprit?: UnicodeCharacter;
  /** True when plain characters in place of the typographic ones would make it a GSM-7 text. */
  readonly canBePlain: boolean;
  /** True when the provider replaces characters, so that the count is not the one of the text as typed. */
  readonly isNormalized: boolean;
}

/**
 * Decides what to say about the size of a text: nothing while it fits well into one plain segment.
 *
 * @param normalizesText the provider replaces typographic characters before it sends
 */
export function segmentLineOf(text: string, normalizesText: boolean): SegmentLine | undefined {
  const counted = normalizesText ? toGsmText(text) : text;
  const count = countSegments(counted);
  const isQuiet = count.encoding === 'gsm-7' && count.segments <= 1 && count.unitsLeft > NEARLY_FULL;
  if (isQuiet) return undefined;

  const {unicodeCharacters} = count;
  const lasting = unicodeCharacters.filter(({replacement}) => replacement === undefined);
  const isAnotherScript = lasting.length > STRAY_CHARACTERS;
  return {
    count,
    culprit: isAnotherScript ? undefined : (lasting[0] ?? unicodeCharacters[0]),
    canBePlain: unicodeCharacters.length > 0 && lasting.length === 0,
    isNormalized: counted !== text,
  };
}

/** The character as it looks, or its code when there is nothing to see: U+200B. */
export function visibleCharacter(character: string): string {
  if (!/^[\p{Z}\p{C}\p{M}]+$/u.test(character)) return character;
  const codes = [...character].map((part) => part.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '');
  return codes.map((code) => `U+${code}`).join(' ');
}

/** Two segments · 34 characters left · GSM-7 */
export function renderCount({count}: SegmentLine, localizer: Localizer<SegmentsWords>): TemplateResult {
  const {strings} = localizer;
  const segments = html`<bdi>${localizer.count(strings.segments, count.segments)}</bdi>`;
  const left = html`<bdi>${localizer.count(strings.charactersLeft, count.unitsLeft)}</bdi>`;
  const encoding = html`<bdi>${count.encoding === 'ucs-2' ? strings.encodingUnicode : strings.encodingGsm}</bdi>`;
  const parts = html`${segments}${' · '}${left}<span class="encoding">${' · '}${encoding}</span>`;
  return html`<span part="counter" class="counter">${parts}</span>`;
}

export const noteOf = (words: string): TemplateResult =>
  html`<span class="note"><span class="note-words" title=${words}>${words}</span></span>`;

/** Why the count is what it is, and the way out when there is one. */
export function renderNote(
  line: SegmentLine,
  localizer: Localizer<SegmentsWords>,
  onUsePlain?: () => void,
): TemplateResult | undefined {
  const {strings} = localizer;
  if (line.culprit) {
    const words = localizer.fill(strings.unicodeBecauseOf, {character: visibleCharacter(line.culprit.character)});
    const canBePlain = line.canBePlain && onUsePlain;
    return html`<span class="note">
      <span class="note-words" title=${words}>${words}</span>
      ${
        canBePlain
          ? html`<button class="link" type="button" @click=${onUsePlain}>${strings.unicodeReplace}</button>`
          : nothing
      }
    </span>`;
  }
  return line.isNormalized ? noteOf(strings.normalizedByProvider) : undefined;
}
