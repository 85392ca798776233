import type {ConversationError} from '../../model/conversation-error.js';
import {startTimer} from '../../util/timer.js';
import {backoff} from '../rate-limit.js';

/** The longest pause before an account that failed is asked again, in milliseconds, unless it asked for a longer one. */
const LONGEST_PAUSE = 60_000;

/** Asks again for what could not be read, with growing pauses, for as long as anybody listens. */
export function retrying(again: () => void) {
  let followers = 0;
  let tries = 0;
  let errors: readonly ConversationError[] = [];
  let stop: (() => void) | undefined;
  const end = (): void => {
    stop?.();
    stop = undefined;
  };
  const start = (): void => {
    if (stop || errors.length === 0 || followers === 0) return;
    // One that said when to come again is asked then; others are not kept waiting by it.
    const retryAfter = Math.min(...errors.map((error) => error.retryAfter ?? 0));
    stop = startTimer(backoff(++tries, {retryAfter, ceiling: Math.max(LONGEST_PAUSE, retryAfter)}), () => {
      stop = undefined;
      again();
      // Whether that helps is known once the list was read.
      start();
    });
  };
  return {
    /** @param missing why accounts could not be read; none where all were */
    plan(missing: readonly ConversationError[]): void {
      errors = missing;
      if (missing.length > 0) return start();
      tries = 0;
      end();
    },
    follow(change: 1 | -1): void {
      followers += change;
      if (followers === 0) end();
      else start();
    },
  };
}
