import {expect} from '@open-wc/testing';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock, realClock} from '../../src/backend/clock.js';
import {BackendFault, type FaultChange, type OperationKind} from '../../src/backend/faults.js';
import {Random} from '../../src/backend/random.js';

interface Outcome {
  readonly result: string;
  readonly processed: boolean;
}

function distantWorld(faults: FaultChange) {
  const clock = new ManualClock();
  const backend = new Backend({clock, seed: 3});
  backend.setFaults(faults);
  const attempt = async (kind: OperationKind = 'send', signal?: AbortSignal): Promise<Outcome> => {
    let processed = false;
    const operation = () => {
      processed = true;
      return 'done';
    };
    try {
      return {result: await backend.perform(kind, operation, signal), processed};
    } catch (thrown) {
      if (!(thrown instanceof BackendFault)) return {result: String(thrown), processed};
      expect(thrown.processed).to.equal(processed);
      return {result: thrown.kind, processed};
    }
  };
  return {clock, backend, attempt};
}

describe('faults of the backend', () => {
  it('answers later than asked, on its clock', async () => {
    const {clock, attempt} = distantWorld({latency: {minimum: 1000, maximum: 1000}});
    let outcome: Outcome | undefined;
    const attempting = attempt().then((reached) => (outcome = reached));
    clock.advance(999);
    await Promise.resolve();
    expect(outcome).to.equal(undefined);
    // The way back starts once the request has arrived.
    while (!outcome) {
      clock.advance(500);
      await Promise.resolve();
    }
    expect(await attempting).to.deep.equal({result: 'done', processed: true});
  });

  const cases: readonly (readonly [string, FaultChange, Outcome])[] = [
    ['offline', {offline: true}, {result: 'offline', processed: false}],
    ['a lost request', {loseRequest: {next: 1}}, {result: 'lost-answer', processed: false}],
    ['a lost answer', {loseAnswer: {next: 1}}, {result: 'lost-answer', processed: true}],
    ['a rate limit', {rateLimit: {next: 1, retryAfter: 50}}, {result: 'rate-limited', processed: false}],
    ['an early server error', {serverError: {next: 1}}, {result: 'server', processed: false}],
    ['a late server error', {serverError: {next: 1, processed: true}}, {result: 'server', processed: true}],
  ];
  for (const [name, faults, outcome] of cases) {
    it(`${name} has the outcome it says`, async () => {
      const {backend, attempt} = distantWorld(faults);
      expect(await attempt()).to.deep.equal(outcome);
      backend.setFaults({offline: false});
      expect(await attempt()).to.deep.equal({result: 'done', processed: true});
    });
  }

  it('strikes the given kind of operation only', async () => {
    const {attempt} = distantWorld({loseAnswer: {next: 1, only: 'send'}});
    expect((await attempt('read')).result).to.equal('done');
    expect((await attempt('send')).result).to.equal('lost-answer');
  });

  it('strikes as often as its probability says, the same for the same seed', async () => {
    const run = async () => {
      const {attempt} = distantWorld({loseRequest: {probability: 0.5}});
      const results: string[] = [];
      for (let count = 0; count < 40; count++) results.push((await attempt()).result);
      return results;
    };
    const first = await run();
    expect(first.filter((result) => result === 'lost-answer').length).to.be.within(10, 30);
    expect(await run()).to.deep.equal(first);
  });

  it('loses the answer when the line goes down meanwhile', async () => {
    const {backend, clock, attempt} = distantWorld({latency: {minimum: 100, maximum: 100}});
    const attempting = attempt();
    let pending = true;
    void attempting.then(() => (pending = false));
    clock.advance(50);
    while (clock.pending === 0) await Promise.resolve();
    backend.setFaults({offline: true});
    while (pending) {
      clock.advance(50);
      await Promise.resolve();
    }
    expect(await attempting).to.deep.equal({result: 'lost-answer', processed: true});
  });

  it('gives up at once when aborted, and does not do the operation', async () => {
    const {clock, attempt} = distantWorld({latency: {minimum: 100, maximum: 100}});
    const controller = new AbortController();
    const attempting = attempt('read', controller.signal);
    controller.abort(new Error('enough'));
    expect(await attempting).to.deep.equal({result: 'Error: enough', processed: false});
    expect(clock.pending).to.equal(0);
  });
});

