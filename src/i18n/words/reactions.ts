import type {ReactionKind} from '../../model/reaction.js';

/** What a message can be reacted to with, and what became of that: for the thread, and for the menu that offers them. */
export const reactionWords = {
  /** What each is called, wherever it is told or offered. */
  reactions: {
    love: 'Love',
    like: 'Like',
    dislike: 'Dislike',
    laugh: 'Laugh',
    emphasize: 'Emphasis',
    question: 'Question',
  } satisfies Readonly<Record<ReactionKind, string>>,
  /** What a screen reader says of one that somebody gave: `{reaction}`. */
  reactedWith: 'Reacted with {reaction}',
  /** The same where it is told who did: `{reaction}`, `{names}`. */
  reactedWithBy: 'Reacted with {reaction}: {names}',
  /** The same of our own: `{reaction}`. */
  youReactedWith: 'You reacted with {reaction}',
  reactionNotSent: 'The reaction was not sent.',
  reactionUnconfirmed: 'It is not known whether the reaction arrived.',
};
