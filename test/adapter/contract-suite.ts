import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {conformanceCases, type ConformanceHooks, type ConformanceWorld} from '../../src/conformance/index.js';
import type {ErrorKind} from '../../src/model/conversation-error.js';
import {factsOf, faultHooks, worldHooks, type Refusal, type Tellable} from './contract-hooks.js';
import type {ContractWorld} from './contract-world.js';

export {createContractWorld, PEOPLE, type ContractWorld} from './contract-world.js';

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

/**
 * What every adapter promises, tried over the same small world. What an adapter's capabilities grant must work; what
 * they do not grant must not be there.
 *
 * @param setUp makes a fresh world and adapter for each case
 * @param hooks what the world behind the mocks cannot do by itself, such as `wireHooks` for an adapter over HTTP; one
 *   given as `undefined` is something the world can do and this provider has nothing for
 * @param isWanted leaves groups out that do not depend on how this adapter or its mock is set up
 */
export function describeAdapterContract<SetUp extends ContractSetUp>(
  name: string,
  setUp: () => Promise<SetUp>,
  hooks: ConformanceHooks<ConformanceWorld & NoInfer<SetUp>> = {},
  isWanted: (group: string) => boolean = () => true,
): void {
  const all = conformanceCases(
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
  const cases = all.filter(({group}) => isWanted(group));
  describe(`${name} keeps the adapter contract`, () => {
    for (const group of new Set(cases.map((each) => each.group))) {
      describe(group, () => {
        for (const {name: title, skip, run} of cases.filter((each) => each.group === group)) {
          if (skip) it.skip(`${title} (${skip})`);
          else {
            it(title, async function () {
              if ((await run()).outcome === 'not-promised') this.skip();
            });
          }
        }
      });
    }
  });
}

const lacking = (hooks: ConformanceHooks): object =>
  Object.fromEntries(Object.entries(hooks).filter(([, hook]) => hook === undefined));
