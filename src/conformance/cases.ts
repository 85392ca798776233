import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import {ConversationError} from '../model/conversation-error.js';
import {ConformanceFailure} from './conformance-failure.js';
import type {ConformanceFacts, ConformanceHooks, ConformanceWorld, HookName} from './world.js';

/** What a case works with; the hooks it needs are there. */
export interface Stage<Needed extends HookName = never> {
  readonly world: ConformanceWorld;
  readonly adapter: MessagingAdapter;
  readonly facts: ConformanceFacts;
  readonly hooks: WithHooks<Needed>;
}

type WithHooks<Needed extends HookName> = ConformanceHooks & Required<Pick<ConformanceHooks, Needed>>;

/** Nothing when the promise is kept; why there is nothing to keep when the adapter does not make it. */
export type Verdict = string | void;

export interface CaseDefinition {
  readonly name: string;
  readonly needs: readonly HookName[];
  readonly run: (stage: Stage) => Promise<Verdict>;
}

export interface CaseGroup {
  readonly group: string;
  readonly cases: readonly CaseDefinition[];
}

/** A case that needs these hooks. */
export function defineCase<Needed extends HookName = never>(
  name: string,
  needs: readonly Needed[],
  run: (stage: Stage<Needed>) => Promise<Verdict>,
): CaseDefinition {
  return {
    name,
    needs,
    run: async ({hooks, ...stage}) => {
      if (hasHooks(hooks, needs)) return run({...stage, hooks});
      throw new ConformanceFailure(`the hooks ${needs.join(', ')}`, 'fewer', 'the case cannot be tried without');
    },
  };
}

function hasHooks<Needed extends HookName>(
  hooks: ConformanceHooks,
  needs: readonly Needed[],
): hooks is WithHooks<Needed> {
  return missingHooks(hooks, needs).length === 0;
}

export const missingHooks = (hooks: ConformanceHooks, needs: readonly HookName[]): readonly HookName[] =>
  needs.filter((name) => hooks[name] === undefined);

/** Runs a case in a world of its own. Whatever it throws comes out as a `ConformanceFailure`. */
export async function runCase(
  definition: CaseDefinition,
  setUp: () => ConformanceWorld | Promise<ConformanceWorld>,
  hooks: ConformanceHooks,
): Promise<Verdict> {
  const world = await setUp();
  try {
    return await definition.run({world, adapter: world.adapter, facts: world.facts, hooks});
  } catch (thrown) {
    if (thrown instanceof ConformanceFailure) throw thrown;
    throw unexpected(thrown);
  } finally {
    await world.dispose?.();
  }
}

function unexpected(thrown: unknown): ConformanceFailure {
  if (thrown instanceof ConversationError) {
    const actual = `a ConversationError of kind ${thrown.kind}: ${thrown.message}`;
    return new ConformanceFailure('the call to succeed', actual, 'nothing was wrong with it', thrown);
  }
  const actual = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const why = 'an adapter throws ConversationError and nothing else, and a world throws nothing';
  return new ConformanceFailure('no error at all', actual, why, thrown);
}
