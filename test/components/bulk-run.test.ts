import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {BulkRun, type BulkOutcome} from '../../src/components/bulk-actions/bulk-run.js';
import {ConversationError} from '../../src/model/conversation-error.js';

/** A run whose answers are given by hand, and whose pauses are over at once. */
function runOf(items: readonly string[], answer: (item: string, asked: number) => BulkOutcome) {
  const asked: string[] = [];
  const pauses: number[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const run: BulkRun<string> = new BulkRun({
    items,
    ask: async (item) => {
      asked.push(item);
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      await Promise.resolve();
      underWay--;
      return answer(item, asked.length);
    },
    onChange: () => undefined,
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  return {run, asked, pauses, most: () => mostUnderWay};
}

const failure = (kind: ConversationError['kind'], retryAfter?: number) => new ConversationError(kind, {retryAfter});

describe('Doing something to several', () => {
  it('asks for each once, a few at a time', async () => {
    const items = Array.from({length: 20}, (_, index) => `c${index}`);
    const {run, asked, most} = runOf(items, () => 'done');
    await run.start();
    expect(asked).to.deep.equal(items);
    expect(most()).to.equal(3);
    expect(run.state).to.deep.include({done: items, failed: [], left: [], isRunning: false});
  });

  it('tells which did not work, and goes on with the others', async () => {
    const {run} = runOf(['a', 'b', 'c'], (item) =>
      item === 'b' ? failure('server') : item === 'c' ? 'vetoed' : 'done',
    );
    await run.start();
    expect(run.state.done).to.deep.equal(['a']);
    expect(run.state.failed.map(({item}) => item)).to.deep.equal(['b', 'c']);
  });

  it('pauses for as long as the provider wants, and tries the one again that it refused for that', async () => {
    const tried = new Set<string>();
    const {run, asked, pauses} = runOf(['a', 'b'], (item) => {
      if (item !== 'a' || tried.has(item)) return 'done';
      tried.add(item);
      return failure('rate-limited', 7000);
    });
    await run.start();
    expect(asked.filter((item) => item === 'a')).to.have.length(2);
    expect(pauses).to.deep.equal([7000]);
    expect([...run.state.done].sort()).to.deep.equal(['a', 'b']);
  });

  it('repeats nothing of which nobody knows whether it was done', async () => {
    const {run, asked} = runOf(['a'], () => new ConversationError('rate-limited', {outcomeUnknown: true}));
    await run.start();
    expect(asked).to.deep.equal(['a']);
    expect(run.state.failed).to.have.length(1);
  });

  for (const error of [failure('network'), failure('unauthorized'), failure('rate-limited', 3_600_000)]) {
    it(`asks for no more where no other would fare better: ${error.kind}`, async () => {
      const items = Array.from({length: 20}, (_, index) => `c${index}`);
      const {run, asked} = runOf(items, () => error);
      await run.start();
      expect(asked.length).to.be.lessThan(6);
      expect(run.state.failed.length + run.state.left.length).to.equal(20);
    });
  }

  it('waits only once, and a moment, for answers to what no inbox heard of, and not at all once it is stopped', async () => {
    const pauses: number[] = [];
    const never = new Promise<never>(() => undefined);
    const asked: string[] = [];
    const ask = (item: string, onUnheard: () => void): Promise<BulkOutcome> => {
      asked.push(item);
      onUnheard();
      return item === 'b' ? Promise.resolve('done') : never;
    };
    const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
    const run = new BulkRun({items: ['a', 'b', 'c', 'd', 'e'], ask, onChange: () => undefined, pause});
    await run.start();
    expect(pauses).to.deep.equal([10_000]);
    expect(run.state.asked).to.include.members(['a', 'c', 'd', 'e']);
    const stopped = new BulkRun({items: ['a', 'b', 'c', 'd'], ask, onChange: () => undefined});
    const ended = stopped.start();
    stopped.stop();
    await ended;
    expect(stopped.state.left).to.deep.equal(['d']);
  });

  it('counts every one exactly once, whatever is answered and whenever it is stopped', async () => {
    const outcome = fc.constantFrom<BulkOutcome>(
      'done',
      'vetoed',
      'asked',
      failure('server'),
      failure('rate-limited', 10),
      failure('rate-limited', 100_000),
      failure('network'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, {minLength: 1, maxLength: 60}), fc.nat(30), async (outcomes, stopAt) => {
        const items = outcomes.map((_, index) => `c${index}`);
        const {run} = runOf(items, (_, asked) => {
          if (asked === stopAt) run.stop();
          return outcomes[asked % outcomes.length] ?? 'done';
        });
        await run.start();
        const {done, failed, left, asked} = run.state;
        const over = [...done, ...failed.map(({item}) => item), ...left, ...asked];
        expect(over.sort()).to.deep.equal([...items].sort());
      }),
      {numRuns: 200},
    );
  });
});
