import {html, nothing, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {SendNote, SendOption} from '../../adapter/messaging-adapter.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';

/** What is chosen of a provider's own options for the next message. */
export class SendOptions {
  readonly #host: ReactiveControllerHost;
  #values: Readonly<Record<string, unknown>> = {};

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** What was chosen was meant for the conversation that was open. */
  reset(): void {
    this.#values = {};
  }

  valueOf(option: SendOption): unknown {
    return this.#values[option.name] ?? (option.kind === 'time' ? undefined : option.default);
  }

  /** What differs from the provider's own choice; nothing when all is as usual. */
  get chosen(): Readonly<Record<string, unknown>> | undefined {
    return Object.keys(this.#values).length > 0 ? this.#values : undefined;
  }

  choose(option: SendOption, value: unknown): void {
    const isUsual = value === undefined || (option.kind !== 'time' && value === option.default);
    const others = Object.entries(this.#values).filter(([name]) => name !== option.name);
    this.#values = Object.fromEntries(isUsual ? others : [...others, [option.name, value]]);
    this.#host.requestUpdate();
  }
}

export interface SendOptionsView {
  readonly options: readonly SendOption[];
  readonly notes: readonly SendNote[];
  readonly chosen: SendOptions;
  readonly isDisabled: boolean;
  readonly localizer: Localizer<ReplyWords>;
}

/** What whoever sends has to know, and what can be chosen: put away until somebody wants it. */
export function renderSendOptions(view: SendOptionsView): TemplateResult | typeof nothing {
  const {options, notes, localizer} = view;
  const words = notes.map((note) => localizer.term('sendNotes', note)).join(' ');
  if (options.length === 0) return notes.length > 0 ? html`<p part="send-notes" class="notes">${words}</p>` : nothing;
  return html`
    <details part="send-options" class="options">
      <summary>
        ${localizer.strings.sendOptionsTitle}
        ${notes.length > 0 ? html`<span class="notes" title=${words}>${words}</span>` : nothing}
      </summary>
      <div class="option-list">${options.map((option) => renderOption(option, view))}</div>
    </details>
  `;
}

function renderOption(option: SendOption, {chosen, isDisabled, localizer}: SendOptionsView): TemplateResult {
  const id = `option-${option.name}`;
  const label = html`<label for=${id}>${localizer.term('sendOptions', option.name)}</label>`;
  const value = chosen.valueOf(option);
  if (option.kind === 'switch') {
    const onChange = ({currentTarget}: Event) => chosen.choose(option, (currentTarget as HTMLInputElement).checked);
    return html`<div class="option">
      <input id=${id} type="checkbox" ?disabled=${isDisabled} .checked=${value === true} @change=${onChange} />${label}
    </div>`;
  }
  if (option.kind === 'choice') {
    const onChange = ({currentTarget}: Event) => chosen.choose(option, (currentTarget as HTMLSelectElement).value);
    return html`<div class="option">
      ${label}
      <select id=${id} ?disabled=${isDisabled} @change=${onChange}>
        ${option.choices.map(
          (choice) => html`
            <option value=${choice} .selected=${choice === value}>
              ${localizer.term('sendOptionChoices', choice)}
            </option>
          `,
        )}
      </select>
    </div>`;
  }
  const now = Date.now();
  const onChange = ({currentTarget}: Event): void => {
    const {valueAsNumber} = currentTarget as HTMLInputElement;
    chosen.choose(option, Number.isNaN(valueAsNumber) ? undefined : instantOf(valueAsNumber).toISOString());
  };
  return html`<div class="option">
    ${label}
    <input
      id=${id}
      type="datetime-local"
      ?disabled=${isDisabled}
      min=${localTime(now)}
      max=${ifDefined(option.latest === undefined ? undefined : localTime(now + option.latest))}
      @change=${onChange}
    />
  </div>`;
}

/** The field has a time of the day without a zone: as if that of the device were Greenwich's. */
const offsetAt = (at: number): number => new Date(at).getTimezoneOffset() * 60_000;
const localTime = (at: number): string => new Date(at - offsetAt(at)).toISOString().slice(0, 16);
const instantOf = (local: number): Date => new Date(local + offsetAt(local));
