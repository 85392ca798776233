/** The keys that write, or move in a text; all of one character do as well. */
const TYPING = new Set([
  'Enter',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Process',
  'Dead',
  'Unidentified',
]);

/**
 * Keeps what is typed in an element's fields from the page around it: to a page every field of ours is our element, and
 * shortcuts that leave fields alone would take its keys. Shortcuts with a modifier, Escape, Tab and function keys pass.
 */
export function keepTyping(host: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    host.addEventListener(type, (event) => {
      const [target] = event.composedPath();
      // A field of the page's own may stand in a slot.
      if (isField(target) && host.shadowRoot?.contains(target) && isTyping(event)) event.stopPropagation();
    });
  }
}

export const isApple = (): boolean => /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');

/** Whether a key writes, or moves in a text. */
export function isTyping({key, ctrlKey, altKey, metaKey}: KeyboardEvent): boolean {
  // Some keyboards write with Ctrl and Alt together, and Apple's with Alt alone, which writes nothing anywhere else.
  const isAltShortcut = altKey && (key.startsWith('Arrow') || !isApple());
  const isShortcut = metaKey || (ctrlKey ? !altKey : isAltShortcut);
  return !isShortcut && ([...key].length === 1 || key.startsWith('Arrow') || TYPING.has(key));
}

export function isField(
  target: EventTarget | undefined,
): target is HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement {
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'button'].includes(target.type))
  );
}
