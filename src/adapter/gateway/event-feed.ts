import {ConversationError, type ErrorKind} from '../../model/conversation-error.js';
import {BoundedSet} from '../../util/bounded-set.js';
import {reportThrown} from '../../util/report-thrown.js';
import {startTimer} from '../../util/timer.js';
import type {AdapterEvent, LiveState} from '../adapter-event.js';
import type {AdapterSubscription, PollMode} from '../messaging-adapter.js';
import {EVENT_TIMES, type LineOptions, type LineSignal} from './event-line.js';
import {sharedLine, type SharedLine} from './shared-line.js';

export interface EventFeedOptions extends LineOptions {
  /** Takes a webhook's payload and tells every subscriber what it says: an adapter's own `receiveWebhook`. */
  readonly receive: (payload: unknown) => unknown;
  /**
   * Names the signed-in user: tabs with the same address and user share one connection. Without it, tabs share as long as no
   * `headers` are given, since one browser's cookies are one user's.
   */
  readonly viewer?: string | undefined;
  /**
   * How the fallback looks while the stream is up: not at all, or seldom, where events tell a part only. Seldom in any case
   * until the first event shows that there are any.
   */
  readonly whileLive?: 'hidden' | 'idle';
}

/** Live updates over one stream for all who subscribe, with polling while there is none. */
export interface EventFeed {
  /** The stream is up, and webhooks have come through it. */
  readonly isTelling: boolean;
  /** @param fallback what looks for news of the same listener by itself; this steers and closes it from now on */
  subscribe(listener: (event: AdapterEvent) => void, fallback: AdapterSubscription): AdapterSubscription;
  /** Reads are what catching up consists of: while they fail, the fallback looks again and again. */
  noting<Result>(what: 'list' | 'thread', read: Promise<Result>): Promise<Result>;
}

/** Events that are remembered to be told once: a replay may begin before the last one heard. */
const REMEMBERED = 2000;

/** Errors that say nothing about whether reading works. */
const ANSWERS: readonly ErrorKind[] = ['aborted', 'not-found', 'cursor-invalid', 'unsupported', 'validation'];

const MODES: readonly PollMode[] = ['active', 'idle', 'hidden'];

interface Subscriber {
  readonly listener: (event: AdapterEvent) => void;
  readonly fallback: AdapterSubscription;
  watched: string | undefined;
  mode: PollMode;
}

