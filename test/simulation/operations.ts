import fc from 'fast-check';
import type {FaultChange} from '../../src/backend/faults.js';

/** What somebody else does to the account, in another program. */
export type ElsewhereDoes = 'reply' | 'archive' | 'delete' | 'start' | 'read';

/** How the storage of a tab breaks. */
export type StorageBreaks = 'lost' | 'full' | 'answer-lost' | 'blocked';

/** One thing that the user, a contact, a colleague, the network, the device or time does. */
export type Operation =
  | {readonly kind: 'write'; readonly tab: number; readonly person: number; readonly text: string}
  | {readonly kind: 'write-many'; readonly tab: number; readonly person: number; readonly count: number}
  | {readonly kind: 'contact-writes'; readonly person: number; readonly text: string; readonly number: number}
  | {readonly kind: 'burst'; readonly from: number; readonly count: number; readonly time: number}
  | {readonly kind: 'elsewhere'; readonly does: ElsewhereDoes; readonly person: number}
  | {readonly kind: 'pass'; readonly time: number}
  | {readonly kind: 'fault'; readonly change: FaultChange}
  /** Answered "not now", with that in the header: `null` for none. */
  | {
      readonly kind: 'limit';
      readonly next: number;
      readonly only?: 'send' | 'read';
      readonly retryAfter: string | null;
      readonly milliseconds: number;
    }
  | {readonly kind: 'storage'; readonly tab: number; readonly breaks: StorageBreaks; readonly after: number}
  | {readonly kind: 'odd-rows' | 'sign-out'; readonly tab: number}
  | {readonly kind: 'throwing-listeners'; readonly tab: number}
  | {readonly kind: 'clock'; readonly ahead: number}
  | {readonly kind: 'heal' | 'storage-heals' | 'second-tab' | 'go-offline' | 'go-online'}
  | {readonly kind: 'reload' | 'remount' | 'retry' | 'take-back' | 'close-tab'; readonly tab: number}
  | {readonly kind: 'close-inbox' | 'open-inbox' | 'hide' | 'show' | 'more'; readonly tab: number}
  | {readonly kind: 'from'; readonly tab: number; readonly person: number; readonly number: number}
  | {readonly kind: 'select'; readonly tab: number; readonly person: number};

/** How many people can be written to in every world. */
export const WRITTEN_TO = 3;

const tab = fc.nat({max: 1});
const person = fc.nat({max: WRITTEN_TO - 1});
const next = fc.integer({min: 1, max: 3}).map((count) => ({next: count}));
const kind = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);

const MINUTE = 60_000;
const DAY = 86_400_000;

const faults: fc.Arbitrary<FaultChange> = fc.oneof(
  fc.constantFrom({minimum: 50, maximum: 400}, {minimum: 500, maximum: 6000}).map((latency) => ({latency})),
  next.map((loseAnswer) => ({loseAnswer})),
  next.map((count) => ({loseAnswer: {...count, only: 'send' as const}})),
  next.map((loseRequest) => ({loseRequest})),
  next.map((count) => ({loseRequest: {...count, only: 'send' as const}})),
  next.chain((count) => fc.boolean().map((processed) => ({serverError: {...count, processed}}))),
  fc.constant({offline: true}),
  fc.constantFrom<FaultChange>({duplicateNews: {probability: 0.5}}, {lateNews: {probability: 0.5}}),
);

/** What servers write where the seconds to wait belong. */
const waits = fc.constantFrom<{retryAfter: string | null; milliseconds: number}>(
  {retryAfter: '3', milliseconds: 3000},
  {retryAfter: '0', milliseconds: 0},
  {retryAfter: '-1', milliseconds: -1000},
  {retryAfter: 'Wed, 23 Apr 2025 18:45:30 GMT', milliseconds: -3_000_000_000},
  {retryAfter: '1767225600', milliseconds: 1_767_225_600_000},
  {retryAfter: null, milliseconds: 0},
  {retryAfter: '3600', milliseconds: 3_600_000},
  {retryAfter: 'soon', milliseconds: NaN},
);

/** Some texts are alike on purpose; those with a number are unlike every other. */
let numbers = 0;
export const numbered = (): string => `Number #${++numbers}`;
const text = fc.oneof(
  fc.constantFrom('ok', 'On my way', '“Quoted” – see https://example.com/a'),
  fc.constant('').map(() => numbered()),
);

