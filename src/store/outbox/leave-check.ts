import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import {CONSENT_HOLDS} from './pause.js';
import type {HoldReason} from './state.js';

/** What the last check looks at. */
interface Circumstances {
  readonly adapter: string;
  /** When the contact's consent was last read, by this device's clock. */
  readonly consentAt: Instant;
  /** Aborts when nothing may leave any more. */
  readonly closing: AbortSignal;
  readonly now: () => Instant;
  readonly isOnline: () => boolean;
  readonly isStorageInTrouble: () => boolean;
  /** Whether it is still this tab's turn to send. */
  readonly leads: () => boolean;
  readonly refusal: () => ConversationError | undefined;
  readonly readConsent: () => Promise<void>;
}

interface Hold {
  readonly reason: HoldReason;
  readonly error: ConversationError;
}

/**
 * The last word on one message, where its request leaves: an adapter may have held it for a while, in its own budget of
 * requests or behind a look-up, and what was true when it was handed over may have ended since.
 */
export class LeaveCheck {
  readonly #circumstances: Circumstances;
  #consentAt: Instant;
  #held: Hold | undefined;

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
    this.#consentAt = circumstances.consentAt;
  }

  /** What the check held the request back for when it was last made; it certainly did not leave then. */
  get held(): Hold | undefined {
    return this.#held;
  }

  /** @throws ConversationError when the request must not leave */
  async pass(): Promise<void> {
    this.#held = this.#holdNow() ?? (await this.#readConsent()) ?? this.#holdNow() ?? this.#refusal();
    if (this.#held) throw this.#held.error;
  }

  #holdNow(): Hold | undefined {
    const {adapter, closing, isOnline, isStorageInTrouble, leads} = this.#circumstances;
    const hold = (reason: HoldReason, message: string): Hold => ({
      reason,
      error: new ConversationError(reason === 'closed' || reason === 'turn' ? 'aborted' : 'network', {
        adapter,
        message,
      }),
    });
    if (closing.aborted) return hold('closed', 'Not sent: the inbox was closed.');
    if (!leads()) return hold('turn', 'Not sent: it is another tab that sends.');
    if (!isOnline()) return hold('connection', 'Not sent: the device is offline.');
    return isStorageInTrouble() ? hold('storage', 'Not sent: the device cannot write it down.') : undefined;
  }

  async #readConsent(): Promise<Hold | undefined> {
    const {closing, now, readConsent} = this.#circumstances;
    if (Math.abs(now() - this.#consentAt) <= CONSENT_HOLDS) return undefined;
    try {
      await Promise.race([readConsent(), rejectedBy(closing)]);
    } catch (thrown) {
      return closing.aborted ? this.#holdNow() : {reason: 'consent', error: ConversationError.from(thrown)};
    }
    this.#consentAt = now();
    return undefined;
  }

  #refusal(): Hold | undefined {
    const error = this.#circumstances.refusal();
    return error && {reason: 'refused', error};
  }
}

/** Nobody waits for an answer that no longer matters. */
const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
  });
