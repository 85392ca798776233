import type {NextAction, ErrorKind} from '../model/conversation-error.js';
import type {DeliveryStatus} from '../model/delivery-status.js';
import type {SendBlockReason} from '../model/send-block.js';
import type {FactSource} from '../model/support.js';

/** A text for each plural category of the locale (`Intl.PluralRules`); `{count}` stands for the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {readonly other: string};

/** What a blocked reply box says: what is so, and what ends it. */
export interface BlockWords {
  readonly title: string;
  readonly reopen: string;
}

/**
 * Every word the elements show. Plain data, so that it can be kept in a JSON file and handed to translators;
 * `{name}` marks a value that is filled in.
 */
export interface ParlorStrings {
  readonly inbox: string;
  readonly conversations: string;
  readonly messages: string;
  readonly back: string;
  readonly retry: string;
  readonly dismiss: string;
  readonly loading: string;
  readonly unknownContact: string;
  readonly noConversationSelected: string;
  readonly noConversationSelectedHint: string;

  readonly searchConversations: string;
  readonly clearSearch: string;
  readonly searchLoadedOnly: string;
  readonly filters: string;
  readonly filterAll: string;
  readonly filterUnread: string;
  readonly filterNeedsReply: string;
  readonly filterArchived: string;
  readonly loadMoreConversations: string;
  readonly conversationsFound: PluralForms;
  readonly conversationsFoundSoFar: PluralForms;
  readonly noConversations: string;
  readonly noConversationsHint: string;
  readonly noMatches: string;
  readonly noMatchesHint: string;
  readonly clearFilters: string;
  readonly listFailed: string;
  readonly unreadMessages: PluralForms;
  readonly unread: string;
  readonly starred: string;
  readonly archived: string;
  readonly needsReply: string;
  readonly optedOut: string;
  readonly probablyOptedOut: string;
  readonly optedOutSince: string;
  readonly since: string;
  readonly you: string;
  readonly draft: string;
  readonly noTextYet: string;
  readonly photo: string;
  readonly attachment: string;

  readonly loadOlder: string;
  readonly loadingOlder: string;
  readonly olderFailed: string;
  readonly newerFailed: string;
  readonly startOfConversation: string;
  readonly noMessages: string;
  readonly noMessagesHint: string;
  readonly threadFailed: string;
  readonly newMessages: PluralForms;
  readonly jumpToNewest: string;
  readonly unreadDivider: string;
  readonly today: string;
  readonly yesterday: string;
  readonly contactOptedOut: string;
  readonly contactOptedIn: string;
  readonly messageFrom: string;
  readonly messageFromYou: string;
  readonly announceMessage: string;
  readonly openImage: string;
  readonly openFile: string;
  readonly imageUnavailable: string;
  readonly unsupportedBody: string;
  readonly emptyMessage: string;
  readonly timeInZone: string;
  readonly sendAgain: string;
  readonly checkAgain: string;
  readonly checking: string;
  readonly discard: string;
  readonly unconfirmedHint: string;
  readonly waitingBehind: string;
  readonly positive: string;
  readonly negative: string;
  readonly requiresResponse: string;

  readonly replyLabel: string;
  readonly replyPlaceholder: string;
  readonly send: string;
  readonly sendHint: string;
  readonly attachMedia: string;
  readonly mediaUrlLabel: string;
  readonly mediaUrlPlaceholder: string;
  readonly mediaUrlInvalid: string;
  readonly addMedia: string;
  readonly removeMedia: string;
  readonly attachedMedia: string;
  readonly mediaLimit: PluralForms;
  readonly cancel: string;
  readonly segments: PluralForms;
  readonly charactersLeft: PluralForms;
  readonly encodingGsm: string;
  readonly encodingUnicode: string;
  readonly unicodeBecauseOf: string;
  readonly unicodeReplace: string;
  readonly unicodeReplaced: string;
  readonly normalizedByProvider: string;
  readonly sendFailedKept: string;
  readonly textKept: string;
  readonly knownFromRefusal: string;

  readonly offline: string;
  readonly backOnline: string;
  readonly archive: string;
  readonly unarchive: string;
  readonly star: string;
  readonly unstar: string;
  readonly markRead: string;

  readonly statuses: Readonly<Record<DeliveryStatus, string>>;
  readonly sources: Readonly<Record<FactSource, string>>;
  readonly errors: Readonly<Record<ErrorKind, string>>;
  readonly nextActions: Readonly<Record<NextAction, string>>;
  readonly blocks: Readonly<Record<SendBlockReason, BlockWords>>;
}

/** What a host replaces: any part; the rest stays English. */
export type PartialStrings = {
  readonly [Key in keyof ParlorStrings]?: ParlorStrings[Key] extends string | PluralForms
    ? ParlorStrings[Key]
    : Partial<ParlorStrings[Key]>;
};
