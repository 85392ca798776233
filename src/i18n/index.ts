/** The words that elements show, and how they are formatted. */
export type {
  LanguageStrings,
  OpenStringTable,
  ParlorStrings,
  ParlorWords,
  PartialStrings,
  PluralForms,
  StringsOf,
  StringTable,
} from './catalogue.js';
export {english} from './english.js';
export {loadLanguage, registerLanguage, registerLanguageLoader, type LanguageLoader} from './languages.js';
export {Localizer, type LocalizerOptions} from './localizer.js';
export {actionsWords, type ActionsWords} from './words/actions.js';
export {bulkWords, type BulkWords} from './words/bulk.js';
export {commandWords, type CommandWords} from './words/commands.js';
export {contactWords, type ContactWords} from './words/contact.js';
export {contactTimeWords, type ContactTimeWords} from './words/contact-time.js';
export {exportWords, type ExportWords} from './words/export.js';
export {inboxWords, type InboxWords} from './words/inbox.js';
export {launcherWords, type LauncherWords} from './words/launcher.js';
export {listWords, type ListWords} from './words/list.js';
export {mediaViewerWords, type MediaViewerWords} from './words/media-viewer.js';
export {messageMenuWords, type MessageMenuWords} from './words/message-menu.js';
export {notificationsWords, type NotificationsWords} from './words/notifications.js';
export {replyWords, type BlockWords, type ReplyWords} from './words/reply.js';
export {savedReplyWords, type SavedReplyWords} from './words/saved-replies.js';
export {searchWords, type SearchWords} from './words/search.js';
export {sharedWords, type SharedWords} from './words/shared.js';
export {startWords, type StartWords} from './words/start.js';
export {pickerWords, type PickerWords} from './words/templates.js';
export {threadWords, type ThreadWords} from './words/thread.js';
export {unreadWords, type UnreadWords} from './words/unread.js';
