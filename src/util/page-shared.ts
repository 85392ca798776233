/**
 * What all copies of this library in one page have in common, by name. Two bundles that each hold a part of it, or two
 * script tags, then know of each other.
 */
export function pageShared<Value>(name: string, make: () => Value): Value {
  const page = globalThis as unknown as Record<symbol, Value | undefined>;
  return (page[Symbol.for(`parlor.${name}`)] ??= make());
}
