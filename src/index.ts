/**
 * Everything there is to import: elements as classes, adapter contract, model, stores, words. Registers nothing; import
 * `parlor/define`, or one element's own entry, to have the tags.
 */
export * from './adapter/index.js';
export * from './components/index.js';
export * from './model/index.js';
export * from './store/index.js';
export * from './i18n/index.js';
