import {getResponse, type HttpHandler} from 'msw';
import type {BudgetClock} from '../../../src/providers/digivault/index.js';

/** A `fetch` that is answered by handlers in this page, without a network in between. */
export const fetchFrom =
  (handlers: HttpHandler[]): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const response = await getResponse(handlers, request);
    if (!response || response.type === 'error') throw new TypeError('Failed to fetch');
    return response;
  };

/** Time that runs a hundred times as fast, so that waiting for a rate limit takes no time worth mentioning. */
export function fastClock(factor = 100): BudgetClock {
  const startedAt = Date.now();
  return {
    now: () => startedAt + (Date.now() - startedAt) * factor,
    schedule(delay, task) {
      const timer = setTimeout(task, delay / factor);
      return () => clearTimeout(timer);
    },
  };
}
