export * from './catalogue.js';
export * from './english.js';
export * from './localizer.js';
