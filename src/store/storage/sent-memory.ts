import {joinSends, type AnsweredSend, type OutboxEntry} from '../outbox/entry.js';
import {reuseList} from '../../util/equal.js';
import {KEPT_ANSWERED} from './port.js';

/**
 * Answered sends as this page knows them for as long as it lives, so many of them: what the device keeps is gone after a
 * while, by a clock that somebody may set, and a message that is not recognised in the history would be shown twice.
 */
export class SentMemory {
  readonly #sends = new Map<string, AnsweredSend>();

  /** @returns how to take it back */
  add(send: AnsweredSend): () => void {
    const before = this.#sends.get(send.localId);
    this.#sends.set(send.localId, joinSends(before, send));
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
    for (const send of kept) this.#sends.set(send.localId, joinSends(this.#sends.get(send.localId), send));
    const surplus = [...this.#sends.keys()].slice(0, -KEPT_ANSWERED);
    for (const localId of surplus) this.#sends.delete(localId);
    const waiting = new Set(entries.map(({localId}) => localId));
    return reuseList(
      known,
      [...this.#sends.values()].filter(({localId}) => !waiting.has(localId)),
    );
  }

  clear(): void {
    this.#sends.clear();
  }
}
