import {ConversationError, type ErrorKind} from '../../model/conversation-error.js';
import {orAborted} from '../../util/or-aborted.js';
import {startTimer} from '../../util/timer.js';
import {kindOfStatus, type HttpOptions} from '../http.js';
import {backoff, parseRetryAfter} from '../rate-limit.js';
import {fieldsOf} from '../toolkit/fields.js';
import {EventParser, type StreamEvent} from './event-parser.js';

/** What a line says. Plain data, so that other tabs can be told as well. */
export type LineSignal = {
  /** Of the log, after what is said. */
  readonly id?: string | undefined;
} & (
  | {readonly type: 'webhook'; readonly payload: unknown}
  /** What follows is complete from here on. */
  | {readonly type: 'live'}
  /** Nothing is promised until it is live again. */
  | {readonly type: 'poll'}
  /** Something was missed. */
  | {readonly type: 'resync'}
  /** Nothing new, and still there. */
  | {readonly type: 'alive'}
  /** The connection was lost, or could not be made; it is tried again. */
  | {readonly type: 'cut'; readonly kind: ErrorKind; readonly message: string; readonly status?: number}
  /** The session is over; it is tried again when somebody comes back to the page. */
  | {readonly type: 'ended'}
  /** There is no stream here. */
  | {readonly type: 'none'}
);

export interface LineOptions extends Pick<HttpOptions, 'headers' | 'fetch'> {
  /** Of a stream of server-sent events, as a gateway serves it. */
  readonly url: string;
  readonly times?: Partial<EventTimes> | undefined;
}

/** How patient a stream is, in milliseconds. */
export interface EventTimes {
  /** One without a byte for this long is half open: a gateway writes a line every 15 seconds. 45 000 by default. */
  readonly silence: number;
  /** A connection that held for less is no better than one that failed. 10 000 by default. */
  readonly steady: number;
  /**
   * A cut that is over before is nobody's concern: nothing is missed, since the stream goes on where it was. 5000 by default.
   */
  readonly grace: number;
  /** Whatever a stream says, what it makes a page read is read no more often than this. 2000 by default. */
  readonly catchUp: number;
  /** Between two connections at least, also when somebody comes back to the page. 1000 by default. */
  readonly shortest: number;
  /**
   * How long to wait after so many failures in a row, at least as long as the stream or the server asked for: growing, up to a
   * minute, and not the same for all by default.
   */
  readonly pause: (failures: number, asked: {readonly floor: number; readonly retryAfter?: number}) => number;
}

const LONGEST_PAUSE = 60_000;

export const EVENT_TIMES: EventTimes = {
  silence: 45_000,
  steady: 10_000,
  grace: 5000,
  catchUp: 2000,
  shortest: 1000,
  pause: (failures, asked) => backoff(failures, {...asked, ceiling: LONGEST_PAUSE, jitter: Math.random}),
};

/** Keeps one connection to a stream of server-sent events for as long as it runs. Never throws. */
export class EventLine {
  /** Where the stream goes on after a cut. */
  lastId: string | undefined;
  readonly #options: LineOptions;
  readonly #times: EventTimes;
  readonly #say: (signal: LineSignal) => void;
  /** As the stream asks for. */
  #floor = 3000;
  #wake = () => {};

  constructor(options: LineOptions, say: (signal: LineSignal) => void) {
    this.#options = options;
    this.#times = {...EVENT_TIMES, ...options.times};
    this.#say = say;
  }

