import type {ErrorKind} from '../../model/conversation-error.js';
import {orAborted} from '../../util/or-aborted.js';
import {startTimer} from '../../util/timer.js';
import {kindOfStatus, type HttpOptions} from '../http.js';
import {backoff, parseRetryAfter} from '../rate-limit.js';
import {fieldsOf} from '../toolkit/fields.js';
import {eventParser, type StreamEvent} from './event-parser.js';

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
  | {readonly type: 'cut'; readonly kind: ErrorKind; readonly status?: number}
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
  readonly pause: (
    failures: number,
    asked: {readonly floor: number; readonly retryAfter?: number | undefined},
  ) => number;
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

/** One connection to a stream of server-sent events. */
export interface EventLine {
  /** Where the stream goes on after a cut. */
  lastId: string | undefined;
  /** Tries again at once, if it waits: the device is back, or somebody looks. */
  wake(): void;
  /** Keeps the connection until the signal aborts. Never throws. */
  run(signal: AbortSignal): Promise<void>;
}

interface End {
  readonly end: LineSignal;
  readonly retryAfter?: number | undefined;
}

export function eventLine(options: LineOptions, say: (signal: LineSignal) => void): EventLine {
  const {url, headers, fetch = globalThis.fetch} = options;
  const {silence, steady, shortest, pause} = {...EVENT_TIMES, ...options.times};
  /** As the stream asks for. */
  let floor = 3000;
  let wake = () => {};
  const line: EventLine = {lastId: undefined, wake: () => wake(), run};

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const began = performance.now();
      const {end, retryAfter} = await listen(signal);
      if (signal.aborted) return;
      say(end);
      failures = performance.now() - began > steady ? 1 : failures + 1;
      // Whoever has no session, or no stream, is not asked again by itself.
      const delay = end.type === 'cut' ? pause(failures, {floor, retryAfter}) : Infinity;
      await rest(delay, signal, end.type !== 'none');
    }
  }

  async function listen(signal: AbortSignal): Promise<End> {
    const stop = new AbortController();
    const giveUp = () => stop.abort();
    signal.addEventListener('abort', giveUp);
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
    wake = () => {
      if (Date.now() - heardAt > silence) fallSilent();
    };
    try {
      const response = await connect(stop.signal);
      const {status, body} = response;
      if (status === 401) return {end: {type: 'ended'}};
      if (status === 204) return {end: {type: 'none'}};
      const header = (name: string) => response.headers.get(name);
      if (!response.ok) {
        return {
          end: {type: 'cut', kind: kindOfStatus(status), status},
          retryAfter: parseRetryAfter(header('retry-after')),
        };
      }
      const isStream = body && /^text\/event-stream\b/i.test(header('content-type') ?? '');
      if (!isStream) return {end: {type: 'cut', kind: 'decode', status}};
      await read(body.getReader(), stop.signal, heard);
      return {end: {type: 'cut', kind: 'network'}};
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) return {end: {type: 'cut', kind: isSilent ? 'timeout' : 'network'}};
      // The same again would break it again: what it was is read otherwise.
      line.lastId = undefined;
      say({type: 'resync'});
      return {end: {type: 'cut', kind: 'decode'}};
    } finally {
      stopWaiting();
      giveUp();
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** A 401 may be about headers that ran out: once, fresh ones are asked for. */
  async function connect(signal: AbortSignal, refused = false): Promise<Response> {
    const ask = async () => {
      const sent = new Headers(await headers?.({refused}));
      sent.set('accept', 'text/event-stream');
      if (line.lastId) sent.set('last-event-id', line.lastId);
      return fetch(url, {headers: sent, cache: 'no-store', signal});
    };
    const response = await orAborted(ask(), signal);
    return response.status === 401 && headers && !refused ? connect(signal, true) : response;
  }

  async function read(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal, heard: () => void) {
    const parse = eventParser((retry) => (floor = Math.min(LONGEST_PAUSE, retry)));
    const decoder = new TextDecoder();
    // One that goes on from nowhere.
    const isNew = !line.lastId;
    try {
      for (;;) {
        const {done, value} = await orAborted(reader.read(), signal);
        if (done) return;
        heard();
        const events = parse(decoder.decode(value, {stream: true}));
        if (events.length === 0) say({type: 'alive'});
        for (const event of events) {
          const said = signalOf(event);
          line.lastId = event.id ?? line.lastId;
          // Whoever is told may have had enough.
          if (!said || signal.aborted) continue;
          if (said.type === 'live' && isNew) say({type: 'resync'});
          say(said);
        }
      }
    } finally {
      void reader.cancel().catch(() => undefined);
    }
  }

  /** Until then, or until somebody wakes it; never so that connections follow each other without a pause. */
  function rest(delay: number, signal: AbortSignal, mayWake: boolean): Promise<void> {
    const earliest = performance.now() + shortest;
    return new Promise((resolve) => {
      let stop = () => {};
      const end = () => {
        stop();
        wake = () => {};
        signal.removeEventListener('abort', end);
        resolve();
      };
      const wait = (time: number) => {
        stop();
        stop = startTimer(time, end);
      };
      signal.addEventListener('abort', end);
      if (delay < Infinity) wait(delay);
      wake = () => {
        if (mayWake) wait(Math.max(0, Math.min(delay, earliest - performance.now())));
      };
    });
  }

  return line;
}

/** What cannot be read may have been anything: something was missed. */
function signalOf({type, data, id}: StreamEvent): LineSignal | undefined {
  if (type === 'live' || type === 'poll' || type === 'resync') return {type, id};
  if (type !== 'webhook') return undefined;
  try {
    const {payload} = fieldsOf<{payload: unknown}>(JSON.parse(data));
    if (payload !== undefined) return {type, id, payload};
  } catch {
    // As below.
  }
  return {type: 'resync', id};
}
