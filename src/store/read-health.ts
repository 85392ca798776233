import type {ConversationError} from '../model/conversation-error.js';
import type {Instant} from '../model/support.js';

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

/** Spaces out automatic reading while it fails, so that a provider in trouble is not asked at every poll. */
export class ReadHealth {
  private failures = 0;
  private quietUntil: Instant = 0;

  constructor(private readonly now: () => Instant) {}

  mayRead(): boolean {
    return this.now() >= this.quietUntil;
  }

  worked(): void {
    this.forget();
  }

  /** Waits twice as long after each failure, and as long as the provider asks. */
  failed(error: ConversationError): void {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.failures);
    this.failures++;
    this.quietUntil = this.now() + Math.max(pause, error.retryAfter ?? 0);
  }

  /** Somebody asked: read at once. */
  forget(): void {
    this.failures = 0;
    this.quietUntil = 0;
  }
}
