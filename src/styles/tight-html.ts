import {html as loose, type TemplateResult} from 'lit';

const tightened = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/**
 * Lit's `html` without the line breaks of the source between tags: for what is drawn many times over, where text nodes
 * with nothing but white space would be a third of the page. White space within a line stays.
 */
export const html = (strings: TemplateStringsArray, ...values: unknown[]): TemplateResult<1> => {
  let tight = tightened.get(strings);
  if (!tight) {
    const parts = tighten(strings);
    tight = Object.assign(parts, {raw: parts});
    tightened.set(strings, tight);
  }
  return loose(tight, ...values);
};

/** The parts of a template without line breaks between tags. */
export function tighten(strings: readonly string[]): string[] {
  const parts = strings.map((part, place) => {
    const inner = part.replace(/>\s*\n\s*</g, '><');
    // Next to a value only where a tag ends or begins, so that attributes and words keep their distance.
    const start = place > 0 && /^\s*\n\s*</.test(inner) ? inner.trimStart() : inner;
    return place < strings.length - 1 && />\s*\n\s*$/.test(start) ? start.trimEnd() : start;
  });
  if (parts[0]) parts[0] = parts[0].trimStart();
  const last = parts.length - 1;
  parts[last] = parts[last]?.trimEnd() ?? '';
  return parts;
}
