/** Registers every element. */
export * from './components/avatar/define.js';
export * from './components/conversation-item/define.js';
export * from './components/conversation-list/define.js';
export * from './components/delivery-status/define.js';
export * from './components/inbox/define.js';
export * from './components/inbox-context/define.js';
export * from './components/message-bubble/define.js';
export * from './components/message-thread/define.js';
export * from './components/message-menu/define.js';
export * from './components/media-viewer/define.js';
export * from './components/opt-out-badge/define.js';
export * from './components/reply-box/define.js';
export * from './components/timestamp/define.js';
export * from './components/contact-panel/define.js';
export * from './components/conversation-actions/define.js';
export * from './components/saved-replies/define.js';
export * from './components/start-conversation/define.js';
export * from './components/template-picker/define.js';
export * from './components/thread-search/define.js';
export * from './components/command-palette/define.js';
export * from './components/launcher/define.js';
export * from './components/notifications/define.js';
export * from './components/unread-count/define.js';
export * from './components/export/define.js';
export * from './components/bulk-actions/define.js';
export * from './components/row-actions/define.js';
export * from './components/contact-time/define.js';

/** Every element by its tag. */
export type ParlorElements = {
  [Tag in keyof HTMLElementTagNameMap as Tag extends `parlor-${string}` ? Tag : never]: HTMLElementTagNameMap[Tag];
};

/** Every event by its name: requests, and news of an inbox. */
export type ParlorEvents = {
  [Type in keyof HTMLElementEventMap as Type extends `parlor-${string}` ? Type : never]: HTMLElementEventMap[Type];
};
