import {expect} from '@open-wc/testing';
import {DetailsLoader, type DetailsLoaderOptions} from '../../../src/adapter/toolkit/details-loader.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {ConversationError, type ErrorKind} from '../../../src/model/conversation-error.js';
import {nextTurn} from '../../../src/util/next-turn.js';

/** Lets everything happen that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await nextTurn();
}

const range = (count: number): string[] => Array.from({length: count}, (_, index) => `c${index + 1}`);

describe('DetailsLoader', () => {
  let clock = new ManualClock(0);
  let asked: string[] = [];
  let progress: number[] = [];

  beforeEach(() => {
    clock = new ManualClock(0);
    asked = [];
    progress = [];
  });

  const loaderWith = (options: Partial<DetailsLoaderOptions<string>> = {}) =>
    new DetailsLoader<string>({
      load: async (id) => {
        asked.push(id);
        return `Name of ${id}`;
      },
      onProgress: (remaining) => progress.push(remaining),
      now: () => clock.now(),
      schedule: (delay, task) => clock.schedule(delay, task),
      ...options,
    });

  /** Requests that are answered by hand. */
  function held() {
    const answers = new Map<string, (outcome: string | Error) => void>();
    const load = (id: string) =>
      new Promise<string>((resolve, reject) => {
        asked.push(id);
        answers.set(id, (outcome) => (typeof outcome === 'string' ? resolve(outcome) : reject(outcome)));
      });
    const answer = async (id: string, outcome: string | Error = `Name of ${id}`) => {
      answers.get(id)?.(outcome);
      await settle();
    };
    return {load, answer};
  }

  it('reads each once, in the order of need, and tells how many are to come', async () => {
    const settled: string[] = [];
    const loader = loaderWith({atOnce: 1, onSettled: (ids) => settled.push(...ids)});
    loader.want(['c1', 'c2', 'c1']);
    loader.want(['c3', 'c2']);
    await settle();
    loader.want(['c1', 'c2', 'c3']);
    await settle();
    expect(asked).to.deep.equal(['c1', 'c3', 'c2']);
    expect(settled).to.deep.equal(asked);
    expect(progress).to.deep.equal([2, 3, 2, 1, 0]);
    expect(loader.get('c2')).to.equal('Name of c2');
  });

  it('has no more requests under way than it may', async () => {
    const {load, answer} = held();
    const loader = loaderWith({load, atOnce: 2});
    loader.want(range(4));
    expect(asked).to.deep.equal(['c1', 'c2']);
    await answer('c2');
    expect(asked).to.deep.equal(['c1', 'c2', 'c3']);
  });

  it('reads what somebody looks at before all others', async () => {
    const {load, answer} = held();
    const urgencies: boolean[] = [];
    const loader = loaderWith({
      load: (id, {urgent}) => {
        urgencies.push(urgent);
        return load(id);
      },
      atOnce: 1,
    });
    loader.want(range(3));
    loader.wantFirst('c3');
    await answer('c1');
    expect(asked).to.deep.equal(['c1', 'c3']);
    expect(urgencies).to.deep.equal([false, true]);
  });

  it('remembers for a while what could not be had, and goes on with the others', async () => {
    const kinds: Readonly<Record<string, ErrorKind>> = {c1: 'not-found', c2: 'forbidden'};
    const loader = loaderWith({
      load: async (id) => {
        asked.push(id);
        const kind = kinds[id];
        if (kind) throw new ConversationError(kind);
        return id === 'c3' ? undefined : id;
      },
    });
    loader.want(range(4));
    await settle();
    loader.want(range(4));
    await settle();
    expect(asked).to.deep.equal(range(4));
    expect(progress.at(-1)).to.equal(0);
    clock.advance(600_000);
    loader.want(range(4));
    await settle();
    expect(asked.slice(4)).to.deep.equal(['c1', 'c2', 'c3']);
  });

  it('gives up at any other failure until something is wanted again', async () => {
    let works = false;
    const loader = loaderWith({
      atOnce: 1,
      load: async (id) => {
        asked.push(id);
        if (!works) throw new ConversationError('network');
        return id;
      },
    });
    loader.want(range(3));
    await settle();
    expect(asked).to.deep.equal(['c1']);
    expect(progress.at(-1)).to.equal(0);
    works = true;
    loader.want(range(3));
    await settle();
    expect(asked).to.deep.equal(['c1', ...range(3)]);
  });

  it('pauses when it asks too much, with a floor, and then goes on', async () => {
    let refusals = 2;
    const loader = loaderWith({
      atOnce: 1,
      load: async (id) => {
        asked.push(id);
        if (refusals-- > 0) throw new ConversationError('rate-limited', {retryAfter: 1});
        return id;
      },
    });
    loader.want(['c1']);
    await settle();
    clock.advance(999);
    await settle();
    expect(asked).to.have.lengthOf(1);
    clock.advance(1);
    await settle();
    clock.advance(1999);
    await settle();
    expect(asked).to.have.lengthOf(2);
    clock.advance(1);
    await settle();
    expect(loader.get('c1')).to.equal('c1');
  });

  it('does not sit out a long pause', async () => {
    const loader = loaderWith({
      load: () => Promise.reject(new ConversationError('rate-limited', {retryAfter: 600_000})),
    });
    loader.want(['c1']);
    await settle();
    expect(progress.at(-1)).to.equal(0);
    expect(clock.pending).to.equal(0);
  });

  it('takes pages of many before single ones, and single ones where they are of no use', async () => {
    const pages: (readonly (readonly [string, string])[] | undefined)[] = [
      [
        ['c1', 'One'],
        ['x', 'Somebody'],
        ['c2', 'Two'],
      ],
      [['y', 'Nobody wanted']],
      undefined,
    ];
    const loader = loaderWith({atOnce: 1, loadMany: async () => pages.shift()});
    loader.want(range(4));
    await settle();
    expect(asked).to.deep.equal(['c3', 'c4']);
    expect(['c1', 'c2', 'c3', 'c4', 'x'].map((id) => loader.get(id))).to.deep.equal([
      'One',
      'Two',
      'Name of c3',
      'Name of c4',
      'Somebody',
    ]);
  });

  it('lets a list wait a little for its names, and no longer', async () => {
    const {load, answer} = held();
    const loader = loaderWith({load});
    loader.want(['c1', 'c2']);
    let isOver = false;
    const waiting = loader.settled(['c1', 'c2'], 1500).then(() => {
      isOver = true;
    });
    await answer('c1');
    expect(isOver).to.equal(false);
    await answer('c2');
    await waiting;
    loader.want(['c3']);
    const late = loader.settled(['c3'], 1500);
    clock.advance(1500);
    await late;
    expect(loader.get('c3')).to.equal(undefined);
    await loader.settled(['c1', 'unknown'], 1500);
  });

  it('calls everything off when nobody wants it any more', async () => {
    const signals: AbortSignal[] = [];
    const loader = loaderWith({
      load: (_, {signal}) => {
        signals.push(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    });
    loader.want(range(5));
    const waiting = loader.settled(['c1'], 1_000_000);
    loader.stop();
    await waiting;
    expect(signals.map(({aborted}) => aborted)).to.deep.equal([true, true]);
    expect(progress.at(-1)).to.equal(0);
    await settle();
    expect(signals).to.have.lengthOf(2);
  });

  it('takes in what was learned elsewhere, and forgets what is told to be forgotten', async () => {
    const loader = loaderWith();
    loader.put('c1', 'From an event');
    loader.want(['c1']);
    await settle();
    expect([asked, loader.get('c1')]).to.deep.equal([[], 'From an event']);
    loader.forget('c1');
    loader.want(['c1']);
    await settle();
    expect(loader.get('c1')).to.equal('Name of c1');
  });
});
