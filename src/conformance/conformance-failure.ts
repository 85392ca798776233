/** A promise of the contract that an adapter does not keep. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';

  constructor(
    readonly expected: string,
    readonly actual: string,
    /** What goes wrong for people when the promise is broken. */
    readonly why: string,
    cause?: unknown,
  ) {
    super(`Expected ${expected}.\nGot ${actual}.\nWhy it matters: ${why}`, cause === undefined ? {} : {cause});
  }
}
