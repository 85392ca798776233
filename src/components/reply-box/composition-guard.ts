/** How long after the end of a composition, in milliseconds, the key that ended it can still be on its way. */
const LATE_KEY = 500;

/** The `keyCode` of every key an input method is using. */
const IN_USE_BY_INPUT_METHOD = 229;

/**
 * Tells an Enter that confirms a word in an input method from an Enter that is meant for the text. Most browsers mark
 * the former; Safari ends the composition first and sends the key afterwards, looking like any other.
 */
export class CompositionGuard {
  private endedAt = -Infinity;

  readonly onCompositionEnd = (event: CompositionEvent): void => {
    this.endedAt = event.timeStamp;
  };

  /** Where the key came before the end of the composition, its release comes next: nothing is late any more. */
  readonly onKeyUp = (): void => {
    this.endedAt = -Infinity;
  };

  ownsKey(event: KeyboardEvent): boolean {
    const isLate = event.timeStamp - this.endedAt < LATE_KEY;
    this.endedAt = -Infinity;
    return event.isComposing || event.keyCode === IN_USE_BY_INPUT_METHOD || isLate;
  }
}
