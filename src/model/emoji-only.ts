import {graphemesOf} from '../util/graphemes.js';

// A smaller `\p{RGI_Emoji}`, which would need the `v` flag.
const PICTURE = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?[\u{E0020}-\u{E007F}]*`;
const EMOJI_PART = String.raw`(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|${PICTURE})`;
const EMOJI = new RegExp(`^${EMOJI_PART}(?:\\u200D${EMOJI_PART})*$`, 'u');
/** Signs like © and ™ are pictures only when a variation selector says so. */
const SHOWN_AS_EMOJI = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\u200D|\uFE0F|\u20E3/u;

const MOST_EMOJI = 3;
const LONGEST_EMOJI = 40;

/** True for one to three emoji and nothing else but spaces, which views show larger. */
export function isEmojiOnly(text: string): boolean {
  const bare = text.length > 2 * MOST_EMOJI * LONGEST_EMOJI ? '' : text.replace(/\s+/g, '');
  // Most texts have a letter, and need no closer look.
  if (!bare || /[a-z]/i.test(bare)) return false;
  const graphemes = [...graphemesOf(bare)].map(({segment}) => segment);
  return (
    graphemes.length <= MOST_EMOJI &&
    graphemes.every((grapheme) => EMOJI.test(grapheme) && SHOWN_AS_EMOJI.test(grapheme))
  );
}
