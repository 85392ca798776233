import type {AdapterEvent} from './adapter-event.js';
import type {AdapterSubscription, PollMode} from './messaging-adapter.js';

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
  let pollMode: PollMode = 'active';
  let timers: ReturnType<typeof setInterval>[] = [];
  let closed = false;

  const lookAtList = () => listener({type: 'conversations-invalidated'});
  const lookAtThread = () => {
    if (watched !== undefined) listener({type: 'messages-invalidated', conversationId: watched});
  };
  const stop = () => {
    timers.forEach(clearInterval);
    timers = [];
  };
  const start = () => {
    stop();
    if (closed || pollMode === 'hidden') return;
    const factor = pollMode === 'idle' ? idleFactor : 1;
    timers = [setInterval(lookAtList, conversations * factor), setInterval(lookAtThread, messages * factor)];
  };

  start();
  return {
    watch(conversationId) {
      watched = conversationId;
    },
    setPollMode(next) {
      if (next === pollMode) return;
      const wasHidden = pollMode === 'hidden';
      pollMode = next;
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
