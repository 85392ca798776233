import type {Capabilities} from '../model/capabilities.js';
import type {Instant} from '../model/capability-level.js';
import type {Conversation} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import type {ReactionKind} from '../model/reaction.js';
import type {Cursor, Page} from '../model/page.js';
import type {OwnEndpoint} from '../model/participant.js';
import type {ContactDetails, MetadataEdit} from '../model/contact-details.js';
import type {AdapterEvent} from './adapter-event.js';
import type {FilledTemplate, MessageTemplate, StartForm, StartRequest} from './start-conversation.js';

/** The version of the contract below. A breaking change of it gets a new number. */
export const CONTRACT_VERSION = 2;

/** How a request can be called off, and what is asked once more before it leaves. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
  /**
   * The last word before a message leaves: called in `sendMessage`, `startConversation` and `react` for the request that sends,
   * after everything that may hold it back (a look-up, a rate limit), and again before a repeat with fresh headers. When
   * it throws, nothing leaves and the caller gets that error unchanged. `HttpRequest` takes it as it is.
   */
  readonly beforeLeave?: () => void | Promise<void>;
  /**
   * Names a send where `repeatableSends` is not `none`: the same send under the same key happens once, however often it is
   * asked for. `HttpRequest` takes it as it is.
   */
  readonly idempotencyKey?: string;
}

/** Which conversations to list. An adapter ignores nothing silently: the caller asks only what `capabilities` grant. */
export interface ConversationQuery {
  readonly unread?: boolean;
  readonly needsReply?: boolean;
  readonly includeArchived?: boolean;
  readonly search?: string;
  readonly cursor?: Cursor;
  /** A wish; providers have their own limits. */
  readonly limit?: number;
}

export interface MessageQuery {
  readonly conversationId: string;
  /** From an earlier page of the same conversation; absent for the newest page. */
  readonly cursor?: Cursor;
  /** Where to begin instead, for adapters whose `messagesAround` is not `none`; never together with a cursor. */
  readonly around?: MessageAnchor;
  /** A wish; providers have their own limits. */
  readonly limit?: number;
}

/**
 * A place in a conversation that no page led to.
 *
 * - `messageId`: the page holds that message, with what is before and after it. Without such a message the adapter
 *   throws `not-found`.
 * - `at`: the page holds the first message at or after that moment, or the conversation's last one when all are older.
 */
export type MessageAnchor = {readonly messageId: string} | {readonly at: Instant};

/** A stretch of a conversation. */
export interface MessagePage {
  /** Oldest first, whatever the provider's own order is. */
  readonly messages: readonly Message[];
  /** Where older messages start; absent at the first message of the conversation. */
  readonly older?: Cursor;
  /** Where newer messages start; absent on the newest page and where the provider cannot. */
  readonly newer?: Cursor;
  /** IANA name of the zone the provider's organisation works in. */
  readonly timeZone?: string;
}

export interface OutgoingMessage {
  readonly conversationId: string;
  /** May be empty when there is media. */
  readonly text: string;
  /** Public URLs. */
  readonly mediaUrls?: readonly string[];
  /** One of our own numbers; the provider's default without it. */
  readonly ownEndpointId?: string;
  /** The message that this one answers, where `replyToMessage` is not `none`; `text` is what is quoted of it on screen. */
  readonly replyTo?: NonNullable<Message['replyTo']>;
  /** Sent instead of the text, where only a template may go; `text` is what it says then, as far as that is known. */
  readonly template?: FilledTemplate;
  /** Options only one provider has; see that provider's own types. */
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** One of a provider's own options of a send, so that a reply box can offer it. Its value goes into `providerOptions`. */
export type SendOption = {readonly name: string} & (
  | {readonly kind: 'switch'; readonly default: boolean}
  | {readonly kind: 'choice'; readonly choices: readonly string[]; readonly default: string}
  /** ISO 8601; at once without a value. `latest` is how many milliseconds ahead it may be. */
  | {readonly kind: 'time'; readonly latest?: number}
);

/**
 * What whoever sends has to know. `bypasses-quiet-hours`: a reply goes out at any time of the day. `shortens-links`: links
 * arrive as other ones than were typed.
 */
export type SendNote = 'bypasses-quiet-hours' | 'shortens-links';

/** Ends a subscription and steers it. Push adapters may ignore everything but `close`. */
export interface AdapterSubscription {
  /** The conversation on screen, so that a polling adapter looks there more often. */
  watch(conversationId: string | undefined): void;
  /** Which conversations are in sight in the list, so that an adapter can look up what its list does not tell of them. */
  showRows?(conversationIds: readonly string[]): void;
  /** How closely anybody is looking. `hidden` pauses polling; leaving `hidden` catches up at once. */
  setPollMode(pollMode: PollMode): void;
  close(): void;
}

/**
 * `active`: somebody is at the page. `idle`: it is visible, but nobody has done anything in it for long. `hidden`: nobody
 * sees it.
 */
export type PollMode = 'active' | 'idle' | 'hidden';

/** One of several accounts behind an adapter. */
export interface AdapterAccount {
  readonly id: string;
  readonly label: string;
  readonly capabilities: Capabilities;
  readonly sendOptions?: readonly SendOption[];
  readonly sendNotes?: readonly SendNote[];
}

/**
 * What stands between the stores and one provider.
 *
 * Every method throws `ConversationError` and nothing else. A method that is missing, or whose capability is `none`,
 * is never called. No method repeats a request that may have been processed.
 */
export interface MessagingAdapter {
  readonly contractVersion: typeof CONTRACT_VERSION;
  /** Names provider and account; keys what is kept on the device. Holds no secret. */
  readonly id: string;
  /** The provider's name as people know it. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** What `OutgoingMessage.providerOptions` may hold, as far as a form can offer it; nothing by default. */
  readonly sendOptions?: readonly SendOption[];
  readonly sendNotes?: readonly SendNote[];
  /**
   * Whose a conversation or one of our own numbers is, by its id, where several accounts are one adapter: what can be done
   * there is what that account can. Answers at once.
   */
  accountOf?(id: string): AdapterAccount | undefined;

