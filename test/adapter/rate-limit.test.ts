import {expect} from '@open-wc/testing';
import {backoff, parseRetryAfter, type BackoffOptions} from '../../src/adapter/rate-limit.js';

describe('parseRetryAfter', () => {
  const now = Date.UTC(2025, 3, 23, 18, 45);
  const table: readonly (readonly [unknown, number | undefined])[] = [
    ['120', 120_000],
    [' 1.5 ', 1500],
    [3, 3000],
    ['Wed, 23 Apr 2025 18:45:30 GMT', 30_000],
    ['Wednesday, 23-Apr-25 18:45:30 GMT', 30_000],
    ['Wed Apr 23 18:45:30 2025', 30_000],
    ['2025-04-23T18:45:30Z', 30_000],
    // No wait at all.
    ['0', undefined],
    [0, undefined],
    ['-1', undefined],
    [-1, undefined],
    ['Wed, 23 Apr 2025 18:44:00 GMT', undefined],
    ['2050', 2_050_000],
    ['in a while', undefined],
    ['in 5 minutes', undefined],
    ['1e3', undefined],
    [NaN, undefined],
    [Infinity, undefined],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
    // Unix times where seconds belong.
    [String(now / 1000 + 20), 20_000],
    [now / 1000 + 20, 20_000],
    [String(now + 20_000), 20_000],
    [String(now / 1000 - 20), undefined],
    // Long, and no moment.
    ['86400', 86_400_000],
    ['50000000', 50_000_000_000],
  ];
  for (const [value, expected] of table) {
    it(`reads ${JSON.stringify(value)} as ${expected}`, () => expect(parseRetryAfter(value, now)).to.equal(expected));
  }
});

describe('backoff', () => {
  const table: readonly (readonly [string, number, BackoffOptions, number])[] = [
    ['begins with a second', 1, {}, 1000],
    ['grows', 4, {}, 8000],
    ['grows as told', 3, {floor: 2000, factor: 3}, 18_000],
    ['waits for as long as was asked for', 1, {retryAfter: 7000}, 7000],
    ['grows beyond what was asked for', 5, {retryAfter: 7000}, 16_000],
    ['is never shorter than a second', 1, {floor: 0, retryAfter: 1}, 1000],
    ['takes a wait below zero for none', 1, {retryAfter: -5000}, 1000],
    ['does not shrink', 3, {factor: 0.1}, 1000],
    ['has a ceiling', 30, {}, 300_000],
    ['has a ceiling for what was asked for too', 1, {retryAfter: 9e9, ceiling: 60_000}, 60_000],
    ['has a ceiling after any number of attempts', 5000, {ceiling: 60_000}, 60_000],
    ['has no ceiling below its floor', 1, {floor: 5000, ceiling: 10}, 5000],
    ['counts from one', 0, {}, 1000],
    ['spreads by up to a fifth', 1, {jitter: () => 0.5}, 1100],
    ['spreads below the ceiling only', 30, {jitter: () => 1}, 300_000],
  ];
  for (const [name, attempt, options, expected] of table) {
    it(name, () => expect(backoff(attempt, options)).to.equal(expected));
  }

  it('grows under every wrong answer to "how long"', () => {
    for (const value of ['0', '-1', 'Wed, 23 Apr 1997 18:44:00 GMT', '1767225600', '', '3']) {
      const retryAfter = parseRetryAfter(value, Date.UTC(2026, 5));
      const pauses = [1, 2, 3, 4].map((attempt) => backoff(attempt, {retryAfter}));
      expect(Math.min(...pauses)).to.be.at.least(1000);
      expect(pauses).to.deep.equal([...pauses].sort((a, b) => a - b));
      expect(pauses.at(-1)).to.equal(8000);
    }
  });
});
