/** The size of a text, in the reply box and in the form for a new conversation. */
export const segmentsWords = {
  segments: {one: '{count} segment', other: '{count} segments'},
  charactersLeft: {one: '{count} character left', other: '{count} characters left'},
  encodingGsm: 'GSM-7',
  encodingUnicode: 'Unicode',
  /** Why a text needs more segments: `{character}`. */
  unicodeBecauseOf: '“{character}” makes this a Unicode text, which holds fewer characters per segment.',
  unicodeReplace: 'Use plain characters',
  unicodeReplaced: 'Special characters were replaced by plain ones.',
  /** Why the count is not the one of the text as typed. */
  normalizedByProvider: 'Counted after the characters your provider replaces before sending.',
};

export type SegmentsWords = typeof segmentsWords;
