import {getResponse, type HttpHandler} from 'msw';
import {setupWorker} from 'msw/browser';
import type {Backend} from '../../../src/backend/backend.js';
import {
  conformanceCases,
  createConformanceWire,
  wireHooks,
  type ConformanceHooks,
  type WiredWorld,
} from '../../../src/conformance/index.js';
import {createAgentPhoneAdapter} from '../../../src/providers/agentphone/index.js';
import {
  agentPhoneWebhook,
  createAgentPhoneHandlers,
  type AgentPhoneMockOptions,
} from '../../../src/providers/agentphone/mock.js';
import {backendHooks, factsOf, type BackendWorld} from '../../adapter/contract-hooks.js';
import {createContractWorld, OWN_NUMBER, PEOPLE} from '../../adapter/contract-world.js';

type World = WiredWorld & BackendWorld;

const ORDERS = ['newest-first', 'oldest-first'] as const;
const BOUNDS = ['exclusive', 'inclusive'] as const;
const TAKEN = ['nearest', 'newest', 'oldest'] as const;
const TIMESTAMPS = ['milliseconds', 'seconds', 'micros', 'zoneless-micros'] as const;
const ENVELOPES = ['documented', 'fastapi'] as const;

/** Every combination of what decides about pages of messages; the times take turns, so that each meets each switch. */
const COMBINATIONS: readonly AgentPhoneMockOptions[] = ORDERS.flatMap((messageOrder) =>
  BOUNDS.flatMap((beforeBound) =>
    BOUNDS.flatMap((afterBound) => TAKEN.map((pageTaken) => ({messageOrder, beforeBound, afterBound, pageTaken}))),
  ),
).map((switches, index) => ({...switches, timestamps: TIMESTAMPS[index % TIMESTAMPS.length]}));

const nameOf = (options: AgentPhoneMockOptions): string =>
  Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** The mock without a service worker in between: hundreds of cases take their time otherwise. */
function fetchFrom(handlers: HttpHandler[]): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await getResponse(handlers, new Request(input, init));
    if (!response || response.type === 'error') throw new TypeError('Failed to fetch');
    return response;
  };
}

function payloadsOf(backend: Backend, options: AgentPhoneMockOptions) {
  const thread = backend.threadWithPhone(PEOPLE.answering);
  const messages = thread ? backend.messagesOf(thread.id) : [];
  return messages.map(
    (message) => thread && agentPhoneWebhook(backend, {type: 'message-created', message, thread}, options),
  );
}

describe('AgentPhone', () => {
  const worker = setupWorker();
  before(() =>
    worker.start({
      quiet: true,
      onUnhandledRequest: 'bypass',
      serviceWorker: {url: '/mockServiceWorker.js'},
    }),
  );
  after(() => worker.stop());

  interface Contract {
    readonly options?: AgentPhoneMockOptions;
    /** All of them by default. */
    readonly groups?: readonly string[];
    readonly overHttp?: boolean;
  }

  function describeContract(name: string, {options = {}, groups, overHttp = false}: Contract): void {
    const setUp = (): World => {
      const world = createContractWorld();
      const handlers = createAgentPhoneHandlers(world.backend, options);
      if (overHttp) worker.use(...handlers);
      const wire = createConformanceWire(overHttp ? {} : {fetch: fetchFrom(handlers)});
      const dispose = () => {
        worker.resetHandlers();
        world.backend.close();
      };
      return {
        adapter: createAgentPhoneAdapter({headers: wire.headers, fetch: wire.fetch, numberId: OWN_NUMBER}),
        ...{world, wire, dispose},
        strangerConversationId: 'conv_nobody',
        facts: factsOf(world),
      };
    };
    const hooks: ConformanceHooks<World> = {
      ...wireHooks,
      ...backendHooks,
      webhookPayloads: ({world: {backend}}) => payloadsOf(backend, options),
      // Consent and landlines are the carrier's to refuse, and its 502 leaves a doubt: see the adapter's own tests.
      optOut: undefined,
      refusals: undefined,
    };
    describe(`the AgentPhone adapter ${name}`, () => {
      for (const {group, name: title, skip, run} of conformanceCases(setUp, hooks)) {
        if (groups && !groups.includes(group)) continue;
        if (skip) it.skip(`${group}: ${title} (${skip})`);
        else {
          it(`${group}: ${title}`, async function () {
            if ((await run()).outcome === 'not-promised') this.skip();
          });
        }
      }
    });
  }

  describeContract('over HTTP', {overHttp: true});

  for (const options of ENVELOPES.flatMap((errorEnvelope) =>
    [false, true].map((hidesSentConversation) => ({errorEnvelope, hidesSentConversation})),
  )) {
    describeContract(`with ${nameOf(options)}`, {options});
  }

  for (const options of COMBINATIONS) {
    const groups = ['the list of conversations', 'the messages of a conversation'];
    describeContract(`with ${nameOf(options)}`, {options, groups});
  }
});
