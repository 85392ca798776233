import type {Conversation} from '../../model/conversation.js';
import type {Instant} from '../../model/capability-level.js';
import {BoundedMap} from '../../util/bounded-map.js';

/**
 * What counts as unread where the provider does not say: what a contact wrote since this adapter first saw the
 * conversation. So nothing is unread to begin with, and it is only known on this device.
 */
export class News {
  /** The newest activity there was when the first page was read for the first time. */
  #since: Instant | undefined;
  /** The activity of each conversation when it was first listed. */
  readonly #firstSeen: BoundedMap<string, Instant>;

  /** @param remembered how many conversations */
  constructor(remembered: number) {
    this.#firstSeen = new BoundedMap(remembered);
  }

  /**
   * Takes note of a page of the list.
   *
   * @param isFirstPage whether it began at the newest; what such a page shows for the first time later on is news
   */
  look(conversations: readonly Conversation[], isFirstPage: boolean): void {
    const isBeginning = this.#since === undefined;
    const times = conversations.map(({lastActivityAt}) => lastActivityAt ?? -Infinity);
    if (isFirstPage) this.#since ??= Math.max(-Infinity, ...times);
    for (const {id, lastActivityAt = -Infinity} of conversations) {
      if (this.#firstSeen.get(id) !== undefined) continue;
      const isOld = isBeginning || !isFirstPage;
      this.#firstSeen.set(id, isOld ? lastActivityAt : Math.min(lastActivityAt, this.#since ?? Infinity));
    }
  }

  mark(conversation: Conversation): Conversation {
    const {id, lastActivityAt = -Infinity, lastMessage} = conversation;
    const since = this.#firstSeen.get(id) ?? this.#since ?? Infinity;
    const has = lastMessage?.direction === 'inbound' && lastActivityAt > since;
    return {...conversation, unread: {has, source: 'local'}};
  }
}
