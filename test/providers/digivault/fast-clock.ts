import type {BudgetClock} from '../../../src/providers/digivault/index.js';

/** Time that runs a hundred times as fast, so that waiting for a rate limit takes no time worth mentioning. */
export function fastClock(factor = 100): BudgetClock {
  const startedAt = Date.now();
  return {
    now: () => startedAt + (Date.now() - startedAt) * factor,
    schedule(delay, task) {
      const timer = setTimeout(task, delay / factor);
      return () => clearTimeout(timer);
    },
  };
}
