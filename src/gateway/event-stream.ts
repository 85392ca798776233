import {startTimer} from '../util/timer.js';
import {eventFrame, Frame, type EventSink} from './event-frames.js';
import type {GatewayLog, LogEntry} from './log/log.js';
import type {Place, Viewer} from './viewer.js';

/** An event as all streams of a channel share it. */
export interface SharedEvent {
  readonly id: string;
  /** The one before it, where that is known: whoever has it is owed this one. */
  readonly previous?: string | undefined;
  readonly about: Place;
  readonly frame: Frame;
}

export interface StreamOptions {
  readonly log: GatewayLog;
  readonly channel: string;
  readonly viewer: Viewer;
  readonly sink: EventSink;
  /** The last event that the page has. */
  readonly after: string | undefined;
  readonly toShared: (entry: LogEntry) => SharedEvent;
  /** Bytes that may wait for the reader. */
  readonly limit: number;
  readonly onEnd: (stream: EventStream) => void;
}

const POLL = eventFrame('poll', '{"reason":"log-unavailable"}');
/** While a stream reads what it missed, that many new events may wait; it reads the others from the log too. */
const MOST_BEHIND = 100;
const LOOK_AGAIN = 5;
/** Between two tries to read from a log that is out of reach. */
const LOG_PAUSE = 1000;
/** How long a reader may take nothing at all while it reads what it missed. */
const PATIENCE = 30_000;

/** One viewer's stream: first what was missed, then what happens, each event once. */
export class EventStream {
  viewer: Viewer;
  readonly startedAt = Date.now();
  readonly #options: StreamOptions;
  /** The last event that was told, or that the viewer may not see; where the page reads on from. */
  #position: string | undefined;
  #behind: SharedEvent[] | undefined = [];
  #overflowed = false;
  #isCatchingUp = false;
  #isOver = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.viewer = options.viewer;
    this.#position = options.after;
    options.sink.write(new Frame('retry: 3000\n\n'));
  }

  get isExpired(): boolean {
    const {expiresAt} = this.viewer;
    return expiresAt !== undefined && expiresAt <= Date.now();
  }

  /** The log can be relied on, and is at this place. */
  up(position: string, missed: boolean): void {
    if (this.#isOver) return;
    if (missed && this.#position !== undefined) this.#resync(position);
    if (!this.#behind) this.#live();
    else if (this.#position !== undefined) void this.#catchUp(position);
    else {
      // A page that has nothing yet reads by itself.
      this.#position = position;
      this.#goLive();
    }
  }

  down(): void {
    this.write(POLL);
  }

  /** Something happened: told now, or after what was missed. */
  take(event: SharedEvent): void {
    if (!this.#behind) this.#tell(event);
    else if (this.#behind.length < MOST_BEHIND) this.#behind.push(event);
    else this.#overflowed = true;
  }

  /** A reader that does not read is sent away; it comes back with its place. */
  write(frame: Frame): void {
    const {sink, limit} = this.#options;
    if (this.#isOver) return;
    if (sink.waiting > limit) this.abort();
    else sink.write(frame);
  }

  end(): void {
    this.#leave(() => this.#options.sink.end());
  }

  abort(): void {
    this.#leave(() => this.#options.sink.abort());
  }

  /** The connection is gone. */
  closed(): void {
    this.#leave(() => undefined);
  }

  #leave(how: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#behind = undefined;
    how();
    this.#options.onEnd(this);
  }

  #live(): void {
    this.write(eventFrame('live', '{}', this.#position));
  }

  #resync(position: string): void {
    this.#position = position;
    this.write(eventFrame('resync', '{}', position));
  }

  /** Filtered by what the viewer may see now, not when the event was kept. */
  #tell({id, previous, about, frame}: SharedEvent): void {
    const position = this.#position;
    const isNext = position === undefined || position === previous || this.#options.log.isAfter(id, position);
    if (!isNext) return;
    this.#position = id;
    if (this.isExpired) this.end();
    else if (this.#sees(about)) this.write(frame);
  }

  /** What the host's rule throws ends this stream, and no other. */
  #sees(about: Place): boolean {
    try {
      return this.viewer.sees?.(about) ?? true;
    } catch {
      this.end();
      return false;
    }
  }

  /** Reads what was missed until there is no more, and goes live without a gap. */
  async #catchUp(position: string): Promise<void> {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    let isGone = false;
    while (!this.#isOver) {
      this.#overflowed = false;
      // What was told so far is in the log too.
      this.#behind = [];
      const entries = await this.#missed();
      if (this.#isOver) return;
      if (entries === undefined) {
        this.write(POLL);
        await pause(LOG_PAUSE);
      } else if (entries === 'gone') {
        this.#resync(position);
        if (isGone) break;
        isGone = true;
      } else {
        for (const entry of entries) await this.#replay(entry);
        if (entries.length === 0 && !this.#overflowed) break;
      }
    }
    this.#goLive();
  }

  #goLive(): void {
    const behind = this.#behind ?? [];
    this.#behind = undefined;
    behind.forEach((event) => this.#tell(event));
    this.#live();
  }

  #missed(): Promise<readonly LogEntry[] | 'gone' | undefined> {
    const {log, channel} = this.#options;
    return log.since(channel, this.#position ?? '').catch(() => undefined);
  }

  /** Waits for a reader that is slow, since there may be more to read than may wait. */
  async #replay(entry: LogEntry): Promise<void> {
    const {sink, limit, toShared} = this.#options;
    const event = toShared(entry);
    let patience = Date.now() + PATIENCE;
    let before = sink.waiting;
    while (!this.#isOver && sink.waiting > limit / 2) {
      if (Date.now() > patience) return this.abort();
      await pause(LOOK_AGAIN);
      if (sink.waiting < before) patience = Date.now() + PATIENCE;
      before = sink.waiting;
    }
    this.#tell(event);
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    startTimer(milliseconds, resolve);
  });