export function eventFeed({receive, viewer, whileLive = 'hidden', ...options}: EventFeedOptions): EventFeed {
  const {url, headers} = options;
  const {grace, catchUp: shortest} = {...EVENT_TIMES, ...options.times};
  const subscribers = new Set<Subscriber>();
  const seen = new BoundedSet<string>(REMEMBERED);
  /** The last read of each kind that did not work: what was missed is still missed. */
  const failedReads = new Set<string>();
  let line: SharedLine | undefined;
  let state: LiveState | undefined;
  /** A stream through which nothing has come yet may have no webhook behind it: nobody registered one, say. */
  let isProven = false;
  /** What was told last of that. */
  let news: AdapterEvent | undefined;
  /** What happened while nobody listened has yet to be read. A stream begins after what was read at first. */
  let hasGap = true;
  let stopGrace: (() => void) | undefined;
  let stopCatchUp: (() => void) | undefined;
  let caughtUpAt = -Infinity;

  const guarded = (work: () => unknown): void => {
    try {
      work();
    } catch (thrown) {
      reportThrown(thrown);
    }
  };
  const tell = (event: AdapterEvent): void => {
    for (const {listener} of [...subscribers]) guarded(() => listener(event));
  };

  function take(signal: LineSignal): void {
    const {type} = signal;
    if (type === 'webhook') {
      prove();
      if (signal.id === undefined || seen.add(signal.id)) guarded(() => receive(signal.payload));
    } else if (type === 'resync') {
      hasGap = true;
      if (state === 'live' && !stopGrace) catchUp();
    } else if (type === 'cut') {
      if (state === 'interrupted' || stopGrace) return;
      const {kind, status} = signal;
      const error = new ConversationError(kind, {address: `GET ${url}`, ...(status && {status})});
      stopGrace = startTimer(grace, () => become('interrupted', error));
    } else if (type === 'poll') become('interrupted');
    else if (type !== 'alive') become(type);
  }

  function become(next: LiveState, error?: ConversationError): void {
    stopGrace?.();
    stopGrace = undefined;
    const isNews = next !== state;
    state = next;
    if (state !== 'live') hasGap = true;
    steer();
    if (isNews) tell((news = {type: 'live-changed', state, ...(error && {error})}));
    if (state === 'live' && hasGap) catchUp();
  }

  function prove(): void {
    if (isProven) return;
    isProven = true;
    steer();
    if (state === 'live') tell({type: 'live-changed', state});
  }

  /** One look at all that may have changed. */
  function catchUp(): void {
    hasGap = false;
    if (stopCatchUp) return;
    const pause = caughtUpAt + shortest - performance.now();
    if (pause > 0) {
      stopCatchUp = startTimer(pause, () => {
        stopCatchUp = undefined;
        catchUp();
      });
      return;
    }
    caughtUpAt = performance.now();
    tell({type: 'conversations-invalidated'});
    for (const {watched: conversationId, listener} of [...subscribers]) {
      if (conversationId) guarded(() => listener({type: 'messages-invalidated', conversationId}));
    }
  }

  /** Whoever polls catches up at once, by the contract of `setPollMode`. */
  function steer(): void {
    const rests = state === 'live' && failedReads.size === 0;
    const slowest = state === 'ended' ? 'hidden' : !rests ? 'active' : isProven ? whileLive : 'idle';
    for (const {fallback, mode} of subscribers) {
      fallback.setPollMode(MODES.indexOf(slowest) > MODES.indexOf(mode) ? slowest : mode);
    }
  }

  function close(): void {
    line?.close();
    stopGrace?.();
    stopCatchUp?.();
    line = state = news = stopGrace = stopCatchUp = undefined;
    hasGap = true;
    isProven = false;
    failedReads.clear();
  }

  return {
    get isTelling() {
      return state === 'live' && isProven;
    },
    subscribe(listener, fallback) {
      const subscriber: Subscriber = {listener, fallback, watched: undefined, mode: 'active'};
      subscribers.add(subscriber);
      const isShared = viewer !== undefined || !headers;
      const sharedAs = isShared ? `parlor:events:${url}:${viewer ?? ''}` : undefined;
      line ??= sharedLine({...options, sharedAs}, take);
      steer();
      const told = news;
      if (told) guarded(() => listener(told));
      return {
        ...fallback,
        watch(conversationId) {
          subscriber.watched = conversationId;
          fallback.watch(conversationId);
        },
        setPollMode(mode) {
          subscriber.mode = mode;
          steer();
        },
        close() {
          fallback.close();
          if (subscribers.delete(subscriber) && subscribers.size === 0) close();
        },
      };
    },
    async noting(what, read) {
      try {
        const result = await read;
        failedReads.delete(what);
        // There is a session again.
        if (state === 'ended') line?.wake();
        return result;
      } catch (thrown) {
        const isAnswered = thrown instanceof ConversationError && ANSWERS.includes(thrown.kind);
        if (!isAnswered) failedReads.add(what);
        throw thrown;
      } finally {
        steer();
      }
    },
  };
}

export interface EventsOptions extends EventFeedOptions {
  /** Polling of the same listener, such as `subscribeByPolling(listener, …)`; it rests while the stream is up. */
  readonly fallback: AdapterSubscription;
}

/**
 * Live updates for providers whose webhooks a server of the host's passes on as a stream of server-sent events, each
 * `{"payload": …}`: one connection a browser, which comes back where it was; polling while there is none.
 */
export const subscribeByEvents = (
  listener: (event: AdapterEvent) => void,
  {fallback, ...options}: EventsOptions,
): AdapterSubscription => eventFeed(options).subscribe(listener, fallback);
