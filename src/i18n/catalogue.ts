import type {NextAction, ErrorKind} from '../model/conversation-error.js';
import type {DeliveryStatus} from '../model/delivery-status.js';
import type {BrokenRule} from '../model/send-rules.js';
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
 * Every string the elements show, by key. Plain data, so that it can be kept in a JSON file and handed to translators;
 * `{name}` marks a value that is filled in.
 */
export interface ParlorStrings {
  // The inbox as a whole, and what several elements share.
  /** Names the whole for assistive technology. */
  readonly inbox: string;
  readonly conversations: string;
  /** Names the list of messages; `{name}` is the contact. */
  readonly messages: string;
  /** The button that leads from a conversation back to the list, where only one of them fits. */
  readonly back: string;
  readonly retry: string;
  readonly dismiss: string;
  readonly undo: string;
  readonly cancel: string;
  readonly close: string;
  readonly loading: string;
  /** In place of a name, where neither name nor number is known. */
  readonly unknownContact: string;
  /** Of a message where the provider does not say which way it went. */
  readonly unknownSender: string;
  readonly noConversationSelected: string;
  readonly noConversationSelectedHint: string;
  /** A part of the inbox could not be fetched from the server that serves the page. */
  readonly paneFailed: string;
  /** In place of the inbox, when the page did not say how to reach a provider. */
  readonly setUpFailed: string;
  /** Where to look when nothing could be read since the page was opened. */
  readonly setUpHint: string;
  readonly setUpNoAnswer: string;
  readonly setUpNoAddress: string;
  /** What went wrong with the first read, by the kind of error; the words of `errors` for the rest. */
  readonly setUpErrors: Readonly<Record<string, string>>;
  /** The browser keeps nothing on this device. */
  readonly thisTabOnly: string;
  /** Why nothing can be kept on this device at the moment. */
  readonly storageTrouble: Readonly<Record<'lost' | 'full' | 'blocked' | 'outdated', string>>;
  /** Tabs cannot be told apart safely here. */
  readonly storageShared: string;
  /** Some of what was kept on this device could not be read. */
  readonly storageSetAside: PluralForms;
  /** Names and numbers that the provider has yet to tell. */
  readonly detailsLoading: PluralForms;
  readonly offline: string;
  /** Announced only: sighted users see the banner disappear. */
  readonly backOnline: string;
  /** The locale's own name is used unless a host has another. */
  readonly today: string;
  /** The same. */
  readonly yesterday: string;
  /** A date and time in another zone than the device’s: `{time}`, `{zone}`. */
  readonly timeInZone: string;

  // The conversation list and its rows.
  readonly searchConversations: string;
  readonly clearSearch: string;
  /** The provider cannot search; only what is loaded is looked through. */
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
  /** Below a list that the provider does not give as a whole. */
  readonly listIncomplete: string;
  readonly unreadMessages: PluralForms;
  readonly unread: string;
  readonly starred: string;
  readonly archived: string;
  readonly needsReply: string;
  readonly optedOut: string;
  readonly probablyOptedOut: string;
  /** `{date}` */
  readonly since: string;
  /** The last message of a row, written by us: `{text}`. */
  readonly you: string;
  /** What somebody else of our side wrote: `{name}`, `{text}`. */
  readonly sentBy: string;
  /** A text that was begun and not sent: `{text}`. */
  readonly draft: string;
  /** Around a text that has not left; `{state}` is one of `unsentStates`. */
  readonly unsentPreview: string;
  readonly unsentStates: Readonly<Record<'waiting' | 'failed' | 'unconfirmed', string>>;
  readonly unsentCount: PluralForms;
  readonly noTextYet: string;
  /** In place of a text, for a picture without one. */
  readonly photo: string;
  /** In place of a text or a name, for any other file. */
  readonly attachment: string;
  /** What a draft without words holds: pictures alone, or other files too. */
  readonly pictureCount: PluralForms;
  readonly attachmentCount: PluralForms;

