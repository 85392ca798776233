import {expect} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import type {Message} from '../../../src/model/message.js';
import {messageOfEntry} from '../../../src/store/outbox/outbox.js';
import {at, ScriptedAdapter, settle} from '../scripted-adapter.js';
import {FakeDatabase} from './fake-storage.js';
import {FakeClock, limited, openTab, optedOut, taken} from './set-up.js';

/** Answers everything that is asked of the provider, until nothing more is. */
async function answerAll({sends}: ScriptedAdapter): Promise<void> {
  for (let index = 0; index < sends.length; index++) {
    at(sends, index).answer(taken(`m${index}`, at(sends, index).query.text));
    await settle();
  }
}

describe('Outbox offline', () => {
  it('lets nothing leave, calls nothing unconfirmed, and sends once when the connection is back', async () => {
    const {outbox, setOnline, write, posted, states, phases, told} = openTab();
    setOnline(false);
    const localId = write('hello');
    await settle();
    expect(posted()).to.deep.equal([]);
    expect(states()).to.deep.equal(['queued']);
    expect(phases()).to.deep.equal(['waiting-for-connection']);
    expect(told('waiting').map(({phase}) => phase.name)).to.deep.equal(['waiting-for-connection']);
    const entry = at(outbox.queue('c1'), 0);
    expect(messageOfEntry(entry, outbox.phaseOf(localId))).to.deep.include({
      status: 'pending',
      outbox: {phase: 'waiting-for-connection'},
    });
    setOnline(true);
    await settle();
    expect(posted()).to.deep.equal(['hello']);
  });

  it('sends thirty replies in the order they were written, each once', async () => {
    const {adapter, outbox, setOnline, write, posted} = openTab();
    setOnline(false);
    const written = Array.from({length: 30}, (_, index) => `reply ${index}`);
    written.forEach((text) => write(text));
    await settle();
    setOnline(true);
    await settle();
    await answerAll(adapter);
    expect(posted()).to.deep.equal(written);
    expect(outbox.state.unsent.count).to.equal(0);
  });

  it('holds a request back that was handed over before the connection went', async () => {
    const budget = new HeldBudget();
    const {setOnline, write, phases} = openTab({adapter: budget});
    write('hello');
    await settle();
    setOnline(false);
    budget.release();
    await settle();
    expect(budget.left).to.equal(0);
    expect(phases()).to.deep.equal(['waiting-for-connection']);
    setOnline(true);
    await settle();
    budget.release();
    await settle();
    expect(budget.left).to.equal(1);
  });
});

