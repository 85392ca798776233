/** Scroll events further apart than this, in milliseconds, are not one movement, unless a slow frame is between them. */
const ONE_MOVEMENT = 200;

/** How fast a reader scrolls. */
export class Movement {
  /** How far the reader moved in the last frame, in CSS pixels; positive towards the end. */
  speed = 0;
  readonly #onRest: () => void;
  #isMoving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(onRest: () => void) {
    this.#onRest = onRest;
  }

  /** Nobody is told when it ends. */
  stop(): void {
    this.#cancel();
    this.#isMoving = false;
    this.speed = 0;
  }

  /** The first step of a movement says nothing about its speed. */
  step(pixels: number): void {
    this.#cancel();
    this.speed = this.#isMoving ? pixels : 0;
    this.#isMoving = true;
    // A frame tells its scroll events first: on a busy page, the movement may go on in it.
    this.#timer = setTimeout(() => (this.#frame = requestAnimationFrame(this.#rest)), ONE_MOVEMENT);
  }

  readonly #rest = (): void => {
    this.stop();
    this.#onRest();
  };

  #cancel(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
  }
}
