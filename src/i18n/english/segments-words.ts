import type {ParlorStrings} from '../strings.js';

/** What is said about the size of a text. */
export const segmentsWords = {
  segments: {one: '{count} segment', other: '{count} segments'},
  charactersLeft: {one: '{count} character left', other: '{count} characters left'},
  encodingGsm: 'GSM-7',
  encodingUnicode: 'Unicode',
  unicodeBecauseOf: '“{character}” makes this a Unicode text, which holds fewer characters per segment.',
  unicodeReplace: 'Use plain characters',
  unicodeReplaced: 'Special characters were replaced by plain ones.',
  normalizedByProvider: 'Counted after the characters your provider replaces before sending.',
} satisfies Partial<ParlorStrings>;
