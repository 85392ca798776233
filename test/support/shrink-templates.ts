import {transform} from 'lightningcss';

/** Stands for a `${…}` while a template is one text; no letter of it is special in HTML. */
const HOLE = '\u{e000}';

/** Elements that start on a line of their own, or take part in no line: white space beside their tags is not drawn. */
const NOT_INLINE =
  'article|aside|blockquote|circle|dd|details|dialog|div|dl|dt|fieldset|footer|form|h2|h3|header|legend|li|ol|option|' +
  'p|path|section|ul';
const SPACE_BESIDE_BLOCK = new RegExp(`\\s*(</?(?:${NOT_INLINE})\\b(?:"[^"]*"|[^">])*>)\\s*`, 'g');

/** One tag, with the quoted values in it. */
const TAG = /<\/?[a-z](?:"[^"]*"|[^">])*>/g;

/**
 * The same document in fewer characters: runs of white space become one space, and none where none can be seen. White
 * space that matters (`pre`) must not be written as literal text in a template, which Prettier would not keep either.
 */
export function shrinkHtml(parts: readonly string[]): string[] {
  return parts.join(HOLE).replace(/\s+/g, ' ').replace(TAG, shrinkTag).replace(SPACE_BESIDE_BLOCK, '$1').split(HOLE);
}

/** Quotes go where the value is one word, unless a slash follows it. */
const shrinkTag = (tag: string): string =>
  tag
    .replace(/ ([a-z-]+)="([\w.-]+)"(?=[ >])/g, ' $1=$2')
    .replace(/ >$/, '>')
    .replace(/" \/>$/, '"/>');

/** The same style sheet without comments and white space. Nothing is translated for older browsers. */
export function shrinkCss(source: string): string {
  return transform({filename: 'styles.css', code: Buffer.from(source), minify: true}).code.toString();
}
