import fc from 'fast-check';
import type {FaultChange} from '../../src/backend/faults.js';

/** One thing that the user, a contact, the network or time does. */
export type Operation =
  | {readonly kind: 'write'; readonly tab: number; readonly person: number; readonly text: string}
  | {readonly kind: 'contact-writes'; readonly person: number; readonly text: string}
  | {readonly kind: 'pass'; readonly time: number}
  | {readonly kind: 'fault'; readonly change: FaultChange}
  | {readonly kind: 'heal'}
  | {readonly kind: 'reload' | 'retry' | 'take-back' | 'close-tab'; readonly tab: number}
  | {readonly kind: 'second-tab'}
  | {readonly kind: 'select'; readonly tab: number; readonly person: number};

const tab = fc.nat({max: 1});
const person = fc.nat({max: 2});
const next = fc.integer({min: 1, max: 3}).map((count) => ({next: count}));

const faults: fc.Arbitrary<FaultChange> = fc.oneof(
  fc.constantFrom({minimum: 50, maximum: 400}, {minimum: 500, maximum: 6000}).map((latency) => ({latency})),
  next.map((loseAnswer) => ({loseAnswer})),
  next.map((count) => ({loseAnswer: {...count, only: 'send' as const}})),
  next.map((loseRequest) => ({loseRequest})),
  next.map((count) => ({loseRequest: {...count, only: 'send' as const}})),
  next.chain((count) => fc.boolean().map((processed) => ({serverError: {...count, processed}}))),
  next.map((count) => ({rateLimit: {...count, retryAfter: 3000}})),
  fc.constant({offline: true}),
  fc.constantFrom<FaultChange>({duplicateNews: {probability: 0.5}}, {lateNews: {probability: 0.5}}),
);

/** Some texts are alike on purpose; those with a number are unlike every other. */
let numbers = 0;
const text = fc.oneof(
  fc.constantFrom('ok', 'On my way', '“Quoted” – see https://example.com/a'),
  fc.constant('').map(() => `Number #${++numbers}`),
);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {weight: 6, arbitrary: fc.record({kind: fc.constant('write' as const), tab, person, text})},
  {weight: 4, arbitrary: fc.record({kind: fc.constant('pass' as const), time: fc.integer({min: 100, max: 9000})})},
  {weight: 3, arbitrary: fc.record({kind: fc.constant('fault' as const), change: faults})},
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('contact-writes' as const),
      person,
      text: fc.constantFrom('Hi', 'Thanks!', 'ok', 'STOP', 'START'),
    }),
  },
  {weight: 1, arbitrary: fc.constant({kind: 'heal' as const})},
  {weight: 2, arbitrary: fc.record({kind: fc.constantFrom('reload' as const, 'retry' as const), tab})},
  {weight: 1, arbitrary: fc.record({kind: fc.constantFrom('take-back' as const, 'close-tab' as const), tab})},
  {weight: 1, arbitrary: fc.constant({kind: 'second-tab' as const})},
  {weight: 2, arbitrary: fc.record({kind: fc.constant('select' as const), tab, person})},
);

export const operations = fc.array(operation, {minLength: 8, maxLength: 30});