  /** One page of conversations in the provider's order; the store sorts. */
  listConversations(query: ConversationQuery, options?: RequestOptions): Promise<Page<Conversation>>;

  listMessages(query: MessageQuery, options?: RequestOptions): Promise<MessagePage>;

  /**
   * Sends once, and once for all calls with the same `idempotencyKey` where `repeatableSends` is not `none`. The answer is the message as the provider took it; its status is usually `accepted` or `sent`.
   *
   * @throws ConversationError whose `outcomeUnknown` tells whether the message may have left all the same
   */
  sendMessage(message: OutgoingMessage, options?: RequestOptions): Promise<Message>;

  getConversation?(conversationId: string, options?: RequestOptions): Promise<Conversation>;
  markRead?(conversationId: string, options?: RequestOptions): Promise<void>;
  /** Our own numbers or channels a message can be sent from. */
  listOwnEndpoints?(options?: RequestOptions): Promise<readonly OwnEndpoint[]>;
  setArchived?(conversationId: string, archived: boolean, options?: RequestOptions): Promise<Conversation>;
  setStarred?(conversationId: string, starred: boolean, options?: RequestOptions): Promise<Conversation>;
  setClosed?(conversationId: string, closed: boolean, options?: RequestOptions): Promise<Conversation>;
  /** For ever, its messages included. */
  deleteConversation?(conversationId: string, options?: RequestOptions): Promise<void>;
  /**
   * One message, for ever, at the provider: whoever received it has it all the same.
   *
   * @throws ConversationError of kind `not-found` when it is not there, and one whose `outcomeUnknown` tells whether it may
   *   be gone all the same
   */
  deleteMessage?(conversationId: string, messageId: string, options?: RequestOptions): Promise<void>;

  /**
   * Reacts to a message, which reaches the contact. Once; where the provider has the message but takes no reaction to it,
   * nothing leaves.
   *
   * @throws ConversationError of kind `not-found` when the message is not there, and one whose `outcomeUnknown` tells
   *   whether the reaction may have arrived all the same
   */
  react?(conversationId: string, messageId: string, kind: ReactionKind, options?: RequestOptions): Promise<void>;

  /** What may be sent in a conversation instead of free text, also where `sendRules` let no free text go. */
  listTemplates?(conversationId: string, options?: RequestOptions): Promise<readonly MessageTemplate[]>;
  /** What a form for a new conversation has to ask. */
  describeStart?(options?: RequestOptions): Promise<StartForm>;
  /** @throws ConversationError whose `outcomeUnknown` tells whether something may have been created all the same */
  startConversation?(start: StartRequest, options?: RequestOptions): Promise<Conversation>;

  getContact?(conversationId: string, options?: RequestOptions): Promise<ContactDetails>;
  /**
   * Changes some keys of the metadata. Where a provider can only replace the whole, the adapter reads, merges, writes.
   *
   * @throws ConversationError of kind `conflict` when a changed key is no longer what it was in `base`; nothing is
   *   written then, and `raw` holds the metadata as it is now
   */
  updateMetadata?(conversationId: string, edit: MetadataEdit, options?: RequestOptions): Promise<Conversation>;

  /** Reports changes until closed. */
  subscribe?(listener: (event: AdapterEvent) => void): AdapterSubscription;
  /**
   * Takes a webhook payload that the host received and verified on its server, and reports what it says to every
   * subscriber. A payload it does not understand is ignored.
   *
   * @returns what was reported
   */
  receiveWebhook?(payload: unknown): readonly AdapterEvent[];
}