describe('news of the backend', () => {
  const numbersHeard = (backend: Backend, contactId: string, clock: ManualClock) => {
    const heard: string[] = [];
    const stop = backend.subscribe((event) => {
      if (event.type === 'message-created') heard.push(event.message.text ?? '');
    });
    const phone = backend.contact(contactId)?.phone ?? '';
    for (let number = 0; number < 12; number++) {
      backend.receive({phone, text: `Number ${number}`});
      clock.advance(100);
    }
    return {heard, stop};
  };
  const written = Array.from({length: 12}, (_, number) => `Number ${number}`);

  function worldWith(faults: FaultChange) {
    const {backend, clock} = distantWorld(faults);
    backend.addOwnNumber({phone: '+12025550100', label: 'Desk'});
    const contact = backend.addContact({firstName: 'Ana', lastName: 'Example', phone: '+12025550111'});
    backend.addThread({contactId: contact.id});
    return {backend, clock, ...numbersHeard(backend, contact.id, clock)};
  }

  it('comes once and in order on a good network', () => {
    expect(worldWith({}).heard).to.deep.equal(written);
  });

  it('comes twice where it is doubled', () => {
    const {heard} = worldWith({duplicateNews: {probability: 1}});
    expect(heard).to.deep.equal(written.flatMap((text) => [text, text]));
  });

  it('comes late and out of order where it is late, and nothing is lost', () => {
    const {heard, clock} = worldWith({lateNews: {probability: 0.5, delay: 2000}});
    clock.advance(2000);
    expect(heard).not.to.deep.equal(written);
    expect(heard.toSorted()).to.deep.equal(written.toSorted());
  });

  it('does not come to whoever stopped listening meanwhile', () => {
    const {heard, stop, clock} = worldWith({lateNews: {probability: 1, delay: 60_000}});
    const before = heard.length;
    stop();
    clock.advance(60_000);
    expect(before).to.be.below(12);
    expect(heard).to.have.lengthOf(before);
  });

  it('bears the time of a clock that is off', () => {
    const {backend, clock} = worldWith({clockSkew: -5000});
    expect(backend.clock.now()).to.equal(clock.now() - 5000);
    const [thread] = backend.threads();
    expect(backend.messagesOf(thread?.id ?? '').at(-1)?.at).to.equal(clock.now() - 5000 - 100);
  });
});

describe('the clocks of the backend', () => {
  it('runs what falls due in order, tasks scheduled on the way included', () => {
    const clock = new ManualClock(1000);
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name} ${clock.now()}`);
    clock.schedule(30, note('late'));
    clock.schedule(10, () => {
      note('early')();
      clock.schedule(5, note('inner'));
    });
    clock.schedule(10, note('second'));
    const cancel = clock.schedule(20, note('never'));
    cancel();
    clock.advance(29);
    expect(ran).to.deep.equal(['early 1010', 'second 1010', 'inner 1015']);
    clock.advance(1);
    expect(ran.at(-1)).to.equal('late 1030');
  });

  it('runs by itself from a given instant', async () => {
    const clock = realClock(5_000_000);
    expect(clock.now()).to.be.within(5_000_000, 5_001_000);
    const ran = await new Promise<string>((resolve) => {
      const cancel = clock.schedule(0, () => resolve('cancelled'));
      cancel();
      clock.schedule(1, () => resolve('kept'));
    });
    expect(ran).to.equal('kept');
  });
});

describe('the chance of the backend', () => {
  it('is the same for the same seed, and its branches do not disturb each other', () => {
    const draw = (random: Random) => [random.next(), random.integer(1, 6), random.uuid(), random.shuffle([1, 2, 3, 4])];
    expect(draw(new Random('seed'))).to.deep.equal(draw(new Random('seed')));
    expect(draw(new Random('seed'))).not.to.deep.equal(draw(new Random('seeds')));
    const parent = new Random(1);
    const expected = parent.fork('b').next();
    parent.fork('a').next();
    expect(parent.fork('b').next()).to.equal(expected);
  });

  it('stays within its bounds and is even', () => {
    const random = new Random(42);
    const counts = new Map<number, number>();
    for (let count = 0; count < 6000; count++) {
      const rolled = random.integer(1, 6);
      counts.set(rolled, (counts.get(rolled) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).to.deep.equal([1, 2, 3, 4, 5, 6]);
    for (const times of counts.values()) expect(times).to.be.within(850, 1150);
    expect(() => random.pick([])).to.throw(RangeError);
    expect(random.uuid()).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});
