import {ConversationError} from '../../../src/model/conversation-error.js';
import type {Message} from '../../../src/model/message.js';
import {Outbox, type OutboxDependencies, type OutboxEntry, type OutboxEvent} from '../../../src/store/outbox/outbox.js';
import {aMessage} from '../../model/builders.js';
import {ScriptedAdapter, settle} from '../scripted-adapter.js';
import {FakeStorage, type FakeDatabase} from './fake-storage.js';

export const optedOut = () => new ConversationError('opted-out');
export const lost = () => new ConversationError('network', {outcomeUnknown: true});
export const limited = (retryAfter?: number) =>
  new ConversationError('rate-limited', retryAfter === undefined ? {} : {retryAfter});

/** A clock that only tests move, and its timers. */
export class FakeClock {
  now = 1_000_000;
  readonly #timers = new Set<{readonly at: number; readonly callback: () => void}>();

  setTimer = (callback: () => void, at: number): (() => void) => {
    const timer = {at, callback};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  get next(): number | undefined {
    return this.#timers.size > 0 ? Math.min(...[...this.#timers].map(({at}) => at)) : undefined;
  }

  /** Lets time pass; what is due on the way happens at its time. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (let next = this.next; next !== undefined && next <= end; next = this.next) {
      this.now = Math.max(this.now, next);
      for (const timer of [...this.#timers]) {
        if (timer.at > this.now) continue;
        this.#timers.delete(timer);
        timer.callback();
      }
      await settle();
    }
    this.now = end;
    await settle();
  }
}

interface TabOptions extends Partial<Omit<OutboxDependencies, 'adapter' | 'storage' | 'now' | 'setTimer'>> {
  readonly database?: FakeDatabase;
  readonly clock?: FakeClock;
  readonly adapter?: ScriptedAdapter;
  readonly storage?: FakeStorage;
}

/** A tab with an outbox, whose provider, storage, clock and connection the test plays. */
export function openTab(options: TabOptions = {}) {
  const {database, clock = new FakeClock(), adapter = new ScriptedAdapter(), ...rest} = options;
  const {storage = new FakeStorage(database), ...given} = rest;
  const events: OutboxEvent[] = [];
  const consentReads: string[] = [];
  const world = {online: true, refusal: undefined as ConversationError | undefined};
  const outbox = new Outbox({
    ...{adapter, storage, now: () => clock.now, setTimer: clock.setTimer},
    guard: () => world.refusal,
    baseline: () => ({notIds: []}),
    isOnline: () => world.online,
    readConsent: async (conversationId) => void consentReads.push(conversationId),
    onEvent: (event) => events.push(event),
    ...given,
  });
  const setOnline = (online: boolean) => {
    world.online = online;
    outbox.setOnline(online);
  };
  const write = (text: string, conversationId = 'c1') => outbox.send({conversationId, text});
  const states = (conversationId = 'c1') => outbox.queue(conversationId).map(({state}) => state);
  const phases = (conversationId = 'c1') =>
    outbox.queue(conversationId).map(({localId}) => outbox.phaseOf(localId)?.name);
  const posted = () => adapter.sends.map(({query}) => query.text);
  const told = <Type extends OutboxEvent['type']>(type: Type) =>
    events.filter((event): event is Extract<OutboxEvent, {readonly type: Type}> => event.type === type);
  /** Dies without a word, as when its process is killed. */
  const kill = () => void storage.close();
  return {
    ...{adapter, storage, clock, outbox, events, consentReads, world},
    ...{setOnline, write, states, phases, posted, told, kill},
  };
}

export const taken = (id: string, text: string, fields: Partial<Message> = {}): Message =>
  aMessage({id, text, direction: 'outbound', status: 'sent', conversationId: 'c1', at: 1_000_100, ...fields});

export const texts = (entries: readonly OutboxEntry[]) =>
  entries.map(({outgoing, state}) => `${outgoing.text} ${state}`);
