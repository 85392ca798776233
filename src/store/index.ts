export * from './conversation-list-store.js';
export * from './drafts.js';
export * from './inbox-store.js';
export * from './load-status.js';
export * from './message-timeline.js';
export * from './observable.js';
export * from './outbox.js';
