export {ConversationActions} from './conversation-actions.js';
export {ConversationList, type ConversationListQuery, type ConversationListState} from './conversation-list.js';
export {Drafts, EMPTY_DRAFT, type Draft} from './drafts.js';
export type {InboxEvent} from './inbox-event.js';
export type {InboxState, UnsentState} from './inbox-state.js';
export {InboxStore, type InboxStoreOptions} from './inbox-store.js';
export type {LoadStatus} from './load-status.js';
export {Observable, type Unsubscribe} from './observable.js';
export {Outbox, type OutboxEntry, type OutboxState, type SendPhase} from './outbox/outbox.js';
export {
  PendingActions,
  type ContactSave,
  type LoadedContact,
  type PendingState,
  type StartState,
} from './pending-actions.js';
export {Sending, type SendingState} from './sending.js';
export {deleteStorage} from './storage/delete-storage.js';
export {openStorage} from './storage/indexed-db.js';
export {MemoryStorage} from './storage/memory.js';
export type {InboxStorage, StorageState, StorageTrouble} from './storage/port.js';
export {Timeline, type TimelineState} from './timeline.js';
