import {readdirSync, readFileSync} from 'node:fs';
import MagicString from 'magic-string';
import type {Plugin} from 'vite';
import {tighten} from '../../src/styles/tight-html.js';
import {shortNamesFor, type ShortNames} from './short-names.js';
import {shrinkCss, shrinkHtml} from './shrink-templates.js';

type Names = ReadonlyMap<string, string>;

/** A node of the syntax tree, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const nodesIn = (value: unknown): Node[] =>
  Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
const nameOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Identifier' ? String(value['name']) : undefined;
const textOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : undefined;

/**
 * What a general minifier cannot know to be safe, for the sources below `root`: white space in templates, private
 * names, and Lit's decorators, which become the `properties` they stand for.
 */
export function shrinkSources(root: string): Plugin {
  let names: ShortNames;
  return {
    name: 'shrink-sources',
    apply: 'build',
    buildStart() {
      const files = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.ts'));
      names = shortNamesFor(new Map(files.map((name) => [`${root}/${name}`, readFileSync(`${root}/${name}`, 'utf8')])));
    },
    transform: {
      filter: {id: /\.ts$/},
      handler(code, id) {
        if (!id.startsWith(root)) return undefined;
        const output = new MagicString(code);
        const members = names.members.get(id) ?? new Map<string, string>();
        const program: unknown = this.parse(code);
        if (!isNode(program)) return undefined;
        const isTight = replaceTightHtml(program, output);
        for (const node of walk(program)) {
          shrinkTemplate(node, output, names.customProperties, isTight);
          shortenName(node, output, members, names.customProperties);
        }
        replaceDecorators(program, code, output, members);
        return {code: output.toString(), map: output.generateMap({hires: 'boundary', source: id})};
      },
    },
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) for (const child of nodesIn(value)) yield* walk(child);
}

/** What `tight-html.ts` would do in the page is done here. @returns whether this module's templates are tight */
function replaceTightHtml(program: Node, output: MagicString): boolean {
  const isTightHtml = ({source}: Node) => textOf(source)?.endsWith('/tight-html.js') ?? false;
  const source = nodesIn(program['body']).find(isTightHtml)?.['source'];
  if (isNode(source)) output.overwrite(source.start, source.end, `'lit'`);
  return isNode(source);
}

function shrinkTemplate(node: Node, output: MagicString, customProperties: Names, isTight: boolean): void {
  if (node.type !== 'TaggedTemplateExpression' || !isNode(node['quasi'])) return;
  const quasis = nodesIn(node['quasi']['quasis']);
  const raw = quasis.map(({start, end}) => output.original.slice(start, end).replace(/^[`}]|(?:`|\$\{)$/g, ''));
  const tag = nameOf(node['tag']);
  const shrunk =
    tag === 'css' ? [shrinkCss(raw.join('').replaceAll('\\`', '`'))] : shrinkHtml(isTight ? tighten(raw) : raw);
  quasis.forEach((quasi, index) => {
    const start = output.original.indexOf(raw[index] ?? '', quasi.start);
    const text = renamed(shrunk[index] ?? '', customProperties);
    if (raw[index]) output.overwrite(start, start + raw[index].length, tag === 'css' ? escaped(text) : text);
  });
}

const renamed = (text: string, customProperties: Names): string =>
  text.replace(/--_[\w-]+/g, (name) => customProperties.get(name) ?? name);

const escaped = (text: string): string => text.replace(/[\\`]|\$\{/g, '\\$&');

function shortenName(node: Node, output: MagicString, members: Names, customProperties: Names): void {
  const isText = textOf(node) !== undefined || node.type === 'TemplateElement';
  const source = output.original.slice(node.start, node.end);
  // What stands in a template with a tag is renamed with the rest of it.
  if (isText && source.includes('--_') && output.slice(node.start, node.end) === source) {
    output.overwrite(node.start, node.end, renamed(source, customProperties));
  }

  const key = node.type === 'MemberExpression' ? node['property'] : 'key' in node ? node['key'] : undefined;
  const short = node['computed'] === true ? undefined : members.get(nameOf(key) ?? '');
  if (!short || !isNode(key)) return;
  if (node['shorthand'] === true) output.appendLeft(key.start, `${short}: `);
  else output.overwrite(key.start, key.end, short);
}

/**
 * `_decorate([property(…)], Element.prototype, 'name', void 0)` for every property becomes one static `properties`, and
 * for a query the getter that it stands for. Both are in the class's body, as it may be defined as an element right below.
 */
function replaceDecorators(program: Node, code: string, output: MagicString, members: Names): void {
  const properties = new Map<string, string[]>();
  const bodies = classBodies(program);
  for (const statement of nodesIn(program['body'])) {
    const decorated = decoratedIn(statement);
    const body = bodies.get(decorated?.element ?? '');
    if (!decorated || !body) continue;
    const {element, name, kind, argument} = decorated;
    const value = argument && code.slice(argument.start, argument.end);
    const shown = members.get(name) ?? name;
    if (kind === 'query') {
      output.appendLeft(body.end - 1, `get ${shown}() {return this.renderRoot?.querySelector(${value}) ?? null}\n`);
    } else if (kind === 'property' || kind === 'state') {
      const options = kind === 'state' ? '{state: true}' : (value ?? '{}');
      properties.set(element, [...(properties.get(element) ?? []), `${shown}: ${options}`]);
    } else continue;
    output.remove(statement.start, statement.end);
  }
  for (const [element, entries] of properties) {
    const body = bodies.get(element);
    if (body) output.appendLeft(body.end - 1, `static properties = {${entries.join(', ')}};\n`);
  }
}

function classBodies(program: Node): Map<string | undefined, Node> {
  const classes = [...walk(program)].filter(({type}) => type === 'ClassDeclaration');
  return new Map(classes.flatMap((node) => (isNode(node['body']) ? [[nameOf(node['id']), node['body']]] : [])));
}

function decoratedIn({type, expression}: Node) {
  if (type !== 'ExpressionStatement' || !isNode(expression) || nameOf(expression['callee']) !== '_decorate') return;
  const [decorators, prototype, key] = nodesIn(expression['arguments']);
  const [decorator] = nodesIn(decorators?.['elements']);
  const [argument] = nodesIn(decorator?.['arguments']);
  const element = nameOf(prototype?.['object']);
  const name = textOf(key);
  return element && name ? {element, name, kind: nameOf(decorator?.['callee']), argument} : undefined;
}
