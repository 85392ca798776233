import {expect, test} from '@playwright/test';
import {
  conformanceCases,
  createConformanceWire,
  wireHooks,
  type ConformanceHooks,
} from '../../src/conformance/index.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {memoryGateway} from '../../src/providers/memory/gateway.js';
import {createRemoteMemoryAdapter} from '../../src/providers/memory/remote.js';
import type {Contract, ContractSetUp} from '../adapter/contract-cases.js';
import {factsOf, worldHooks} from '../adapter/contract-hooks.js';
import {createContractWorld} from '../adapter/contract-world.js';
import type {Connect} from '../adapter/in-process.js';
import {agentPhoneContract} from '../providers/agentphone/contract-set-up.js';
import {amplifiContract} from '../providers/amplifi/contract-set-up.js';
import {birdContract} from '../providers/bird/contract-set-up.js';
import {digivaultContract} from '../providers/digivault/contract-set-up.js';
import {surgeContract} from '../providers/surge/contract-set-up.js';
import {HALVES, KEYS} from './accounts.js';
import {fromHandlers, fromPage, serveGateway, serveProvider} from './servers.js';

/** No viewer of these tests is held back. */
const UNLIMITED = {perMinute: 1e9, burst: 1e9};
const LIMITS = {viewer: UNLIMITED, tenant: UNLIMITED};

/** The way from an adapter to its mock: page → HTTP → gateway → HTTP → provider. */
const throughGateway =
  (name: string, address: string): Connect =>
  (handlers) => {
    const running = (async () => {
      const provider = await serveProvider((arrived) => {
        // The page's own secret stays with the gateway, which signs in with its own.
        expect(arrived.headers.authorization).toContain(KEYS.acme.api);
        return fromHandlers(handlers, address)(arrived);
      });
      const half = HALVES[name]?.({baseUrl: provider.url});
      if (!half) throw new Error(`${name} has no server half`);
      const gateway = await serveGateway({providers: {[name]: half}, limits: LIMITS});
      return {provider, gateway};
    })();
    return {
      fetch: async (input, init) => {
        const {gateway} = await running;
        const {url, ...asked} = partsOf(input, init);
        return fromPage(gateway.at(`${name}/api${url.slice(address.length)}`), asked);
      },
      dispose: () => {
        void running.then(async ({gateway, provider}) => {
          await gateway.close();
          await provider.close();
        });
      },
    };
  };

function partsOf(input: RequestInfo | URL, init: RequestInit | undefined): RequestInit & {readonly url: string} {
  const url = input instanceof Request ? input.url : String(input);
  return {...init, url};
}

/** The embedded world: on a server, and its adapter in a page. */
const memoryContract: Contract<ContractSetUp & {readonly wire: ReturnType<typeof createConformanceWire>}> = {
  setUp: async () => {
    const world = createContractWorld();
    const half = memoryGateway({adapter: createMemoryAdapter({backend: world.backend}), tenant: 'acme'});
    const gateway = await serveGateway({providers: {memory: half}, limits: LIMITS});
    const wire = createConformanceWire({fetch: fromPage});
    const adapter = createRemoteMemoryAdapter({
      baseUrl: gateway.at('memory/api'),
      headers: wire.headers,
      fetch: wire.fetch,
    });
    return {adapter, world, wire, dispose: () => gateway.close()};
  },
  // Both ends of the wire are this library's.
  hooks: {...wireHooks, rewriteAnswers: undefined},
};

/** As `contractCases`, with everything that goes wrong between page and gateway. */
function casesOf<SetUp extends ContractSetUp>({setUp, hooks = {}}: Contract<SetUp>) {
  const known = Object.fromEntries(Object.entries({...worldHooks, ...hooks}).filter(([, hook]) => hook !== undefined));
  return conformanceCases(async () => {
    const made = await setUp();
    const dispose = async () => {
      await made.dispose();
      made.world.backend.close();
    };
    return {...made, facts: factsOf(made.world, made.untold), dispose};
  }, known as ConformanceHooks);
}

const CONTRACTS = {
  surge: casesOf(surgeContract({webhooks: true}, throughGateway('surge', 'https://api.surge.app'))),
  amplifi: casesOf(amplifiContract({}, throughGateway('amplifi', 'https://api.amplifi.com'))),
  bird: casesOf(birdContract({}, throughGateway('bird', 'https://api.bird.com'))),
  digivault: casesOf(digivaultContract({}, throughGateway('digivault', 'https://api.digivault.com'))),
  agentphone: casesOf(agentPhoneContract({}, throughGateway('agentphone', 'https://api.agentphone.to'))),
  memory: casesOf(memoryContract),
};

for (const [name, cases] of Object.entries(CONTRACTS)) {
  test.describe(`${name} keeps the adapter contract through the gateway`, () => {
    for (const {group, name: title, skip, run} of cases) {
      test(`${group}: ${title}`, async () => {
        test.skip(skip !== undefined, skip);
        const {outcome} = await run();
        test.skip(outcome === 'not-promised');
      });
    }
  });
}
