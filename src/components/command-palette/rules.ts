import type {Conversation} from '../../model/conversation.js';
import {foldText, matcherOf} from '../../model/fold-text.js';
import {shownName} from '../../model/shown-name.js';
import {COMMANDS, type Command, type CommandContext, type CommandId} from './commands.js';
import {isSingle, matchesShortcut, parseShortcut, type PressedKey, type Shortcut, type Shortcuts} from './shortcut.js';

/** Which keys stand for which command. */
export type KeyMap = ReadonlyMap<CommandId, readonly Shortcut[]>;

export interface KeyOptions {
  readonly shortcuts: Shortcuts | undefined;
  readonly onApple: boolean;
  /** The reader wants shortcuts of a single key. */
  readonly singleKeys: boolean;
}

/** The keys of every command, as the page and the reader want them. */
export function keyMapOf({shortcuts = 'on', onApple, singleKeys}: KeyOptions): KeyMap {
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

/** What of a text fits a search: 3 from its beginning on, 2 from the beginnings of its words, 1 somewhere, 0 not at all. */
export function fitOf(text: string, search: string): 0 | 1 | 2 | 3 {
  const [folded, wanted] = [foldText(text), foldText(search)];
  if (folded.startsWith(wanted)) return 3;
  const words = wanted.split(' ');
  const starts = folded.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => starts.some((start) => start.startsWith(word)))) return 2;
  return words.every((word) => folded.includes(word)) ? 1 : 0;
}

/** The best ones first; of equals, the one that was first. */
export function bestFits<Item>(
  items: readonly Item[],
  fit: (item: Item) => number,
): readonly {readonly item: Item; readonly fit: number}[] {
  const found = items.map((item) => ({item, fit: fit(item)})).filter((one) => one.fit > 0);
  return found.sort((a, b) => b.fit - a.fit);
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
