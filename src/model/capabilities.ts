import type {Support} from './support.js';

/**
 * What can be done through an adapter, and how truly. Views ask this and nothing else: a control whose level is
 * `none` is not drawn, `derived` gets a hint, `local` says "on this device only".
 */
export interface Capabilities {
  readonly listConversations: Support;
  readonly filterUnread: Support;
  readonly filterNeedsReply: Support;
  readonly includeArchived: Support;
  /** `derived` searches what is loaded. */
  readonly searchConversations: Support;
  readonly unreadCount: Support;
  readonly markRead: Support;
  readonly starred: Support;
  readonly consent: Support;
  readonly messageHistory: Support;
  /** Pages towards newer messages from any place. */
  readonly newerMessages: Support;
  readonly deliveryStatus: Support;
  readonly readReceipts: Support;
  readonly insight: Support;
  readonly timeZone: Support;
  readonly sendText: Support;
  readonly sendMedia: Support;
  /** The largest number of attachments of one message; 0 without `sendMedia`. */
  readonly maximumAttachments: number;
  readonly chooseOwnEndpoint: Support;
  /** The provider rewrites typographic characters before sending, so a text may need fewer segments. */
  readonly normalizeText: Support;
  readonly startConversation: Support;
  readonly archiveConversation: Support;
  readonly deleteConversation: Support;
  /** Closing and reopening, where a provider means something else by it than archiving. */
  readonly closeConversation: Support;
  readonly editMetadata: Support;
  /** More about the contact than the conversation itself says. */
  readonly contactDetails: Support;
  /** `native` when the adapter is told of changes, `derived` when it polls. */
  readonly liveUpdates: Support;
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
  newerMessages: 'none',
  deliveryStatus: 'none',
  readReceipts: 'none',
  insight: 'none',
  timeZone: 'none',
  sendText: 'none',
  sendMedia: 'none',
  maximumAttachments: 0,
  chooseOwnEndpoint: 'none',
  normalizeText: 'none',
  startConversation: 'none',
  archiveConversation: 'none',
  deleteConversation: 'none',
  closeConversation: 'none',
  editMetadata: 'none',
  contactDetails: 'none',
  liveUpdates: 'none',
};

export const can = (capabilities: Capabilities, name: CapabilityName): boolean => capabilities[name] !== 'none';
