import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {nextWake} from '../../../src/store/outbox/advance.js';
import type {OutboxEntry} from '../../../src/store/outbox/entry.js';
import {step} from '../../../src/store/outbox/machine.js';
import {initialState, type Effect, type MachineEvent, type MachineState} from '../../../src/store/outbox/state.js';
import {updateEntry, type EntryUpdate} from '../../../src/store/outbox/update.js';
import {lookAt} from '../../../src/store/outbox/view.js';
import {limited, lost, taken} from './set-up.js';

const entry = (localId: string, fields: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...{localId, outgoing: {conversationId: 'c1', text: localId}, state: 'queued', createdAt: 0, attempts: 0},
  ...fields,
});
const error = new ConversationError('carrier');
const claimed = entry('a', {state: 'sending', claim: 'p:1', sentAt: 5});
const stuck = entry('a', {state: 'unconfirmed', claim: 'p:1', sentAt: 5, error, search: 'not-found'});

const updates: ReadonlyArray<readonly [string, OutboxEntry, EntryUpdate, string | Partial<OutboxEntry>]> = [
  ['claims what is queued', entry('a'), {type: 'claim', claim: 'p:2', sentAt: 9}, {state: 'sending', claim: 'p:2'}],
  ['claims nothing that another page claimed', claimed, {type: 'claim', claim: 'q:1', sentAt: 9}, 'keep'],
  ['claims nothing that is stuck', stuck, {type: 'claim', claim: 'q:1', sentAt: 9}, 'keep'],
  ['gives a claim back', claimed, {type: 'release', claim: 'p:1'}, {state: 'queued', claim: undefined}],
  ['gives back what another page took for lost', stuck, {type: 'release', claim: 'p:1'}, {state: 'queued'}],
  ['gives back no other claim', claimed, {type: 'release', claim: 'q:1'}, 'keep'],
  [
    'ends its own claim',
    claimed,
    {type: 'end', claim: 'p:1', state: 'failed', error, attempts: 0},
    {state: 'failed', sentAt: undefined},
  ],
  ['ends no other claim', claimed, {type: 'end', claim: 'q:1', state: 'failed', error, attempts: 0}, 'keep'],
  [
    'knows better than the page that took it for lost',
    stuck,
    {type: 'end', claim: 'p:1', state: 'failed', error, attempts: 0},
    {state: 'failed'},
  ],
  ['stops only what has not left', claimed, {type: 'stop', state: 'refused', error}, 'keep'],
  [
    'calls unconfirmed what a page left behind',
    claimed,
    {type: 'recover', claim: 'p:1', answered: false, error},
    {state: 'unconfirmed', sentAt: 5},
  ],
  ['removes what was answered', claimed, {type: 'recover', claim: 'p:1', answered: true, error}, 'remove'],
  ['leaves a newer claim alone', claimed, {type: 'recover', claim: 'q:1', answered: false, error}, 'keep'],
  [
    'queues again what somebody asked for',
    stuck,
    {type: 'requeue', state: 'unconfirmed', claim: 'p:1'},
    {state: 'queued', attempts: 0, search: undefined, error: undefined},
  ],
  ['queues nothing again that got stuck anew', stuck, {type: 'requeue', state: 'unconfirmed', claim: 'q:1'}, 'keep'],
  ['takes nothing out that is under way', claimed, {type: 'remove'}, 'keep'],
  ['takes out what is stuck', stuck, {type: 'remove'}, 'remove'],
  ['forgets what the provider has', claimed, {type: 'forget'}, 'remove'],
];

describe('updateEntry', () => {
  for (const [name, current, update, expected] of updates) {
    it(name, () => {
      const next = updateEntry(current, update);
      if (typeof expected === 'string') expect(next).to.equal(expected);
      else expect(next).to.include(expected);
    });
  }

  it('changes nothing when it is written a second time', () => {
    for (const [, current, update] of updates) {
      const once = updateEntry(current, update);
      if (typeof once !== 'object' || update.type === 'remove') continue;
      const twice = updateEntry(once, update);
      expect(twice === 'keep' ? once : twice, update.type).to.deep.equal(once);
    }
  });
});

/** A machine whose storage does at once what it is asked. */
class Bench {
  state: MachineState = initialState({adapter: 'Test', page: 'p', now: 0, online: true, repeatable: false});
  effects: Effect[] = [];
  now = 0;
  online = true;

  do(...events: MachineEvent[]): Effect[] {
    const effects = events.flatMap((event) => {
      const next = step(this.state, event, {now: this.now, online: this.online});
      this.state = next.state;
      return next.effects;
    });
    this.effects.push(...effects);
    return effects;
  }

  leading(...entries: OutboxEntry[]): this {
    this.do({type: 'snapshot', entries, answered: []}, {type: 'lead'});
    return this;
  }

