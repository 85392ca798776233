import {can, type Capabilities} from './capabilities.js';
import type {Conversation} from './conversation.js';
import {isAtProvider, type Message} from './message.js';
import {REACTION_KINDS, type Reaction, type ReactionKind} from './reaction.js';

/**
 * What a message can be reacted to with: nothing where the provider, the channel or the message takes none. What our side
 * gave stays out: no provider takes it back, and asked for twice it might.
 */
export function reactionsFor(
  message: Message,
  capabilities: Capabilities,
  conversation: Conversation | undefined,
): readonly ReactionKind[] {
  const isTaken =
    can(capabilities, 'reactToMessage') &&
    isAtProvider(message) &&
    message.takesReactions !== false &&
    conversation?.sendRules?.withoutOptions?.includes('reaction') !== true;
  if (!isTaken || message.reactions?.some(({phase}) => phase === 'pending')) return [];
  return REACTION_KINDS.filter((kind) => !message.reactions?.some((given) => isStanding(given, kind)));
}

const isStanding = ({kind, isOwn, phase}: Reaction, asked: ReactionKind): boolean =>
  kind === asked && isOwn === true && phase !== 'failed' && phase !== 'refused';
