import type {BirdMockOptions} from './options.js';

/**
 * A time as Bird writes it, with zeros at the end of the fraction left out. Where it goes below milliseconds, messages
 * of one millisecond differ in the order they came.
 */
export function wireTime(at: number, sequence: number, style: BirdMockOptions['fractionDigits'] = 'mixed'): string {
  const iso = new Date(at).toISOString();
  const seconds = iso.slice(0, 19);
  if (style === 'none') return `${seconds}Z`;
  const milliseconds = iso.slice(20, 23);
  const nanoseconds = `${milliseconds}${String(sequence % 1_000_000).padStart(6, '0')}`;
  if (style === 'nine') return `${seconds}.${nanoseconds}Z`;
  // By the time itself, so that all messages of one millisecond are written alike.
  if (at % 3 === 1) return `${seconds}.${milliseconds}Z`;
  const fraction = (at % 3 === 2 ? nanoseconds : milliseconds).replace(/0+$/, '');
  return fraction ? `${seconds}.${fraction}Z` : `${seconds}Z`;
}