  // The message thread and its messages.
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
  /** On the line above the first unread message. */
  readonly unreadDivider: string;
  /** What a screen reader says in its place. */
  readonly unreadFromHere: string;
  /** Above a thread, where the provider tells of no message who wrote it: what would tell. */
  readonly unknownSides: string;
  /** The same where it does not tell of some. */
  readonly someUnknownSides: string;
  readonly contactOptedOut: string;
  readonly contactOptedIn: string;
  /** What a screen reader says before a message: `{name}`, `{time}`. */
  readonly messageFrom: string;
  /** The same for a message of ours: `{time}`. */
  readonly messageFromYou: string;
  /** Read out when a message arrives: `{name}`, `{text}`. */
  readonly announceMessage: string;
  /** Announced only, once for each message: it went. `{name}` */
  readonly announceSent: string;
  /** Announced only: it did not go. `{name}`, `{reason}` */
  readonly announceFailed: string;
  /** Announced only: nobody knows whether it went. `{name}`, `{reason}` */
  readonly announceUnconfirmed: string;
  /** Announced only: it went, and the carrier did not deliver it. `{name}`, `{reason}` */
  readonly announceUndelivered: string;
  /** Announced only: it has to wait. `{name}`, `{reason}` */
  readonly announceWaiting: string;
  /** What a message can have to wait for. */
  readonly announceWaits: Readonly<
    Record<'waiting-for-connection' | 'waiting-for-rate-limit' | 'waiting-for-storage', string>
  >;
  /** `{name}` */
  readonly openImage: string;
  /** `{name}` */
  readonly openFile: string;
  /** Loads a picture that does not load by itself: `{name}`. */
  readonly showImage: string;
  readonly playAnimation: string;
  readonly stopAnimation: string;
  /** Shows the rest of a long message. */
  readonly showAll: string;
  /** The same where there is still more than that. */
  readonly showMore: string;
  readonly imageUnavailable: string;
  /** A kind of message that has no view here: `{type}`, in the provider’s word. */
  readonly unsupportedBody: string;
  readonly emptyMessage: string;
  readonly sendAgain: string;
  readonly discard: string;
  /** No answer came to a send. Never claims that it was not sent. */
  readonly unconfirmedHint: string;
  /** A message that waits for an earlier one of the same conversation. */
  readonly waitingBehind: string;
  /** What to do where the provider says how long to wait: `{time}` is "10 minutes". */
  readonly waitFor: string;
  /** Sending pauses because of a rate limit: `{time}`. */
  readonly resumesAt: string;
  /** No answer came to a send, and the history is searched for the message. */
  readonly searchingHistory: string;
  /** On a message that went to many contacts at once. */
  readonly broadcast: string;
  readonly positive: string;
  readonly negative: string;

  // The search in a thread.
  readonly searchMessages: string;
  /** `{place}` of `{total}` matches. */
  readonly searchPosition: string;
  readonly searchMatches: PluralForms;
  readonly searchNoMatches: string;
  readonly searchOlder: string;
  readonly searchNewer: string;
  readonly searchMessagesLoadedOnly: string;
  readonly searchLoadOlder: string;
  readonly closeSearch: string;

  // The reply box.
  /** Names the field for screen readers: `{name}`. */
  readonly replyLabel: string;
  readonly replyPlaceholder: string;
  readonly send: string;
  readonly sendHint: string;
  /** The same where Enter breaks the line: `{key}` is the key to press along with it. */
  readonly sendHintModifier: string;
  /** Above the reason, while the text is still in the field. */
  readonly sendFailedKept: string;
  /** In the panel that takes the field’s place, while a draft is kept behind it. */
  readonly textKept: string;
  /** How a block is known: from a message that the provider refused. */
  readonly knownFromRefusal: string;
  readonly checkAgain: string;
  readonly checking: string;
  readonly fromNumber: string;
  /** Opens what a provider lets be chosen for one message. */
  readonly sendOptionsTitle: string;
  readonly defaultNumber: string;
  readonly attachMedia: string;
  readonly mediaUrlLabel: string;
  readonly mediaUrlPlaceholder: string;
  readonly mediaUrlInvalid: string;
  readonly addMedia: string;
  /** `{name}` */
  readonly removeMedia: string;
  readonly attachedMedia: string;
  readonly mediaLimit: PluralForms;
  readonly chooseFile: string;
  readonly dropFiles: string;
  /** `{name}` */
  readonly uploading: string;
  /** `{name}` */
  readonly uploadFailed: string;
  /** `{name}` */
  readonly uploadAgain: string;
  readonly waitsForUpload: string;
  readonly waitsForFailedUpload: string;

  // The size of a text, in the reply box and in the form for a new conversation.
  readonly segments: PluralForms;
  readonly charactersLeft: PluralForms;
  readonly encodingGsm: string;
  readonly encodingUnicode: string;
  /** Why a text needs more segments: `{character}`. */
  readonly unicodeBecauseOf: string;
  readonly unicodeReplace: string;
  readonly unicodeReplaced: string;
  /** Why the count is not the one of the text as typed. */
  readonly normalizedByProvider: string;

  // The actions on a conversation.
  readonly archive: string;
  readonly unarchive: string;
  readonly star: string;
  readonly unstar: string;
  readonly markRead: string;
  readonly moreActions: string;
  readonly closeConversation: string;
  readonly reopenConversation: string;
  readonly delete: string;
  readonly deleteTitle: string;
  /** `{name}` */
  readonly deleteWarning: string;
  readonly deleting: string;
  /** `{name}` */
  readonly conversationArchived: string;
  readonly movedToInbox: string;
  readonly starRemoved: string;
  readonly conversationClosed: string;
  readonly conversationReopened: string;
  readonly conversationDeleted: string;
  /** `{action}` is the label of the button, `{name}` the conversation’s. */
  readonly actionFailed: string;
  readonly working: string;

