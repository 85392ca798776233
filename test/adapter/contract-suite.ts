import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {describeLists} from './contract-lists.js';
import {describeMessages} from './contract-messages.js';
import {describeSending} from './contract-sending.js';
import {describeTrouble} from './contract-trouble.js';
import type {ContractWorld} from './contract-world.js';

export {createContractWorld, PEOPLE, type ContractWorld} from './contract-world.js';

export interface ContractSetUp {
  readonly adapter: MessagingAdapter;
  /** The world of `createContractWorld` behind the adapter. */
  readonly world: ContractWorld;
  readonly dispose: () => void | Promise<void>;
  /** A conversation id as this adapter spells it, of nobody in the address book. A phone number by default. */
  readonly strangerConversationId?: string;
}

/** Gives each test the adapter and the world of its own. */
export type Stage = () => ContractSetUp;

/**
 * What every adapter promises, tried over the same small world. What an adapter's capabilities grant must work; what
 * they do not grant must not be there.
 *
 * @param setUp makes a fresh world and adapter for each test
 */
export function describeAdapterContract(name: string, setUp: () => Promise<ContractSetUp>): void {
  describe(`${name} keeps the adapter contract`, () => {
    let current: ContractSetUp | undefined;
    beforeEach(async () => {
      current = await setUp();
    });
    afterEach(async () => {
      await current?.dispose();
      current?.world.backend.close();
    });
    const stage: Stage = () => {
      if (!current) throw new Error('Only inside a test.');
      return current;
    };
    describeLists(stage);
    describeMessages(stage);
    describeSending(stage);
    describeTrouble(stage);
  });
}
