import {html, nothing, type TemplateResult} from 'lit';
import type {ConversationAction} from '../../model/conversation-action.js';
import {hintOf, labelOf} from '../action-list.js';
import {ACTION_LOOKS, type ConversationActionContext, type ConversationActionItem} from './default-actions.js';

export interface EntryOptions {
  readonly context: ConversationActionContext;
  /** What is being done at the moment. */
  readonly pending: ConversationAction | undefined;
  /** The keys of commands, as `aria-keyshortcuts` has them. */
  readonly shortcuts: ReadonlyMap<string, string> | undefined;
  readonly onChoose: (item: ConversationActionItem) => void;
}

/** What the provider does waits for what it is doing already; nothing else has to. */
export const waitsForProvider = ({id}: ConversationActionItem): boolean => Object.hasOwn(ACTION_LOOKS, id);

const keysOf = ({command}: ConversationActionItem, {shortcuts}: EntryOptions) =>
  (command !== undefined && shortcuts?.get(command)) || nothing;

const isDisabled = (item: ConversationActionItem, {pending}: EntryOptions): 'true' | 'false' =>
  pending && waitsForProvider(item) ? 'true' : 'false';

export function entryButton(item: ConversationActionItem, options: EntryOptions): TemplateResult {
  const {context, pending, onChoose} = options;
  const label = labelOf(item, context);
  return html`
    <button
      part="button"
      class=${item.icon ? `icon ${item.id}` : item.id}
      type="button"
      aria-label=${label}
      title=${label}
      aria-keyshortcuts=${keysOf(item, options)}
      aria-disabled=${isDisabled(item, options)}
      @click=${() => onChoose(item)}
    >
      ${pending === item.id ? html`<span class="spinner"></span>` : (item.icon ?? label)}
    </button>
  `;
}

export function entryMenuItem(item: ConversationActionItem, options: EntryOptions): TemplateResult {
  const {context, onChoose} = options;
  const hint = hintOf(item, context);
  return html`
    <button
      part="menu-item"
      class=${`menu-item ${item.id}${item.isDangerous ? ' dangerous' : ''}`}
      type="button"
      role="menuitem"
      tabindex="-1"
      aria-keyshortcuts=${keysOf(item, options)}
      aria-disabled=${isDisabled(item, options)}
      @click=${() => onChoose(item)}
    >
      ${item.icon ?? nothing}<span>${labelOf(item, context)}${hint ? html`<small>${hint}</small>` : nothing}</span>
    </button>
  `;
}
