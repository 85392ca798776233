import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {settle} from '../scripted-adapter.js';
import {happenings} from './happenings.js';
import {RandomWorld} from './random-world.js';

describe('Outbox, whatever happens', () => {
  it('sends nothing twice, nothing that must not leave and nothing out of order, and loses nothing', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(happenings, fc.boolean(), async (steps, isCalm) => {
        const world = new RandomWorld();
        await settle();
        for (const happen of steps) {
          await happen(world);
          // Not everything waits until everything else has come to rest.
          if (isCalm) await settle();
          world.look();
        }
        await settle();
        world.look();
        expect(world.violations).to.deep.equal([]);
        await world.recover();
        expect(world.violations, 'once all is well').to.deep.equal([]);
        expect(world.leftOver, 'goes on by itself').to.deep.equal([]);
      }),
      {numRuns: 1500},
    );
  });
});
