import {contractCases, type Contract, type ContractSetUp} from './contract-cases.js';

export type {ContractSetUp} from './contract-cases.js';
export {createContractWorld, PEOPLE, type ContractWorld} from './contract-world.js';

/**
 * The cases of a contract as tests of a page.
 *
 * @param isWanted leaves groups out that do not depend on how this adapter or its mock is set up
 */
export function describeAdapterContract<SetUp extends ContractSetUp>(
  name: string,
  contract: Contract<SetUp>,
  isWanted: (group: string) => boolean = () => true,
): void {
  const cases = contractCases(contract).filter(({group}) => isWanted(group));
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
