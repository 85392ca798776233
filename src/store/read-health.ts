import {ConversationError} from '../model/conversation-error.js';
import type {Instant} from '../model/capability-level.js';
import {Pause} from './pause.js';

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;
/** Whatever a provider asks for, it is looked at again after a quarter of an hour. */
const LONGEST_ASKED = 15 * 60_000;

/** A part that could not be read when that was tried last. */
interface Trouble {
  readonly error: ConversationError;
  readonly failures: number;
  readonly pause: Pause;
}

/** The list of conversations among the parts that are read; threads go by the ids of their conversations. */
export const LIST = 'list of conversations';

/**
 * Spaces out automatic reading while it fails, so that a provider in trouble is not asked at every poll. One thread that
 * cannot be read says nothing of the rest; a provider whose list cannot be read is left alone altogether.
 */
export class ReadHealth {
  readonly #now: () => Instant;
  readonly #onResult: (error?: ConversationError) => void;
  readonly #troubles = new Map<string, Trouble>();

  /** @param onResult told after every attempt: why a part cannot be read, if one cannot */
  constructor(now: () => Instant, onResult: (error?: ConversationError) => void) {
    this.#now = now;
    this.#onResult = onResult;
  }

  mayRead(part: string): boolean {
    return [part, LIST].every((name) => this.#troubles.get(name)?.pause.isOver ?? true);
  }

  /** Asks the provider now. @returns whether that worked; being called off is neither good news nor bad */
  async attempt(part: string, read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      this.#troubles.delete(part);
      this.#tell();
      return true;
    } catch (thrown) {
      const error = ConversationError.from(thrown);
      if (error.kind !== 'aborted') this.#failed(part, error);
      return false;
    }
  }

  /** Nobody looks at that part any more. */
  leave(part: string): void {
    if (this.#troubles.delete(part)) this.#tell();
  }

  #tell(): void {
    this.#onResult([...this.#troubles.values()].at(-1)?.error);
  }

  /** Somebody asked: everything is read at once. */
  forget(): void {
    for (const [part, trouble] of this.#troubles) {
      this.#troubles.set(part, {...trouble, failures: 0, pause: new Pause(this.#now, 0)});
    }
  }

  /** Waits twice as long after each failure, and as long as the provider asks. */
  #failed(part: string, error: ConversationError): void {
    const failures = this.#troubles.get(part)?.failures ?? 0;
    const pause = new Pause(this.#now, LONGEST_ASKED);
    pause.begin(Math.max(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures), error.retryAfter ?? 0));
    this.#troubles.delete(part);
    this.#troubles.set(part, {error, pause, failures: failures + 1});
    this.#tell();
  }
}

/** How far a part that is loaded got. */
export type LoadStatus = 'idle' | 'loading' | 'ready' | 'error';

/** What is read again after its first load. */
export interface Readable {
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

/** How many pages a catch-up reads, of whatever size, before what is loaded starts over from the newest page. */
export const CATCH_UP_PAGES = 20;
/** The same in rows or messages, where pages are small. */
const CATCH_UP_ITEMS = 200;

/** Whether a catch-up that has read so much, and has not met what is known, reads another page. Empty pages end it too. */
export const isWithinBounds = (pages: number, items: number): boolean =>
  pages < CATCH_UP_PAGES || (items >= pages && items < CATCH_UP_ITEMS);
