import type {PollMode} from '../../adapter/messaging-adapter.js';
import {startTimer} from '../../util/timer.js';

/** How long a page that is in sight is read closely after its user last did anything, in milliseconds. */
const IDLE_AFTER = 5 * 60_000;
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;

/**
 * How closely anybody looks at the page. A page beside the one that is worked in has no focus and is looked at all the
 * same: only when its user has done nothing in it for long does it count as left alone.
 */
export class Attention {
  readonly #onChange: (mode: PollMode) => void;
  #listening: AbortController | undefined;
  #stopTimer: () => void = () => undefined;
  #inputAt = 0;
  #isIdle = false;

  constructor(onChange: (mode: PollMode) => void) {
    this.#onChange = onChange;
  }

  get mode(): PollMode {
    if (document.visibilityState === 'hidden') return 'hidden';
    return this.#isIdle ? 'idle' : 'active';
  }

  start(): void {
    this.#listening = new AbortController();
    const {signal} = this.#listening;
    // Also of what somebody does to other parts of the page, and keeps from bubbling.
    for (const type of INPUTS) window.addEventListener(type, this.#onInput, {capture: true, passive: true, signal});
    document.addEventListener('visibilitychange', this.#onVisibility, {signal});
    this.#isIdle = false;
    this.#inputAt = Date.now();
    this.#wait(IDLE_AFTER);
  }

  stop(): void {
    this.#listening?.abort();
    this.#stopTimer();
  }

  readonly #onVisibility = (): void => {
    // Whoever comes back to the page looks at it.
    if (document.visibilityState !== 'hidden') this.#onInput();
    this.#onChange(this.mode);
  };

  readonly #onInput = (): void => {
    const wasIdle = this.#isIdle;
    this.#inputAt = Date.now();
    this.#isIdle = false;
    if (!wasIdle) return;
    this.#wait(IDLE_AFTER);
    this.#onChange(this.mode);
  };

  /** One timer, not one for every move of the pointer. */
  #wait(delay: number): void {
    this.#stopTimer();
    this.#stopTimer = startTimer(delay, () => {
      // A clock that was set back must not keep the page awake.
      const since = Math.abs(Date.now() - this.#inputAt);
      if (since < IDLE_AFTER) return this.#wait(IDLE_AFTER - since);
      this.#isIdle = true;
      this.#onChange(this.mode);
    });
  }
}
