import type {HttpHandler} from 'msw';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';

/** An adapter for a small world, and the HTTP API it speaks to, if it speaks to one. */
export interface DemoConnection {
  readonly adapter: MessagingAdapter;
  /** To be given to a mock service worker before the adapter is used. */
  readonly handlers: readonly HttpHandler[];
  /** Breaks off its stream of events, if it has one; while it lasts, there is no new one. */
  readonly cutEvents?: (lasts: boolean) => void;
}

/** How the demo and the stories reach one small world: directly, or through a provider's own HTTP API. */
export interface DemoProvider {
  readonly label: string;
  /** Code of providers is loaded when one is chosen. */
  connect(backend: Backend): Promise<DemoConnection>;
}

/** The network is this page: looking often costs nothing. */
const polling = {conversations: 2000, messages: 1500};

// Made up: the mocks accept any credential that is not empty.
const bearer = () => ({authorization: 'Bearer demo-token'});

const SURGE_ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';

export const demoProviders = {
  memory: {
    label: 'Embedded',
    async connect(backend) {
      const {createMemoryAdapter} = await import('../../src/providers/memory/index.js');
      return {adapter: createMemoryAdapter({backend}), handlers: []};
    },
  },
  surge: {
    label: 'Surge',
    async connect(backend) {
      const [{createSurgeAdapter}, {createSurgeHandlers, pastSurgeWebhooks, relaySurgeWebhooks}] = await Promise.all([
        import('../../src/providers/surge/index.js'),
        import('../../src/providers/surge/mock.js'),
      ]);
      const adapter = createSurgeAdapter({accountId: SURGE_ACCOUNT, headers: bearer, polling, webhooks: true});
      const deliver = (payload: unknown) => void adapter.receiveWebhook?.(payload);
      pastSurgeWebhooks(backend).forEach(deliver);
      relaySurgeWebhooks(backend, deliver);
      return {adapter, handlers: createSurgeHandlers(backend)};
    },
  },
  'surge-gateway': {
    label: 'Surge over a gateway',
    async connect(backend) {
      const [{createSurgeAdapter}, {surgeGateway}, mock, {createPageGateway}] = await Promise.all([
        import('../../src/providers/surge/index.js'),
        import('../../src/providers/surge/gateway.js'),
        import('../../src/providers/surge/mock.js'),
        import('./page-gateway.js'),
      ]);
      // Made up too, and known to nobody but this page's gateway and the provider.
      const account = {accountId: SURGE_ACCOUNT, apiKey: 'demo-key', webhookSecrets: [`whsec_${btoa('demo secret')}`]};
      const {address, fetch, cutEvents} = createPageGateway({
        providers: {surge: surgeGateway({accounts: account})},
        handlers: mock.createSurgeHandlers(backend),
      });
      const [secret = ''] = account.webhookSecrets;
      mock.postSurgeWebhooks(backend, {url: `${address}/surge/webhook`, secret, fetch});
      // Each tab has a world of its own, and shares no stream with another.
      const viewer = crypto.randomUUID();
      const adapter = createSurgeAdapter({accountId: SURGE_ACCOUNT, gateway: address, viewer, fetch, polling});
      // What happened before anybody listened.
      for (const payload of mock.pastSurgeWebhooks(backend)) adapter.receiveWebhook?.(payload);
      return {adapter, handlers: [], cutEvents};
    },
  },
  amplifi: {
    label: 'Amplifi',
    async connect(backend) {
      const [{createAmplifiAdapter}, {createAmplifiHandlers}] = await Promise.all([
        import('../../src/providers/amplifi/index.js'),
        import('../../src/providers/amplifi/mock.js'),
      ]);
      const organizationId = '3f4e5c6d-7a8b-9012-cdef-1234567890ab';
      return {
        adapter: createAmplifiAdapter({organizationId, headers: bearer, polling}),
        handlers: createAmplifiHandlers(backend),
      };
    },
  },
  bird: {
    label: 'Bird',
    async connect(backend) {
      const [{createBirdAdapter}, mock] = await Promise.all([
        import('../../src/providers/bird/index.js'),
        import('../../src/providers/bird/mock.js'),
      ]);
      // An empty world stays empty.
      if (backend.threads().length > 0) mock.addBirdExtras(backend);
      const {text: preview, ...template} = mock.WELCOME_TEMPLATE;
      const adapter = createBirdAdapter({
        workspaceId: 'a1405560-c8d3-4b1a-877d-3f449ad95352',
        participantId: '0c0defe3-c98d-46d9-a9bf-febc1e08aa0c',
        channels: mock.birdChannels(backend),
        templates: [
          {...template, id: 'welcome', name: 'Welcome', preview, parameters: [{key: 'name', label: 'First name'}]},
        ],
        headers: () => ({authorization: 'AccessKey demo-key'}),
        polling,
      });
      mock.relayBirdWebhooks(backend, (payload) => void adapter.receiveWebhook?.(payload));
      return {adapter, handlers: mock.createBirdHandlers(backend, {templates: [mock.WELCOME_TEMPLATE]})};
    },
  },
  digivault: {
    label: 'DigiVault',
    async connect(backend) {
      const [{createDigivaultAdapter}, mock] = await Promise.all([
        import('../../src/providers/digivault/index.js'),
        import('../../src/providers/digivault/mock.js'),
      ]);
      // An empty world stays empty.
      const groups = backend.threads().length > 0 ? mock.addDigivaultExtras(backend) : undefined;
      // Its real limits are part of what there is to see, so looking is left at its usual pace.
      const adapter = createDigivaultAdapter({headers: bearer, ownContactId: mock.OWN_CONTACT.id});
      mock.relayDigivaultWebhooks(backend, (payload) => void adapter.receiveWebhook?.(payload), {groups});
      return {adapter, handlers: mock.createDigivaultHandlers(backend, {groups})};
    },
  },
  agentphone: {
    label: 'AgentPhone',
    async connect(backend) {
      const [{createAgentPhoneAdapter}, {createAgentPhoneHandlers, relayAgentPhoneWebhooks}] = await Promise.all([
        import('../../src/providers/agentphone/index.js'),
        import('../../src/providers/agentphone/mock.js'),
      ]);
      const numberId = backend.ownNumbers()[0]?.id;
      const adapter = createAgentPhoneAdapter({headers: bearer, polling, numberId});
      relayAgentPhoneWebhooks(backend, (payload) => void adapter.receiveWebhook?.(payload));
      return {adapter, handlers: createAgentPhoneHandlers(backend)};
    },
  },
  several: {
    label: 'Several accounts',
    async connect(backend) {
      const [{joinAdapters}, {createMemoryAdapter}, {createBackend}] = await Promise.all([
        import('../../src/adapter/index.js'),
        import('../../src/providers/memory/index.js'),
        import('../../src/backend/scenarios/index.js'),
      ]);
      const service = createMemoryAdapter({
        backend: createBackend({scenario: 'every-kind', clock: backend.clock}),
        capabilities: {archiveConversation: 'none', starred: 'none', replyToMessage: 'none'},
      });
      const adapter = joinAdapters([
        {id: 'shop', label: 'Shop', adapter: createMemoryAdapter({backend})},
        {id: 'service', label: 'Service', adapter: service},
      ]);
      return {adapter, handlers: []};
    },
  },
} satisfies Readonly<Record<string, DemoProvider>>;

export type DemoProviderName = keyof typeof demoProviders;

export const isDemoProvider = (name: string): name is DemoProviderName => Object.hasOwn(demoProviders, name);
