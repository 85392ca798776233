import {getResponse} from 'msw';
import {setupWorker} from 'msw/browser';
import {
  createConformanceWire,
  wireHooks,
  type ConformanceHooks,
  type ConformanceWorld,
} from '../../../src/conformance/index.js';
import {createBirdAdapter} from '../../../src/providers/bird/index.js';
import {createBirdHandlers, birdWebhook, type BirdMockOptions} from '../../../src/providers/bird/mock.js';
import {createContractWorld, describeAdapterContract} from '../../adapter/contract-suite.js';
import {WORKSPACE} from './bird-world.js';

/** Everything the documents leave open about order, pages and times, in every combination. */
const COMBINATIONS: readonly BirdMockOptions[] = (['activity', 'created'] as const).flatMap((conversationOrder) =>
  [false, true].flatMap((oldestFirst) =>
    [false, true].flatMap((emptyLastPage) =>
      (['mixed', 'none', 'nine'] as const).map((fractionDigits) => ({
        ...{conversationOrder, oldestFirst, emptyLastPage, fractionDigits},
      })),
    ),
  ),
);

const nameOf = (options: BirdMockOptions): string =>
  Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** Takes turns with what has no bearing on pages. */
const othersOf = (index: number): BirdMockOptions => ({
  total: index % 2 === 0,
  attributes: index % 2 === 0 ? 'replace' : 'merge',
  errorEnvelope: (['flat', 'nested', 'empty'] as const)[index % 3],
});

/** The mock without a network in between, which is much faster. */
function fetchFrom(handlers: ReturnType<typeof createBirdHandlers>): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await getResponse(handlers, new Request(input, init));
    if (!response || response.type === 'error') throw new TypeError('Failed to fetch');
    return response;
  };
}

function setUp(
  options: BirdMockOptions,
  connect: (handlers: ReturnType<typeof createBirdHandlers>) => {fetch?: typeof fetch; dispose?: () => void},
) {
  const world = createContractWorld();
  const handlers = createBirdHandlers(world.backend, {...options, workspaceId: WORKSPACE.workspaceId});
  const {fetch, dispose = () => undefined} = connect(handlers);
  const headers = (secret: string) => ({authorization: `AccessKey ${secret}`});
  const wire = createConformanceWire({headers, ...(fetch && {fetch})});
  const channels = world.backend.ownNumbers().map(({id, label}) => ({id, label, platform: 'sms'}));
  const adapter = createBirdAdapter({...WORKSPACE, channels, headers: wire.headers, fetch: wire.fetch});
  return {
    ...{adapter, world, wire, dispose},
    strangerConversationId: '00000000-0000-4000-8000-000000000000',
    // An archived thread of the world is a closed conversation of Bird, which is listed.
    untold: ['archived'] as const,
    // Bird takes every message; that it does not arrive is told by the message, later.
    refusalKinds: {'opted-out': [], 'not-textable': [], 'lookup-pending': []},
  };
}

type SetUp = ReturnType<typeof setUp>;

const hooks: ConformanceHooks<SetUp & ConformanceWorld> = {
  ...wireHooks,
  webhookPayloads: ({world: {backend}}) =>
    backend
      .threads()
      .slice(0, 3)
      .flatMap((thread) => birdWebhook(backend, {type: 'thread-updated', thread}) ?? []),
  // As with those who cannot be written to: the message is taken, and fails later.
  optOut: undefined,
  setCredits: undefined,
  // A conversation leaves from its channel; there is no default number.
  withoutOwnNumber: undefined,
};

describe('Bird over HTTP', () => {
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
    'the Bird adapter',
    async () =>
      setUp({}, (handlers) => {
        worker.use(...handlers);
        return {dispose: () => worker.resetHandlers()};
      }),
    hooks,
  );
});

const DEPENDS_ON_ORDER = ['the list of conversations', 'the messages of a conversation', 'sending'];

for (const [index, combination] of COMBINATIONS.entries()) {
  describeAdapterContract(
    `the Bird adapter (${nameOf(combination)})`,
    async () => setUp({...combination, ...othersOf(index)}, (handlers) => ({fetch: fetchFrom(handlers)})),
    hooks,
    (group) => DEPENDS_ON_ORDER.includes(group),
  );
}
