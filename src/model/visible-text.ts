/**
 * Everything that leaves nothing to see: white space, controls, characters that only steer others, the blank letters of
 * Hangul, Braille, hieroglyphs and music, and the sign that stands for an attachment.
 */
const UNSEEN = /[\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\s\u2800\ufff9-\ufffc\u{13441}\u{13442}\u{1d159}]/u;
const SEEN = new RegExp(`[^${UNSEEN.source.slice(1)}`, 'u');

/** Most texts have such a one, and need none of the tables of all scripts. */
const SEEN_AT_ONCE = /[!-~]/;

/** Whether a text has anything to see in it. Without, it is no text: nothing to send, and nothing to draw a box for. */
export const hasVisibleText = (text: string | null | undefined): text is string =>
  !!text && (SEEN_AT_ONCE.test(text) || SEEN.test(text));
