import {randomId} from '../../util/random-id.js';
import {TabChannel, underLock, watchPage} from '../../util/tabs.js';
import {startTimer} from '../../util/timer.js';
import {fieldsOf, lookUp, textOf} from '../toolkit/fields.js';
import {EVENT_TIMES, EventLine, type LineOptions, type LineSignal} from './event-line.js';

/** How often the tab that listens tells the others that it still does, at most, within the time of silence that they bear. */
const NOTICES = 4;

/** What a tab that comes asks. */
const JOIN = {type: 'join'} as const;

/**
 * A line that several tabs share: the one that has the lock listens, and passes on what it hears. When that one goes,
 * another takes over where it was. Without a name, or where tabs cannot reach each other, each has a line of its own.
 */
export class SharedLine {
  readonly #name: string | undefined;
  readonly #line: EventLine;
  readonly #silence: number;
  readonly #take: (signal: LineSignal) => void;
  readonly #stopWatching: () => void;
  #turn: {readonly leaving: AbortController; readonly channel: TabChannel<LineSignal | typeof JOIN>} | undefined;
  #leads = false;
  /** What was said last of how the line is. */
  #standing: LineSignal | undefined;
  #noticedAt = -Infinity;
  #stopWaiting = () => {};

  constructor(options: LineOptions & {readonly sharedAs?: string | undefined}, take: (signal: LineSignal) => void) {
    this.#name = options.sharedAs;
    this.#take = take;
    this.#silence = options.times?.silence ?? EVENT_TIMES.silence;
    this.#line = new EventLine(options, (signal) => this.#say(signal));
    this.#stopWatching = watchPage({
      onWake: () => (this.#turn ? this.#line.wake() : this.#open()),
      // A page that may be kept somewhere gives its turn away, and hears nothing meanwhile.
      onHide: () => this.#leave(),
    });
    this.#open();
  }

  /** The session may be there again. */
  wake(): void {
    this.#line.wake();
    this.#turn?.channel.post(JOIN);
  }

  close(): void {
    this.#stopWatching();
    this.#leave();
  }

  #open(): void {
    const leaving = new AbortController();
    const {signal} = leaving;
    const name = this.#name;
    const channel = new TabChannel<LineSignal | typeof JOIN>(name ?? randomId(), (data) => this.#hear(data));
    this.#turn = {leaving, channel};
    const run = async () => {
      this.#leads = true;
      this.#stopWaiting();
      await this.#line.run(signal);
    };
    if (name === undefined || !channel.works) return void run();
    channel.post(JOIN);
    this.#waitForLeader();
    void underLock(name, signal, run).then((wasShared) => {
      if (!wasShared && !signal.aborted) void run();
    });
  }

  #leave(): void {
    this.#stopWaiting();
    this.#turn?.leaving.abort();
    this.#turn?.channel.close();
    this.#turn = undefined;
    this.#standing = undefined;
    this.#leads = false;
  }

  /** The line of this tab speaks. */
  #say(signal: LineSignal): void {
    if (signal.type !== 'alive') this.#pass(signal);
    else if (performance.now() - this.#noticedAt > this.#silence / NOTICES && this.#standing) {
      this.#turn?.channel.post(signal);
      this.#noticedAt = performance.now();
    }
  }

  #pass(signal: LineSignal): void {
    if (signal.type !== 'webhook' && signal.type !== 'resync') this.#standing = signal;
    this.#turn?.channel.post(signal);
    this.#take(signal);
  }

  /** Another tab speaks. */
  #hear(data: unknown): void {
    if (fieldsOf<typeof JOIN>(data).type === 'join') {
      if (!this.#leads) return;
      if (this.#standing?.type === 'ended') this.#line.wake();
      else if (this.#standing) this.#turn?.channel.post({...this.#standing, id: this.#line.lastId});
      return;
    }
    const signal = signalFrom(data);
    if (!signal || this.#leads) return;
    this.#waitForLeader();
    this.#line.lastId = signal.id ?? this.#line.lastId;
    if (signal.type !== 'alive') this.#take(signal);
  }

  /** A tab that leads and says nothing is as good as a line that is cut. */
  #waitForLeader(): void {
    this.#stopWaiting();
    this.#stopWaiting = startTimer(this.#silence, () => {
      this.#take({type: 'cut', kind: 'timeout', message: 'The tab that listens fell silent.'});
      this.#turn?.channel.post(JOIN);
      this.#waitForLeader();
    });
  }
}

const TYPES = {webhook: true, live: true, poll: true, resync: true, alive: true, cut: true, ended: true, none: true};

/** Tabs of other versions may say other things. */
function signalFrom(data: unknown): LineSignal | undefined {
  const {type, id} = fieldsOf<LineSignal>(data);
  const isOurs = lookUp(TYPES, type) && (id === undefined || textOf(id) !== undefined);
  return isOurs ? (data as LineSignal) : undefined;
}
