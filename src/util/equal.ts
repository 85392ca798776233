const DEEPEST = 20;

/** The fields that hold something: one that is `undefined` counts as absent. */
export const withoutUndefined = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

/** Whether two plain JSON values are equal. Values nested deeper than anything sensible count as different. */
export function isEqual(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > DEEPEST) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  // An error's message is no field that can be listed.
  if (a instanceof Error && b instanceof Error && a.message !== b.message) return false;
  const left: Readonly<Record<string, unknown>> = {...a};
  const right: Readonly<Record<string, unknown>> = {...b};
  return Object.keys({...left, ...right}).every((key) => isEqual(left[key], right[key], depth + 1));
}

/** The list that was before, where the next one is equal to it; else the next one with all items that were there before. */
export function reuseList<Item>(before: readonly Item[], next: readonly Item[]): readonly Item[] {
  let place = -1;
  const kept = next.map((item) => {
    // Most follow each other as they did before.
    const isNext = place + 1 < before.length && isEqual(before[place + 1], item);
    const found = isNext ? place + 1 : before.findIndex((known) => isEqual(known, item));
    if (found >= 0) place = found;
    return before[found] ?? item;
  });
  return kept.length === before.length && kept.every((item, index) => item === before[index]) ? before : kept;
}

/** The map that was before, where the next one is equal to it; else the next one with all values that were there before. */
export function reuseMap<Key, Value>(
  before: ReadonlyMap<Key, Value>,
  next: ReadonlyMap<Key, Value>,
  reuse = (known: Value, value: Value): Value => (isEqual(known, value) ? known : value),
): ReadonlyMap<Key, Value> {
  const kept = new Map<Key, Value>();
  for (const [key, value] of next) {
    const known = before.get(key);
    kept.set(key, known === undefined ? value : reuse(known, value));
  }
  const isSame = kept.size === before.size && [...kept].every(([key, value]) => before.get(key) === value);
  return isSame ? before : kept;
}
