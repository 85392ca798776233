/**
 * Reports an error that nobody can catch, such as that of somebody else's listener, without ending what is under way:
 * as an uncaught one where the platform can, else in the console. Never throws.
 */
export function reportThrown(thrown: unknown): void {
  try {
    if (typeof globalThis.reportError === 'function') globalThis.reportError(thrown);
    else globalThis.console.error(thrown);
  } catch {
    // Whoever replaced those two functions gets no report.
  }
}

/** Calls what belongs to somebody else. When it throws that is reported, and whoever calls it goes on. */
export function callOut<Result>(call: () => Result, otherwise?: (thrown: unknown) => Result): Result | undefined {
  try {
    return call();
  } catch (thrown) {
    reportThrown(thrown);
    return otherwise?.(thrown);
  }
}
