/** Waits, but only while nobody needs more time. */
export class Countdown {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private left = 0;
  private startedAt = 0;
  private readonly holds = new Set<string>();

  constructor(private readonly onEnd: () => void) {}

  start(milliseconds: number): void {
    this.stop();
    this.left = milliseconds;
    this.run();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.left = 0;
    this.holds.clear();
  }

  /** Time stands still while there is any reason to. */
  hold(reason: string, holds: boolean): void {
    if (holds) this.holds.add(reason);
    else this.holds.delete(reason);
    if (this.timer !== undefined && this.holds.size > 0) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.left -= performance.now() - this.startedAt;
    } else if (this.timer === undefined && this.left > 0) {
      this.run();
    }
  }

  private run(): void {
    // Beyond what a timer can count: for ever.
    if (this.holds.size > 0 || this.left > 0x7fff_ffff) return;
    this.startedAt = performance.now();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.left = 0;
      this.onEnd();
    }, this.left);
  }
}
