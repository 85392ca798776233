import {isEqual} from '../util/equal.js';

/** What is known about a contact beyond name and number. */
export interface ContactDetails {
  readonly id?: string;
  readonly name?: string;
  readonly address?: string;
  readonly email?: string;
  readonly avatarUrl?: string;
  readonly notes?: string;
  /** As the provider writes it, such as `1990-12-31`. */
  readonly birthDate?: string;
  /** Filled in by a provider some time after the first message. */
  readonly carrier?: {readonly name?: string; readonly type?: string; readonly country?: string};
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  /** The provider's own object, unknown fields included. */
  readonly raw: unknown;
}

/** A change of free-form metadata by somebody who saw `base`. */
export interface MetadataEdit {
  readonly base: Readonly<Record<string, unknown>> | null;
  /** New values by key; `undefined` removes the key. */
  readonly changes: Readonly<Record<string, unknown>>;
}

export interface MergedMetadata {
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Keys that somebody else changed meanwhile to something else. */
  readonly conflicts: readonly string[];
}

/** Applies an edit to the metadata as it is now, which may not be what the editor saw. */
export function mergeMetadata(
  current: Readonly<Record<string, unknown>> | null | undefined,
  {base, changes}: MetadataEdit,
): MergedMetadata {
  // A map, because a key may be called anything, `__proto__` too.
  const merged = new Map(Object.entries(current ?? {}));
  const before = new Map(Object.entries(base ?? {}));
  const conflicts: string[] = [];
  for (const [key, value] of Object.entries(changes)) {
    const now = merged.get(key);
    if (!isEqual(now, before.get(key)) && !isEqual(now, value)) conflicts.push(key);
    if (value === undefined) merged.delete(key);
    else merged.set(key, value);
  }
  return {metadata: Object.fromEntries(merged), conflicts};
}
