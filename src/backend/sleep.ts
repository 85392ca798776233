import type {Clock} from './clock.js';

/**
 * Waits on a clock; without a delay only until the next microtask.
 *
 * @throws the signal's reason as soon as it aborts
 */
export async function sleep(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (delay > 0) {
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        cancel();
        reject(signal?.reason as Error);
      };
      const cancel = clock.schedule(delay, () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      });
      signal?.addEventListener('abort', giveUp, {once: true});
    });
  } else {
    await Promise.resolve();
  }
  signal?.throwIfAborted();
}
