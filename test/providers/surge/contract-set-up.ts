import {createConformanceWire, wireHooks, type ConformanceWire} from '../../../src/conformance/index.js';
import {createSurgeAdapter} from '../../../src/providers/surge/index.js';
import {
  createSurgeHandlers,
  pastSurgeWebhooks,
  relaySurgeWebhooks,
  type SurgeMockOptions,
} from '../../../src/providers/surge/mock.js';
import type {Contract, ContractSetUp} from '../../adapter/contract-cases.js';
import {createContractWorld} from '../../adapter/contract-world.js';
import {inProcess, type Connect} from '../../adapter/in-process.js';

const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';

interface SurgeSetUp extends ContractSetUp {
  readonly wire: ConformanceWire;
}

export interface SurgeSwitches extends SurgeMockOptions {
  /** Whether the adapter gets the provider's webhooks; otherwise it looks. */
  readonly webhooks?: boolean;
}

/** The Surge adapter over its mock, however that is switched and reached. */
export const surgeContract = (mock: SurgeSwitches = {}, connect: Connect = inProcess): Contract<SurgeSetUp> => ({
  setUp: () => {
    const {webhooks = false, statusInAnswers = false, contactNames = true} = mock;
    const world = createContractWorld();
    // The provider knows no credits, and one case sends hundreds of messages.
    world.backend.setCredits(10_000);
    const {fetch, dispose: disconnect} = connect(createSurgeHandlers(world.backend, mock));
    const wire = createConformanceWire({fetch});
    const adapter = createSurgeAdapter({
      accountId: ACCOUNT,
      headers: wire.headers,
      fetch: wire.fetch,
      webhooks,
      statusInAnswers,
      // Ids that tell nothing tell nothing about the order either.
      ...(mock.ids === 'opaque' && {listOrder: mock.order}),
    });
    const receive = (payload: unknown) => void adapter.receiveWebhook?.(payload);
    if (webhooks) pastSurgeWebhooks(world.backend, mock).forEach(receive);
    const stop = webhooks ? relaySurgeWebhooks(world.backend, receive, mock) : () => undefined;
    const dispose = () => {
      stop();
      disconnect?.();
    };
    return {
      ...{adapter, world, wire, dispose},
      strangerConversationId: 'cnv_01jav8xy7fe4nsay3c9deqxge9',
      untold: [
        ...(statusInAnswers ? [] : (['archived'] as const)),
        ...(contactNames ? [] : (['name'] as const)),
        // Messages have no times; only webhooks have, and ids of one sort.
        ...(!webhooks && mock.ids === 'opaque' ? (['lastActivityAt'] as const) : []),
        'undelivered',
      ],
      // Whether a number takes texts is found out by sending.
      refusalKinds: {'not-textable': [], 'lookup-pending': []},
    };
  },
  hooks: {
    ...wireHooks,
    webhookPayloads: ({world}) => pastSurgeWebhooks(world.backend, mock).slice(-20),
  },
});
