/** An inbox without any element. What only type checking needs is exported as a type: `InboxStore` makes its parts. */
export type {ConversationListQuery, ConversationListState, ConversationListStore} from './conversation-list-store.js';
export type {Draft, Drafts} from './drafts.js';
export type {InboxFact} from './inbox-fact.js';
export type {InboxState} from './inbox-state.js';
export type {InboxStoreOptions} from './inbox-store-options.js';
export {InboxStore} from './inbox-store.js';
export type {EntryChange, Journal, JournalConsent, JournalSnapshot} from './journal.js';
export type {LoadStatus} from './load-status.js';
export {MemoryJournal, type JournalMemory} from './memory-journal.js';
export type {MessageTimeline, MessageTimelineState} from './message-timeline.js';
export {Observable, type Unsubscribe} from './observable.js';
export type {AnsweredSend, EchoBaseline, OutboxEntry, OutboxEntryState} from './outbox-entry.js';
export type {Outbox, OutboxState} from './outbox.js';
export type {Sending, SendingState} from './sending.js';
