import {createConformanceWire, wireHooks, type ConformanceWire} from '../../../src/conformance/index.js';
import {createBirdAdapter} from '../../../src/providers/bird/index.js';
import {birdWebhook, createBirdHandlers, type BirdMockOptions} from '../../../src/providers/bird/mock.js';
import type {Contract, ContractSetUp} from '../../adapter/contract-cases.js';
import {createContractWorld} from '../../adapter/contract-world.js';
import {inheriting} from '../../adapter/inheriting.js';
import {inProcess, type Connect} from '../../adapter/in-process.js';
import {WORKSPACE} from './bird-world.js';

interface BirdSetUp extends ContractSetUp {
  readonly wire: ConformanceWire;
}

/** The Bird adapter over its mock, however that is switched and reached. */
export const birdContract = (mock: BirdMockOptions = {}, connect: Connect = inProcess): Contract<BirdSetUp> => ({
  setUp: () => {
    const world = createContractWorld();
    const handlers = createBirdHandlers(world.backend, inheriting(mock, {workspaceId: WORKSPACE.workspaceId}));
    const {fetch, dispose = () => undefined} = connect(handlers);
    const wire = createConformanceWire({headers: (secret) => ({authorization: `AccessKey ${secret}`}), fetch});
    const channels = world.backend.ownNumbers().map(({id, label}) => ({id, label, platform: 'sms'}));
    return {
      adapter: createBirdAdapter({...WORKSPACE, channels, headers: wire.headers, fetch: wire.fetch}),
      ...{world, wire, dispose},
      strangerConversationId: '00000000-0000-4000-8000-000000000000',
      // An archived thread of the world is a closed conversation of Bird, which is listed.
      untold: ['archived'],
      // Bird takes every message; that it does not arrive is told by the message, later.
      refusalKinds: {'opted-out': [], 'not-textable': [], 'lookup-pending': []},
    };
  },
  hooks: {
    ...wireHooks,
    webhookPayloads: ({world: {backend}}) =>
      backend
        .threads()
        .slice(0, 3)
        .flatMap((thread) => birdWebhook(backend, {type: 'thread-updated', thread}, mock) ?? []),
    // As with those who cannot be written to: the message is taken, and fails later.
    optOut: undefined,
    setCredits: undefined,
    // A conversation leaves from its channel; there is no default number.
    withoutOwnNumber: undefined,
  },
});
