/** Registers every element. */
export * from './components/avatar/define.js';
export * from './components/conversation-item/define.js';
export * from './components/conversation-list/define.js';
export * from './components/delivery-status/define.js';
export * from './components/inbox/define.js';
export * from './components/inbox-context/define.js';
export * from './components/message-bubble/define.js';
export * from './components/message-thread/define.js';
export * from './components/opt-out-badge/define.js';
export * from './components/reply-box/define.js';
export * from './components/timestamp/define.js';
export * from './components/contact-panel/define.js';
export * from './components/conversation-actions/define.js';
export * from './components/start-conversation/define.js';
export * from './components/template-picker/define.js';
export * from './components/thread-search/define.js';
export * from './components/command-palette/define.js';
