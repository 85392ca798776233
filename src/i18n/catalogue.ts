import type {ActionsWords} from './words/actions.js';
import type {BulkWords} from './words/bulk.js';
import type {CommandWords} from './words/commands.js';
import type {ContactWords} from './words/contact.js';
import type {ContactTimeWords} from './words/contact-time.js';
import type {ExportWords} from './words/export.js';
import type {InboxWords} from './words/inbox.js';
import type {ListWords} from './words/list.js';
import type {MediaViewerWords} from './words/media-viewer.js';
import type {MessageMenuWords} from './words/message-menu.js';
import type {ReplyWords} from './words/reply.js';
import type {SavedReplyWords} from './words/saved-replies.js';
import type {SearchWords} from './words/search.js';
import type {SharedWords} from './words/shared.js';
import type {StartWords} from './words/start.js';
import type {PickerWords} from './words/templates.js';
import type {UnreadWords} from './words/unread.js';
import type {NotificationsWords} from './words/notifications.js';
import type {LauncherWords} from './words/launcher.js';
import type {ThreadWords} from './words/thread.js';

/** A text for each plural category of the locale (`Intl.PluralRules`); `{count}` stands for the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {readonly other: string};

/** The tables in which a host may have texts for values of its own as well. */
export type OpenStringTable =
  | 'setUpErrors'
  | 'uploadReasons'
  | 'uploadLimits'
  | 'fileTypes'
  | 'sendOptions'
  | 'sendOptionChoices'
  | 'commandSearchWords'
  | 'keyNames';

/** The English words of an element as they may be in any language. */
export type StringsOf<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends PluralForms
      ? PluralForms
      : Key extends OpenStringTable
        ? Readonly<Record<string, string>>
        : Readonly<Words[Key]>;
};

/** The English words of all elements, by key. */
export type ParlorWords = SharedWords &
  InboxWords &
  ListWords &
  ThreadWords &
  MessageMenuWords &
  MediaViewerWords &
  SearchWords &
  ReplyWords &
  PickerWords &
  SavedReplyWords &
  ActionsWords &
  BulkWords &
  CommandWords &
  ContactWords &
  StartWords &
  UnreadWords &
  NotificationsWords &
  LauncherWords &
  ExportWords &
  ContactTimeWords;

/**
 * Every string the elements show, by key. Plain data, so that it can be kept in a JSON file and handed to translators;
 * `{name}` marks a value that is filled in.
 */
export type ParlorStrings = StringsOf<ParlorWords>;

/**
 * A whole language: every text that there is in English, and of what is counted a form for each of the language's plural
 * categories (`Intl.PluralRules`). One that is missing is an error of the compiler.
 */
export type LanguageStrings<Category extends Intl.LDMLPluralRule> = {
  readonly [Key in keyof ParlorWords]: ParlorWords[Key] extends string
    ? string
    : ParlorWords[Key] extends PluralForms
      ? Readonly<Record<Category | 'other', string>>
      : Readonly<ParlorWords[Key]>;
};

/** What a host replaces, in whole or in part; the rest stays as the language has it. */
export type PartialStrings = {
  readonly [Key in keyof ParlorStrings]?: ParlorStrings[Key] extends string | PluralForms
    ? ParlorStrings[Key]
    : Partial<ParlorStrings[Key]>;
};

/** The tables of one text for each value of a kind. */
export type StringTable<Words = ParlorStrings> = {
  [Key in keyof Words]: Words[Key] extends PluralForms
    ? never
    : Words[Key] extends Readonly<Record<string, string>>
      ? Key
      : never;
}[keyof Words];
