import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {CommandWords} from '../../i18n/words/commands.js';
import {closeIcon} from '../icons.js';
import {COMMANDS, type CommandContext, type CommandGroup} from './commands.js';
import {keyCaps} from './palette-template.js';
import type {KeyMap} from './rules.js';

type Words = Localizer<CommandWords>;

const GROUPS: readonly CommandGroup[] = ['conversation', 'conversations', 'places', 'help'];

const header = (title: string, {strings}: Words, onClose: () => void): TemplateResult => html`
  <header class="header">
    <h2 id="heading">${title}</h2>
    <button part="close-button" class="icon" type="button" aria-label=${strings.close} @click=${onClose}>
      ${closeIcon}
    </button>
  </header>
`;

export interface SheetParts {
  readonly localizer: Words;
  readonly context: CommandContext;
  readonly keys: KeyMap;
  /** Absent where the page leaves no shortcuts of a single key. */
  readonly singleKeys: boolean | undefined;
  readonly onSingleKeys: (event: Event) => void;
  readonly onClose: () => void;
}

/** Every command that this provider can do, with its keys. */
export function sheetView(parts: SheetParts): TemplateResult {
  const {localizer, context, keys, singleKeys} = parts;
  const {strings} = localizer;
  const possible = COMMANDS.filter((command) => command.isPossible(context) && (keys.get(command.id)?.length ?? 0) > 0);
  return html`
    ${header(strings.showShortcuts, localizer, parts.onClose)}
    <div part="sheet" class="sheet" tabindex="0" role="group" aria-labelledby="heading">
      ${GROUPS.map((group) => {
        const commands = possible.filter((command) => command.group === group);
        if (commands.length === 0) return nothing;
        return html`
          <div class="group" role="group" aria-labelledby=${`group-${group}`}>
            <h3 id=${`group-${group}`}>${strings.commandGroups[group]}</h3>
            <dl>
              ${commands.map(
                ({id, label}) => html`
                  <div>
                    <dt>${strings[label(context)]}</dt>
                    <dd>
                      ${(keys.get(id) ?? []).map(
                        (shortcut, index) => html`
                          ${index > 0 ? html`<span class="or">${strings.or}</span>` : nothing}
                          ${keyCaps(shortcut, localizer)}
                        `,
                      )}
                    </dd>
                  </div>
                `,
              )}
            </dl>
          </div>
        `;
      })}
    </div>
    ${
      singleKeys === undefined
        ? nothing
        : html`
            <footer class="switch">
              <label>
                <input
                  type="checkbox"
                  aria-describedby="single-hint"
                  .checked=${singleKeys}
                  @change=${parts.onSingleKeys}
                />
                ${strings.singleKeys}
              </label>
              <p id="single-hint">${strings.singleKeysHint}</p>
            </footer>
          `
    }
  `;
}

export interface DateParts {
  readonly localizer: Words;
  /** Days of the calendar: `2026-03-29`. */
  readonly first: string | undefined;
  readonly today: string;
  readonly onGo: (event: SubmitEvent) => void;
  readonly onClose: () => void;
}

/** The choice of a day to go to. */
export function dateView({localizer, first, today, onGo, onClose}: DateParts): TemplateResult {
  const {strings} = localizer;
  return html`
    ${header(strings.goToDate, localizer, onClose)}
    <form class="date" novalidate @submit=${onGo}>
      <div class="field">
        <label for="date">${strings.dateLabel}</label>
        <input
          part="date"
          id="date"
          name="date"
          type="date"
          min=${ifDefined(first)}
          max=${today}
          aria-describedby="date-hint"
        />
        <p id="date-hint" class="field-hint">${strings.dateHint}</p>
      </div>
      <div class="buttons">
        <button type="button" @click=${onClose}>${strings.cancel}</button>
        <button part="go-button" class="primary" type="submit">${strings.go}</button>
      </div>
    </form>
  `;
}
