import {expect, test} from '@playwright/test';
import {switchedProviders, type SetUp} from './providers.js';
import {Tally} from './tally.js';

// What failed can be given again: SWITCHES_PROVIDER=bird SWITCHES_SET_UP=17, 100-199, or 0-2591/40 for every fortieth.
const PROVIDER = process.env['SWITCHES_PROVIDER'];
const [STRETCH = '', STEP = '1'] = (process.env['SWITCHES_SET_UP'] ?? '0-1000000').split('/');
const [FIRST = 0, LAST = FIRST] = STRETCH.split('-').map(Number);
const isWanted = ({index}: SetUp): boolean => index >= FIRST && index <= LAST && (index - FIRST) % Number(STEP) === 0;
/** Runs also what cannot go another way than something that ran, which takes hours. */
const WHOLE = process.env['SWITCHES_WHOLE'] === '1';

for (const [name, {setUps, fixed}] of Object.entries(switchedProviders)) {
  if (PROVIDER !== undefined && PROVIDER !== name) continue;
  test(`${name} keeps the adapter contract however its provider is switched`, async () => {
    // The mocks ask each handler where it was made, which takes longer than making it.
    Error.stackTraceLimit = 0;
    const tally = new Tally(name, {whole: WHOLE, report: (failure) => console.log(failure)});
    for (const setUp of setUps.filter(isWanted)) await tally.tryOut(setUp);
    console.log([String(tally), ...fixed.map((why) => `as it is: ${why}`)].join('\n  '));
    expect(tally.isGood).toBe(true);
  });
}
