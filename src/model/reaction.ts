import type {ErrorKind} from './conversation-error.js';

/** The six tapbacks, as they are drawn. What each is called is in the words. */
export const REACTION_SIGNS = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
} as const;

/** What can be reacted with. */
export type ReactionKind = keyof typeof REACTION_SIGNS;

/** In the order in which they are offered. */
export const REACTION_KINDS: readonly ReactionKind[] = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'];

export const isReactionKind = (value: unknown): value is ReactionKind => REACTION_KINDS.some((kind) => kind === value);

/**
 * How far a reaction got that was given here. `unconfirmed`: nobody knows whether it arrived. `failed`: it did not, and
 * may be given again. `refused`: it did not, and would not.
 */
export type ReactionPhase = 'pending' | 'unconfirmed' | 'failed' | 'refused';

/** What somebody, or several, thought of a message. */
export interface Reaction {
  /** What is drawn, such as an emoji, or the provider's own name. */
  readonly name: string;
  /** Who, as far as that is told. */
  readonly by: readonly string[];
  /** Which of those that have a name here. */
  readonly kind?: ReactionKind;
  /** Our side gave it, alone or with others. */
  readonly isOwn?: boolean;
  /** Set on one that was given here and is not known to the provider yet. */
  readonly phase?: ReactionPhase;
  /** Why it did not arrive, or why nobody knows. */
  readonly error?: ErrorKind;
}
