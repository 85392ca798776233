/** Takes a field away. */
export const MISSING = Symbol('missing');

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The names of all fields, such as `messages[].status`; of a list, those of its first entry. */
export function fieldsIn(body: unknown, prefix = ''): readonly string[] {
  if (Array.isArray(body)) return body.length > 0 ? fieldsIn(body[0], `${prefix}[]`) : [];
  if (!isFields(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    return [path, ...fieldsIn(value, path)];
  });
}

/** Whether a field belongs to an entry of a list. */
export const isInList = (path: string): boolean => path.includes('[]');

/** Whether the list that a field belongs to has a single entry in this body: a page with one row. */
export function isOnlyRow(body: unknown, path: string): boolean {
  const [toList = ''] = path.split('[]', 1);
  const list = toList
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, step) => (isFields(at) ? at[step] : undefined), body);
  return isInList(path) && Array.isArray(list) && list.length === 1;
}

/** The body with nothing to be read in its rows: those of the lists at the top, or one level below. */
export function withoutRows(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(() => ({}));
  if (!isFields(body)) return body;
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(() => ({})) : value,
  ]);
  return Object.fromEntries(fields);
}

/** The body with one field changed; in a list, that of the first entry only. */
export function replaceField(body: unknown, path: string, value: unknown): unknown {
  return replaceAt(body, path.replaceAll('[]', '.[]').split('.').filter(Boolean), value);
}

function replaceAt(body: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === '[]') {
    const entries: readonly unknown[] = Array.isArray(body) ? body : [];
    return entries.length > 0 ? [replaceAt(entries[0], rest, value), ...entries.slice(1)] : body;
  }
  if (!isFields(body) || !(step in body)) return body;
  const {[step]: before, ...others} = body;
  if (rest.length === 0 && value === MISSING) return others;
  return {...body, [step]: replaceAt(before, rest, value)};
}

/** The body with an unknown field in every object. */
export function withUnknownFields(body: unknown, name: string): unknown {
  if (Array.isArray(body)) return body.map((entry: unknown) => withUnknownFields(entry, name));
  if (!isFields(body)) return body;
  const known = Object.entries(body).map(([key, value]) => [key, withUnknownFields(value, name)] as const);
  return {...Object.fromEntries(known), [name]: {nested: [1, null, 'text']}};
}
