/** The `keyCode` of every key an input method is using. */
const IN_USE_BY_INPUT_METHOD = 229;

/**
 * Whether an input method is using a key: an Enter that confirms a word, an Escape that drops one. Safari sends such a
 * key after the end of the composition; only its code still tells.
 */
export const belongsToInputMethod = ({isComposing, keyCode}: KeyboardEvent): boolean =>
  isComposing || keyCode === IN_USE_BY_INPUT_METHOD;
