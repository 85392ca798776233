import {ConversationError} from '../model/conversation-error.js';
import type {Instant} from '../model/capability-level.js';
import type {LoadStatus} from './load-status.js';
import {Pause} from './pause.js';

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;
/** Whatever a provider asks for, it is looked at again after a quarter of an hour. */
const LONGEST_ASKED = 15 * 60_000;

/** Spaces out automatic reading while it fails, so that a provider in trouble is not asked at every poll. */
export class ReadHealth {
  readonly #pause: Pause;
  readonly #onResult: (error?: ConversationError) => void;
  #failures = 0;

  /** @param onResult told after every attempt, with the error of a failed one */
  constructor(now: () => Instant, onResult: (error?: ConversationError) => void) {
    this.#pause = new Pause(now, LONGEST_ASKED);
    this.#onResult = onResult;
  }

  mayRead(): boolean {
    return this.#pause.isOver;
  }

  /** Asks the provider now. @returns whether that worked; being called off is neither good news nor bad */
  async attempt(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      this.forget();
      this.#onResult();
      return true;
    } catch (thrown) {
      const error = ConversationError.from(thrown);
      if (error.kind === 'aborted') return false;
      this.#failed(error);
      this.#onResult(error);
      return false;
    }
  }

  /** Somebody asked: read at once. */
  forget(): void {
    this.#failures = 0;
    this.#pause.end();
  }

  /** Waits twice as long after each failure, and as long as the provider asks. */
  #failed(error: ConversationError): void {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures);
    this.#failures++;
    this.#pause.begin(Math.max(pause, error.retryAfter ?? 0));
  }
}

/** What is read again after its first load. */
interface Readable {
  readonly state: {readonly status: LoadStatus; readonly error?: ConversationError};
  readonly isReading: boolean;
  refresh(isThorough?: boolean): Promise<void>;
}

/** @throws ConversationError also that of a load from scratch, which keeps its failure in the state */
export async function readAgain(part: Readable, isThorough = false): Promise<void> {
  await part.refresh(isThorough);
  const {status, error} = part.state;
  if (status !== 'ready') throw error ?? new ConversationError('aborted');
}

/** The same with a request that leaves only now: what is under way already may be answered as it was before. */
export async function readAnew(part: Readable): Promise<void> {
  if (part.isReading) await part.refresh().catch(() => undefined);
  await readAgain(part);
}
