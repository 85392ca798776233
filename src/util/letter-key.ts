/** Ctrl or Cmd and a letter; on keyboards without Latin letters by the place of the key, as browsers do. */
export function isLetterKey({key, code, ctrlKey, metaKey, altKey, shiftKey}: KeyboardEvent, letter: string): boolean {
  if (ctrlKey === metaKey || altKey || shiftKey) return false;
  return key.toLowerCase() === letter || (code === `Key${letter.toUpperCase()}` && key > '\u007f');
}
