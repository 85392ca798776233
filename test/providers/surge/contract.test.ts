import {getResponse, type HttpHandler} from 'msw';
import {setupWorker} from 'msw/browser';
import {createConformanceWire, wireHooks} from '../../../src/conformance/index.js';
import {createSurgeAdapter} from '../../../src/providers/surge/index.js';
import {
  createSurgeHandlers,
  pastSurgeWebhooks,
  relaySurgeWebhooks,
  type SurgeMockOptions,
} from '../../../src/providers/surge/mock.js';
import {createContractWorld, describeAdapterContract} from '../../adapter/contract-suite.js';

const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';

/** Everything undocumented that pages, their order or their bounds depend on. */
const PAGING: readonly SurgeMockOptions[] = (['newest-first', 'oldest-first'] as const).flatMap((order) =>
  [false, true].flatMap((repeatsAtCursor) =>
    (['typeid', 'opaque'] as const).map((ids) => ({
      ...{order, repeatsAtCursor, ids},
      pageSize: ids === 'typeid' ? 20 : 9,
      omitsMissingCursors: repeatsAtCursor,
    })),
  ),
);

/** What depends on how pages are cut. */
const PAGED = ['the list of conversations', 'the messages of a conversation', 'sending'];
/** What depends neither on pages nor on what answers say; it is tried once. */
const UNRELATED = ['answers nobody expected', 'trouble on the way', 'calling off', 'keys and signing in'];

interface Connection {
  readonly webhooks: boolean;
  readonly mock: SurgeMockOptions;
}

const nameOf = ({webhooks, mock}: Connection): string => {
  const switches = Object.entries(mock).map(([name, value]) => `${name}: ${value}`);
  return [webhooks ? 'with webhooks' : 'by looking alone', ...switches].join(', ');
};

/** Asks the mock without a network in between, for the many ways it can be set up. */
const fetchFrom =
  (handlers: HttpHandler[]): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await getResponse(handlers, new Request(input, init));
    if (!response || response.type === 'error') throw new TypeError('The connection was lost.');
    return response;
  };

describe('Surge', () => {
  const worker = setupWorker();
  before(() =>
    worker.start({
      quiet: true,
      onUnhandledRequest: 'bypass',
      serviceWorker: {url: '/mockServiceWorker.js'},
    }),
  );
  after(() => worker.stop());

  const connections: readonly Connection[] = [
    ...PAGING.map((mock) => ({webhooks: true, mock})),
    {webhooks: true, mock: {statusInAnswers: true, contactNames: false}},
    {webhooks: true, mock: {conversationInMessages: 'id-only'}},
    {webhooks: false, mock: {statusInAnswers: true}},
    {webhooks: false, mock: {order: 'oldest-first', retryAfterAsDate: true}},
  ];

  for (const connection of connections) {
    const {mock, webhooks} = connection;
    const isFirst = connection === connections[0];
    const {statusInAnswers = false, contactNames = true, order, ids} = mock;
    describeAdapterContract(
      `the Surge adapter ${nameOf(connection)}`,
      async () => {
        const world = createContractWorld();
        // The provider knows no credits, and one case sends hundreds of messages.
        world.backend.setCredits(10_000);
        const handlers = createSurgeHandlers(world.backend, mock);
        const wire = createConformanceWire(isFirst ? {} : {fetch: fetchFrom(handlers)});
        if (isFirst) worker.use(...handlers);
        const adapter = createSurgeAdapter({
          accountId: ACCOUNT,
          headers: wire.headers,
          fetch: wire.fetch,
          webhooks,
          statusInAnswers,
          // Ids that tell nothing tell nothing about the order either.
          ...(ids === 'opaque' && {listOrder: order}),
        });
        const receive = (payload: unknown) => void adapter.receiveWebhook?.(payload);
        if (webhooks) pastSurgeWebhooks(world.backend, mock).forEach(receive);
        const stop = webhooks ? relaySurgeWebhooks(world.backend, receive, mock) : () => undefined;
        const dispose = () => {
          stop();
          worker.resetHandlers();
        };
        return {
          ...{adapter, world, wire, dispose},
          strangerConversationId: 'cnv_01jav8xy7fe4nsay3c9deqxge9',
          untold: [
            ...(statusInAnswers ? [] : (['archived'] as const)),
            ...(contactNames ? [] : (['name'] as const)),
            'undelivered',
          ],
          // Whether a number takes texts is found out by sending.
          refusalKinds: {'not-textable': [], 'lookup-pending': []},
        } as const;
      },
      {
        ...wireHooks,
        webhookPayloads: ({world}) => pastSurgeWebhooks(world.backend, mock).slice(-20),
      },
      (group) => isFirst || (PAGING.includes(mock) ? PAGED.includes(group) : !UNRELATED.includes(group)),
    );
  }
});
