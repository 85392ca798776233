import type {Message} from '../model/message.js';
import type {Timeline} from './timeline.js';

/** A longer history than this is read anew when somebody comes back to it. */
const KEPT_MESSAGES = 200;

/** The timelines in use, and the few used last, so that going back to a conversation is quick and memory is bounded. */
export class Timelines {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  readonly #kept = new Map<string, Timeline>();
  readonly #make: (conversationId: string) => Timeline;
  readonly #limit: number;
  readonly #isOpen: (conversationId: string) => boolean;

  constructor(make: (conversationId: string) => Timeline, limit: number, isOpen: (conversationId: string) => boolean) {
    this.#make = make;
    this.#limit = limit;
    this.#isOpen = isOpen;
  }

  /** Without counting as a use. */
  peek(conversationId: string): Timeline | undefined {
    return this.#kept.get(conversationId);
  }

  /** Whatever was read of each conversation, without counting as a use. */
  get loaded(): ReadonlyMap<string, readonly Message[]> {
    return new Map([...this.#kept].map(([id, {state}]) => [id, state.messages]));
  }

  /** Made on first use. */
  use(conversationId: string): Timeline {
    const timeline = this.#kept.get(conversationId) ?? this.#make(conversationId);
    this.#kept.delete(conversationId);
    this.#kept.set(conversationId, timeline);
    for (const [id, old] of this.#kept) {
      if (this.#kept.size <= this.#limit) break;
      // What is open stays, and so does what is read for a message that waits for it.
      if (id === conversationId || old.isReading || this.#isOpen(id)) continue;
      old.cancel();
      this.#kept.delete(id);
    }
    return timeline;
  }

  /** Nobody looks at it any more: calls off what it was reading, and lets a long history go. */
  leave(conversationId: string): void {
    const timeline = this.peek(conversationId);
    timeline?.cancel();
    if (timeline && timeline.state.messages.length > KEPT_MESSAGES) this.#kept.delete(conversationId);
  }

  remove(conversationId: string): void {
    this.peek(conversationId)?.cancel();
    this.#kept.delete(conversationId);
  }

  cancelAll(): void {
    this.#kept.forEach((timeline) => timeline.cancel());
  }

  clear(): void {
    this.cancelAll();
    this.#kept.clear();
  }
}
