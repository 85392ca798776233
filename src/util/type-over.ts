type Field = HTMLTextAreaElement | HTMLInputElement;

/**
 * Puts a text in the place of what is selected in the focused field, as if it had been typed: only so can it be undone.
 * Fires `input`.
 *
 * @returns false where the browser does not do so
 */
export function typeIn(field: Field, text: string): boolean {
  // Deprecated, and the only way to change a text without losing the field's own history.
  const command = text ? 'insertText' : 'delete';
  const page: Partial<Document> = field.ownerDocument;
  return page.execCommand?.(command, false, text) === true;
}

/** The same in the place of all that is in the field. */
export function typeOver(field: Field, text: string): boolean {
  field.select();
  return typeIn(field, text) && field.value === text;
}

/**
 * Puts a text where the caret of a field is, in the place of what is selected, and the focus behind it. Where the browser
 * can, it is undone like what was typed.
 */
export function typeAtCaret(field: Field, given: string): void {
  field.focus();
  // As fields hold it.
  const text = given.replace(/\r\n?/g, '\n');
  if (text === '') return;
  const {value, selectionStart, selectionEnd} = field;
  const start = selectionStart ?? value.length;
  const end = selectionEnd ?? start;
  const wanted = value.slice(0, start) + text + value.slice(end);
  if (typeIn(field, text) && field.value === wanted) return;
  field.value = wanted;
  field.setSelectionRange(start + text.length, start + text.length);
}
