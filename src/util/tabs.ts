/** Reaches the other tabs of this origin, where the browser can. */
export class TabChannel<Message> {
  #channel: BroadcastChannel | undefined;

  /** @param onMessage told what others say, which may be tabs of another version */
  constructor(name: string, onMessage?: (data: unknown) => void) {
    try {
      this.#channel = new BroadcastChannel(name);
    } catch {
      // There is none, or not in this kind of frame. What others did is seen at the next look.
      return;
    }
    if (onMessage) this.#channel.onmessage = ({data}: MessageEvent<unknown>) => onMessage(data);
  }

  get works(): boolean {
    return this.#channel !== undefined;
  }

  post(message: Message): void {
    this.#channel?.postMessage(message);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}

/** Pages without https have none, and neither have other runtimes. */
function lockManager(): LockManager | undefined {
  const navigator: {readonly locks?: LockManager} | undefined = globalThis.navigator;
  return navigator?.locks;
}

/**
 * Waits until this tab is the one that has the lock, works, and gives it back; it also ends with the page. The signal ends
 * the waiting, not the work, which must not throw.
 *
 * @returns false when nothing was done: called off while waiting, or there are no locks here, or not in this kind of frame,
 *   or not for names that begin with "-"
 */
export async function underLock(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<boolean> {
  const locks = lockManager();
  try {
    await locks?.request(name, {signal}, work);
    return locks !== undefined;
  } catch {
    return false;
  }
}

/**
 * Whether this tab is the first to take a name; it keeps it until the signal is aborted, or its page ends. Where there are no
 * locks every tab is.
 */
export async function takeName(name: string, signal: AbortSignal): Promise<boolean> {
  const locks = lockManager();
  if (!locks) return true;
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null);
      return lock ? new Promise((release) => signal.addEventListener('abort', () => release())) : undefined;
    };
    locks.request(name, {ifAvailable: true}, hold).catch(() => resolve(true));
  });
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
  const page: Document | undefined = globalThis.document;
  const onVisibility = () => {
    if (page?.visibilityState === 'visible') onWake();
  };
  page?.addEventListener('visibilitychange', onVisibility, {signal});
  return () => watching.abort();
}
