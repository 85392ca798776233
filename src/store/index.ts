/** An inbox without any element. `InboxStore` makes its parts: they are exported as types. */
export type {ConversationActions} from './conversation-actions.js';
export type {ConversationList, ConversationListQuery, ConversationListState} from './conversation-list.js';
export type {Draft, Drafts} from './drafts.js';
export type {OpenOutcome, OpenTarget} from './find-person.js';
export type {InboxEvent} from './inbox-event.js';
export type {InboxState, UnreadCount, UnsentState} from './inbox-state.js';
export {InboxStore, type InboxStoreOptions} from './inbox-store.js';
export type {MessageChanges, MessageChangesState} from './message-changes.js';
export type {LoadStatus} from './read-health.js';
export type {GivenReaction, GivenReactions, Reactions, ReactionsState} from './reactions.js';
export {Observable, type Unsubscribe} from './observable.js';
export type {AnsweredSend, EchoBaseline, OutboxEntry, OutboxEntryState, Repeat, SendPhase} from './outbox/entry.js';
export type {Outbox, OutboxState} from './outbox/outbox.js';
// The model's `Unsent` is that of one conversation.
export type {OutboxView, Unsent as OutboxUnsent, UnsentConversation} from './outbox/view.js';
export type {
  ContactSave,
  LoadedContact,
  LoadedTemplates,
  PendingActions,
  PendingState,
  StartState,
} from './pending-actions.js';
export type {Sending, SendingState} from './sending.js';
export {deleteStorage} from './storage/delete-storage.js';
export {openStorage, type StorageOptions} from './storage/indexed-db.js';
export type {
  EntryChange,
  InboxStorage,
  SeenMark,
  StorageSnapshot,
  StorageState,
  StorageTrouble,
  StoredConsent,
  StoredDraft,
} from './storage/port.js';
export type {PagePosition, Timeline, TimelineState} from './timeline.js';
