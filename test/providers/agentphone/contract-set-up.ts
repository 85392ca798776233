import type {Backend} from '../../../src/backend/backend.js';
import {createConformanceWire, wireHooks, type ConformanceWire} from '../../../src/conformance/index.js';
import {createAgentPhoneAdapter} from '../../../src/providers/agentphone/index.js';
import {
  agentPhoneWebhook,
  createAgentPhoneHandlers,
  type AgentPhoneMockOptions,
} from '../../../src/providers/agentphone/mock.js';
import type {Contract, ContractSetUp} from '../../adapter/contract-cases.js';
import {createContractWorld, OWN_NUMBER, PEOPLE} from '../../adapter/contract-world.js';
import {inProcess, type Connect} from '../../adapter/in-process.js';

interface AgentPhoneSetUp extends ContractSetUp {
  readonly wire: ConformanceWire;
}

function payloadsOf(backend: Backend, mock: AgentPhoneMockOptions) {
  const thread = backend.threadWithPhone(PEOPLE.answering);
  const messages = thread ? backend.messagesOf(thread.id) : [];
  return messages.map(
    (message) => thread && agentPhoneWebhook(backend, {type: 'message-created', message, thread}, mock),
  );
}

/** The AgentPhone adapter over its mock, however that is switched and reached. */
export const agentPhoneContract = (
  mock: AgentPhoneMockOptions = {},
  connect: Connect = inProcess,
): Contract<AgentPhoneSetUp> => ({
  setUp: () => {
    // A page that is a set tells nothing of the order of messages that share an instant.
    const world = createContractWorld({isOneByOne: mock.messageOrder === 'shuffled'});
    const {fetch, dispose = () => undefined} = connect(createAgentPhoneHandlers(world.backend, mock));
    const wire = createConformanceWire({fetch});
    return {
      adapter: createAgentPhoneAdapter({headers: wire.headers, fetch: wire.fetch, numberId: OWN_NUMBER}),
      ...{world, wire, dispose},
      strangerConversationId: 'conv_nobody',
    };
  },
  hooks: {
    ...wireHooks,
    webhookPayloads: ({world: {backend}}) => payloadsOf(backend, mock),
    // Consent and landlines are the carrier's to refuse, and its 502 leaves a doubt: see the adapter's own tests.
    optOut: undefined,
    refusals: undefined,
  },
});
