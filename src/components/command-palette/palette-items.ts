import type {Localizer} from '../../i18n/localizer.js';
import type {CommandWords} from '../../i18n/words/commands.js';
import {can} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {bestFits, fitOf} from '../../model/fit-of.js';
import {COMMANDS, type Command, type CommandContext, type CommandGroup} from './commands.js';
import type {FoundMessage} from './found-messages.js';
import {conversationFit} from './rules.js';

/** A line of the palette. */
export type PaletteItem =
  | {readonly kind: 'command'; readonly command: Command; readonly label: string}
  | {readonly kind: 'conversation'; readonly conversation: Conversation}
  | {readonly kind: 'message'; readonly found: FoundMessage}
  | {readonly kind: 'search'; readonly search: string; readonly label: string};

export interface PaletteSection {
  readonly key: string;
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** Conversations that are offered for what is typed; the rest is found by typing on, or by the search of the list. */
const MOST_CONVERSATIONS = 6;
const GROUPS: readonly CommandGroup[] = ['conversation', 'conversations', 'places', 'help'];

/** What is offered now: nothing that the provider cannot do, and nothing that there is nothing to do it to. */
export const offeredCommands = (context: CommandContext): readonly Command[] =>
  COMMANDS.filter((command) => !command.isHidden && command.isPossible(context) && command.applies(context));

/** Everything by group while nothing is typed; then who and what fits, whichever fits better first. */
export function sectionsOf(
  search: string,
  context: CommandContext,
  localizer: Localizer<CommandWords>,
  messages: readonly FoundMessage[] = [],
): readonly PaletteSection[] {
  const {strings} = localizer;
  const items = offeredCommands(context).map((command) => ({
    kind: 'command' as const,
    command,
    label: strings[command.label(context)],
    words: strings.commandSearchWords[command.id] ?? '',
  }));
  if (!search.trim()) {
    return GROUPS.map((group) => ({
      key: group,
      title: strings.commandGroups[group],
      items: items.filter(({command}) => command.group === group),
    })).filter((section) => section.items.length > 0);
  }
  // What a command is called goes before what else it may be looked for by.
  const commands = bestFits(items, ({label, words}) => fitOf(label, search) || Math.min(1, fitOf(words, search)));
  const people = bestFits(context.conversations, conversationFit(search)).slice(0, MOST_CONVERSATIONS);
  const sections = [
    {
      section: {
        key: 'people',
        title: strings.conversations,
        items: [
          ...people.map(({item}) => ({kind: 'conversation' as const, conversation: item})),
          ...searchItem(search, context, localizer),
        ],
      },
      fit: people[0]?.fit ?? 0,
    },
    {
      section: {key: 'commands', title: strings.commands, items: commands.map(({item}) => item)},
      fit: commands[0]?.fit ?? 0,
    },
  ];
  const inMessages: PaletteSection = {
    key: 'messages',
    title: strings.messagesLoadedHere,
    items: messages.map((found) => ({kind: 'message' as const, found})),
  };
  // Whom somebody looks for comes first, unless a command begins like it.
  const byFit = sections.sort((a, b) => b.fit - a.fit).map(({section}) => section);
  return [...byFit, inMessages].filter((section) => section.items.length > 0);
}

/** The list's own search may find more than what is loaded. */
function searchItem(
  search: string,
  {capabilities}: CommandContext,
  localizer: Localizer<CommandWords>,
): readonly PaletteItem[] {
  if (!can(capabilities, 'searchConversations')) return [];
  const label = localizer.fill(localizer.strings.searchConversationsFor, {search: search.trim()});
  return [{kind: 'search', search: search.trim(), label}];
}
