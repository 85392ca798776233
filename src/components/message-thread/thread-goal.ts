import {messageKey, type Message} from '../../model/message.js';
import type {Instant} from '../../model/capability-level.js';

/** A message that is looked for: by its id or key, or as the first one from a moment on. */
export type ThreadGoal = {readonly id: string} | {readonly from: Instant};

export interface FoundGoal {
  /** The key of the message that comes nearest. */
  readonly key?: string;
  /** False while messages before the first could hold a better one. */
  readonly isCertain: boolean;
}

export function findGoal(goal: ThreadGoal, messages: readonly Message[]): FoundGoal {
  if ('id' in goal) {
    const message = messages.find(({id, localId}) => id === goal.id || localId === goal.id);
    return message ? {key: messageKey(message), isCertain: true} : {isCertain: false};
  }
  const index = messages.findIndex(({at}) => at !== undefined && at >= goal.from);
  const message = index < 0 ? messages.at(-1) : messages[index];
  return {...(message && {key: messageKey(message)}), isCertain: index > 0 || (index < 0 && messages.length > 0)};
}
