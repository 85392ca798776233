import {expect} from '@open-wc/testing';
import {COMMANDS, type CommandContext, type CommandId} from '../../src/components/command-palette/commands.js';
import {neighbourOf, nextUnread} from '../../src/components/command-palette/neighbours.js';
import {fitOf} from '../../src/model/fit-of.js';
import {commandOf, keyMapOf, type KeyOptions} from '../../src/components/command-palette/rules.js';
import {
  ariaShortcut,
  labelsOf,
  matchesShortcut,
  parseShortcut,
  type PressedKey,
  type Shortcut,
} from '../../src/components/command-palette/shortcut.js';
import {english} from '../../src/i18n/english.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {aConversation} from '../model/builders.js';

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  ...{key, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false},
  ...held,
});

function shortcut(text: string, onApple = false): Shortcut {
  const parsed = parseShortcut(text, onApple);
  if (!parsed) throw new Error(`${text} is no shortcut.`);
  return parsed;
}

const unread = {has: true, source: 'native'} as const;
const rows = ['a', 'b', 'c', 'd'].map((id, place) =>
  aConversation({id, lastActivityAt: 1000 - place, ...(id === 'd' && {unread}), ...(id === 'a' && {unread})}),
);
const context: CommandContext = {
  capabilities: {
    ...NO_CAPABILITIES,
    ...{archiveConversation: 'native', starred: 'native', searchConversations: 'native', messageHistory: 'native'},
  },
  conversations: rows,
  selected: rows[1],
  ...{
    canReply: true,
    hasSavedReplies: true,
    canStart: true,
    canSelect: true,
    hasSelected: false,
    canCopy: true,
    place: 'messages',
    isDetailsInTheWay: false,
  },
};

