import type {ConsentPair} from '../model/consent-pair.js';
import type {Conversation} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import type {ReadTicket} from './known-conversations.js';
import type {SeenMark, StoredConsent} from './storage/port.js';
import type {IncomingPage, Timeline} from './timeline.js';

/** A conversation, or what is different in one. */
export type ToldConversation = Partial<Conversation> & Pick<Conversation, 'id'>;

/** A piece of news, with the way it came. Pages of messages come from the timeline that read them. */
export type News =
  /** A page of the list, and the moment its read left. */
  | {readonly from: 'page'; readonly conversations: readonly Conversation[]; readonly ticket: ReadTicket}
  | {readonly from: 'push'; readonly conversation: ToldConversation}
  /** What an action of ours answered, the moment it left, and what it was to change. */
  | {
      readonly from: 'answer';
      readonly conversation: ToldConversation;
      readonly ticket: ReadTicket;
      readonly asked: readonly (keyof Conversation)[];
    }
  | {readonly from: 'push' | 'answer'; readonly removedConversationId: string}
  | {readonly from: 'push' | 'answer'; readonly conversationId: string; readonly removedMessageId: string}
  | {readonly from: 'page'; readonly timeline: Timeline; readonly page: IncomingPage}
  /** A message that was pushed; `isCreated` is false for a change of one. */
  | {readonly from: 'push'; readonly message: Message; readonly isCreated: boolean}
  /** The provider has a message written here; `isFirst` is false when that was told before, as by another tab. */
  | {readonly from: 'answer'; readonly sent: Message; readonly isFirst: boolean}
  /**
   * A send was refused because the contact opted out of the number it was to leave from; in which conversation, where
   * that number is the conversation's own.
   */
  | {readonly from: 'answer'; readonly refusedPair: ConsentPair; readonly refusedId?: string}
  /** What other tabs, or this device before the page was loaded, learned. */
  | {
      readonly from: 'other-tab';
      readonly consents: ReadonlyMap<string, StoredConsent>;
      readonly seen: ReadonlyMap<string, SeenMark>;
    }
  /** Somebody wants the provider to decide again, and its word and the history were read just now. */
  | {readonly from: 'local'; readonly recheckedId: string}
  /** What the reader did: saw a conversation, or marked it unread. */
  | {readonly from: 'local'; readonly conversationId: string; readonly seen: SeenMark; readonly isNative: boolean};
