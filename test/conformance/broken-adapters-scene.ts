import {expect} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {conformanceCases, ConformanceFailure, type ConformanceCase} from '../../src/conformance/index.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {backendHooks, factsOf} from '../adapter/contract-hooks.js';
import {createContractWorld} from '../adapter/contract-suite.js';
import {hooks, setUp} from './example-provider/conformance.js';
import {createPigeonAdapter} from './example-provider/index.js';

export const KEY = 'sk-live-0123456789';

export type Break = (honest: MessagingAdapter) => MessagingAdapter;

/** What is broken in an adapter, and who notices. */
export interface Fault {
  readonly name: string;
  /** The case that must fail, and what it must say. */
  readonly fails: string;
  readonly says: RegExp;
  readonly broken: Break;
}

/** The suite over the memory adapter with something broken in front of it. */
export const overMemory = (broken: Break): readonly ConformanceCase[] =>
  conformanceCases(
    () => {
      const world = createContractWorld();
      const adapter = broken(createMemoryAdapter({backend: world.backend}));
      const dispose = () => world.backend.close();
      return {adapter, world, facts: factsOf(world), dispose};
    },
    {...backendHooks, secrets: () => [KEY]},
  );

/** The suite over the adapter of the guide, with something broken between it and the wire. */
export const overHttp = (
  broken: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch,
): readonly ConformanceCase[] =>
  conformanceCases(() => setUp(({fetch, headers}) => createPigeonAdapter({headers, fetch: broken(fetch)})), hooks);

export const titleOf = ({group, name}: ConformanceCase): string => `${group}: ${name}`;

/** What every case that does not keep its promise says. */
export async function failuresOf(cases: readonly ConformanceCase[]): Promise<ReadonlyMap<string, unknown>> {
  const failures = new Map<string, unknown>();
  for (const each of cases.filter(({skip}) => skip === undefined)) {
    await each.run().catch((thrown: unknown) => failures.set(titleOf(each), thrown));
  }
  return failures;
}

export async function expectFailure(cases: readonly ConformanceCase[], title: string, words: RegExp): Promise<void> {
  const failure = (await failuresOf(cases.filter((each) => titleOf(each) === title))).get(title);
  expect(failure).to.be.instanceOf(ConformanceFailure);
  expect(failure instanceof ConformanceFailure && failure.message).to.match(words);
  expect(failure instanceof ConformanceFailure && failure.message).to.match(
    /^Expected .+\nGot .+\nWhy it matters: .+/s,
  );
}
