import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {MOST_REPEATS} from '../../../src/store/outbox/pause.js';
import {at, ScriptedAdapter, settle} from '../scripted-adapter.js';
import {FakeDatabase} from './fake-storage.js';
import {KeyKeeper, logUnavailable, outcomeUnknown, type Fault} from './key-keeper.js';
import {FakeClock, lost, openTab, optedOut, taken, texts} from './set-up.js';

/** An adapter whose sends may be repeated, and the keys that they left under. */
function repeatable() {
  const adapter = new ScriptedAdapter({repeatableSends: 'native'});
  const keys: (string | undefined)[] = [];
  const {sendMessage} = adapter;
  adapter.sendMessage = (message, options) => {
    keys.push(options?.idempotencyKey);
    return sendMessage(message, options);
  };
  return {adapter, keys};
}

const SOON = 2000;

/** A tab in which one message was written, and left. */
async function writing(adapter: ScriptedAdapter, surroundings: Partial<Parameters<typeof openTab>[0]> = {}) {
  const tab = openTab({...surroundings, adapter});
  await settle();
  const localId = tab.write('hello');
  await settle();
  return {tab, localId};
}

describe('Outbox over sends that can be repeated', () => {
  it('sends again under the same key after a lost answer, once consent was read again, until there is one', async () => {
    const {adapter, keys} = repeatable();
    const {tab, localId} = await writing(adapter);
    at(adapter.sends, 0).fail(lost());
    await settle();
    expect(tab.states()).to.deep.equal(['queued']);
    expect(tab.phases()).to.deep.equal(['sending']);
    expect(adapter.sends).to.have.lengthOf(1);
    const reads = tab.consentReads.length;
    await tab.clock.pass(SOON);
    expect(tab.consentReads.length).to.be.greaterThan(reads);
    expect(keys).to.deep.equal([localId, localId]);
    at(adapter.sends, 1).answer(taken('m1', 'hello'));
    await settle();
    expect(tab.states()).to.deep.equal([]);
    expect(tab.told('sent')).to.have.lengthOf(1);
    expect(tab.told('stuck')).to.have.lengthOf(0);
  });

  it('pauses longer each time, and leaves it to somebody after a few', async () => {
    const {adapter} = repeatable();
    const tab = openTab({adapter});
    await settle();
    tab.write('hello');
    const leftAt: number[] = [];
    for (let count = 0; count <= MOST_REPEATS; count++) {
      for (let time = 0; adapter.sends.length === count && time < 200; time++) await tab.clock.pass(1000);
      leftAt.push(tab.clock.now);
      at(adapter.sends, count).fail(lost());
      await settle();
    }
    await tab.clock.pass(3_600_000);
    expect(adapter.sends).to.have.lengthOf(MOST_REPEATS + 1);
    expect(tab.states()).to.deep.equal(['unconfirmed']);
    const pauses = leftAt.slice(1).map((time, place) => time - at(leftAt, place));
    expect(pauses.slice(0, 4).every((pause, place) => place === 0 || pause > at(pauses, place - 1))).to.equal(true);
  });

  it('says "unconfirmed" where the gateway does not know, and then a person decides, with another key', async () => {
    const {adapter, keys} = repeatable();
    const {tab, localId} = await writing(adapter);
    at(adapter.sends, 0).fail(outcomeUnknown());
    await settle();
    await tab.clock.pass(3_600_000);
    expect(tab.states()).to.deep.equal(['unconfirmed']);
    expect(adapter.sends).to.have.lengthOf(1);
    await tab.outbox.retry(localId);
    await settle();
    expect(keys[0]).to.equal(localId);
    expect(keys[1]).to.be.a('string').and.not.equal(localId);
  });

  it('waits while the gateway cannot keep keys: nothing has left', async () => {
    const {adapter, keys} = repeatable();
    const {tab, localId} = await writing(adapter);
    at(adapter.sends, 0).fail(logUnavailable());
    await settle();
    expect(tab.states()).to.deep.equal(['queued']);
    expect(tab.outbox.queue('c1').map(({sentAt}) => sentAt)).to.deep.equal([undefined]);
    await tab.clock.pass(SOON);
    expect(keys).to.deep.equal([localId, localId]);
  });

  it('does not leave again once the contact opted out: what left may have arrived', async () => {
    const {adapter} = repeatable();
    const {tab} = await writing(adapter);
    at(adapter.sends, 0).fail(lost());
    tab.world.refusal = optedOut();
    await settle();
    await tab.clock.pass(3_600_000);
    expect(adapter.sends).to.have.lengthOf(1);
    expect(tab.states()).to.deep.equal(['unconfirmed']);
  });

  it('cannot be taken back while it may have arrived', async () => {
    const {adapter} = repeatable();
    const {tab, localId} = await writing(adapter);
    at(adapter.sends, 0).fail(lost());
    await settle();
    expect(await tab.outbox.discard(localId)).to.equal(undefined);
    expect(tab.states()).to.deep.equal(['queued']);
  });

  it('is recognised in the history before it leaves again', async () => {
    const {adapter} = repeatable();
    const {tab} = await writing(adapter);
    at(adapter.sends, 0).fail(lost());
    await settle();
    tab.outbox.recognise('c1', [taken('m1', 'hello')], []);
    await tab.clock.pass(SOON);
    expect(tab.states()).to.deep.equal([]);
    expect(adapter.sends).to.have.lengthOf(1);
  });

  it('goes on after a reload, also from a request of which nobody heard any more', async () => {
    const database = new FakeDatabase();
    const clock = new FakeClock();
    const first = repeatable();
    const {tab, localId} = await writing(first.adapter, {database, clock});
    expect(first.keys).to.deep.equal([localId]);
    tab.kill();
    const second = repeatable();
    const next = openTab({adapter: second.adapter, database, clock});
    await clock.pass(SOON);
    expect(second.keys).to.deep.equal([localId]);
    expect(next.told('stuck')).to.have.lengthOf(0);
  });

  it('repeats nothing on a page without a gateway, and nothing a day later', async () => {
    for (const [adapter, later] of [
      [new ScriptedAdapter(), 0],
      [repeatable().adapter, 24 * 3_600_000],
    ] as const) {
      const database = new FakeDatabase();
      const clock = new FakeClock();
      const tab = openTab({adapter: repeatable().adapter, database, clock});
      await settle();
      tab.write('lost');
      await settle();
      at(tab.adapter.sends, 0).fail(lost());
      await settle();
      tab.kill();
      clock.now += later;
      const next = openTab({adapter, database, clock});
      await clock.pass(600_000);
      expect(texts(next.outbox.queue('c1'))).to.deep.equal(['lost unconfirmed']);
      expect(adapter.sends).to.have.lengthOf(0);
    }
  });

  const FAULTS: readonly Fault[] = [
    ...(['no-network', 'answer-lost', 'log-down', 'not-sent', 'limited', 'signed-out'] as const),
    ...(['dies-before', 'dies-after', 'provider-refuses', 'provider-breaks', 'hangs'] as const),
  ];
  const steps = fc.array(
    fc.oneof(
      {weight: 3, arbitrary: fc.record({write: fc.constantFrom('c1', 'c2'), tab: fc.nat({max: 1})})},
      {weight: 4, arbitrary: fc.record({fault: fc.constantFrom(...FAULTS)})},
      {weight: 3, arbitrary: fc.record({pass: fc.constantFrom(100, 1500, 6000, 70_000)})},
      {weight: 1, arbitrary: fc.record({online: fc.boolean()})},
      {weight: 1, arbitrary: fc.record({kill: fc.nat({max: 1})})},
    ),
    {minLength: 5, maxLength: 40},
  );

  it('whatever happens on the way: nothing arrives twice, nothing is lost, and doubt is left only where nobody can know', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(steps, async (schedule) => {
        const keeper = new KeyKeeper();
        const database = new FakeDatabase();
        const clock = new FakeClock();
        let online = true;
        const open = () => {
          const adapter = new ScriptedAdapter({repeatableSends: 'native'});
          adapter.sendMessage = async ({text}, options) => {
            await options?.beforeLeave?.();
            return keeper.send(text, options?.idempotencyKey);
          };
          return openTab({adapter, database, clock, isOnline: () => online});
        };
        const tabs = [open(), open()];
        await settle();
        const written = new Map<string, {readonly conversationId: string; readonly localId: string}>();
        for (const step of schedule) {
          if ('write' in step) {
            const text = `text ${written.size}`;
            const localId = at(tabs, step.tab).write(text, step.write);
            written.set(text, {conversationId: step.write, localId});
          } else if ('fault' in step) keeper.faults.push(step.fault);
          else if ('pass' in step) {
            keeper.release();
            await clock.pass(step.pass);
          } else if ('online' in step) {
            online = step.online;
            tabs.forEach((tab) => tab.outbox.setOnline(online));
          } else {
            await settle();
            at(tabs, step.kill).kill();
            tabs[step.kill] = open();
          }
          await settle();
        }
        keeper.faults.length = 0;
        online = true;
        tabs.forEach((tab) => tab.outbox.setOnline(true));
        const rest = async () => {
          for (let round = 0; round < 14; round++) {
            keeper.release();
            await clock.pass(130_000);
          }
        };
        await rest();
        const [tab] = tabs;
        const judge = () => {
          for (const [text, {conversationId, localId}] of written) {
            const count = keeper.sends.get(text) ?? 0;
            expect(count, `${text} arrived`).to.be.at.most(1);
            const entry = tab?.outbox.queue(conversationId).find((candidate) => candidate.localId === localId);
            if (!entry) expect(count, `${text} is through`).to.equal(1);
            else if (entry.state === 'failed' || entry.state === 'refused') expect(count, `${text} is not`).to.equal(0);
            else if (entry.state === 'unconfirmed') {
              const key = entry.key ?? '';
              const mayBe = keeper.keys.get(key)?.state === 'unknown' || (keeper.unanswered.get(key) ?? 0) > 0;
              expect(mayBe, `${text} is in doubt`).to.equal(true);
            }
          }
        };
        judge();
        // Whoever tries again what the gateway can tell of gets its answer, and nothing arrives twice.
        for (const {conversationId, localId} of written.values()) {
          const entry = tab?.outbox.queue(conversationId).find((candidate) => candidate.localId === localId);
          const isKnown = keeper.keys.get(entry?.key ?? '')?.state !== 'unknown';
          if (entry?.state === 'unconfirmed' && isKnown) await tab?.outbox.retry(localId);
        }
        await rest();
        judge();
      }),
      {numRuns: 400},
    );
  });
});