  phases(): string[] {
    return [...lookAt(this.state).phases].map(([localId, {name}]) => `${localId} ${name}`);
  }
}

const types = (effects: readonly Effect[]) => effects.map(({type}) => type);

describe('The outbox machine', () => {
  it('takes a message through: added, asked about, claimed, posted, settled', () => {
    const bench = new Bench().leading();
    const a = entry('a', {baseline: {notIds: []}});
    expect(types(bench.do({type: 'send', entry: a}))).to.deep.equal(['add']);
    expect(types(bench.do({type: 'written', localId: 'a', entry: a}))).to.deep.equal(['ask']);
    const [claim] = bench.do({type: 'asked', localId: 'a'});
    if (claim?.type !== 'update') throw new Error('It is not claimed.');
    const row = updateEntry(a, claim.update);
    if (typeof row !== 'object') throw new Error('It cannot be claimed.');
    expect(types(bench.do({type: 'written', localId: 'a', entry: row}))).to.deep.equal(['post']);
    expect(types(bench.do({type: 'answered', localId: 'a', message: taken('m', 'a')}))).to.deep.equal([
      'tell',
      'settle',
    ]);
    bench.do({type: 'written', localId: 'a'});
    expect(bench.state.items.size).to.equal(0);
  });

  it('answers a second attempt to take a message back with what comes of the first', () => {
    const bench = new Bench().leading();
    const a = entry('a', {baseline: {notIds: []}});
    bench.do({type: 'send', entry: a}, {type: 'written', localId: 'a', entry: a});
    const [claim] = bench.do({type: 'asked', localId: 'a'});
    const claimed = claim?.type === 'update' ? updateEntry(a, claim.update) : 'keep';
    if (typeof claimed !== 'object') throw new Error('It is not claimed.');
    bench.do({type: 'discard', localId: 'a'}, {type: 'snapshot', entries: [claimed], answered: []});
    expect(bench.do({type: 'discard', localId: 'a'}), 'nothing is said yet').to.deep.equal([]);
    bench.do({type: 'written', localId: 'a', entry: claimed}, {type: 'written', localId: 'a', entry: a});
    const [discarded] = bench.do({type: 'written', localId: 'a', removed: a});
    expect(discarded).to.deep.equal({type: 'discarded', localId: 'a', entry: a});
  });

  it('reads the history before a message leaves that was written without knowing it', () => {
    const bench = new Bench().leading();
    bench.do({type: 'send', entry: entry('a')});
    expect(types(bench.do({type: 'written', localId: 'a', entry: entry('a')}))).to.deep.equal(['read-consent']);
    expect(types(bench.do({type: 'consent-read', conversationId: 'c1'}))).to.deep.equal(['ask']);
  });

  it('says that a message is not in the history only where it could be found there', () => {
    const baseline = {notIds: []};
    const searchOf = (fields: Partial<OutboxEntry>) => {
      const bench = new Bench().leading(entry('a', {state: 'unconfirmed', sentAt: 5, ...fields}));
      const [write] = bench.do({type: 'searched', conversationId: 'c1', canTell: true});
      return write?.type === 'update' && write.update.type === 'note' ? write.update.search : undefined;
    };
    expect(searchOf({baseline})).to.equal('not-found');
    expect(searchOf({}), 'nobody knows what was there before').to.equal('cannot-tell');
    expect(searchOf({baseline, sentAt: -90_000_000}), 'it is too long ago').to.equal('cannot-tell');
  });

  it('does not post what another page claimed first', () => {
    const bench = new Bench().leading(entry('a'));
    bench.do({type: 'consent-read', conversationId: 'c1'}, {type: 'asked', localId: 'a'});
    const theirs = entry('a', {state: 'sending', claim: 'q:1', sentAt: 1});
    expect(types(bench.do({type: 'written', localId: 'a', entry: theirs}))).not.to.include('post');
  });

  it('reads consent before it goes on with what an earlier page wrote', () => {
    const bench = new Bench().leading(entry('a'));
    expect(types(bench.effects)).to.deep.equal(['read-consent']);
    expect(bench.phases()).to.deep.equal(['a checking-consent']);
    expect(types(bench.do({type: 'consent-read', conversationId: 'c1'}))).to.deep.equal(['ask']);
  });

  it('does not rely on a read that began before a wait ended', () => {
    const bench = new Bench().leading(entry('a'));
    bench.online = false;
    bench.do({type: 'connection'});
    bench.online = true;
    bench.do({type: 'connection'});
    expect(types(bench.do({type: 'consent-read', conversationId: 'c1'}))).to.deep.equal(['read-consent']);
  });

  it('keeps what is not stored yet behind what it was written after', () => {
    const bench = new Bench();
    bench.online = false;
    bench.leading(entry('a'));
    bench.do({type: 'send', entry: entry('b')});
    bench.do({type: 'snapshot', entries: [entry('a'), entry('of another tab')], answered: []});
    const order = () => [...bench.state.items.keys()];
    expect(order()).to.deep.equal(['a', 'b', 'of another tab']);
    bench.do({type: 'snapshot', entries: [entry('of another tab'), entry('b')], answered: []});
    expect(order(), 'the storage has the last word').to.deep.equal(['of another tab', 'b']);
  });

  it('keeps what it alone has in order, whatever the storage holds besides and in between', () => {
    for (const foreign of ['c1', 'c2']) {
      const bench = new Bench();
      const other = entry('other', {outgoing: {conversationId: foreign, text: 'from another tab'}});
      bench.do(
        ...[{type: 'snapshot', entries: [], answered: []} as const, {type: 'send', entry: entry('a')} as const],
        ...[{type: 'write-failed', localId: 'a', trouble: 'full', outcomeUnknown: false} as const],
        ...[{type: 'send', entry: entry('b')} as const, {type: 'snapshot', entries: [other], answered: []} as const],
        {type: 'send', entry: entry('c')},
      );
      // The storage has room again: what could not be added is added behind what another tab wrote meanwhile.
      bench.do({type: 'snapshot', entries: [other, entry('a')], answered: []});
      const order = [...bench.state.items.keys()].filter((localId) => localId !== 'other');
      expect(order, foreign).to.deep.equal(['a', 'b', 'c']);
    }
  });

  it('keeps what follows a message in memory that is under way from there: that may come back into the queue', () => {
    const bench = new Bench().leading();
    const a = entry('a', {baseline: {notIds: []}});
    bench.do({type: 'send', entry: a}, {type: 'write-failed', localId: 'a', trouble: 'full', outcomeUnknown: false});
    expect(types(bench.do({type: 'asked', localId: 'a'}))).to.deep.equal(['post']);
    bench.now = 200_000;
    expect(bench.do({type: 'send', entry: entry('b')}), 'nothing is written').to.deep.equal([]);
    const added = bench.do({type: 'failed', localId: 'a', error: limited(3000)});
    expect(added).to.deep.include({type: 'add', entry: bench.state.items.get('a')?.entry});
    expect(types(added)).to.not.include('post');
    expect(added.filter(({type}) => type === 'add')).to.have.length(1);
  });

  it('shows nothing any more once the user has signed out: what is under way, stored, or in memory alone', () => {
    const bench = new Bench().leading(entry('stored', {outgoing: {conversationId: 'c2', text: 'stored'}}));
    const memory = ['under way', 'next', 'taken back'];
    for (const localId of memory) bench.do({type: 'send', entry: entry(localId, {baseline: {notIds: []}})});
    bench.do({type: 'write-failed', localId: 'under way', trouble: 'full', outcomeUnknown: false});
    bench.do({type: 'asked', localId: 'under way'});
    expect(lookAt(bench.state).unsent.count).to.equal(4);
    bench.do({type: 'snapshot', entries: [], answered: []}, {type: 'storage', exclusive: true, cleared: true});
    expect(lookAt(bench.state).unsent.count).to.equal(0);
    const effects = bench.do({type: 'failed', localId: 'under way', error: lost()});
    expect(types(effects), 'nor is anything said of it').to.deep.equal([]);
    expect([...bench.state.items]).to.deep.equal([]);
  });

  it('says of what the storage may not have that it may end with the page, and of what waits behind it', () => {
    const bench = new Bench().leading();
    const volatile = () => (lookAt(bench.state).queues.get('c1') ?? []).map((shown) => shown.volatile === true);
    bench.do({type: 'send', entry: entry('a')}, {type: 'send', entry: entry('b')});
    expect(volatile(), 'while it is being added').to.deep.equal([false, true]);
    bench.do({type: 'write-failed', localId: 'a', trouble: 'lost', outcomeUnknown: true});
    expect(volatile()).to.deep.equal([true, true]);
    bench.now = 200_000;
    bench.do({type: 'wake'}, {type: 'written', localId: 'a', entry: entry('a')});
    bench.do({type: 'written', localId: 'b', entry: entry('b')});
    expect(volatile()).to.deep.equal([false, false]);
  });

  it('says what each message waits for', () => {
    const bench = new Bench().leading(entry('a', {state: 'failed', error}), entry('b'));
    expect(bench.phases()).to.deep.equal(['a failed', 'b queued-behind']);
    const other = (localId: string) => entry(localId, {outgoing: {conversationId: 'c2', text: localId}});
    bench.do({type: 'send', entry: other('c')}, {type: 'storage', trouble: 'lost', exclusive: true});
    expect(bench.phases().at(-1)).to.equal('c waiting-for-storage');
    bench.online = false;
    bench.do({type: 'storage', exclusive: true});
    expect(bench.phases().at(-1)).to.equal('c waiting-for-connection');
  });

  it('calls every message without an answer unconfirmed when its page is gone, and posts none', () => {
    const bench = new Bench().leading(entry('a', {state: 'sending', claim: 'q:7', sentAt: 1}));
    expect(types(bench.effects)).to.have.members(['tell', 'update']);
    expect(bench.phases()).to.deep.equal(['a unconfirmed']);
  });

  const ofBird = (localId: string, fields?: Partial<OutboxEntry>): OutboxEntry =>
    entry(localId, {outgoing: {conversationId: 'bird:c1', text: localId}, baseline: {notIds: []}, ...fields});
  const ofSurge = (localId: string, fields?: Partial<OutboxEntry>): OutboxEntry =>
    entry(localId, {outgoing: {conversationId: `surge:${localId}`, text: localId}, baseline: {notIds: []}, ...fields});
  const joined = (...entries: OutboxEntry[]): Bench => {
    const bench = new Bench();
    bench.state = {...bench.state, accountOf: (conversationId) => conversationId.split(':')[0] ?? ''};
    return bench.leading(...entries);
  };

  it('waits with what is of the account that met a limit, and with nothing of another', () => {
    const bench = joined(ofBird('a', {resumesAt: 60_000, attempts: 1, error: limited()}), ofSurge('b'));
    expect(bench.phases()).to.deep.equal(['a waiting-for-rate-limit', 'b checking-consent']);
    expect(nextWake(bench.state)).to.equal(60_000);
  });

  it('finds out with one message of an account whether its limit has ended, whatever leaves from another', () => {
    const met = {resumesAt: 60_000, attempts: 1, error: limited()};
    const bench = joined(ofBird('a', met), ofSurge('b', met), ofSurge('c'));
    bench.now = 60_001;
    bench.do({type: 'wake'});
    for (const conversationId of ['bird:c1', 'surge:b', 'surge:c']) bench.do({type: 'consent-read', conversationId});
    const asked = bench.effects.flatMap((effect) => (effect.type === 'ask' ? [effect.localId] : []));
    expect(asked).to.deep.equal(['a', 'b']);
  });

  it('knows by an answer that the limit of its own account has ended, and of no other', () => {
    const bench = joined(ofBird('a', {resumesAt: 60_000, attempts: 1, error: limited()}), ofSurge('b'));
    bench.do({type: 'consent-read', conversationId: 'surge:b'}, {type: 'asked', localId: 'b'});
    bench.do({type: 'answered', localId: 'b', message: taken('m', 'b')});
    expect(bench.phases()[0]).to.equal('a waiting-for-rate-limit');
  });

  it('heeds a limit that an earlier page met, and no longer than the longest pause', () => {
    const bench = new Bench().leading(entry('a', {resumesAt: 999_999_999, attempts: 1, error: limited()}));
    expect(bench.phases()).to.deep.equal(['a waiting-for-rate-limit']);
    expect(nextWake(bench.state)).to.be.at.most(120_000);
  });

  it('wakes up within what a timer can hold, and never for ever, whatever it hears', () => {
    const time = fc.integer({min: -1e9, max: 1e15});
    const event: fc.Arbitrary<MachineEvent> = fc.oneof(
      time.map((retryAfter) => ({type: 'failed', localId: 'a', error: limited(retryAfter)}) as const),
      fc.constant({type: 'failed', localId: 'a', error: lost()} as const),
      fc.constant({type: 'written', localId: 'a', entry: claimed} as const),
      fc.constant({type: 'asked', localId: 'a'} as const),
      fc.constant({type: 'retry', localId: 'a'} as const),
      fc.constant({type: 'wake'} as const),
      time.map((resumesAt) => ({type: 'snapshot', entries: [entry('a', {resumesAt})], answered: []}) as const),
      fc
        .constantFrom(undefined, limited(1e12))
        .map((thrown) => ({type: 'consent-read', conversationId: 'c1', ...(thrown && {error: thrown})}) as const),
      fc
        .boolean()
        .map((outcomeUnknown) => ({type: 'write-failed', localId: 'a', trouble: 'lost', outcomeUnknown}) as const),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(event, time), {maxLength: 30}), (events) => {
        const bench = new Bench().leading(entry('a'));
        for (const [happens, now] of events) {
          bench.now = now;
          bench.do(happens);
          const wake = nextWake(bench.state);
          if (wake !== undefined) expect(wake - now).to.be.within(1, 120_000);
          expect(lookAt(bench.state).phases.get('a'), 'it is in view').not.to.equal(undefined);
        }
      }),
    );
  });
});
