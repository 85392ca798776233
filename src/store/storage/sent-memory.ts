import type {AnsweredSend, OutboxEntry} from '../outbox/entry.js';
import {sameAnswered} from './contents.js';
import {isPast} from './housekeeping.js';
import {KEEP_SENT_FOR, KEPT_ANSWERED} from './port.js';

/**
 * Answered sends that this page still has to know and that the device no longer keeps, because it was told to keep sent
 * texts shorter than recognising them in the history takes.
 */
export class SentMemory {
  /** False where the device keeps them long enough. */
  readonly isUsed: boolean;
  readonly #sends = new Map<string, AnsweredSend>();

  constructor(isUsed: boolean) {
    this.isUsed = isUsed;
  }

  /** @returns how to take it back */
  add(send: AnsweredSend): () => void {
    const before = this.#sends.get(send.localId);
    if (this.isUsed) this.#sends.set(send.localId, send);
    return () => {
      if (before) this.#sends.set(send.localId, before);
      else this.#sends.delete(send.localId);
    };
  }

  /**
   * The sends that are known: those that are kept, and those that are remembered. One whose entry is still in the queue
   * was not answered after all.
   */
  join(
    known: readonly AnsweredSend[],
    kept: readonly AnsweredSend[],
    entries: readonly OutboxEntry[],
  ): readonly AnsweredSend[] {
    if (!this.isUsed) return sameAnswered(known, kept);
    const now = Date.now();
    for (const send of kept) this.#sends.set(send.localId, send);
    const old = [...this.#sends.values()].filter(({answeredAt}) => isPast(answeredAt, KEEP_SENT_FOR, now));
    for (const {localId} of old) this.#sends.delete(localId);
    const surplus = [...this.#sends.keys()].slice(0, -KEPT_ANSWERED);
    for (const localId of surplus) this.#sends.delete(localId);
    const waiting = new Set(entries.map(({localId}) => localId));
    return sameAnswered(
      known,
      [...this.#sends.values()].filter(({localId}) => !waiting.has(localId)),
    );
  }

  clear(): void {
    this.#sends.clear();
  }
}
