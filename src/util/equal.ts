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
  const left = Object.entries(withoutUndefined(a));
  const right = new Map<string, unknown>(Object.entries(withoutUndefined(b)));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isEqual(value, right.get(key), depth + 1))
  );
}

/** The list that was before, where the next one is equal to it; else the next one with all items that were there before. */
export function reuseList<Item>(before: readonly Item[], next: readonly Item[]): readonly Item[] {
  const kept = next.map((item, place) => {
    const known = before[place];
    return isEqual(known, item) && known !== undefined ? known : (before.find((other) => isEqual(other, item)) ?? item);
  });
  return kept.length === before.length && kept.every((item, place) => item === before[place]) ? before : kept;
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
