import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {
  conformanceCases,
  type ConformanceCase,
  type ConformanceHooks,
  type ConformanceWorld,
} from '../../src/conformance/index.js';
import type {ErrorKind} from '../../src/model/conversation-error.js';
import {factsOf, faultHooks, worldHooks, type Refusal, type Tellable} from './contract-hooks.js';
import type {ContractWorld} from './contract-world.js';

export interface ContractSetUp {
  readonly adapter: MessagingAdapter;
  /** The world of `createContractWorld` behind the adapter. */
  readonly world: ContractWorld;
  readonly dispose: () => void | Promise<void>;
  /** A conversation id as this adapter spells it, of nobody in the address book. A phone number by default. */
  readonly strangerConversationId?: string;
  /** What this provider does not tell, or not apart from something else. Everything is told by default. */
  readonly untold?: readonly Tellable[];
  /** The kinds of error with which this provider refuses to send, where it cannot say exactly why; none if it sends. */
  readonly refusalKinds?: Partial<Readonly<Record<Refusal, readonly ErrorKind[]>>>;
}

/** How one adapter is tried over the contract world. */
export interface Contract<SetUp extends ContractSetUp> {
  /** Makes a fresh world and adapter; called once a case. */
  readonly setUp: () => SetUp | Promise<SetUp>;
  /**
   * What the world behind the mocks cannot do by itself, such as `wireHooks` for an adapter over HTTP; one given as
   * `undefined` is something the world can do and this provider has nothing for.
   */
  readonly hooks?: ConformanceHooks<ConformanceWorld & NoInfer<SetUp>>;
}

/**
 * What every adapter promises, tried over the same small world, for any test runner. What an adapter's capabilities
 * grant must work; what they do not grant must not be there.
 */
export function contractCases<SetUp extends ContractSetUp>({
  setUp,
  hooks = {},
}: Contract<SetUp>): readonly ConformanceCase[] {
  return conformanceCases(
    async () => {
      const made = await setUp();
      const dispose = async () => {
        await made.dispose();
        made.world.backend.close();
      };
      return {...made, facts: factsOf(made.world, made.untold), dispose};
    },
    // A provider may know its world better, but what goes wrong goes wrong in its mock.
    {...worldHooks, ...hooks, ...faultHooks, ...lacking(hooks)},
  );
}

const lacking = (hooks: ConformanceHooks): object =>
  Object.fromEntries(Object.entries(hooks).filter(([, hook]) => hook === undefined));