const ofTab = (weight: number, ...kinds: readonly ('reload' | 'remount' | 'retry' | 'take-back' | 'close-tab')[]) => ({
  weight,
  arbitrary: fc.record({kind: kind(...kinds), tab}),
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {weight: 12, arbitrary: fc.record({kind: kind('write'), tab, person, text})},
  {weight: 1, arbitrary: fc.record({kind: kind('write-many'), tab, person, count: fc.integer({min: 3, max: 10})})},
  {weight: 8, arbitrary: fc.record({kind: kind('pass'), time: fc.integer({min: 100, max: 9000})})},
  {weight: 1, arbitrary: fc.record({kind: kind('pass'), time: fc.integer({min: 10_000, max: 150_000})})},
  {weight: 5, arbitrary: fc.record({kind: kind('fault'), change: faults})},
  {
    weight: 2,
    arbitrary: fc
      .record({next: fc.integer({min: 1, max: 6}), wait: waits, only: fc.constantFrom('send', 'read', undefined)})
      .map(({next: count, wait, only}) => ({kind: 'limit' as const, next: count, ...wait, ...(only && {only})})),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('contact-writes'),
      person,
      text: fc.constantFrom('Hi', 'Thanks!', 'ok', 'STOP', 'START'),
      number: fc.nat({max: 1}),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('burst'),
      from: fc.nat({max: 3000}),
      count: fc.integer({min: 40, max: 200}),
      time: fc.integer({min: 1000, max: 60_000}),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('elsewhere'),
      does: fc.constantFrom<ElsewhereDoes>('reply', 'reply', 'archive', 'delete', 'start', 'read'),
      person: fc.nat({max: 3000}),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('storage'),
      tab,
      breaks: fc.constantFrom<StorageBreaks>('lost', 'full', 'answer-lost', 'blocked'),
      after: fc.nat({max: 4}),
    }),
  },
  {weight: 2, arbitrary: fc.constant({kind: 'storage-heals' as const})},
  {weight: 1, arbitrary: fc.record({kind: kind('odd-rows', 'throwing-listeners'), tab})},
  {weight: 1, arbitrary: fc.record({kind: kind('sign-out', 'odd-rows', 'throwing-listeners'), tab})},
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('clock'),
      ahead: fc.constantFrom(0, 90_000, -90_000, 12 * MINUTE, -12 * MINUTE, DAY, -DAY, 3 * DAY),
    }),
  },
  {weight: 2, arbitrary: fc.record({kind: kind('go-offline', 'go-online', 'go-online')})},
  {weight: 2, arbitrary: fc.constant({kind: 'heal' as const})},
  ofTab(4, 'reload', 'retry'),
  ofTab(2, 'take-back', 'close-tab'),
  ofTab(2, 'remount'),
  {weight: 2, arbitrary: fc.constant({kind: 'second-tab' as const})},
  {
    weight: 3,
    arbitrary: fc.record({kind: kind('close-inbox', 'open-inbox', 'open-inbox', 'hide', 'show', 'more'), tab}),
  },
  {weight: 1, arbitrary: fc.record({kind: kind('from'), tab, person, number: fc.nat({max: 1})})},
  {weight: 4, arbitrary: fc.record({kind: kind('select'), tab, person})},
);

/** How many conversations there are, and what happens. */
export interface Schedule {
  readonly size: 3 | 300 | 3000;
  readonly seed: number;
  readonly isInsecure: boolean;
  /** The storage is the real one, over a stand-in for the browser's database; otherwise it is in memory. */
  readonly isInDatabase: boolean;
  readonly operations: readonly Operation[];
}

/**
 * Larger worlds are rarer: they take longer.
 *
 * @param isLong the run takes its time anyway
 */
export const schedules = (isLong: boolean): fc.Arbitrary<Schedule> =>
  fc.record({
    size: fc.oneof(
      {weight: isLong ? 80 : 84, arbitrary: fc.constant(3 as const)},
      {weight: isLong ? 15 : 14, arbitrary: fc.constant(300 as const)},
      {weight: isLong ? 5 : 2, arbitrary: fc.constant(3000 as const)},
    ),
    seed: fc.nat(),
    isInsecure: fc.nat({max: 9}).map((chance) => chance === 0),
    isInDatabase: fc.nat({max: 9}).map((chance) => chance < 4),
    operations: fc.array(operation, {minLength: 8, maxLength: 30}),
  });
