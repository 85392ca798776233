import {setupWorker} from 'msw/browser';
import {createConformanceWire, wireHooks} from '../../../src/conformance/index.js';
import {createDigivaultAdapter} from '../../../src/providers/digivault/index.js';
import {
  createDigivaultHandlers,
  pastDigivaultWebhooks,
  type DigivaultMockOptions,
} from '../../../src/providers/digivault/mock.js';
import {createContractWorld, describeAdapterContract} from '../../adapter/contract-suite.js';
import {fastClock, fetchFrom} from './in-process.js';

/** Small numbers are true times here, of 1970, which the suite takes for seconds that were not multiplied. */
const TIMES = ['last_active_at', 'last_opened_at', 'created_at', 'updated_at', 'archived_at', 'read_at'];
const withoutSmallTimes = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (key, value: unknown) => (TIMES.includes(key) && value === 17 ? 17e8 : value));

const worker = setupWorker();

/** @param groups of cases, when not all of them depend on these options */
function describeContract(name: string, mock: DigivaultMockOptions, groups?: readonly string[]) {
  describeAdapterContract(
    `the DigiVault adapter ${name}`,
    async () => {
      const world = createContractWorld();
      // Most cases let no time pass at the provider, whose limits are tried elsewhere.
      const handlers = createDigivaultHandlers(world.backend, {rateLimit: false, ...mock});
      // The long way only where everything is tried.
      if (!groups) worker.use(...handlers);
      const wire = createConformanceWire(groups ? {fetch: fetchFrom(handlers)} : {});
      const adapter = createDigivaultAdapter({
        headers: wire.headers,
        fetch: wire.fetch,
        clock: fastClock(),
        rateLimit: {requests: 2000, writes: 2000},
        namesWithin: 200_000,
      });
      return {
        ...{adapter, world, wire, dispose: () => worker.resetHandlers()},
        // The list has no preview of the last message.
        untold: ['lastText'] as const,
        // The provider does not say why a message is not taken.
        refusalKinds: {'opted-out': ['validation'], 'not-textable': ['validation'], 'lookup-pending': ['validation']},
        strangerConversationId: 'nobody0000000000',
      } as const;
    },
    {
      ...wireHooks,
      // The provider has neither credits nor numbers of our own.
      setCredits: undefined,
      withoutOwnNumber: undefined,
      webhookPayloads: ({world}) => pastDigivaultWebhooks(world.backend, mock),
      rewriteAnswers: (world, rewrite) =>
        wireHooks.rewriteAnswers(world, rewrite && ((body) => withoutSmallTimes(rewrite(body)))),
    },
    (group) => groups?.includes(group) ?? true,
  );
}

describe('DigiVault', () => {
  before(() =>
    worker.start({quiet: true, onUnhandledRequest: 'bypass', serviceWorker: {url: '/mockServiceWorker.js'}}),
  );
  after(() => worker.stop());

  describeContract('over HTTP', {});
  describeContract('with every other answer', {
    messageOrder: 'oldest',
    conversationOrder: 'active',
    attachments: 'object',
    deleteWithoutBody: true,
    refuseExisting: true,
  });

  for (const conversationOrder of ['oldest', 'newest', 'active', 'id'] as const) {
    for (const messageOrder of ['newest', 'oldest'] as const) {
      for (const inclusiveCursors of [false, true]) {
        const mock = {conversationOrder, messageOrder, inclusiveCursors};
        const name = Object.entries(mock).map(([option, value]) => `${option}: ${value}`);
        describeContract(`with ${name.join(', ')}`, mock, [
          'the list of conversations',
          'the messages of a conversation',
          'what can be done with a conversation',
        ]);
      }
    }
  }
});
