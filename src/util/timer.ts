/** The longest delay a timer can hold, in milliseconds: anything above would end at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Runs a task once, later. A delay above what a timer can hold is cut to that (24.8 days). The timer alone does not keep
 * a Node process alive.
 *
 * @returns how to call the task off
 */
export function startTimer(delay: number, task: () => void): () => void {
  const timer = setTimeout(task, Math.min(LONGEST_TIMER, delay));
  release(timer);
  return () => clearTimeout(timer);
}

/** Browsers give a number; Node gives an object that can be told not to wait. */
function release(timer: unknown): void {
  if (typeof timer !== 'object' || timer === null || !('unref' in timer)) return;
  if (typeof timer.unref === 'function') Reflect.apply(timer.unref, timer, []);
}
