import type {AdapterEvent} from './adapter-event.js';
import type {AdapterSubscription, Pace} from './messaging-adapter.js';

export interface PollingOptions {
  /** Milliseconds between looks at the list while somebody is active. */
  readonly conversations: number;
  /** Milliseconds between looks at the conversation on screen while somebody is active. */
  readonly messages: number;
  /** How many times slower everything goes while nobody is active. */
  readonly idleFactor?: number;
}

/**
 * Live updates for providers that push nothing to a page: says at intervals what to read again. Reading, merging and
 * catching up are the stores' work, so polled and pushed news take the same way.
 */
export function subscribeByPolling(
  listener: (event: AdapterEvent) => void,
  {conversations, messages, idleFactor = 4}: PollingOptions,
): AdapterSubscription {
  let watched: string | undefined;
  let pace: Pace = 'active';
  let timers: ReturnType<typeof setInterval>[] = [];
  let closed = false;

  const lookAtList = () => listener({type: 'conversations-stale'});
  const lookAtThread = () => {
    if (watched !== undefined) listener({type: 'messages-stale', conversationId: watched});
  };
  const stop = () => {
    timers.forEach(clearInterval);
    timers = [];
  };
  const start = () => {
    stop();
    if (closed || pace === 'hidden') return;
    const factor = pace === 'idle' ? idleFactor : 1;
    timers = [setInterval(lookAtList, conversations * factor), setInterval(lookAtThread, messages * factor)];
  };

  start();
  return {
    watch(conversationId) {
      watched = conversationId;
    },
    setPace(next) {
      if (next === pace) return;
      const wasHidden = pace === 'hidden';
      pace = next;
      start();
      if (wasHidden && !closed) {
        lookAtList();
        lookAtThread();
      }
    },
    close() {
      closed = true;
      stop();
    },
  };
}
