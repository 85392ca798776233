export * from './english.js';
export {FullLocalizer as Localizer} from './full-localizer.js';
export type {LocalizerOptions} from './localizer.js';
export * from './strings.js';