  /** Tries again at once, if it waits: the device is back, or somebody looks. */
  wake(): void {
    this.#wake();
  }

  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const began = performance.now();
      const {end, ...asked} = await this.#listen(signal);
      if (signal.aborted) return;
      this.#say(end);
      failures = performance.now() - began > this.#times.steady ? 1 : failures + 1;
      const pause = this.#times.pause(failures, {floor: this.#floor, ...asked});
      // Whoever has no session, or no stream, is not asked again by itself.
      await this.#pause(end.type === 'cut' ? pause : Infinity, signal, end.type !== 'none');
    }
  }

  async #listen(signal: AbortSignal): Promise<{readonly end: LineSignal; readonly retryAfter?: number}> {
    const stop = new AbortController();
    const giveUp = () => stop.abort();
    signal.addEventListener('abort', giveUp);
    const {silence} = this.#times;
    let isSilent = false;
    let heardAt = 0;
    let stopWaiting = () => {};
    const fallSilent = () => {
      isSilent = true;
      giveUp();
    };
    const heard = () => {
      stopWaiting();
      stopWaiting = startTimer(silence, fallSilent);
      heardAt = Date.now();
    };
    heard();
    // Timers stand still while a device sleeps.
    this.#wake = () => {
      if (Date.now() - heardAt > silence) fallSilent();
    };
    const isNew = this.lastId === undefined;
    try {
      const response = await this.#connect(stop.signal);
      if (response.status === 401) return {end: {type: 'ended'}};
      if (response.status === 204) return {end: {type: 'none'}};
      const {status} = response;
      const retryAfter = parseRetryAfter(response.headers.get('retry-after'));
      if (!response.ok)
        return {
          end: cut(kindOfStatus(status), `The stream was answered ${status}.`, status),
          ...(retryAfter !== undefined && {retryAfter}),
        };
      if (!/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '') || !response.body) {
        return {end: cut('decode', 'The answer is no stream of events.', status)};
      }
      await this.#read(response.body.getReader(), {isNew, heard, signal: stop.signal});
      return {end: cut('network', 'The stream ended.')};
    } catch (thrown) {
      if (thrown instanceof RangeError) {
        // The same again would break it again: what it was is read otherwise.
        this.lastId = undefined;
        this.#say({type: 'resync'});
        return {end: cut('decode', thrown.message)};
      }
      return {end: isSilent ? cut('timeout', 'The stream fell silent.') : cut('network', 'The stream broke off.')};
    } finally {
      stopWaiting();
      giveUp();
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** A 401 may be about headers that ran out: once, fresh ones are asked for. */
  async #connect(signal: AbortSignal, refused = false): Promise<Response> {
    const {url, headers, fetch = globalThis.fetch} = this.#options;
    const ask = async () => {
      const sent = new Headers(await headers?.({refused}));
      sent.set('accept', 'text/event-stream');
      if (this.lastId !== undefined) sent.set('last-event-id', this.lastId);
      return fetch(url, {headers: sent, cache: 'no-store', signal});
    };
    const response = await orAborted(ask(), signal);
    return response.status === 401 && headers && !refused ? this.#connect(signal, true) : response;
  }

  /** @param isNew true for a stream that goes on from nowhere */
  async #read(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    {isNew, signal, heard}: {readonly isNew: boolean; readonly signal: AbortSignal; readonly heard: () => void},
  ): Promise<void> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const {done, value} = await orAborted(reader.read(), signal);
        if (done) return;
        heard();
        const events = parser.read(decoder.decode(value, {stream: true}));
        this.#floor = Math.min(LONGEST_PAUSE, parser.retry ?? this.#floor);
        if (events.length === 0) this.#say({type: 'alive'});
        for (const event of events) {
          const said = signalOf(event);
          this.lastId = event.id ?? this.lastId;
          // Whoever is told may have had enough.
          if (!said || signal.aborted) continue;
          if (said.type === 'live' && isNew) this.#say({type: 'resync'});
          this.#say(said);
        }
      }
    } finally {
      void reader.cancel().catch(() => undefined);
    }
  }

  /** Until then, or until somebody wakes it; never so that connections follow each other without a pause. */
  #pause(delay: number, signal: AbortSignal, mayWake: boolean): Promise<void> {
    const earliest = performance.now() + this.#times.shortest;
    return new Promise((resolve) => {
      let stop = () => {};
      const end = () => {
        stop();
        this.#wake = () => {};
        signal.removeEventListener('abort', end);
        resolve();
      };
      const wait = (time: number) => {
        stop();
        stop = startTimer(time, end);
      };
      signal.addEventListener('abort', end);
      if (delay < Infinity) wait(delay);
      if (mayWake) this.#wake = () => wait(Math.max(0, Math.min(delay, earliest - performance.now())));
    });
  }
}

const cut = (kind: ErrorKind, message: string, status?: number): LineSignal => ({
  ...{type: 'cut', kind, message},
  ...(status !== undefined && {status}),
});

/** What cannot be read may have been anything: something was missed. */
function signalOf({type, data, id}: StreamEvent): LineSignal | undefined {
  if (type === 'live' || type === 'poll' || type === 'resync') return {type, id};
  if (type !== 'webhook') return undefined;
  const {payload} = fieldsOf<{payload: unknown}>(parsed(data));
  return payload === undefined ? {type: 'resync', id} : {type: 'webhook', id, payload};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Why a line is cut, as an error like any other. */
export const errorOfCut = ({kind, message, status}: Extract<LineSignal, {readonly type: 'cut'}>): ConversationError =>
  new ConversationError(kind, {message, ...(status !== undefined && {status})});
