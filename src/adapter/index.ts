export * from './adapter-event.js';
export * from './assert-contract.js';
export * from './adapter-registry.js';
export * from './http.js';
export * from './messaging-adapter.js';
export * from './polling.js';
export * from './start-conversation.js';
