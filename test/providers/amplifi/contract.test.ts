import {setupWorker} from 'msw/browser';
import {createConformanceWire, wireHooks} from '../../../src/conformance/index.js';
import {createAmplifiAdapter} from '../../../src/providers/amplifi/index.js';
import {createAmplifiHandlers} from '../../../src/providers/amplifi/mock.js';
import {createContractWorld, describeAdapterContract} from '../../adapter/contract-suite.js';
import {fetchFrom} from '../digivault/in-process.js';

describe('Amplifi', () => {
  const worker = setupWorker();
  before(() =>
    worker.start({
      quiet: true,
      onUnhandledRequest: 'bypass',
      serviceWorker: {url: '/mockServiceWorker.js'},
    }),
  );
  after(() => worker.stop());

  describeAdapterContract(
    'the Amplifi adapter',
    async () => {
      const world = createContractWorld();
      const wire = createConformanceWire();
      worker.use(...createAmplifiHandlers(world.backend));
      const adapter = createAmplifiAdapter({
        organizationId: '3f4e5c6d-7a8b-9012-cdef-1234567890ab',
        headers: wire.headers,
        fetch: wire.fetch,
      });
      return {adapter, world, wire, dispose: () => worker.resetHandlers()};
    },
    wireHooks,
  );

  // What the document leaves open, in every combination, without the service worker in between.
  for (const replyIdDiffers of [false, true]) {
    for (const shortenUrls of [false, true]) {
      for (const retryAfterAsDate of [false, true]) {
        const options = {replyIdDiffers, shortenUrls, retryAfterAsDate};
        const chosen = Object.entries(options).flatMap(([name, isOn]) => (isOn ? [name] : []));
        describeAdapterContract(
          `the Amplifi adapter with ${chosen.join(', ') || 'nothing switched on'}`,
          () => {
            const world = createContractWorld();
            const wire = createConformanceWire({fetch: fetchFrom(createAmplifiHandlers(world.backend, options))});
            const adapter = createAmplifiAdapter({
              organizationId: '3f4e5c6d-7a8b-9012-cdef-1234567890ab',
              headers: wire.headers,
              fetch: wire.fetch,
            });
            return Promise.resolve({adapter, world, wire, dispose: () => undefined});
          },
          wireHooks,
        );
      }
    }
  }
});