describe('Outbox and rate limits', () => {
  it('goes on by itself after a rate limit, since nothing was processed', async () => {
    const {adapter, clock, outbox, write, states, phases, posted} = openTab();
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(limited(3000));
    await settle();
    expect(states()).to.deep.equal(['queued']);
    expect(phases()).to.deep.equal(['waiting-for-rate-limit']);
    const message = messageOfEntry(at(outbox.queue('c1'), 0), outbox.phaseOf(localId));
    expect(message.outbox?.resumesAt).to.equal(clock.now + 3000);
    await clock.pass(2999);
    expect(posted()).to.have.length(1);
    await clock.pass(1);
    expect(posted()).to.have.length(2);
    expect(states()).to.deep.equal(['sending']);
  });

  for (const retryAfter of [0, -1000, undefined, NaN, Infinity, 3000, 1_767_225_600_000]) {
    it(`asks a few times, ever later, when the provider says to wait ${retryAfter} ms each time`, async () => {
      const {adapter, clock, write, states, outbox} = openTab();
      write('hello');
      await settle();
      for (let index = 0; index < 50 && adapter.sends.length > index; index++) {
        at(adapter.sends, index).fail(limited(retryAfter));
        await settle();
        await clock.pass(120_000);
      }
      await clock.pass(86_400_000);
      expect(adapter.sends.length).to.be.within(1, 5);
      expect(states()).to.deep.equal(['failed']);
      expect(at(outbox.queue('c1'), 0).error?.kind).to.equal('rate-limited');
    });
  }

  it('pauses a second at least, and longer each time', async () => {
    const {adapter, clock, outbox, write} = openTab();
    const localId = write('hello');
    const pauses: number[] = [];
    await settle();
    for (let index = 0; index < 4; index++) {
      at(adapter.sends, index).fail(limited(0));
      await settle();
      pauses.push((outbox.phaseOf(localId)?.until ?? 0) - clock.now);
      await clock.pass(pauses.at(-1) ?? 0);
    }
    expect(pauses[0]).to.be.at.least(1000);
    expect(pauses).to.deep.equal([...new Set(pauses)].sort((a, b) => a - b));
    expect(pauses.at(-1)).to.be.at.most(120_000);
  });

  it('keeps the time of a limit that is too long to wait for, and tries again when asked', async () => {
    const {adapter, clock, outbox, write, states, posted} = openTab();
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(limited(3_600_000));
    await settle();
    expect(states()).to.deep.equal(['failed']);
    expect(at(outbox.queue('c1'), 0).error?.retryAfter).to.equal(3_600_000);
    await outbox.retry(localId);
    await clock.pass(120_000);
    expect(posted()).to.have.length(2);
  });

  it('makes the whole account wait, and lets one message find out whether the limit has ended', async () => {
    const {adapter, clock, write, phases, posted} = openTab();
    write('one', 'c1');
    await settle();
    at(adapter.sends, 0).fail(limited(5000));
    await settle();
    write('two', 'c2');
    write('three', 'c3');
    await settle();
    expect(phases('c2')).to.deep.equal(['waiting-for-rate-limit']);
    expect(posted()).to.deep.equal(['one']);
    await clock.pass(5000);
    expect(posted()).to.deep.equal(['one', 'one']);
    at(adapter.sends, 1).answer(taken('m1', 'one'));
    await settle();
    expect(posted()).to.deep.equal(['one', 'one', 'two', 'three']);
  });

  it('waits no longer than the longest pause when the clock is set back meanwhile', async () => {
    const {adapter, clock, outbox, write, posted} = openTab();
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(limited(5000));
    await settle();
    clock.now -= 500_000;
    outbox.setOnline(true);
    await clock.pass(120_000);
    expect(posted()).to.have.length(2);
  });

  it('starts no timer that is too long for a timer', async () => {
    const {adapter, clock, write} = openTab();
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(limited(119_000));
    await settle();
    expect((clock.next ?? Infinity) - clock.now).to.be.at.most(2 ** 31 - 1);
  });
});

describe('Outbox and consent', () => {
  it('reads consent again after a wait, before anything leaves, and keeps what the contact does not want', async () => {
    const {outbox, setOnline, write, posted, states, world} = openTab({
      readConsent: async () => {
        world.refusal = optedOut();
      },
    });
    setOnline(false);
    write('hello');
    await settle();
    setOnline(true);
    await settle();
    expect(posted()).to.deep.equal([]);
    expect(states()).to.deep.equal(['refused']);
    expect((await outbox.discard(at(outbox.queue('c1'), 0).localId))?.outgoing.text).to.equal('hello');
  });

  it('does not read it for what was just written in view of it', async () => {
    const {write, posted, consentReads} = openTab();
    write('hello');
    await settle();
    expect(posted()).to.deep.equal(['hello']);
    expect(consentReads).to.deep.equal([]);
  });

  it('reads it again for what waited long for the message before it', async () => {
    const {adapter, clock, write, consentReads, posted} = openTab();
    write('one');
    write('two');
    await settle();
    await clock.pass(6000);
    at(adapter.sends, 0).answer(taken('m1', 'one'));
    await settle();
    expect(consentReads).to.deep.equal(['c1']);
    expect(posted()).to.deep.equal(['one', 'two']);
  });

  it('tries again, ever later, while consent cannot be read', async () => {
    let isDown = true;
    const reads: number[] = [];
    const clock = new FakeClock();
    const {setOnline, write, phases, posted} = openTab({
      clock,
      readConsent: async () => {
        reads.push(clock.now);
        if (isDown) throw new ConversationError('server');
      },
    });
    setOnline(false);
    write('hello');
    setOnline(true);
    await settle();
    expect(phases()).to.deep.equal(['checking-consent']);
    await clock.pass(60_000);
    expect(reads.length).to.be.within(2, 6);
    expect(posted()).to.deep.equal([]);
    isDown = false;
    await clock.pass(120_000);
    expect(posted()).to.deep.equal(['hello']);
  });

  for (const kind of ['unauthorized', 'forbidden', 'not-found'] as const) {
    it(`gives up when reading consent is answered with "${kind}"`, async () => {
      const {outbox, setOnline, write, states, posted} = openTab({
        readConsent: () => Promise.reject(new ConversationError(kind)),
      });
      setOnline(false);
      write('hello');
      await settle();
      setOnline(true);
      await settle();
      expect(states()).to.deep.equal(['failed']);
      expect(at(outbox.queue('c1'), 0).error?.kind).to.equal(kind);
      expect(posted()).to.deep.equal([]);
    });
  }

  it('has the last word where the request leaves, however long the adapter held it', async () => {
    const budget = new HeldBudget();
    const {clock, write, world, states, consentReads} = openTab({adapter: budget});
    write('hello');
    await settle();
    await clock.pass(6000);
    world.refusal = optedOut();
    budget.release();
    await settle();
    expect(consentReads).to.deep.equal(['c1']);
    expect(budget.left).to.equal(0);
    expect(states()).to.deep.equal(['refused']);
  });

  it('waits and tries again when the last word cannot be had', async () => {
    const budget = new HeldBudget();
    let isDown = true;
    const {clock, write, phases} = openTab({
      adapter: budget,
      readConsent: async () => {
        if (isDown) throw new ConversationError('network');
      },
    });
    write('hello');
    await settle();
    await clock.pass(6000);
    budget.release();
    await settle();
    expect(phases()).to.deep.equal(['checking-consent']);
    isDown = false;
    await clock.pass(2000);
    budget.release();
    await settle();
    expect(budget.left).to.equal(1);
  });

  it('lets nothing leave after it was closed, not even what waits for the last word', async () => {
    const budget = new HeldBudget();
    const {clock, write, outbox, storage} = openTab({adapter: budget, readConsent: () => new Promise(() => undefined)});
    write('hello');
    await settle();
    await clock.pass(6000);
    budget.release();
    await settle();
    await outbox.close();
    expect(budget.left).to.equal(0);
    expect(storage.entries.map(({state}) => state)).to.deep.equal(['queued']);
  });
});

