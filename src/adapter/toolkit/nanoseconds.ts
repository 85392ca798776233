const FRACTION = /:\d\d[.,](\d+)/;

/** What a time says beyond the millisecond, in nanoseconds: it tells apart what one millisecond holds. */
export function nanosecondsOf(value: unknown): number {
  const [, fraction = ''] = (typeof value === 'string' && FRACTION.exec(value)) || [];
  return Number(fraction.slice(3, 9).padEnd(6, '0'));
}
