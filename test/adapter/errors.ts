import {ConversationError} from '../../src/model/conversation-error.js';

/**
 * What work is rejected with, which must be the library's own error.
 *
 * @param work the answer of a method that an adapter may lack
 */
export async function errorOf(work: Promise<unknown> | undefined): Promise<ConversationError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof ConversationError) return thrown;
    throw new Error('something else than a ConversationError was thrown', {cause: thrown});
  }
  throw new Error('nothing was thrown');
}

/** Everything a log could print of an error. */
export function everythingIn(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return JSON.stringify(error) ?? '';
  const own = Object.entries(error).map(([name, value]) => `${name}=${everythingIn(value, depth + 1)}`);
  return [error.message, error.stack, ...own, everythingIn(error.cause, depth + 1)].join('\n');
}
