import type {ReactiveController, ReactiveControllerHost} from 'lit';

const LONGEST_PAUSE = 60_000;

/**
 * Has elements defined once their host needs them, and draws the host again when that failed or succeeded. What is
 * drawn of them before is an unknown tag, which comes alive by itself.
 */
export class LateElements implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #define: () => Promise<unknown>;
  readonly #isNeeded: () => boolean;
  #loading: Promise<void> | undefined;
  #hasFailed = false;
  #isAskedAgain = false;
  /** False for the update that a failure itself asks for. */
  #mayRetry = true;
  #failures = 0;
  #retryAt = 0;

  /**
   * @param define imports the elements' `define.js`; called again after a failure
   * @param isNeeded asked before every drawing; with it the elements load by themselves
   */
  constructor(host: ReactiveControllerHost, define: () => Promise<unknown>, isNeeded: () => boolean = () => false) {
    this.#host = host;
    this.#define = define;
    this.#isNeeded = isNeeded;
    host.addController(this);
  }

  /** The elements could not be loaded: the host says so, and offers to try again. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  hostUpdate(): void {
    const mayRetry = this.#mayRetry;
    this.#mayRetry = true;
    // What also others fail at would be asked for without end: each failure draws the host, and with it all of them.
    if (mayRetry && !this.#loading && Date.now() >= this.#retryAt && this.#isNeeded()) void this.load();
  }

  /**
   * Loads once; after a failure, which is not thrown, the next call tries again. A call during an attempt that fails is
   * answered by one more: the attempt may have begun while there was no network, and the press came when there was.
   */
  readonly load = (): Promise<void> => {
    this.#isAskedAgain = this.#loading !== undefined;
    return (this.#loading ??= this.#load());
  };

  async #load(): Promise<void> {
    try {
      await this.#attempt();
      this.#hasFailed = false;
      this.#failures = this.#retryAt = 0;
    } catch {
      this.#hasFailed = true;
      // By itself once more at the next drawing, and then after ever longer pauses.
      if (this.#failures++ > 0) this.#retryAt = Date.now() + Math.min(LONGEST_PAUSE, 1000 * 2 ** this.#failures);
      this.#mayRetry = false;
      this.#loading = undefined;
    }
    this.#host.requestUpdate();
  }

  async #attempt(): Promise<void> {
    try {
      await this.#define();
    } catch (error) {
      if (!this.#isAskedAgain) throw error;
      this.#isAskedAgain = false;
      await this.#attempt();
    }
  }
}
