import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {ReadingWorld} from './reading-world.js';
import {settle} from './scripted-adapter.js';

const setting = fc.record({
  page: fc.integer({min: 2, max: 5}),
  window: fc.constantFrom(8, 5000),
  isPushed: fc.boolean(),
});
const NAMES = [
  ...['write', 'writeMuch', 'create', 'remove', 'hearLate', 'refresh', 'poll', 'pollThread', 'more', 'select'],
  ...['older', 'newer', 'newest', 'around', 'reopen'],
  ...Array.from({length: 12}, () => 'answer'),
] as (keyof ReadingWorld['happenings'])[];
const happenings = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.nat(1000)), {minLength: 30, maxLength: 120});

describe('Reading, whatever happens', () => {
  it('shows nothing twice and no gap, and in the end what there is', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(setting, happenings, async (given, steps) => {
        const world = new ReadingWorld(given);
        for (const [name, n] of steps) {
          world.happenings[name](n);
          await settle();
          world.look();
        }
        expect(world.violations).to.deep.equal([]);
        await world.recover();
        world.look();
        expect(world.violations, 'once all is well').to.deep.equal([]);
        const [shown, real] = world.lists;
        expect(shown, 'the list').to.deep.equal(real);
        const [shownEnd, realEnd] = world.ends;
        expect(shownEnd, 'the thread').to.deep.equal(realEnd);
        await world.store.dispose();
      }),
      {numRuns: 100},
    );
  });
});
