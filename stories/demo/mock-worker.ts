import type {HttpHandler} from 'msw';
import type {SetupWorker} from 'msw/browser';

let worker: Promise<SetupWorker> | undefined;

/** Answers requests of this page with the handlers, in place of those before. Starts no worker for none. */
export async function answerWith(handlers: readonly HttpHandler[]): Promise<void> {
  if (handlers.length === 0 && !worker) return;
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
