import type {HttpHandler} from 'msw';
import type {SetupWorker} from 'msw/browser';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';

/** How the demo and the stories reach one small world: directly, or through a provider's own HTTP API. */
export interface DemoProvider {
  readonly label: string;
  /** Code of providers is loaded when one is chosen. */
  connect(backend: Backend): Promise<MessagingAdapter>;
}

let worker: Promise<SetupWorker> | undefined;

/** Answers requests of this page with the handlers, in place of those before. */
async function answerWith(handlers: HttpHandler[]): Promise<void> {
  worker ??= import('msw/browser').then(async ({setupWorker}) => {
    const started = setupWorker();
    await started.start({
      quiet: true,
      onUnhandledRequest: 'bypass',
      serviceWorker: {url: new URL('mockServiceWorker.js', document.baseURI).pathname},
    });
    return started;
  });
  (await worker).resetHandlers(...handlers);
}

// Made up: the mock accepts any token that is not empty.
const DEMO_HEADERS = {authorization: 'Bearer demo-token'};
const DEMO_ORGANIZATION = '3f4e5c6d-7a8b-9012-cdef-1234567890ab';

export const demoProviders: Readonly<Record<string, DemoProvider>> = {
  memory: {
    label: 'Embedded',
    async connect(backend) {
      const {createMemoryAdapter} = await import('../../src/providers/memory/index.js');
      return createMemoryAdapter({backend});
    },
  },
  amplifi: {
    label: 'Amplifi',
    async connect(backend) {
      const [{createAmplifiAdapter}, {createAmplifiHandlers}] = await Promise.all([
        import('../../src/providers/amplifi/index.js'),
        import('../../src/providers/amplifi/mock.js'),
      ]);
      await answerWith(createAmplifiHandlers(backend));
      return createAmplifiAdapter({
        organizationId: DEMO_ORGANIZATION,
        headers: () => DEMO_HEADERS,
        // The network is this page: looking often costs nothing.
        polling: {conversations: 2000, messages: 1500},
      });
    },
  },
};
