import {createBirdAdapter, type BirdAdapterOptions} from '../../../src/providers/bird/index.js';
import {WORKSPACE} from './bird-world.js';

interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

export const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers every request with the same body. */
export function adapterAnswering(body: unknown, options: Partial<BirdAdapterOptions> = {}) {
  const requests: SeenRequest[] = [];
  const adapter = createBirdAdapter({
    ...WORKSPACE,
    ...options,
    fetch: async (input, init) => {
      const sent = typeof init?.body === 'string' ? init.body : 'null';
      requests.push({method: init?.method ?? '', url: urlOf(input), body: JSON.parse(sent)});
      return Response.json(body);
    },
  });
  return {adapter, requests};
}
export const NO_UNREAD = {has: false, source: 'local'};
export const NO_CONSENT = {state: 'unknown', source: 'derived'};
