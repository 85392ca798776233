import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import {orAborted} from '../../util/or-aborted.js';
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
 *
 * @param onHeld told each time what holds the request back, and it certainly does not leave then; or that nothing does
 * @returns what rejects with ConversationError when the request must not leave
 */
export function leaveCheck(around: Circumstances, onHeld: (hold: Hold | undefined) => void): () => Promise<void> {
  const {adapter, closing, now} = around;
  let {consentAt} = around;
  const hold = (reason: HoldReason, kind: 'aborted' | 'network', why: string): Hold => ({
    ...{reason, error: new ConversationError(kind, {adapter, message: `Not sent: ${why}.`})},
  });
  const holdNow = (): Hold | undefined => {
    if (closing.aborted) return hold('closed', 'aborted', 'the inbox was closed');
    if (!around.leads()) return hold('turn', 'aborted', 'it is another tab that sends');
    if (!around.isOnline()) return hold('connection', 'network', 'the device is offline');
    return around.isStorageInTrouble() ? hold('storage', 'network', 'the device cannot write it down') : undefined;
  };
  const readConsent = async (): Promise<Hold | undefined> => {
    if (Math.abs(now() - consentAt) <= CONSENT_HOLDS) return undefined;
    try {
      // Nobody waits for an answer that no longer matters.
      await orAborted(around.readConsent(), closing);
      consentAt = now();
    } catch (thrown) {
      if (!closing.aborted) return {reason: 'consent', error: ConversationError.from(thrown)};
    }
    return undefined;
  };
  const refusal = (): Hold | undefined => {
    const error = around.refusal();
    return error && {reason: 'refused', error};
  };
  return async () => {
    const held = holdNow() ?? (await readConsent()) ?? holdNow() ?? refusal();
    onHeld(held);
    if (held) throw held.error;
  };
}
