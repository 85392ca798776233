import {expect, test} from '@playwright/test';
import {entriesIn, streamsIn} from '../../src/gateway/log/redis-client.js';

const entries = [['1-0', ['t', 'one']]];
const expected = [
  ['a', entries],
  ['b', entries],
];

const ANSWERS: Readonly<Record<string, unknown>> = {
  'as RESP 2 has it': [
    ['a', entries],
    ['b', entries],
  ],
  'as a Map': new Map([
    ['a', entries],
    ['b', entries],
  ]),
  'as an object': {a: entries, b: entries},
  'as one list': ['a', entries, 'b', entries],
};

for (const [how, answer] of Object.entries(ANSWERS)) {
  test(`what XREAD answers is read ${how}`, () => expect(streamsIn(answer)).toEqual(expected));
}

test('nothing new is nothing', () => {
  expect([streamsIn(null), streamsIn(undefined), streamsIn([]), entriesIn(null)]).toEqual([[], [], [], []]);
});