describe('Commands', () => {
  describe('what keys mean', () => {
    it('takes a letter in either case, and a sign with Shift or without, as the layout has it', () => {
      expect(matchesShortcut(shortcut('e'), pressed('e'))).to.equal(true);
      expect(matchesShortcut(shortcut('e'), pressed('E', {shiftKey: true})), 'Shift is another key').to.equal(false);
      expect(matchesShortcut(shortcut('Alt+Shift+e'), pressed('E', {altKey: true, shiftKey: true}))).to.equal(true);
      expect(matchesShortcut(shortcut('?'), pressed('?', {shiftKey: true}))).to.equal(true);
      expect(matchesShortcut(shortcut('/'), pressed('/', {shiftKey: true})), 'as on German keys').to.equal(true);
      expect(matchesShortcut(shortcut('/'), pressed('/', {ctrlKey: true}))).to.equal(false);
    });

    it('takes the place of a key where keyboards have no Latin letters', () => {
      expect(matchesShortcut(shortcut('e'), pressed('у', {code: 'KeyE'}))).to.equal(true);
      expect(matchesShortcut(shortcut('e'), pressed('f', {code: 'KeyE'})), 'another layout').to.equal(false);
    });

    it('takes what AltGr writes as what it is, and never for Control and Alt', () => {
      const altGr = {altKey: true, ctrlKey: true, getModifierState: (key: string) => key === 'AltGraph'};
      expect(matchesShortcut(shortcut('?'), pressed('?', altGr))).to.equal(true);
      expect(matchesShortcut(shortcut('Control+Alt+e'), pressed('e', altGr))).to.equal(false);
    });

    it('names held keys after the system', () => {
      expect(ariaShortcut(shortcut('Mod+k'))).to.equal('Control+K');
      expect(ariaShortcut(shortcut('Mod+k', true))).to.equal('Meta+K');
      expect(ariaShortcut(shortcut('Chord+e'))).to.equal('Alt+Shift+E');
      expect(ariaShortcut(shortcut('Chord+e', true))).to.equal('Control+Shift+E');
      const labels = labelsOf(shortcut('Alt+ArrowDown', true), english.keyNames, true);
      expect(labels).to.deep.equal([
        {sign: '⌥', words: 'Option'},
        {sign: '↓', words: 'Down arrow'},
      ]);
    });

    it('refuses what is no key', () => {
      for (const text of ['', 'Alt', 'Alt+', 'Hyper+e']) {
        if (text === 'Alt+') expect(parseShortcut(text, false)?.key).to.equal('+');
        else expect(parseShortcut(text, false), text).to.equal(undefined);
      }
    });
  });

  describe('whose keys they are', () => {
    const options: KeyOptions = {shortcuts: undefined, onApple: false, singleKeys: true};
    const find = (key: PressedKey, owner: Parameters<typeof commandOf>[2]['owner'], given: Partial<KeyOptions> = {}) =>
      commandOf(key, keyMapOf({...options, ...given}), {context, owner})?.id;
    const free = {characters: 'none', arrows: false} as const;
    const field = {characters: 'all', arrows: false} as const;
    const list = {characters: 'letters', arrows: false} as const;

    it('leaves characters to whoever types, and letters to lists that go to a name', () => {
      expect(find(pressed('e'), free)).to.equal('archive-and-next');
      expect(find(pressed('e'), field)).to.equal(undefined);
      expect(find(pressed('e'), list)).to.equal(undefined);
      expect(find(pressed('?', {shiftKey: true}), list)).to.equal('shortcuts');
      expect(find(pressed('?', {shiftKey: true}), field)).to.equal(undefined);
      expect(find(pressed('E', {altKey: true, shiftKey: true}), field)).to.equal('archive-and-next');
      expect(find(pressed('ArrowDown', {altKey: true}), field)).to.equal('next');
      expect(find(pressed('ArrowDown', {altKey: true}), {characters: 'all', arrows: true}), 'a choice').to.equal(
        undefined,
      );
    });

    it('can be switched off by the reader and by the page, all of it or keys pressed alone', () => {
      for (const off of [{singleKeys: false}, {shortcuts: 'modified'}] as const) {
        expect(find(pressed('e'), free, off)).to.equal(undefined);
        expect(find(pressed('?', {shiftKey: true}), free, off)).to.equal(undefined);
        expect(find(pressed('k', {ctrlKey: true}), free, off)).to.equal('palette');
      }
      const keys = keyMapOf({...options, shortcuts: 'off'});
      expect([...keys].filter(([, each]) => each.length > 0).map(([id]) => id)).to.deep.equal(['back']);
    });

    it('can be given to others, one by one', () => {
      const shortcuts = {'archive-and-next': ['q', 'Mod+e'], star: ''} as const;
      expect(find(pressed('q'), free, {shortcuts})).to.equal('archive-and-next');
      expect(find(pressed('e', {ctrlKey: true}), field, {shortcuts})).to.equal('archive-and-next');
      expect(find(pressed('e'), free, {shortcuts})).to.equal(undefined);
      expect(find(pressed('s'), free, {shortcuts})).to.equal(undefined);
      expect(find(pressed('u'), free, {shortcuts}), 'the others keep theirs').to.equal('unread');
    });

    it('is nobody else’s: no two commands have a key in common', () => {
      for (const onApple of [false, true]) {
        const keys = [...keyMapOf({...options, onApple}).values()].flat().map(ariaShortcut);
        expect(new Set(keys).size).to.equal(keys.length);
      }
    });
  });

  describe('what is offered', () => {
    const possible = (change: Partial<CommandContext>): readonly CommandId[] =>
      COMMANDS.filter((command) => command.isPossible({...context, ...change})).map(({id}) => id);

    it('is nothing that the provider, or the page, cannot do', () => {
      const least = possible({capabilities: NO_CAPABILITIES, canReply: false, canStart: false, canCopy: false});
      for (const id of [
        ...['archive-and-next', 'close-and-next', 'star', 'search', 'start', 'copy-number'],
        ...['reply-and-next', 'focus-reply', 'go-to-date'],
      ] as const) {
        expect(least).to.not.include(id);
      }
    });

    it('is nothing for which nothing is open', () => {
      const applies = COMMANDS.filter((command) =>
        command.applies({...context, selected: undefined, place: undefined}),
      );
      expect(applies.filter(({group}) => group === 'conversation')).to.deep.equal([]);
    });

    it('has words for every command', () => {
      for (const {label} of COMMANDS) expect(english[label(context)]).to.be.a('string').that.is.not.empty;
    });
  });

  describe('who comes next', () => {
    const nextOf = (selected = rows[1], conversations = rows) => neighbourOf({conversations, selected}, 1)?.id;

    it('is the conversation below, or above, the open one', () => {
      expect(nextOf()).to.equal('c');
      expect(nextOf(rows[3])).to.equal(undefined);
      expect(neighbourOf({conversations: rows, selected: rows[1]}, -1)?.id).to.equal('a');
      expect(neighbourOf({conversations: rows, selected: undefined}, 1)?.id, 'none is open').to.equal('a');
    });

    it('is the same where the open one has left the filter', () => {
      const filtered = rows.filter(({id}) => id !== 'b');
      expect(nextOf(rows[1], filtered)).to.equal('c');
      expect(neighbourOf({conversations: filtered, selected: rows[1]}, -1)?.id).to.equal('a');
    });

    it('is for unread ones the next below, and then from the top', () => {
      expect(nextUnread({conversations: rows, selected: rows[1]})?.id).to.equal('d');
      expect(nextUnread({conversations: rows, selected: rows[3]})?.id).to.equal('a');
      expect(nextUnread({conversations: rows, selected: undefined})?.id).to.equal('a');
      expect(nextUnread({conversations: rows.slice(1, 3), selected: rows[1]})).to.equal(undefined);
    });
  });

  it('finds commands by the beginnings of their words first', () => {
    expect(fitOf('Mark as unread', 'mark')).to.equal(3);
    expect(fitOf('Mark as unread', 'unr')).to.equal(2);
    expect(fitOf('Mark as unread', 'mark unr')).to.equal(3 - 1);
    expect(fitOf('Mark as unread', 'read')).to.equal(1);
    expect(fitOf('Mark as unread', 'star')).to.equal(0);
  });
});
