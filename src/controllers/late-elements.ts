import type {ReactiveController, ReactiveControllerHost} from 'lit';

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
  /** False for the update that a failure itself asks for. */
  #mayRetry = true;

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
    if (mayRetry && this.#isNeeded()) void this.load();
  }

  /** Loads once; after a failure, which is not thrown, the next call tries again. */
  readonly load = (): Promise<void> => (this.#loading ??= this.#load());

  async #load(): Promise<void> {
    try {
      await this.#define();
      this.#hasFailed = false;
    } catch {
      this.#hasFailed = true;
      this.#mayRetry = false;
      this.#loading = undefined;
    }
    this.#host.requestUpdate();
  }
}
