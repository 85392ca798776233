import {setupWorker, type SetupWorker} from 'msw/browser';
import type {Connect} from './in-process.js';

/** A request as it arrived at the provider. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Promise<string>;
}

/** Real HTTP between the tests and a provider's mock. */
export interface OverHttp {
  readonly worker: SetupWorker;
  /** Everything that arrived at the provider during the test. */
  readonly seen: SeenRequest[];
  readonly lastRequest: () => SeenRequest;
  /** Lets the adapter contract go this way. */
  readonly connect: Connect;
}

/** A service worker for the length of the surrounding `describe`, or of the file: every test begins without a trace. */
export function overHttp(): OverHttp {
  const worker = setupWorker();
  const seen: SeenRequest[] = [];

  before(async () => {
    await worker.start({quiet: true, onUnhandledRequest: 'bypass', serviceWorker: {url: '/mockServiceWorker.js'}});
    worker.events.on('request:start', ({request}) => {
      seen.push({method: request.method, url: request.url, headers: request.headers, body: request.clone().text()});
    });
  });
  after(() => worker.stop());
  beforeEach(() => void seen.splice(0));
  afterEach(() => worker.resetHandlers());

  return {
    worker,
    seen,
    lastRequest() {
      const last = seen.at(-1);
      if (!last) throw new Error('nothing was asked');
      return last;
    },
    connect(handlers) {
      worker.use(...handlers);
      return {dispose: () => worker.resetHandlers()};
    },
  };
}

/** What a request carried; an empty one carried nothing. */
export const bodyOf = async (request: SeenRequest | undefined): Promise<Readonly<Record<string, unknown>> | null> =>
  JSON.parse((await request?.body) ?? 'null') as Readonly<Record<string, unknown>> | null;
