import {actionCases} from './action-cases.js';
import {aroundCases} from './around-cases.js';
import {callingOffCases} from './calling-off-cases.js';
import {capabilityCases} from './capability-cases.js';
import {missingHooks, runCase, type CaseGroup} from './cases.js';
import {decodingCases} from './decoding-cases.js';
import {listCases} from './list-cases.js';
import {liveCases} from './live-cases.js';
import {messageCases} from './message-cases.js';
import {secrecyCases} from './secrecy-cases.js';
import {sendingCases} from './sending-cases.js';
import {troubleCases} from './trouble-cases.js';
import type {ConformanceHooks, ConformanceWorld} from './world.js';

const GROUPS: readonly CaseGroup[] = [
  capabilityCases,
  listCases,
  messageCases,
  aroundCases,
  sendingCases,
  actionCases,
  liveCases,
  troubleCases,
  callingOffCases,
  secrecyCases,
  decodingCases,
];

/** What became of a case that did not fail. */
export type ConformanceOutcome =
  | {readonly outcome: 'kept'}
  /** The adapter does not promise what the case is about, and says so in its capabilities. */
  | {readonly outcome: 'not-promised'; readonly reason: string};

/** One promise of the contract, for any test runner. */
export interface ConformanceCase {
  /** Unique among all cases together with `group`. */
  readonly name: string;
  readonly group: string;
  /** Why the case cannot be tried in this world; absent when it can. */
  readonly skip?: string;
  /**
   * Tries the promise in a fresh world.
   *
   * @throws ConformanceFailure when it is not kept
   */
  readonly run: () => Promise<ConformanceOutcome>;
}

/**
 * Everything an adapter promises, as cases to hand to a test runner.
 *
 * @param setUp makes a fresh world and an adapter over it; called once a case
 * @param hooks what more can be said of the world and done to it; a case whose hooks are absent is marked as skipped
 *
 * @example
 * for (const {group, name, run, skip} of conformanceCases(setUp, hooks)) {
 *   (skip ? it.skip : it)(`${group}: ${name}`, run);
 * }
 */
export function conformanceCases<World extends ConformanceWorld>(
  setUp: () => World | Promise<World>,
  hooks: ConformanceHooks<NoInfer<World>> = {},
): readonly ConformanceCase[] {
  // Safe although hooks take a World: they are only ever given what `setUp` made.
  const known: ConformanceHooks = hooks;
  return GROUPS.flatMap(({group, cases}) =>
    cases.map((definition) => {
      const missing = missingHooks(known, definition.needs);
      return {
        group,
        name: definition.name,
        ...(missing.length > 0 && {skip: `the world does not supply ${missing.join(', ')}`}),
        run: async (): Promise<ConformanceOutcome> => {
          const reason = await runCase(definition, setUp, known);
          return typeof reason === 'string' ? {outcome: 'not-promised', reason} : {outcome: 'kept'};
        },
      };
    }),
  );
}
