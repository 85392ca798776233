import MagicString from 'magic-string';
import type {Plugin} from 'vite';

/** A node of the parsed code, of which only the templates matter. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const TAGS = ['html', 'svg', 'css'];

/** Source that holds none of these writes no template. */
const MAY_HOLD = /\b(?:html|svg|css)`/;

/**
 * Leaves out what only people need who read the templates: comments in styles, and the line breaks and indents around
 * elements and rules, which become one space as they do in a browser. Code and words stay as they are.
 */
export function tightTemplates(folder: string): Plugin {
  return {
    name: 'tight-templates',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!id.startsWith(folder) || !MAY_HOLD.test(code)) return undefined;
      const output = new MagicString(code);
      for (const {tag, start, end} of templatesIn(this.parse(code))) {
        const text = code.slice(start, end);
        const tight = tag === 'css' ? tightStyles(text) : text.replace(/\s*\n\s*/g, ' ');
        if (tight !== text) output.update(start, end, tight);
      }
      if (!output.hasChanged()) return undefined;
      return {code: output.toString(), map: output.generateMap({hires: 'boundary'})};
    },
  };
}

/** A part between expressions may begin or end within a value, where a space counts. */
const tightStyles = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1');

/** The parts of text in the templates of these tags, with their places. */
function* templatesIn(node: unknown): Iterable<{tag: string; start: number; end: number}> {
  if (Array.isArray(node)) for (const child of node) yield* templatesIn(child);
  if (!isNode(node)) return;
  const {tag, quasi} = node;
  const name = node.type === 'TaggedTemplateExpression' && isNode(tag) ? tag['name'] : undefined;
  if (typeof name === 'string' && TAGS.includes(name) && isNode(quasi) && Array.isArray(quasi['quasis'])) {
    for (const part of quasi['quasis']) if (isNode(part) && part.end > part.start) yield {tag: name, ...placeOf(part)};
  }
  for (const child of Object.values(node)) if (typeof child === 'object') yield* templatesIn(child);
}

const placeOf = ({start, end}: Node): {start: number; end: number} => ({start, end});

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
