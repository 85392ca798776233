import {displayText} from './display-text.js';
import {linkIn} from './link-detection.js';
import {phonesIn} from './phone-detection.js';

export {displayText} from './display-text.js';
export {isEmojiOnly} from './emoji-only.js';

/** A stretch of message text that is safe to show as a text node, or as a link with `text` as its only content. */
export type TextToken =
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'link'; readonly text: string; readonly href: string};

/** What every link holds: `linkIn` finds none in any other text, so that most texts are not looked at word by word. */
const MAY_HOLD_LINK = /[a-z0-9]\.[a-z]/i;

/**
 * Turns the text of a message into what a view may show.
 *
 * - Links: see `linkIn`; and phone numbers, as `tel:`. A view gives them `dir="ltr"` and isolates them, so that no letters turn an address round.
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
    let from = 0;
    for (const phone of phonesIn(plain)) {
      if (phone.start > from) tokens.push({kind: 'text', text: plain.slice(from, phone.start)});
      from = phone.end;
      tokens.push({kind: 'link', text: plain.slice(phone.start, from), href: phone.href});
    }
    if (plain.length > from) tokens.push({kind: 'text', text: plain.slice(from)});
  };
  for (const {0: word, index} of MAY_HOLD_LINK.test(text) ? text.matchAll(/\S+/g) : []) {
    const link = linkIn(word);
    if (!link) continue;
    addPlain(index + link.start);
    plainFrom = index + link.end;
    tokens.push({kind: 'link', text: text.slice(index + link.start, plainFrom), href: link.href});
  }
  addPlain(text.length);
  return tokens;
}