/** An adapter with a budget of requests of its own, which a test releases. */
class HeldBudget extends ScriptedAdapter {
  left = 0;
  readonly #waiting: (() => void)[] = [];

  override sendMessage: ScriptedAdapter['sendMessage'] = async (_, options): Promise<Message> => {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await options?.beforeLeave?.();
    this.left++;
    return new Promise<Message>(() => undefined);
  };

  release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

describe('Outbox over an adapter that never answers', () => {
  it('leaves it open what became of a message, lets somebody try again, and takes a late answer as one', async () => {
    const {adapter, outbox, clock, write, states, told} = openTab();
    write('Into the void');
    await settle();
    expect(states()).to.deep.equal(['sending']);
    await clock.pass(6 * 60_000);
    expect(states()).to.deep.equal(['unconfirmed']);
    expect(told('stuck')).to.have.length(1);
    at(adapter.sends, 0).answer(taken('m1', 'Into the void'));
    await settle();
    expect(states()).to.deep.equal([]);
    expect(told('sent')).to.have.length(1);
    await outbox.close();
  });

  it('lets nothing leave any more that was given up while the adapter held it', async () => {
    const adapter = new ScriptedAdapter();
    let leave: (() => void | Promise<void>) | undefined;
    adapter.sendMessage = (_message, options) => {
      leave = options?.beforeLeave;
      return new Promise(() => undefined);
    };
    const {clock, write, states} = openTab({adapter});
    write('Held for ever');
    await settle();
    await clock.pass(6 * 60_000);
    expect(states()).to.deep.equal(['unconfirmed']);
    const refusal: unknown = await Promise.resolve(leave?.()).catch((thrown: unknown) => thrown);
    expect(refusal).to.be.instanceOf(ConversationError);
  });

  it('gives its turn away when it is closed, and what became of the message is for the next to find out', async () => {
    const database = new FakeDatabase();
    const clock = new FakeClock();
    const first = openTab({database, clock});
    const next = openTab({database, clock});
    first.write('Into the void');
    await settle();
    const closing = first.outbox.close();
    await clock.pass(2 * 60_000);
    await closing;
    expect(next.states()).to.deep.equal(['unconfirmed']);
    next.write('Goes out', 'c2');
    await settle();
    expect(next.posted()).to.deep.equal(['Goes out']);
  });
});
