import type {CapabilityLevel} from './capability-level.js';

/**
 * What can be done through an adapter, and how truly. Views ask this and nothing else: a control whose level is
 * `none` is not drawn, `derived` gets a hint, `local` says "on this device only".
 */
export interface Capabilities {
  readonly listConversations: CapabilityLevel;
  readonly filterUnread: CapabilityLevel;
  readonly filterNeedsReply: CapabilityLevel;
  readonly includeArchived: CapabilityLevel;
  /** `derived` searches what is loaded. */
  readonly searchConversations: CapabilityLevel;
  readonly unreadCount: CapabilityLevel;
  readonly markRead: CapabilityLevel;
  readonly starred: CapabilityLevel;
  readonly consent: CapabilityLevel;
  readonly messageHistory: CapabilityLevel;
  /** Whether a history says who wrote a message. Without it, sides are unknown, and a view says so. */
  readonly messageDirections: CapabilityLevel;
  /** Pages towards newer messages from any place. */
  readonly newerMessages: CapabilityLevel;
  /** `native` when a history can be read from any message or moment on, without what lies between. */
  readonly messagesAround: CapabilityLevel;
  readonly deliveryStatus: CapabilityLevel;
  readonly readReceipts: CapabilityLevel;
  readonly insight: CapabilityLevel;
  readonly timeZone: CapabilityLevel;
  readonly sendText: CapabilityLevel;
  readonly sendMedia: CapabilityLevel;
  /** The largest number of attachments of one message; 0 without `sendMedia`. */
  readonly maximumAttachments: number;
  /** A message can say which one it answers; where a conversation cannot, its `sendRules.withoutOptions` name `replyTo`. */
  readonly replyToMessage: CapabilityLevel;
  /**
   * Reacting to one message with what `ReactionKind` names; where a conversation cannot, its `sendRules.withoutOptions`
   * name `reaction`. Nothing takes one back.
   */
  readonly reactToMessage: CapabilityLevel;
  /** Messages approved beforehand, in conversations that take no free text and in others. */
  readonly sendTemplates: CapabilityLevel;
  /** `native` for every message; `derived` for a new conversation only, which then stays on its number or channel. */
  readonly chooseOwnEndpoint: CapabilityLevel;
  /** The provider rewrites typographic characters before sending, so a text may need fewer segments. */
  readonly normalizeText: CapabilityLevel;
  readonly startConversation: CapabilityLevel;
  readonly archiveConversation: CapabilityLevel;
  readonly deleteConversation: CapabilityLevel;
  /** Single messages, at the provider: nothing says that they are taken back from whoever has them. */
  readonly deleteMessage: CapabilityLevel;
  /** Closing and reopening, where a provider means something else by it than archiving. */
  readonly closeConversation: CapabilityLevel;
  readonly editMetadata: CapabilityLevel;
  /** More about the contact than the conversation itself says. */
  readonly contactDetails: CapabilityLevel;
  /** A send of which no answer came can be asked for again under its key, and still happens once. */
  readonly repeatableSends: CapabilityLevel;
  /** `native` when the adapter is told of changes, `derived` when it polls. */
  readonly liveUpdates: CapabilityLevel;
}

export type CapabilityName = Exclude<keyof Capabilities, 'maximumAttachments'>;

/** Everything off: what an adapter starts from, so that a forgotten line hides a control instead of promising it. */
export const NO_CAPABILITIES: Capabilities = {
  listConversations: 'none',
  filterUnread: 'none',
  filterNeedsReply: 'none',
  includeArchived: 'none',
  searchConversations: 'none',
  unreadCount: 'none',
  markRead: 'none',
  starred: 'none',
  consent: 'none',
  messageHistory: 'none',
  messageDirections: 'none',
  newerMessages: 'none',
  messagesAround: 'none',
  deliveryStatus: 'none',
  readReceipts: 'none',
  insight: 'none',
  timeZone: 'none',
  sendText: 'none',
  sendMedia: 'none',
  maximumAttachments: 0,
  replyToMessage: 'none',
  reactToMessage: 'none',
  sendTemplates: 'none',
  chooseOwnEndpoint: 'none',
  normalizeText: 'none',
  startConversation: 'none',
  archiveConversation: 'none',
  deleteConversation: 'none',
  deleteMessage: 'none',
  closeConversation: 'none',
  editMetadata: 'none',
  contactDetails: 'none',
  repeatableSends: 'none',
  liveUpdates: 'none',
};

export const can = (capabilities: Capabilities, name: CapabilityName): boolean => capabilities[name] !== 'none';
