/**
 * What all copies of this library in one page have in common, by name. Two bundles that each hold a part of it, or two
 * script tags, then know of each other.
 */
export function pageShared<Value>(name: string, make: () => Value): Value {
  const key = Symbol.for(`parlor.${name}`);
  const known: unknown = Reflect.get(globalThis, key);
  if (known !== undefined) return known as Value;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}
