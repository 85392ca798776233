import type {Localizer} from '../../i18n/localizer.js';
import type {CommandWords} from '../../i18n/words/commands.js';
import {can} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {COMMANDS, type Command, type CommandContext, type CommandGroup} from './commands.js';
import {bestFits, conversationFit, fitOf} from './rules.js';

/** A line of the palette. */
export type PaletteItem =
  | {readonly kind: 'command'; readonly command: Command; readonly label: string}
  | {readonly kind: 'conversation'; readonly conversation: Conversation}
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
): readonly PaletteSection[] {
  const {strings} = localizer;
  const items = offeredCommands(context).map((command) => ({
    kind: 'command' as const,
    command,
    label: strings[command.label(context)],
  }));
  if (!search.trim()) {
    return GROUPS.map((group) => ({
      key: group,
      title: strings.commandGroups[group],
      items: items.filter(({command}) => command.group === group),
    })).filter((section) => section.items.length > 0);
  }
  const commands = bestFits(items, ({label}) => fitOf(label, search));
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
  // Whom somebody looks for comes first, unless a command begins like it.
  return sections
    .sort((a, b) => b.fit - a.fit)
    .map(({section}) => section)
    .filter((section) => section.items.length > 0);
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
