/**
 * How far something is true.
 *
 * - `native`: the provider says or does it.
 * - `derived`: worked out from what the provider says; may be incomplete.
 * - `local`: known or kept on this device only.
 * - `none`: cannot be had.
 */
export type CapabilityLevel = 'native' | 'derived' | 'local' | 'none';

/** Where a fact on screen comes from. */
export type FactSource = Exclude<CapabilityLevel, 'none'>;

/** Milliseconds since 1970-01-01T00:00:00Z. Adapters parse every wire format to this once. */
export type Instant = number;

/** The range of `Date`, but for its last days, around which no whole day could be measured. */
const LAST_INSTANT = 8.64e15 - 3 * 86_400_000;

/** Whether a time from a provider can be shown. */
export const isKnownInstant = (at: Instant | undefined): at is Instant =>
  at !== undefined && Math.abs(at) <= LAST_INSTANT;
