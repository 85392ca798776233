import type {NextAction, ErrorKind} from '../model/conversation-error.js';
import type {DeliveryStatus} from '../model/delivery-status.js';
import type {SendBlockReason} from '../model/send-block.js';
import type {FactSource} from '../model/capability-level.js';

/** The channels that have a name of their own. */
export type NamedChannel = 'sms' | 'mms' | 'imessage' | 'whatsapp' | 'email' | 'in-app';

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
  /** Of a message where the provider does not say which way it went. */
  readonly unknownSender: string;
  readonly noConversationSelected: string;
  readonly noConversationSelectedHint: string;
  readonly paneFailed: string;

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
  readonly resumesAt: string;
  readonly searchingHistory: string;
  readonly thisTabOnly: string;
  readonly detailsLoading: PluralForms;
  readonly positive: string;
  readonly negative: string;
  readonly requiresResponse: string;

  readonly searchMessages: string;
  readonly searchPosition: string;
  readonly searchMatches: PluralForms;
  readonly searchNoMatches: string;
  readonly searchOlder: string;
  readonly searchNewer: string;
  readonly searchMessagesLoadedOnly: string;
  readonly searchLoadOlder: string;
  readonly closeSearch: string;

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

  readonly close: string;
  readonly details: string;
  readonly groupDetails: string;
  readonly detailsFailed: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly number: string;
  readonly ownNumber: string;
  readonly channel: string;
  readonly consent: string;
  readonly optedIn: string;
  readonly carrier: string;
  readonly email: string;
  readonly notes: string;
  readonly participants: string;
  readonly participantsIncomplete: string;
  readonly started: string;
  readonly lastActive: string;
  readonly messageCount: string;

  readonly fields: string;
  readonly noFields: string;
  readonly editFields: string;
  readonly addField: string;
  readonly fieldName: string;
  readonly fieldValue: string;
  readonly fieldValueOf: string;
  readonly removeField: string;
  readonly restoreField: string;
  readonly fieldRemoved: string;
  readonly newField: string;
  readonly fieldNameMissing: string;
  readonly fieldNameTaken: string;
  readonly fieldNameRefused: string;
  readonly fieldJsonInvalid: string;
  readonly fieldJsonHint: string;
  readonly save: string;
  readonly saving: string;
  readonly saved: string;
  readonly saveFailedKept: string;
  readonly saveUnconfirmed: string;
  readonly conflictTitle: string;
  readonly conflictTheirs: string;
  readonly conflictMine: string;
  readonly conflictRemoved: string;
  readonly useTheirs: string;
  readonly keepMine: string;

  readonly startConversation: string;
  readonly startFormFailed: string;
  readonly recipientKind: string;
  readonly recipientAddress: string;
  readonly recipientContact: string;
  readonly recipientGroup: string;
  readonly searchRecipients: string;
  readonly noRecipients: string;
  readonly moreRecipients: PluralForms;
  readonly recipientMissing: string;
  readonly recipientNotChosen: string;
  readonly addressInvalid: string;
  readonly optional: string;
  readonly conversationTitle: string;
  readonly template: string;
  readonly templateMissing: string;
  readonly chooseTemplate: string;
  readonly noFirstMessage: string;
  readonly parameterMissing: string;
  readonly preview: string;
  readonly firstMessage: string;
  readonly messageMissing: string;
  readonly start: string;
  readonly starting: string;
  readonly startFailedKept: string;
  readonly startUnconfirmed: string;
  readonly startAnyway: string;

  readonly moreActions: string;
  readonly closeConversation: string;
  readonly reopenConversation: string;
  readonly delete: string;
  readonly deleteTitle: string;
  readonly deleteWarning: string;
  readonly deleting: string;
  readonly undo: string;
  readonly conversationArchived: string;
  readonly movedToInbox: string;
  readonly starRemoved: string;
  readonly conversationClosed: string;
  readonly conversationReopened: string;
  readonly conversationDeleted: string;
  readonly actionFailed: string;
  readonly working: string;

  readonly fromNumber: string;
  readonly defaultNumber: string;
  readonly chooseFile: string;
  readonly dropFiles: string;
  readonly uploading: string;
  readonly uploadFailed: string;
  readonly uploadAgain: string;
  readonly waitsForUpload: string;
  readonly waitsForFailedUpload: string;

  readonly statuses: Readonly<Record<DeliveryStatus, string>>;
  readonly channels: Readonly<Record<NamedChannel, string>>;
  readonly sources: Readonly<Record<FactSource, string>>;
  readonly errors: Readonly<Record<ErrorKind, string>>;
  readonly nextActions: Readonly<Record<NextAction, string>>;
  readonly blocks: Readonly<Record<SendBlockReason, BlockWords>>;
}

/** What a host replaces, in whole or in part; the rest stays English. */
export type PartialStrings = {
  readonly [Key in keyof ParlorStrings]?: ParlorStrings[Key] extends string | PluralForms
    ? ParlorStrings[Key]
    : Partial<ParlorStrings[Key]>;
};
