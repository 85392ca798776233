import {setupWorker} from 'msw/browser';
import {describeAdapterContract} from '../../adapter/contract-suite.js';
import {amplifiContract} from './contract-set-up.js';

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
    amplifiContract({}, (handlers) => {
      worker.use(...handlers);
      return {dispose: () => worker.resetHandlers()};
    }),
  );

  // What the document leaves open, in every combination, without the service worker in between.
  for (const replyIdDiffers of [false, true]) {
    for (const shortenUrls of [false, true]) {
      for (const retryAfterAsDate of [false, true]) {
        const options = {replyIdDiffers, shortenUrls, retryAfterAsDate};
        const chosen = Object.entries(options).flatMap(([name, isOn]) => (isOn ? [name] : []));
        describeAdapterContract(
          `the Amplifi adapter with ${chosen.join(', ') || 'nothing switched on'}`,
          amplifiContract(options),
        );
      }
    }
  }
});
