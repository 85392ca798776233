import {createAmplifiAdapter} from '../../../src/providers/amplifi/index.js';

export const JANE = '+19195551234';

export const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers every request with the same body. */
export function adapterAnswering(body: unknown) {
  const requests: {url: string; body: string}[] = [];
  const adapter = createAmplifiAdapter({
    organizationId: '3f4e5c6d-7a8b-9012-cdef-1234567890ab',
    fetch: async (input, init) => {
      requests.push({url: urlOf(input), body: typeof init?.body === 'string' ? init.body : ''});
      return Response.json(body);
    },
  });
  return {adapter, requests};
}
