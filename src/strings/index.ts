export * from './english.js';
export * from './localizer.js';
export * from './strings.js';
