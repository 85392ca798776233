/**
 * Puts a text in the place of the one in the focused field, as if it had been typed over it: only so can it be undone.
 * Fires `input`.
 *
 * @returns false where the browser does not do so
 */
export function typeOver(field: HTMLTextAreaElement | HTMLInputElement, text: string): boolean {
  field.select();
  // Deprecated, and the only way to change a text without losing the field's own history.
  const command = text ? 'insertText' : 'delete';
  const page: Partial<Document> = field.ownerDocument;
  return page.execCommand?.(command, false, text) === true && field.value === text;
}
