import type {Conversation} from '../../model/conversation.js';
import {fitOf} from '../../model/fit-of.js';
import {matcherOf} from '../../model/fold-text.js';
import {shownName} from '../../model/shown-name.js';
import {COMMANDS, type Command, type CommandContext, type CommandId} from './commands.js';
import {
  isSingle,
  matchesShortcut,
  parseShortcut,
  type Keys,
  type PressedKey,
  type Shortcut,
  type Shortcuts,
} from './shortcut.js';

/** Which keys stand for which command. */
export type KeyMap = ReadonlyMap<CommandId, readonly Shortcut[]>;

export interface KeyOptions {
  readonly shortcuts: Shortcuts | undefined;
  readonly onApple: boolean;
  /** The reader wants shortcuts of a single key. */
  readonly singleKeys: boolean;
}

/** The keys of every command, as the page and the reader want them. */
export function keyMapOf({shortcuts: given = 'on', onApple, singleKeys}: KeyOptions): KeyMap {
  const shortcuts = readShortcuts(given);
  const own = typeof shortcuts === 'object' ? shortcuts : {};
  const isKept = (shortcut: Shortcut): boolean =>
    shortcuts !== 'off' && (!isSingle(shortcut) || (singleKeys && shortcuts !== 'modified'));
  return new Map(
    COMMANDS.map(({id, keys}) => {
      const texts = [own[id] ?? keys].flat();
      const parsed = texts.flatMap((text) => parseShortcut(text, onApple) ?? []);
      // Whatever is switched off, Escape still puts away what covers something else.
      return [id, parsed.filter((shortcut) => isKept(shortcut) || (id === 'back' && shortcuts === 'off'))];
    }),
  );
}

/** Keys by command may be written as JSON, in the attribute of a page without a script. */
function readShortcuts(given: Shortcuts): Shortcuts {
  if (typeof given === 'object' || !given.startsWith('{')) return given;
  try {
    const read: unknown = JSON.parse(given);
    return {...Object.fromEntries(Object.entries(read ?? {}).filter((entry) => isKeys(entry[1])))};
  } catch {
    return 'on';
  }
}

const isKeys = (value: unknown): value is Keys =>
  typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));

/** What the part of the page that has the focus does with keys by itself. */
export interface KeyOwner {
  /** Characters: all of them in a field, letters where they lead to what begins with them, or none. */
  readonly characters: 'all' | 'letters' | 'none';
  /** The up and down arrows, with Alt as well. */
  readonly arrows: boolean;
}

const belongsTo = ({characters, arrows}: KeyOwner, shortcut: Shortcut): boolean => {
  if (arrows && shortcut.key.startsWith('Arrow')) return true;
  if (!isSingle(shortcut) || characters === 'none') return false;
  return characters === 'all' || /^[\p{L}\p{N}]$/u.test(shortcut.key);
};

/** The command that a key stands for, where it can be done and the key is not somebody else's. */
export function commandOf(
  pressed: PressedKey,
  keys: KeyMap,
  {context, owner}: {readonly context: CommandContext; readonly owner: KeyOwner},
): Command | undefined {
  const isMeant = (shortcut: Shortcut): boolean => matchesShortcut(shortcut, pressed) && !belongsTo(owner, shortcut);
  return COMMANDS.find(
    (command) => (keys.get(command.id) ?? []).some(isMeant) && command.isPossible(context) && command.applies(context),
  );
}

/** How well a conversation fits what is looked for: by name, or by part of a number in any spelling. */
export function conversationFit(search: string): (conversation: Conversation) => number {
  const matches = matcherOf(search);
  return (conversation) => {
    const {participants, title} = conversation;
    const names = [title ?? '', ...participants.map(({name}) => name ?? '')];
    const isFound = matches(
      names,
      participants.flatMap(({address}) => address ?? []),
    );
    return isFound ? Math.max(1, fitOf(shownName(conversation), search)) : 0;
  };
}
