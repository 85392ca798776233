import type {Page} from '@playwright/test';

export interface LeftBehind {
  /** Timers, frames and idle calls that are still to come. */
  readonly timers: readonly string[];
  /** Listeners on what outlives an element: the window, the document, its root, the viewport, media queries. */
  readonly listeners: readonly string[];
  /** Locks of this origin, held or waited for. */
  readonly locks: readonly string[];
  /** Channels between tabs that are open. */
  readonly channels: number;
}

declare global {
  interface Window {
    leftBehind: () => Promise<LeftBehind>;
  }
}

/** Counts, from the start of the page on, what an element could leave behind. */
export const watchPage = (page: Page): Promise<unknown> => page.addInitScript(watch);

/** The world behind the adapter of an app looks a number up for three minutes, whether or not an inbox shows it. */
const OF_THE_WORLD = /^setTimeout 1(?:80000|79\d{3}) /;

export async function whatIsLeft(page: Page): Promise<LeftBehind> {
  const left = await page.evaluate(() => window.leftBehind());
  return {...left, timers: left.timers.filter((timer) => !OF_THE_WORLD.test(timer))};
}

function watch(): void {
  const timers = new Map<string, string>();
  const origin = (): string => new Error().stack?.split('\n').slice(3, 6).join(' ') ?? '';

  const watchCalls = (
    kind: string,
    start: 'setTimeout' | 'setInterval' | 'requestAnimationFrame' | 'requestIdleCallback',
    stop: 'clearTimeout' | 'clearInterval' | 'cancelAnimationFrame' | 'cancelIdleCallback',
  ): void => {
    const started = window[start].bind(window) as (...given: unknown[]) => number;
    const stopped = window[stop].bind(window);
    const isOnce = start !== 'setInterval';
    const own = (callback: unknown, ...rest: unknown[]): number => {
      const from = origin();
      const id: number = started(
        function (this: unknown, ...given: unknown[]) {
          try {
            if (typeof callback === 'function') Reflect.apply(callback, this, given);
          } finally {
            if (isOnce) timers.delete(kind + id);
          }
        },
        ...rest,
      );
      timers.set(kind + id, `${start} ${String(rest[0])} ${from}`);
      return id;
    };
    const ended = (id?: number): void => {
      // Either function ends both kinds of timers.
      if (id !== undefined) timers.delete(kind + id);
      stopped(id ?? 0);
    };
    Object.assign(window, {[start]: own, [stop]: ended});
  };
  watchCalls('timer', 'setTimeout', 'clearTimeout');
  watchCalls('timer', 'setInterval', 'clearInterval');
  watchCalls('frame', 'requestAnimationFrame', 'cancelAnimationFrame');
  watchCalls('idle', 'requestIdleCallback', 'cancelIdleCallback');

  /** Whether a target outlives what listens to it. */
  const isLasting = (target: unknown): boolean =>
    target === window ||
    target === document ||
    target === document.documentElement ||
    target === document.body ||
    [MediaQueryList, VisualViewport, Screen].some((type) => target instanceof type);

  const natives = {
    addEventListener: Reflect.get(EventTarget.prototype, 'addEventListener') as (...given: unknown[]) => void,
    removeEventListener: Reflect.get(EventTarget.prototype, 'removeEventListener') as (...given: unknown[]) => void,
  };
  const listeners: {target: EventTarget; type: string; callback: unknown; isCapture: boolean}[] = [];
  const native = (name: 'addEventListener' | 'removeEventListener', target: EventTarget, given: unknown[]): unknown =>
    Reflect.apply(natives[name], target, given);
  const isCapturing = (options: unknown): boolean =>
    typeof options === 'object' && options !== null && 'capture' in options
      ? Boolean(options.capture)
      : options === true;
  const forget = (target: EventTarget, type: string, callback: unknown, isCapture: boolean): void => {
    const place = listeners.findIndex(
      (known) =>
        known.target === target && known.type === type && known.callback === callback && known.isCapture === isCapture,
    );
    if (place >= 0) listeners.splice(place, 1);
  };
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, callback, options) {
    const target = this ?? window;
    native('addEventListener', target, [type, callback, options]);
    if (!callback || !isLasting(target)) return;
    // What drives the browser listens too, from no file of the page.
    if (!new Error().stack?.includes(location.origin)) return;
    const isCapture = isCapturing(options);
    const {signal, once} = typeof options === 'object' ? options : {};
    if (signal?.aborted) return;
    forget(target, type, callback, isCapture);
    listeners.push({target, type, callback, isCapture});
    const over = (): void => forget(target, type, callback, isCapture);
    if (signal) native('addEventListener', signal, ['abort', over, {once: true}]);
    if (once) native('addEventListener', target, [type, over, {once: true, capture: isCapture}]);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, callback, options) {
    const target = this ?? window;
    forget(target, type, callback, isCapturing(options));
    native('removeEventListener', target, [type, callback, options]);
  };

  const channels = new Set<BroadcastChannel>();
  class WatchedChannel extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }

    override close(): void {
      channels.delete(this);
      super.close();
    }
  }
  window.BroadcastChannel = WatchedChannel;

  window.leftBehind = async () => {
    const {held = [], pending = []} = await navigator.locks.query();
    return {
      timers: [...timers.values()],
      listeners: listeners.map(({target, type}) => `${target.constructor.name} ${type}`).sort(),
      locks: [...held, ...pending].map(({name}) => name ?? ''),
      channels: channels.size,
    };
  };
}
