/** The words that elements show, and how they are formatted. */
export type {BlockWords, NamedChannel, ParlorStrings, PartialStrings, PluralForms, StringTable} from './catalogue.js';
export {english} from './english.js';
export {Localizer, type LocalizerOptions} from './localizer.js';
