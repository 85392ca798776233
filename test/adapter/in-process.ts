import {getResponse, type HttpHandler} from 'msw';

/** A `fetch` that is answered by handlers right here, without a network or a service worker in between. */
export const fetchFrom =
  (handlers: HttpHandler[]): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const response = await getResponse(handlers, request);
    if (!response || response.type === 'error') throw new TypeError('Failed to fetch');
    return response;
  };

/** How an adapter reaches a mock: through a `fetch` of its own, or through the global one. */
export interface Connection {
  readonly fetch?: typeof globalThis.fetch;
  readonly dispose?: () => void;
}

export type Connect = (handlers: HttpHandler[]) => Connection;

/** Much faster than a service worker, and there in Node too. */
export const inProcess: Connect = (handlers) => ({fetch: fetchFrom(handlers)});
