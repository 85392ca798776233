import type {AnsweredSend} from '../outbox/entry.js';
import {isAnsweredSend} from './rows.js';
import {CONTENT_STORES, type ContentStore} from './schema.js';

/** What one tab tells the others. */
export type TabMessage =
  /** Rows of these stores are different now. `sent` is what is kept in no store. */
  | {readonly type: 'changed'; readonly stores: readonly ContentStore[]; readonly sent?: AnsweredSend}
  /** Somebody signed out; what is kept from now on belongs to this epoch. */
  | {readonly type: 'cleared'; readonly epoch?: string}
  /** The turn to send may be taken. */
  | {readonly type: 'turn-free'};

/** Tabs of other versions say other things: those mean that anything may have changed. */
function messageFrom(data: unknown): TabMessage {
  const anything: TabMessage = {type: 'changed', stores: CONTENT_STORES};
  if (typeof data !== 'object' || data === null || !('type' in data)) return anything;
  if (data.type === 'turn-free') return {type: 'turn-free'};
  if (data.type === 'cleared') {
    return {type: 'cleared', epoch: 'epoch' in data && typeof data.epoch === 'string' ? data.epoch : undefined};
  }
  if (!('stores' in data) || !Array.isArray(data.stores)) return anything;
  const named: readonly unknown[] = data.stores;
  const sent = 'sent' in data && isAnsweredSend(data.sent) ? {sent: data.sent} : {};
  return {type: 'changed', stores: CONTENT_STORES.filter((store) => named.includes(store)), ...sent};
}

/** Reaches the other tabs, where the browser can. */
export class TabChannel {
  #channel: BroadcastChannel | undefined;

  constructor(name: string, onMessage?: (message: TabMessage) => void) {
    try {
      this.#channel = new BroadcastChannel(name);
    } catch {
      // There is none, or not in this kind of frame. What others did is seen at the next look.
      return;
    }
    if (onMessage) this.#channel.onmessage = ({data}: MessageEvent<unknown>) => onMessage(messageFrom(data));
  }

  get works(): boolean {
    return this.#channel !== undefined;
  }

  post(message: TabMessage): void {
    this.#channel?.postMessage(message);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}

/**
 * Calls when the page is looked at again, comes back from where the browser had put it, or gets a connection; and when
 * it goes away, perhaps for good.
 *
 * @returns how to stop
 */
export function watchPage({onWake, onHide}: {readonly onWake: () => void; readonly onHide: () => void}): () => void {
  const watching = new AbortController();
  const {signal} = watching;
  // A worker has no document, and other runtimes have no events.
  if (typeof globalThis.addEventListener === 'function') {
    globalThis.addEventListener('online', onWake, {signal});
    globalThis.addEventListener('pageshow', onWake, {signal});
    globalThis.addEventListener('pagehide', onHide, {signal});
  }
  if (typeof document !== 'undefined') {
    const onVisibility = () => {
      if (document.visibilityState === 'visible') onWake();
    };
    document.addEventListener('visibilitychange', onVisibility, {signal});
  }
  return () => watching.abort();
}
