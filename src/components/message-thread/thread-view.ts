import type {MessageTimelineState} from '../../store/message-timeline.js';

/** Everything a thread draws, wherever it comes from. */
export interface ThreadView extends MessageTimelineState {
  readonly conversationId?: string;
  /** What the contact or group is called; empty when nobody knows. */
  readonly contactName: string;
  readonly group: boolean;
  /** The id or key of the first unread message. */
  readonly unreadFromId?: string;
  /** Keys of messages that wait behind a stuck one. */
  readonly heldIds?: ReadonlySet<string>;
}
