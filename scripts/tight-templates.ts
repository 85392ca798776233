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
 * elements and rules. A space that shows is written on a line, as `${' '}` where it would stand at the end of one. Code
 * and words stay as they are.
 */
export function tightTemplates(folder: string): Plugin {
  return {
    name: 'tight-templates',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!id.startsWith(folder) || !MAY_HOLD.test(code)) return undefined;
      const output = new MagicString(code);
      for (const {tag, parts} of templatesIn(this.parse(code))) {
        const texts = parts.map(({start, end}) => code.slice(start, end));
        const tight = tag === 'css' ? texts.map(tightStyles) : tightMarkup(texts);
        parts.forEach(({start, end}, place) => {
          const text = tight[place] ?? '';
          if (text !== texts[place]) output.update(start, end, text);
        });
      }
      if (!output.hasChanged()) return undefined;
      return {code: output.toString(), map: output.generateMap({hires: 'boundary'})};
    },
  };
}

/** A part between expressions may begin or end within a value, where a space counts. */
export const tightStyles = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1');

/**
 * A line break beside a tag, or where a template begins or ends, is layout of the source; between two texts or values it
 * is a space, and within a tag it parts attributes.
 */
export function tightMarkup(parts: readonly string[]): readonly string[] {
  let isInTag = false;
  return parts.map((part, place) =>
    part.replace(/<(?=[\w/])|>|\s*\n\s*/g, (found, at: number) => {
      if (found === '<' || found === '>') {
        isInTag = found === '<';
        return found;
      }
      const before = part[at - 1] ?? (place === 0 ? '>' : '');
      const after = part[at + found.length] ?? (place === parts.length - 1 ? '<' : '');
      if (isInTag) return after === '>' ? '' : ' ';
      return before === '>' || after === '<' ? '' : ' ';
    }),
  );
}

interface Template {
  readonly tag: string;
  readonly parts: readonly {readonly start: number; readonly end: number}[];
}

/** The templates of these tags, with the places of their texts between the expressions. */
function* templatesIn(node: unknown): Iterable<Template> {
  if (Array.isArray(node)) for (const child of node) yield* templatesIn(child);
  if (!isNode(node)) return;
  const {tag, quasi} = node;
  const name = node.type === 'TaggedTemplateExpression' && isNode(tag) ? tag['name'] : undefined;
  if (typeof name === 'string' && TAGS.includes(name) && isNode(quasi) && Array.isArray(quasi['quasis'])) {
    yield {tag: name, parts: quasi['quasis'].filter(isNode)};
  }
  for (const child of Object.values(node)) if (typeof child === 'object') yield* templatesIn(child);
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
