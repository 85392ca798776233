import {createConformanceWire, wireHooks, type ConformanceWire} from '../../../src/conformance/index.js';
import {createAmplifiAdapter} from '../../../src/providers/amplifi/index.js';
import {createAmplifiHandlers, type AmplifiMockOptions} from '../../../src/providers/amplifi/mock.js';
import type {Contract, ContractSetUp} from '../../adapter/contract-cases.js';
import {createContractWorld} from '../../adapter/contract-world.js';
import {inProcess, type Connect} from '../../adapter/in-process.js';

interface AmplifiSetUp extends ContractSetUp {
  readonly wire: ConformanceWire;
}

/** The Amplifi adapter over its mock, however that is switched and reached. */
export const amplifiContract = (
  mock: AmplifiMockOptions = {},
  connect: Connect = inProcess,
): Contract<AmplifiSetUp> => ({
  setUp: () => {
    const world = createContractWorld();
    const {fetch, dispose = () => undefined} = connect(createAmplifiHandlers(world.backend, mock));
    const wire = createConformanceWire({fetch});
    const adapter = createAmplifiAdapter({
      organizationId: '3f4e5c6d-7a8b-9012-cdef-1234567890ab',
      headers: wire.headers,
      fetch: wire.fetch,
    });
    return {adapter, world, wire, dispose};
  },
  hooks: wireHooks,
});
