import {REACTION_SIGNS, type ReactionKind} from '../model/reaction.js';
import type {StoredReaction} from './types.js';

/** What a message is reacted to with once our side gave a reaction: it takes the place of the one before. */
export function withOwnReaction(all: readonly StoredReaction[] = [], kind: ReactionKind): readonly StoredReaction[] {
  const others = all.filter(({by}) => by.length > 0).map((reaction): StoredReaction => ({...reaction, isOwn: false}));
  const name = REACTION_SIGNS[kind];
  const same = others.find((other) => other.kind === kind || other.name === name);
  const own: StoredReaction = {name, by: same?.by ?? [], kind, isOwn: true};
  return same ? others.map((other) => (other === same ? own : other)) : [...others, own];
}
