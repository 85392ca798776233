import fc from 'fast-check';
import type {RandomWorld} from './random-world.js';

const tab = fc.nat({max: 1});
const place = fc.nat({max: 9});
const conversation = fc.constantFrom('c1', 'c2');
const failure = fc.constantFrom('refused', 'unknown-taken', 'unknown-lost');
const answer = fc.oneof(
  fc.constantFrom('taken', 'lost', 'carrier', 'validation'),
  fc.constantFrom(0, -1000, 3000, 60_000, 1_767_225_600_000),
);

type Happening = (world: RandomWorld) => void | Promise<void>;

/** A step of the world, which prints what it is when a property fails. */
const happening = <Args extends unknown[]>(
  name: string,
  args: fc.Arbitrary<Args>,
  happen: (world: RandomWorld, ...args: Args) => void | Promise<void>,
): fc.Arbitrary<Happening> =>
  args.map((values) => {
    const toString = () => `${name}(${values.map((value) => JSON.stringify(value)).join(', ')})`;
    return Object.assign((world: RandomWorld) => happen(world, ...values), {toString});
  });

/** What may happen to two tabs, their storage, their provider and their contacts. */
export const happenings = fc.array(
  fc.oneof(
    {weight: 5, arbitrary: happening('write', fc.tuple(tab, conversation), (world, ...args) => world.write(...args))},
    {weight: 5, arbitrary: happening('answer', fc.tuple(place, answer), (world, ...args) => world.answer(...args))},
    {weight: 2, arbitrary: happening('online', fc.tuple(fc.boolean()), (world, online) => world.setOnline(online))},
    {
      weight: 2,
      arbitrary: happening('trouble', fc.tuple(tab, fc.boolean()), (world, ...args) => world.setTrouble(...args)),
    },
    {
      weight: 2,
      arbitrary: happening('fail', fc.tuple(tab, fc.array(failure, {maxLength: 3})), (world, which, failures) =>
        world.failWrites(which, [...failures]),
      ),
    },
    {
      weight: 2,
      arbitrary: happening('consent', fc.tuple(conversation, fc.boolean()), (world, ...args) =>
        world.setConsent(...args),
      ),
    },
    {
      weight: 1,
      arbitrary: happening('unreadable', fc.tuple(fc.boolean()), (world, isDown) => world.setConsentDown(isDown)),
    },
    {
      weight: 4,
      arbitrary: happening('pass', fc.tuple(fc.constantFrom(500, 2000, 6000, 120_000)), (world, time) =>
        world.pass(time),
      ),
    },
    {weight: 1, arbitrary: happening('kill', fc.tuple(tab), (world, which) => world.kill(which))},
    {weight: 2, arbitrary: happening('retry', fc.tuple(tab, place), (world, ...args) => world.retry(...args))},
    {weight: 1, arbitrary: happening('discard', fc.tuple(tab, place), (world, ...args) => world.discard(...args))},
  ),
  {maxLength: 40},
);
