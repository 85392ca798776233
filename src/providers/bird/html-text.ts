import {decodeEntities} from './html-entities.js';

/** Elements whose content is never text. */
const UNSEEN = /^(?:style|script|head|title|template|noscript)$/;
/** Elements that end a line. */
const LINES = /^(?:br|p|div|li|tr|h[1-6]|blockquote|table|ul|ol|hr|section|article|pre)$/;

/**
 * The words of an e-mail's HTML, for an e-mail without a text part. It is never parsed as a document, and what comes
 * out is text whatever is in it; a view shows it as a text node. Linear in the length of the HTML.
 */
export function textOfHtml(html: string): string {
  // Letters of ASCII only: others may change their length, and with it every place behind them.
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const parts: string[] = [];
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at);
    parts.push(html.slice(at, open < 0 ? undefined : open).replace(/\s+/g, ' '));
    if (open < 0) break;
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const [, closing, name = ''] = /^<(\/?)([a-z][a-z0-9]*)/.exec(lower.slice(open, open + 20)) ?? [];
    if (!name && !/^<[!?/]/.test(html.slice(open, open + 2))) {
      parts.push('<');
      at = open + 1;
      continue;
    }
    at = after(html, '>', open);
    if (LINES.test(name)) parts.push('\n');
    if (UNSEEN.test(name) && !closing) at = after(lower, `</${name}`, at, '>');
  }
  return decodeEntities(parts.join(''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The place after a mark, or after the next `then` that follows it; the end when there is none. */
function after(text: string, mark: string, from: number, then?: string): number {
  const found = text.indexOf(mark, from);
  if (found < 0) return text.length;
  return then === undefined ? found + mark.length : after(text, then, found + mark.length);
}
