import {expect} from '@open-wc/testing';
import {RequestBudget, type BudgetLimits, type Turn} from '../../../src/adapter/toolkit/request-budget.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {nextTurn} from '../../../src/util/next-turn.js';
import {errorOf} from '../errors.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 12, 15, 30);

/** Lets everything happen that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await nextTurn();
}

describe('RequestBudget', () => {
  let clock: ManualClock;
  beforeEach(() => {
    clock = new ManualClock(START);
  });
  const read: Turn = {urgency: 'read', write: false};
  const action: Turn = {urgency: 'action', write: true};
  const background: Turn = {urgency: 'background', write: false};

  const budgetOf = (limits: Partial<BudgetLimits>, longestHold?: number) =>
    new RequestBudget(
      {requests: 100, writes: 10, window: MINUTE, ...limits},
      {
        clock,
        headers: {remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset'},
        ...(longestHold !== undefined && {longestHold}),
      },
    );

  /** Enters and notes who got in. */
  async function enter(budget: RequestBudget, log: string[], name: string, turn: Turn) {
    const leave = await budget.enter(turn);
    log.push(name);
    return leave;
  }

  it('lets actions go before reads and reads before what happens in the background', async () => {
    const budget = budgetOf({requests: 1, writes: 1, window: 1000});
    const log: string[] = [];
    const leave = await budget.enter(read);
    for (const [name, turn] of [
      ['background', background],
      ['read', read],
      ['action', action],
    ] as const) {
      void enter(budget, log, name, turn).then((done) => done());
    }
    await settle();
    expect(log).to.deep.equal([]);
    leave();
    for (const expected of [['action'], ['action', 'read'], ['action', 'read', 'background']]) {
      clock.advance(1000);
      await settle();
      expect(log).to.deep.equal(expected);
    }
  });

  it('counts a request until a whole window after its answer', async () => {
    const budget = budgetOf({requests: 1, window: 1000});
    const log: string[] = [];
    const leave = await budget.enter(read);
    void enter(budget, log, 'second', read);
    clock.advance(5000);
    await settle();
    expect(log).to.deep.equal([]);
    leave();
    clock.advance(999);
    await settle();
    expect(log).to.deep.equal([]);
    clock.advance(1);
    await settle();
    expect(log).to.deep.equal(['second']);
  });

  it('keeps a part of the limit for those who are waited for', async () => {
    const budget = budgetOf({requests: 20, writes: 20});
    const log: string[] = [];
    for (let count = 0; count < 25; count++) void enter(budget, log, 'background', background);
    await settle();
    expect(log).to.have.lengthOf(14);
    for (let count = 0; count < 25; count++) void enter(budget, log, 'read', read);
    await settle();
    expect(log).to.have.lengthOf(19);
    for (let count = 0; count < 25; count++) void enter(budget, log, 'action', action);
    await settle();
    expect(log).to.have.lengthOf(20);
  });

  const headers = (entries: Readonly<Record<string, string>>) => new Headers(entries);
  const pauses: readonly (readonly [string, number, Headers, number])[] = [
    ['seconds', 429, headers({'retry-after': '7'}), 7000],
    ['a date', 429, headers({'retry-after': new Date(START + 9000).toUTCString()}), 9000],
    ['the time of the reset', 429, headers({'x-ratelimit-reset': String(START / 1000 + 20)}), 20_000],
    ['a reset by a clock that is far ahead', 429, headers({'x-ratelimit-reset': String(START / 1000 + 9e6)}), 60_000],
    ['nothing', 429, headers({}), 5000],
    ['nonsense', 429, headers({'retry-after': 'soon', 'x-ratelimit-reset': 'later'}), 5000],
    [
      'that nothing remains',
      200,
      headers({'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START / 1000 + 30)}),
      30_000,
    ],
    ['that nothing remains and no more', 200, headers({'x-ratelimit-remaining': '0'}), 0],
    [
      'that something remains',
      200,
      headers({'x-ratelimit-remaining': '7', 'x-ratelimit-reset': String(START / 1000 + 30)}),
      0,
    ],
  ];
  for (const [what, status, given, expected] of pauses) {
    it(`rests ${expected} ms when an answer with ${status} says ${what}`, async () => {
      const budget = budgetOf({});
      budget.learn(false, status, given);
      expect(budget.pauseLeft(false)).to.equal(expected);
      const log: string[] = [];
      void enter(budget, log, 'read', read);
      await settle();
      expect(log).to.have.lengthOf(expected > 0 ? 0 : 1);
      clock.advance(expected);
      await settle();
      expect(log).to.deep.equal(['read']);
    });
  }

  it('holds back writes alone after a refused write', async () => {
    const budget = budgetOf({});
    budget.learn(true, 429, headers({'retry-after': '30'}));
    const log: string[] = [];
    void enter(budget, log, 'action', action);
    void enter(budget, log, 'read', read);
    await settle();
    expect(log).to.deep.equal(['read']);
    clock.advance(30_000);
    await settle();
    expect(log).to.deep.equal(['read', 'action']);
  });

  it('counts what left without asking', async () => {
    const budget = budgetOf({requests: 10, writes: 1});
    budget.count(true);
    const log: string[] = [];
    void enter(budget, log, 'action', action);
    await settle();
    expect(log).to.deep.equal([]);
    for (let count = 0; count < 8; count++) budget.count(false);
    void enter(budget, log, 'read', read);
    await settle();
    expect(log).to.deep.equal([]);
    clock.advance(MINUTE);
    await settle();
    expect(log).to.deep.equal(['action', 'read']);
  });

  it('forgets whoever gives up waiting, and lets the next one in', async () => {
    const budget = budgetOf({requests: 1});
    const controller = new AbortController();
    await budget.enter(read);
    const waiting = budget.enter({...read, signal: controller.signal}).catch((thrown: unknown) => thrown);
    controller.abort();
    expect(await waiting).to.have.property('name', 'AbortError');
    const late = await budget.enter({...read, signal: AbortSignal.abort()}).catch((thrown: unknown) => thrown);
    expect(late).to.have.property('name', 'AbortError');
    expect(clock.pending).to.equal(0);
  });

  it('tells whoever would have to wait for longer than a turn is held, at once and with the time', async () => {
    const budget = budgetOf({requests: 1});
    const leave = await budget.enter(read);
    const waiting = errorOf(budget.enter(read));
    budget.learn(false, 429, headers({'retry-after': '600'}));
    leave();
    expect(await waiting).to.include({kind: 'rate-limited', retryAfter: 600_000, outcomeUnknown: false});
    expect(await errorOf(budget.enter(read))).to.include({kind: 'rate-limited', retryAfter: 600_000});
    clock.advance(600_000);
    expect(await budget.enter(read)).to.be.a('function');
  });

  it('holds a turn as long as it is told to', async () => {
    const budget = budgetOf({}, 1_000_000);
    budget.pause(false, 600_000);
    const log: string[] = [];
    void enter(budget, log, 'read', read);
    await settle();
    expect(log).to.deep.equal([]);
    clock.advance(600_000);
    await settle();
    expect(log).to.deep.equal(['read']);
  });

  it('knows no headers that no document names', () => {
    const budget = new RequestBudget({requests: 1, window: MINUTE}, {clock});
    budget.learn(false, 200, headers({'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START / 1000 + 30)}));
    expect(budget.pauseLeft(false)).to.equal(0);
  });
});
