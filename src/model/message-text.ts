import {linkIn} from './link-detection.js';

/** A stretch of message text that is safe to show as a text node, or as a link with `text` as its only content. */
export type TextToken =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'link'; readonly text: string; readonly href: string};

/**
 * Turns the text of a message into what a view may show.
 *
 * - Links: see `linkIn`. A view gives them `dir="ltr"` and isolates them, so that no letters turn an address round.
 * - Controls other than line break and tab, and halves of surrogate pairs, become U+FFFD: what was hidden shows.
 * - Bidirectional embeddings, overrides and isolates (U+202A-202E, U+2066-2069) are dropped, so that a text cannot
 *   reorder what stands around it; marks (U+200E, U+200F, U+061C) stay, as they only steer their neighbours.
 *
 * Linear in the length of the text, whatever the text is.
 */
export function tokenizeText(text: string): readonly TextToken[] {
  const tokens: TextToken[] = [];
  let plainFrom = 0;
  const addPlain = (end: number): void => {
    const plain = displayText(text.slice(plainFrom, end));
    if (plain) tokens.push({kind: 'text', text: plain});
  };
  for (const {0: word, index} of text.matchAll(/\S+/g)) {
    const link = linkIn(word);
    if (!link) continue;
    addPlain(index + link.start);
    plainFrom = index + link.end;
    tokens.push({kind: 'link', text: text.slice(index + link.start, plainFrom), href: link.href});
  }
  addPlain(text.length);
  return tokens;
}

/** Text as it may be shown, also in a list, a title or a notification. */
export function displayText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '\ufffd');
}

// A smaller `\p{RGI_Emoji}`, which would need the `v` flag.
const PICTURE = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?[\u{E0020}-\u{E007F}]*`;
const EMOJI_PART = String.raw`(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|${PICTURE})`;
const EMOJI = new RegExp(`^${EMOJI_PART}(?:\\u200D${EMOJI_PART})*$`, 'u');
/** Signs like © and ™ are pictures only when a variation selector says so. */
const SHOWN_AS_EMOJI = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\u200D|\uFE0F|\u20E3/u;

const MOST_EMOJI = 3;
const LONGEST_EMOJI = 40;

let segmenter: Intl.Segmenter | undefined;

/** True for one to three emoji and nothing else but spaces, which views show larger. */
export function isEmojiOnly(text: string): boolean {
  const bare = text.length > 2 * MOST_EMOJI * LONGEST_EMOJI ? '' : text.replace(/\s+/g, '');
  if (!bare) return false;
  segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
  const graphemes = Array.from(segmenter.segment(bare), ({segment}) => segment);
  return (
    graphemes.length <= MOST_EMOJI &&
    graphemes.every((grapheme) => EMOJI.test(grapheme) && SHOWN_AS_EMOJI.test(grapheme))
  );
}
