import type {CommandId} from './commands.js';
import type {KeyMap} from './rules.js';
import {ariaShortcut} from './shortcut.js';
import type {Surroundings} from './surroundings.js';

/** Which part of which element a command leads to, or presses. */
const PARTS: readonly (readonly [CommandId, 'list' | 'messages' | 'reply' | 'inbox', string])[] = [
  ['search', 'list', 'search'],
  ['focus-list', 'list', 'list'],
  ['select', 'list', 'select-button'],
  ['focus-messages', 'messages', 'base'],
  ['focus-reply', 'reply', 'input'],
  ['reply-and-next', 'reply', 'send-button'],
  ['start', 'inbox', 'start-button'],
];

const ariaOf = (keys: KeyMap, id: CommandId): string => (keys.get(id) ?? []).map(ariaShortcut).join(' ');

/** Tells assistive technology which keys lead to what is drawn around a palette. */
export function nameShortcuts(around: Surroundings, keys: KeyMap): void {
  for (const [id, owner, name] of PARTS) {
    const part = around.part(owner, name);
    const words = ariaOf(keys, id);
    if (words) part?.setAttribute('aria-keyshortcuts', words);
    else part?.removeAttribute('aria-keyshortcuts');
  }
  const {actions} = around;
  if (actions) actions.shortcuts = new Map([...keys].map(([id]) => [id, ariaOf(keys, id)]));
}
