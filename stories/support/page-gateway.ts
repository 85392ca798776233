import {getResponse, type HttpHandler} from 'msw';
import {createGateway, type GatewayProvider} from '../../src/gateway/index.js';

export interface PageGatewayOptions {
  /** By the part of the address that they get. */
  readonly providers: Readonly<Record<string, GatewayProvider>>;
  /** The providers' own APIs, mocked. */
  readonly handlers: readonly HttpHandler[];
}

/** A gateway that runs in the page which it serves, as it would on the host's server. */
export interface PageGateway {
  /** Where it is mounted. */
  readonly address: string;
  /** Who reaches it: the page, and the provider with its webhooks. */
  readonly fetch: typeof globalThis.fetch;
  /** Breaks the stream of events off; while it lasts, there is no new one. */
  cutEvents(lasts: boolean): void;
}

export function createPageGateway({providers, handlers}: PageGatewayOptions): PageGateway {
  const address = `${location.origin}/messaging`;
  const gateway = createGateway({
    providers,
    publicUrl: address,
    authorize: () => ({user: 'visitor'}),
    fetch: async (input, init) => reached(await getResponse([...handlers], new Request(input, init))),
  });
  let cut: AbortController | undefined = new AbortController();

  async function fetchEvents(request: Request): Promise<Response> {
    if (!cut) return reached(undefined);
    const {body, headers, status} = await gateway.fetch(request);
    const signal = AbortSignal.any([request.signal, cut.signal]);
    // Of a connection that is gone the gateway hears, as it would from a socket.
    return new Response(body?.pipeThrough(new TransformStream(), {signal}), {headers, status});
  }

  return {
    address,
    async fetch(input, init) {
      const request = new PageRequest(input, init);
      return request.url.endsWith('/events') ? fetchEvents(request) : gateway.fetch(request);
    },
    cutEvents(lasts) {
      if (lasts) cut?.abort();
      cut = lasts ? undefined : new AbortController();
    },
  };
}

/** A request with the origin that the browser adds on the way: from within the page nobody may name it. */
class PageRequest extends Request {
  readonly #headers = new Headers([...super.headers, ['origin', location.origin]]);

  override get headers(): Headers {
    return this.#headers;
  }
}

/** What a network does with what never arrived. */
function reached(response: Response | undefined): Response {
  if (!response || response.type === 'error') throw new TypeError('Nothing answered.');
  return response;
}
