const DEEPEST = 6;
const HIDDEN = ['name', 'message', 'stack', 'cause', 'url', 'headers', 'body'] as const;

/** Everything a log or an error report could print of a value: causes, headers and own properties included. */
export function everythingIn(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > DEEPEST) return '';
  const inside: unknown[] = isIterable(value) ? [...value] : [];
  for (const [name, entry] of Object.entries(value)) inside.push(name, entry);
  for (const name of HIDDEN) inside.push(Reflect.get(value, name));
  return inside.map((part) => everythingIn(part, depth + 1)).join('\n');
}

const isIterable = (value: object): value is Iterable<unknown> =>
  !ArrayBuffer.isView(value) && typeof Reflect.get(value, Symbol.iterator) === 'function';

/** Everything that is written to the console meanwhile. It is not shown: it may hold a key. */
export async function withConsole(work: () => Promise<unknown>): Promise<readonly string[]> {
  const lines: string[] = [];
  const original = {...console};
  const record = (...parts: readonly unknown[]) => void lines.push(parts.map((part) => everythingIn(part)).join(' '));
  Object.assign(console, {
    debug: record,
    dir: record,
    error: record,
    info: record,
    log: record,
    trace: record,
    warn: record,
  });
  try {
    await work();
  } finally {
    Object.assign(console, original);
  }
  return lines;
}
