import type {CommandId} from './commands.js';

/** A key and what is held along with it. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it; letters in lower case. */
  readonly key: string;
  readonly alt: boolean;
  readonly control: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}

/**
 * The keys of one command as text, such as `e`, `?`, `Control+Shift+ArrowDown`. `Mod` is Command on Apple's systems and
 * Control elsewhere. `Chord` is Control+Shift on Apple's, where Option writes, and Alt+Shift elsewhere, where Control
 * belongs to the browser.
 */
export type Keys = string | readonly string[];

/**
 * Which keys do what. `modified` leaves out those that are pressed alone, which whoever speaks to the device would press
 * without wanting to; `off` all. Or keys by command, where an empty text takes a command's keys away; the others keep
 * theirs.
 */
export type Shortcuts = 'on' | 'modified' | 'off' | Readonly<Partial<Record<CommandId, Keys>>>;

/** What is written for keys, by their names. */
export type KeyNames = Readonly<Record<string, string>>;

/** @returns nothing for a text that names no key, or something to hold that is none */
export function parseShortcut(text: string, onApple: boolean): Shortcut | undefined {
  const names = text
    .replace('Mod', onApple ? 'Meta' : 'Control')
    .replace('Chord', onApple ? 'Control+Shift' : 'Alt+Shift')
    .split('+');
  // The plus key itself.
  const key = text.endsWith('+') ? '+' : names.pop();
  const held = new Set(names.filter((name) => name !== ''));
  const known = ['Alt', 'Control', 'Meta', 'Shift'];
  if (!key || known.includes(key) || [...held].some((name) => !known.includes(name))) return undefined;
  return {
    key: isCharacter(key) ? key.toLowerCase() : key,
    alt: held.has('Alt'),
    control: held.has('Control'),
    meta: held.has('Meta'),
    shift: held.has('Shift'),
  };
}

/** Pressed with nothing held, or with Shift, it writes a character wherever something can be written. */
export const isSingle = ({key, alt, control, meta}: Shortcut): boolean => isCharacter(key) && !alt && !control && !meta;

const isCharacter = (key: string): boolean => [...key].length === 1;
const isLetter = (key: string): boolean => /^\p{L}$/u.test(key);

/** What is known of a key that was pressed. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

export function matchesShortcut(shortcut: Shortcut, pressed: PressedKey): boolean {
  // What AltGr writes is pressed alone, though Windows tells of Control and Alt.
  const writes = pressed.getModifierState?.('AltGraph') ?? false;
  const [alt, control] = writes ? [false, false] : [pressed.altKey, pressed.ctrlKey];
  if (shortcut.alt !== alt || shortcut.control !== control || shortcut.meta !== pressed.metaKey) return false;
  const {key} = shortcut;
  // Where a sign stands on the keyboard, and whether it takes Shift, is the layout's affair.
  const isSign = isCharacter(key) && !isLetter(key);
  if (shortcut.shift !== pressed.shiftKey && !(isSign && pressed.shiftKey)) return false;
  return keysOf(pressed).includes(key);
}

/** The key by what it writes; on keyboards without Latin letters also by its place, as browsers take it. */
function keysOf({key, code}: PressedKey): readonly string[] {
  const written = isCharacter(key) ? key.toLowerCase() : key;
  const place = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return place && written > '\u007f' && isCharacter(written) ? [written, place] : [written];
}

const heldOf = ({alt, control, meta, shift}: Shortcut): readonly string[] => [
  ...(control ? ['Control'] : []),
  ...(alt ? ['Alt'] : []),
  ...(shift ? ['Shift'] : []),
  ...(meta ? ['Meta'] : []),
];

/** As `aria-keyshortcuts` has it. */
export const ariaShortcut = (shortcut: Shortcut): string =>
  [...heldOf(shortcut), isCharacter(shortcut.key) ? shortcut.key.toUpperCase() : shortcut.key].join('+');

const APPLE_SIGNS: KeyNames = {Control: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘'};
const SIGNS: KeyNames = {ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Enter: '↵'};

/** What is pressed, one after the other: as it is written on the keys, and in words. */
export function labelsOf(
  shortcut: Shortcut,
  names: KeyNames,
  onApple: boolean,
): readonly {readonly sign: string; readonly words: string}[] {
  return [...heldOf(shortcut), shortcut.key].map((key) => {
    const words = names[onApple && key === 'Alt' ? 'Option' : key] ?? (isCharacter(key) ? key.toUpperCase() : key);
    const sign = isCharacter(key) ? key.toUpperCase() : ((onApple ? APPLE_SIGNS[key] : undefined) ?? SIGNS[key]);
    return {sign: sign ?? words, words};
  });
}

const SINGLE_KEYS = 'parlor:single-keys';
const OFF = 'off';

/** Whether this device's reader wants shortcuts of a single key; where nothing can be kept, for as long as the page lives. */
export function wantsSingleKeys(): boolean {
  try {
    return localStorage.getItem(SINGLE_KEYS) !== OFF;
  } catch {
    return true;
  }
}

export function keepSingleKeys(wanted: boolean): void {
  try {
    if (wanted) localStorage.removeItem(SINGLE_KEYS);
    else localStorage.setItem(SINGLE_KEYS, OFF);
  } catch {
    // A page in a frame may not be allowed to keep anything: what was chosen holds in it all the same.
  }
}
