import {createMemoryAdapter} from '../../../src/providers/memory/index.js';
import type {Contract, ContractSetUp} from '../../adapter/contract-cases.js';
import {createContractWorld} from '../../adapter/contract-world.js';

/** The memory adapter is its own provider: nothing about it can be switched. */
export const memoryContract = (): Contract<ContractSetUp> => ({
  setUp: () => {
    const world = createContractWorld();
    return {adapter: createMemoryAdapter({backend: world.backend}), world, dispose: () => undefined};
  },
});