  // The contact panel.
  readonly details: string;
  readonly groupDetails: string;
  readonly detailsFailed: string;
  /** `{value}` is the number. */
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
  readonly birthDate: string;
  /** What a conversation is about, in the words of whoever keeps it. */
  readonly description: string;
  /** Which of the provider's users may see a conversation and join it. */
  readonly access: string;
  /** What the provider calls the contact. */
  readonly contactId: string;
  /** How the provider reads the contact's last message: a figure from -1 to 1, and what it is about. */
  readonly sentimentScore: string;
  readonly messageCategory: string;
  readonly participants: string;
  readonly participantsIncomplete: string;
  readonly started: string;
  readonly lastActive: string;
  readonly messageCount: string;

  // The free-form fields in the contact panel.
  readonly fields: string;
  readonly noFields: string;
  readonly editFields: string;
  readonly addField: string;
  readonly fieldName: string;
  readonly fieldValue: string;
  /** `{name}` */
  readonly fieldValueOf: string;
  /** `{name}` */
  readonly removeField: string;
  /** `{name}` */
  readonly restoreField: string;
  readonly fieldRemoved: string;
  /** In place of the name of a field that has none yet. */
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
  /** No answer came to a save. */
  readonly saveUnconfirmed: string;
  readonly conflictTitle: string;
  /** Before the value that somebody else saved. */
  readonly conflictTheirs: string;
  /** Before the value that was typed here. */
  readonly conflictMine: string;
  /** In place of a value that was removed. */
  readonly conflictRemoved: string;
  readonly useTheirs: string;
  readonly keepMine: string;

  // The form for a new conversation.
  readonly startConversation: string;
  readonly startFormFailed: string;
  /** Above the choice between an address, a contact and a group. */
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
  /** The label of a field that may stay empty: `{label}`. */
  readonly optional: string;
  readonly conversationTitle: string;
  readonly template: string;
  readonly templateMissing: string;
  readonly chooseTemplate: string;
  readonly noFirstMessage: string;
  /** The choice of no template, where a text may be written instead. */
  readonly noTemplate: string;
  readonly firstName: string;
  readonly lastName: string;
  /** In the field for free-form fields of a new contact. */
  readonly fieldsHint: string;
  readonly parameterMissing: string;
  readonly preview: string;
  readonly firstMessage: string;
  readonly messageMissing: string;
  readonly start: string;
  readonly starting: string;
  readonly startFailedKept: string;
  /** No answer came to a start. */
  readonly startUnconfirmed: string;
  /** On the button, after a start that may have worked. */
  readonly startAnyway: string;

  // Tables: one text for each value of a kind.
  /** How far a message got. */
  readonly statuses: Readonly<Record<DeliveryStatus, string>>;
  readonly channels: Readonly<Record<NamedChannel, string>>;
  /** How a fact is known. */
  readonly sources: Readonly<Record<FactSource, string>>;
  /** What happened, as one sentence; what to do about it follows from `nextActions`. */
  readonly errors: Readonly<Record<ErrorKind, string>>;
  /** What to do about an error, as one sentence. */
  readonly nextActions: Readonly<Record<NextAction, string>>;
  /** A provider's own options of a message, by its names for them. */
  readonly sendOptions: Readonly<Record<string, string>>;
  /** What can be chosen for such an option, by the provider's names. */
  readonly sendOptionChoices: Readonly<Record<string, string>>;
  /** What whoever sends has to know, as one sentence. */
  readonly sendNotes: Readonly<Record<'bypasses-quiet-hours' | 'shortens-links', string>>;
  /** Why a message cannot be sent as it is. */
  readonly brokenRules: Readonly<Record<BrokenRule, string>>;
  /** Why no reply can be sent, and what ends that. */
  readonly blocks: Readonly<Record<SendBlockReason, BlockWords>>;
}

/** What a host replaces, in whole or in part; the rest stays English. */
export type PartialStrings = {
  readonly [Key in keyof ParlorStrings]?: ParlorStrings[Key] extends string | PluralForms
    ? ParlorStrings[Key]
    : Partial<ParlorStrings[Key]>;
};

/** The tables of one text for each value of a kind. */
export type StringTable = {
  [Key in keyof ParlorStrings]: ParlorStrings[Key] extends Readonly<Record<string, string>>
    ? ParlorStrings[Key] extends PluralForms
      ? never
      : Key
    : never;
}[keyof ParlorStrings];
