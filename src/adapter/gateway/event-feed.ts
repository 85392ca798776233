import type {ConversationError} from '../../model/conversation-error.js';
import {BoundedSet} from '../../util/bounded-set.js';
import {reportThrown} from '../../util/report-thrown.js';
import {startTimer} from '../../util/timer.js';
import type {AdapterEvent, LiveState} from '../adapter-event.js';
import type {AdapterSubscription, PollMode} from '../messaging-adapter.js';
import {errorOfCut, EVENT_TIMES, type EventTimes, type LineOptions, type LineSignal} from './event-line.js';
import {SharedLine} from './shared-line.js';

export interface EventFeedOptions extends LineOptions {
  /** Takes a webhook's payload and tells every subscriber what it says: an adapter's own `receiveWebhook`. */
  readonly receive: (payload: unknown) => unknown;
  /**
   * Names the signed-in user: tabs with the same address and user share one connection. Without it, tabs share as long as no
   * `headers` are given, since one browser's cookies are one user's.
   */
  readonly viewer?: string | undefined;
  /** How the fallback looks while the stream is up: not at all, or seldom, where events tell a part only. */
  readonly whileLive?: 'hidden' | 'idle';
}

/** Events that are remembered to be told once: a replay may begin before the last one heard. */
const REMEMBERED = 2000;

const MODES: readonly PollMode[] = ['active', 'idle', 'hidden'];

interface Subscriber {
  readonly listener: (event: AdapterEvent) => void;
  readonly fallback: AdapterSubscription;
  watched: string | undefined;
  mode: PollMode;
}

/** Live updates over one stream for all who subscribe, with polling while there is none. */
export class EventFeed {
  readonly #options: EventFeedOptions;
  readonly #times: EventTimes;
  readonly #subscribers = new Set<Subscriber>();
  readonly #seen = new BoundedSet<string>(REMEMBERED);
  /** The last read of each kind that did not work: what was missed is still missed. */
  readonly #failedReads = new Set<'list' | 'thread'>();
  #line: SharedLine | undefined;
  #state: LiveState | undefined;
  /** What was told last of that. */
  #news: AdapterEvent | undefined;
  /** What happened while nobody listened has yet to be read. A stream begins after what was read at first. */
  #hasGap = true;
  #stopGrace: (() => void) | undefined;
  #stopCatchUp: (() => void) | undefined;
  #caughtUpAt = -Infinity;

  constructor(options: EventFeedOptions) {
    this.#options = options;
    this.#times = {...EVENT_TIMES, ...options.times};
  }

  get isLive(): boolean {
    return this.#state === 'live';
  }

  /** @param fallback what looks for news of the same listener by itself; this steers and closes it from now on */
  subscribe(listener: (event: AdapterEvent) => void, fallback: AdapterSubscription): AdapterSubscription {
    const subscriber: Subscriber = {listener, fallback, watched: undefined, mode: 'active'};
    this.#subscribers.add(subscriber);
    this.#line ??= this.#open();
    this.#steer();
    if (this.#news) tellOne(listener, this.#news);
    return {
      ...fallback,
      watch(conversationId) {
        subscriber.watched = conversationId;
        fallback.watch(conversationId);
      },
      setPollMode: (mode) => {
        subscriber.mode = mode;
        this.#steer();
      },
      close: () => {
        fallback.close();
        this.#subscribers.delete(subscriber);
        if (this.#subscribers.size === 0) this.#close();
      },
    };
  }

  /** Reads are what catching up consists of: while they fail, the fallback looks again and again. */
  noteRead(what: 'list' | 'thread', worked: boolean): void {
    if (worked) this.#failedReads.delete(what);
    else this.#failedReads.add(what);
    if (worked && this.#state === 'ended') this.#line?.wake();
    this.#steer();
  }

  #open(): SharedLine {
    const {url, headers, viewer} = this.#options;
    const isShared = viewer !== undefined || !headers;
    const sharedAs = isShared ? `parlor:events:${url}:${viewer ?? ''}` : undefined;
    return new SharedLine({...this.#options, sharedAs}, (signal) => this.#take(signal));
  }

  #close(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#stopTimers();
    this.#state = this.#news = undefined;
    this.#hasGap = true;
    this.#failedReads.clear();
  }

  #stopTimers(): void {
    this.#stopGrace?.();
    this.#stopCatchUp?.();
    this.#stopGrace = this.#stopCatchUp = undefined;
  }

  #take(signal: LineSignal): void {
    switch (signal.type) {
      case 'webhook':
        return this.#receive(signal);
      case 'resync':
        this.#hasGap = true;
        if (this.isLive && !this.#stopGrace) this.#catchUp();
        return;
      case 'cut':
        if (this.#state === 'interrupted' || this.#stopGrace) return;
        this.#stopGrace = startTimer(this.#times.grace, () => this.#become('interrupted', errorOfCut(signal)));
        return;
      case 'poll':
        return this.#become('interrupted');
      case 'live':
      case 'ended':
      case 'none':
        return this.#become(signal.type);
      case 'alive':
        return;
    }
  }

  #receive({id, payload}: Extract<LineSignal, {readonly type: 'webhook'}>): void {
    if (id !== undefined && !this.#seen.add(id)) return;
    try {
      this.#options.receive(payload);
    } catch (thrown) {
      reportThrown(thrown);
    }
  }

  #become(state: LiveState, error?: ConversationError): void {
    this.#stopGrace?.();
    this.#stopGrace = undefined;
    const isNews = state !== this.#state;
    this.#state = state;
    if (state !== 'live') this.#hasGap = true;
    this.#steer();
    if (isNews) {
      this.#news = {type: 'live-changed', state, ...(error && {error})};
      this.#tell(this.#news);
    }
    if (state === 'live' && this.#hasGap) this.#catchUp();
  }

  /** One look at all that may have changed. */
  #catchUp(): void {
    this.#hasGap = false;
    if (this.#stopCatchUp) return;
    const pause = this.#caughtUpAt + this.#times.catchUp - performance.now();
    if (pause > 0) {
      this.#stopCatchUp = startTimer(pause, () => {
        this.#stopCatchUp = undefined;
        this.#catchUp();
      });
      return;
    }
    this.#caughtUpAt = performance.now();
    this.#tell({type: 'conversations-invalidated'});
    for (const {watched: conversationId, listener} of [...this.#subscribers]) {
      if (conversationId !== undefined) tellOne(listener, {type: 'messages-invalidated', conversationId});
    }
  }

  /** Whoever polls catches up at once, by the contract of `setPollMode`. */
  #steer(): void {
    const {whileLive = 'hidden'} = this.#options;
    const rests = this.isLive && this.#failedReads.size === 0;
    const slowest: PollMode = this.#state === 'ended' ? 'hidden' : rests ? whileLive : 'active';
    for (const {fallback, mode} of this.#subscribers) {
      fallback.setPollMode(MODES[Math.max(MODES.indexOf(slowest), MODES.indexOf(mode))] ?? mode);
    }
  }

  #tell(event: AdapterEvent): void {
    for (const {listener} of [...this.#subscribers]) tellOne(listener, event);
  }
}

function tellOne(listener: (event: AdapterEvent) => void, event: AdapterEvent): void {
  try {
    listener(event);
  } catch (thrown) {
    reportThrown(thrown);
  }
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
): AdapterSubscription => new EventFeed(options).subscribe(listener, fallback);
