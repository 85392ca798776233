import type {Backend} from '../../../backend/backend.js';
import {startTimer} from '../../../util/timer.js';
import type {WireEvent} from '../wire.js';
import type {SurgeMockOptions} from './options.js';
import {relaySurgeWebhooks, surgeWebhookHeaders} from './webhooks.js';

export interface SurgeDeliveryOptions {
  /** Where the host takes webhooks in. */
  readonly url: string;
  /** `whsec_` and the key in base 64. */
  readonly secret: string;
  /** How the host is reached. */
  readonly fetch?: typeof globalThis.fetch;
}

/** How often one is posted until it is given up, and the first of the pauses in between, which double. */
const ATTEMPTS = 6;
const FIRST_PAUSE = 500;

/**
 * Posts a signed webhook to a host for everything that happens from now on: in order, each until the host has acknowledged
 * it. For trying out a host's server.
 *
 * @returns ends it
 */
export function postSurgeWebhooks(
  backend: Backend,
  {url, secret, fetch = globalThis.fetch}: SurgeDeliveryOptions,
  options: SurgeMockOptions = {},
): () => void {
  const leaving = new AbortController();
  const {signal} = leaving;
  let before = Promise.resolve();

  async function post(event: WireEvent): Promise<void> {
    const body = JSON.stringify(event);
    for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt++) {
      if (attempt > 0) await pause(FIRST_PAUSE * 2 ** (attempt - 1), signal);
      const timestamp = Math.floor(backend.clock.now() / 1000);
      const headers = await surgeWebhookHeaders(body, {secret, id: event.id ?? '', timestamp});
      const answer = await fetch(url, {method: 'POST', headers, body, signal}).catch(() => undefined);
      if (answer?.ok) return;
    }
  }

  const stop = relaySurgeWebhooks(backend, (event) => void (before = before.then(() => post(event))), options);
  return () => {
    stop();
    leaving.abort();
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    startTimer(milliseconds, resolve);
    signal.addEventListener('abort', () => resolve(), {once: true});
  });
}
