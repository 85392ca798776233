/** The words that elements show, and how they are formatted. */
export type {ParlorStrings, PartialStrings, PluralForms, StringsOf, StringTable} from './catalogue.js';
export {english} from './english.js';
export {Localizer, type LocalizerOptions} from './localizer.js';
export {actionsWords, type ActionsWords} from './words/actions.js';
export {commandWords, type CommandWords} from './words/commands.js';
export {contactWords, type ContactWords} from './words/contact.js';
export {inboxWords, type InboxWords} from './words/inbox.js';
export {listWords, type ListWords} from './words/list.js';
export {replyWords, type BlockWords, type ReplyWords} from './words/reply.js';
export {searchWords, type SearchWords} from './words/search.js';
export {sharedWords, type SharedWords} from './words/shared.js';
export {startWords, type StartWords} from './words/start.js';
export {pickerWords, type PickerWords} from './words/templates.js';
export {threadWords, type ThreadWords} from './words/thread.js';
