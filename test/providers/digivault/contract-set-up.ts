import {createConformanceWire, wireHooks, type ConformanceWire} from '../../../src/conformance/index.js';
import {createDigivaultAdapter} from '../../../src/providers/digivault/index.js';
import {
  createDigivaultHandlers,
  pastDigivaultWebhooks,
  type DigivaultMockOptions,
} from '../../../src/providers/digivault/mock.js';
import type {Contract, ContractSetUp} from '../../adapter/contract-cases.js';
import {createContractWorld} from '../../adapter/contract-world.js';
import {inheriting} from '../../adapter/inheriting.js';
import {inProcess, type Connect} from '../../adapter/in-process.js';
import {fastClock} from './fast-clock.js';

interface DigivaultSetUp extends ContractSetUp {
  readonly wire: ConformanceWire;
}

/** Small numbers are true times here, of 1970, which the suite takes for seconds that were not multiplied. */
const TIMES = ['last_active_at', 'last_opened_at', 'created_at', 'updated_at', 'archived_at', 'read_at'];
const withoutSmallTimes = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (key, value: unknown) => (TIMES.includes(key) && value === 17 ? 17e8 : value));

/** The DigiVault adapter over its mock, however that is switched and reached. */
export const digivaultContract = (
  mock: DigivaultMockOptions = {},
  connect: Connect = inProcess,
): Contract<DigivaultSetUp> => ({
  setUp: () => {
    // Ids are random, so that they tell nothing of the order of messages that share an instant.
    const world = createContractWorld({isOneByOne: mock.messageOrder === 'id'});
    // Most cases let no time pass at the provider, whose limits are tried elsewhere.
    const handlers = createDigivaultHandlers(world.backend, inheriting(mock, {rateLimit: false}));
    const {fetch, dispose = () => undefined} = connect(handlers);
    const wire = createConformanceWire({fetch});
    const adapter = createDigivaultAdapter({
      headers: wire.headers,
      fetch: wire.fetch,
      clock: fastClock(),
      // A pause as long as the suite has the provider ask for is sat out, at a hundred times the speed.
      rateLimit: {requests: 2000, writes: 2000, window: 200_000},
      namesWithin: 200_000,
    });
    return {
      ...{adapter, world, wire, dispose},
      // The list has no preview of the last message.
      untold: ['lastText'],
      // The provider does not say why a message is not taken.
      refusalKinds: {'opted-out': ['validation'], 'not-textable': ['validation'], 'lookup-pending': ['validation']},
      strangerConversationId: 'nobody0000000000',
    };
  },
  hooks: {
    ...wireHooks,
    // The provider has neither credits nor numbers of our own.
    setCredits: undefined,
    withoutOwnNumber: undefined,
    webhookPayloads: ({world}) => pastDigivaultWebhooks(world.backend, mock),
    rewriteAnswers: (world, rewrite) =>
      wireHooks.rewriteAnswers(world, rewrite && ((body) => withoutSmallTimes(rewrite(body)))),
  },
});
