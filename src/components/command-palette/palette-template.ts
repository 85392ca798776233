import {isApple} from '../../controllers/keep-typing.js';
import {html, nothing, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {CommandWords} from '../../i18n/words/commands.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {shownAddress, shownName} from '../../model/shown-name.js';
import {renderChoice, renderChoiceField, type ChoiceList} from '../choice-list.js';
import {conversationIcon} from '../icons.js';
import type {CommandId} from './commands.js';
import {COMMAND_ICONS, lensIcon} from './command-icons.js';
import type {FoundMessage} from './found-messages.js';
import type {PaletteItem, PaletteSection} from './palette-items.js';
import type {KeyMap} from './rules.js';
import {ariaShortcut, isSingle, labelsOf, type Shortcut} from './shortcut.js';

type Words = Localizer<CommandWords>;

export interface PaletteParts {
  readonly localizer: Words;
  readonly sections: readonly PaletteSection[];
  readonly keys: KeyMap;
  readonly query: string;
  /** The lines of all sections. */
  readonly list: ChoiceList;
  /** The reader came from a field, where keys pressed alone write. */
  readonly isWriting: boolean;
  readonly onInput: (event: Event) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One way to press for something: what is written on the keys, and what is said of them. */
export function keyCaps(shortcut: Shortcut, {strings}: Words): TemplateResult {
  const labels = labelsOf(shortcut, strings.keyNames, isApple());
  return html`<span class="keys">
    <span aria-hidden="true">${labels.map(({sign}) => html`<kbd>${sign}</kbd>`)}</span>
    <span class="visually-hidden">${labels.map(({words}) => words).join(' ')}</span>
  </span>`;
}

/** Who and what fits what is typed, or everything that can be done. */
export function paletteView(parts: PaletteParts): TemplateResult {
  const {localizer, sections, query, list, onInput, onKeyDown} = parts;
  const {strings} = localizer;
  const {count} = list;
  let index = 0;
  return html`
    ${renderChoiceField({
      ...{list, query, onInput, onKeyDown},
      icon: lensIcon,
      label: strings.searchCommands,
      enterKeyHint: 'go',
    })}
    <div
      id="items"
      part="items"
      class="items"
      role="listbox"
      aria-label=${strings.commands}
      tabindex="-1"
      @keydown=${onKeyDown}
      @click=${list.onClick}
      @pointermove=${list.onPoint}
    >
      ${repeat(
        sections,
        ({key}) => key,
        ({key, title, items}) => html`
          <div role="group" aria-labelledby=${`title-${key}`}>
            <h3 id=${`title-${key}`} role="presentation">${title}</h3>
            ${items.map((item) => itemView(item, index++, parts))}
          </div>
        `,
      )}
    </div>
    ${count === 0 ? html`<p class="nothing">${strings.noCommandMatches}</p>` : nothing}
    <div class="visually-hidden" role="status">
      ${query.trim() ? (count > 0 ? localizer.count(strings.commandsFound, count) : strings.noCommandMatches) : nothing}
    </div>
    <footer part="footer" class="footer" aria-hidden="true">
      <span><kbd>↑</kbd><kbd>↓</kbd> ${strings.paletteMove}</span>
      <span><kbd>↵</kbd> ${strings.paletteChoose}</span>
      <span><kbd>${strings.keyNames['Escape'] ?? 'Esc'}</kbd> ${strings.paletteClose}</span>
    </footer>
  `;
}

function itemView(item: PaletteItem, index: number, parts: PaletteParts): TemplateResult {
  const shortcuts = item.kind === 'command' ? (parts.keys.get(item.command.id) ?? []) : [];
  return renderChoice(parts.list, index, contentOf(item, parts), shortcuts.map(ariaShortcut).join(' '));
}

function contentOf(item: PaletteItem, parts: PaletteParts): TemplateResult {
  const {localizer} = parts;
  const {strings} = localizer;
  if (item.kind === 'conversation') return conversationView(item.conversation, localizer);
  if (item.kind === 'message') return messageView(item.found, localizer);
  if (item.kind === 'search') return html`${lensIcon}<span class="what">${item.label}</span>`;
  const {command, label} = item;
  const hint = label === strings.markUnread ? html`<span class="hint">${strings.onThisDeviceOnly}</span>` : nothing;
  return html` ${COMMAND_ICONS[command.id]}<span class="what">${label} ${hint}</span>${hintKeys(command.id, parts)} `;
}

/** Of several ways, the first that works where the reader comes from. */
function hintKeys(id: CommandId, {keys, localizer, isWriting}: PaletteParts): TemplateResult | typeof nothing {
  const shortcut = (keys.get(id) ?? []).find((each) => !isWriting || !isSingle(each));
  return shortcut ? html`<span class="caps" aria-hidden="true">${keyCaps(shortcut, localizer)}</span>` : nothing;
}

function conversationView(conversation: Conversation, {strings}: Words): TemplateResult {
  const name = shownName(conversation) || strings.unknownContact;
  const contact = conversation.kind === 'group' ? undefined : contactOf(conversation);
  const address = shownAddress(contact?.address);
  return html`
    <parlor-avatar name=${name} .src=${contact?.avatarUrl} kind=${conversation.kind}></parlor-avatar>
    <span class="what">
      <bdi>${name}</bdi>${' '}
      ${address && address !== name ? html`<span class="hint"><bdi dir="ltr">${address}</bdi></span>` : nothing}
    </span>
    ${conversation.unread.has ? html`<span class="unread">${strings.unread}</span>` : nothing}
  `;
}

function messageView({conversation, text}: FoundMessage, {strings}: Words): TemplateResult {
  return html`
    ${conversationIcon}
    <span class="what message">
      <bdi>${shownName(conversation) || strings.unknownContact}</bdi>
      <span class="hint"><bdi>${text}</bdi></span>
    </span>
  `;
}
