import {html, LitElement, nothing, svg, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {searchWords} from '../../i18n/words/search.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {request} from '../../controllers/request.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {displayLabel} from '../../model/display-text.js';
import {findMessages} from '../../model/find-messages.js';
import {messageKey, type Message} from '../../model/message.js';
import {hasVisibleText} from '../../model/visible-text.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {closeIcon, icon} from '../icons.js';
import {threadMatch} from './thread-search.events.js';
import {threadSearchStyles} from './thread-search.styles.js';

export type * from './thread-search.events.js';

const olderIcon = icon(svg`<path d="m4.5 12.5 5.5-5.5 5.5 5.5"/>`);
const newerIcon = icon(svg`<path d="m4.5 7.5 5.5 5.5 5.5-5.5"/>`);

/** Of what was found, this much is read out, in characters: the rest can be read in the thread. */
const LONGEST = 120;

/**
 * A bar that finds messages of a conversation. A thread draws only the rows near its reader, so that the browser's own
 * search finds no others; `parlor-message-thread` shows this bar when it is asked to search, and goes to what is found.
 *
 * In the field, Enter leads to the next older match, Shift+Enter to the next newer one, and Escape closes.
 *
 * @tag parlor-thread-search
 * @since 0.1.0
 * @status stable
 *
 * @csspart base - The bar.
 * @csspart field - The search field.
 * @csspart position - Which of how many matches is shown.
 * @csspart older-button - Leads to the next older match.
 * @csspart newer-button - Leads to the next newer match.
 * @csspart close-button - Closes the search.
 * @csspart hint - The line that says that not everything is searched.
 * @csspart load-button - Asks for older messages.
 *
 * @fires {CustomEvent<ThreadMatchDetail>} parlor-thread-match - The reader went to a match, or there is none any more: `{key}`.
 * @fires {CustomEvent<ThreadRequestDetail>} parlor-older-messages-request - Messages before the first are wanted.
 * @fires {CloseRequestEvent} parlor-close-request - The search should be put away.
 */
export class ParlorThreadSearch extends LitElement {
  static override styles = [...baseStyles, buttons, threadSearchStyles];

  /** The conversation that is searched, to be named in requests. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** Where to look, oldest first. */
  @property({attribute: false}) messages: readonly Message[] = [];
  /** What is looked for. */
  @property() query = '';
  /** Looks in the names of senders as well. */
  @property({type: Boolean}) group = false;
  /** There are messages before the first. */
  @property({type: Boolean, attribute: 'has-older'}) hasOlder = false;
  /** There are messages after the last. */
  @property({type: Boolean, attribute: 'has-newer'}) hasNewer = false;
  /** Older messages are on their way. */
  @property({type: Boolean, attribute: 'loading-older'}) loadingOlder = false;
  /** Why they could not be loaded. */
  @property({attribute: false}) olderError: ConversationError | undefined;

  /** The match that is shown. */
  @state() private currentKey?: string;

  @query('input') private readonly searchInput!: HTMLInputElement | null;

  readonly #localize = new LocalizeController(this, searchWords);
  #found: readonly Message[] = [];
  /** Nothing was found so far, and older messages were asked for: what is found in them is shown. */
  #awaitsOlder = false;

  constructor() {
    super();
    keepTyping(this);
    // The button that loads older messages goes when there are none left.
    new FocusKeeper(this, () => this.searchInput);
  }

  /** Focuses the search field, with its text selected. */
  override focus(options?: FocusOptions): void {
    this.searchInput?.focus(options);
    this.searchInput?.select();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.query ??= '';
    this.messages ??= [];
    if (!changed.has('messages') && !changed.has('query') && !changed.has('group')) return;
    this.#found = findMessages(this.messages, this.query, {inSenders: this.group});
    if (this.#place < 0) this.currentKey = undefined;
    const isToBeShown = changed.has('query') || (changed.has('messages') && this.#awaitsOlder);
    if (changed.has('messages')) this.#awaitsOlder = false;
    const [newest] = this.#found;
    if (isToBeShown && this.currentKey === undefined && newest) this.currentKey = messageKey(newest);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('currentKey')) this.#tell();
  }

  override render(): TemplateResult {
    const {strings} = this.#localize;
    return html`
      <div part="base" class="base" role="search" aria-label=${strings.searchMessages} @keydown=${this.#onKeyDown}>
        <div class="line">
          <div class="field">
            <input
              part="field"
              type="search"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              .enterKeyHint=${'search'}
              aria-label=${strings.searchMessages}
              aria-describedby=${this.#hasHint ? 'hint' : nothing}
              placeholder=${strings.searchMessages}
              .value=${live(this.query)}
              @input=${this.#onInput}
              @keydown=${this.#onEnter}
            />
            <div part="position" class="position" role="status">${this.#renderPosition()}</div>
          </div>
          ${this.#renderStep('older-button', strings.searchOlder, olderIcon, 1)}
          ${this.#renderStep('newer-button', strings.searchNewer, newerIcon, -1)}
          <button
            part="close-button"
            class="icon"
            type="button"
            aria-label=${strings.closeSearch}
            title=${strings.closeSearch}
            @click=${this.#close}
          >
            ${closeIcon}
          </button>
        </div>
        ${this.#hasHint ? this.#renderHint() : nothing}
      </div>
    `;
  }

  #renderStep(part: string, label: string, sign: TemplateResult, step: 1 | -1): TemplateResult {
    return html`
      <button
        part=${part}
        class="icon"
        type="button"
        aria-label=${label}
        title=${label}
        aria-disabled=${this.#found.length === 0 ? 'true' : 'false'}
        @click=${() => this.#go(step)}
      >
        ${sign}
      </button>
    `;
  }

  #renderPosition(): TemplateResult | string | typeof nothing {
    const {strings, value: localizer} = this.#localize;
    const found = this.#found;
    const place = this.#place;
    if (!this.query.trim()) return nothing;
    if (found.length === 0) return strings.searchNoMatches;
    const current = found[place];
    if (!current) return localizer.count(strings.searchMatches, found.length);
    const position = {place: localizer.number(place + 1), total: localizer.number(found.length)};
    return html`
      <bdi>${localizer.fill(strings.searchPosition, position)}</bdi>
      <span class="visually-hidden"><bdi>${excerptOf(current)}</bdi></span>
    `;
  }

  #renderHint(): TemplateResult {
    const {strings} = this.#localize;
    const {hasOlder, loadingOlder} = this;
    const hasFailed = this.olderError !== undefined && !loadingOlder;
    return html`
      <p part="hint" class=${hasFailed ? 'hint failed' : 'hint'}>
        <span id="hint">${hasFailed ? strings.olderFailed : strings.searchMessagesLoadedOnly}</span>
        ${
          hasOlder
            ? html`<button
                part="load-button"
                class="link load"
                type="button"
                aria-disabled=${loadingOlder ? 'true' : 'false'}
                @click=${this.#onOlder}
              >
                ${loadingOlder ? strings.loadingOlder : hasFailed ? strings.retry : strings.searchLoadOlder}
              </button>`
            : nothing
        }
      </p>
    `;
  }

  /** What every request names: the conversation that is searched. */
  get #about(): {readonly conversationId: string} {
    return {conversationId: this.conversationId ?? this.messages[0]?.conversationId ?? ''};
  }

  get #hasHint(): boolean {
    return this.hasOlder || this.hasNewer;
  }

  /** Of the current match among all, newest first; negative without one. */
  get #place(): number {
    return this.#found.findIndex((message) => messageKey(message) === this.currentKey);
  }

  /** Leads to the next match, from the last one on to the first. */
  #go(step: 1 | -1): void {
    const found = this.#found;
    const place = this.#place;
    const next = found.at(place < 0 ? 0 : (place + step) % found.length);
    if (!next) return;
    const key = messageKey(next);
    // The only match may be far from where the reader has scrolled.
    if (key === this.currentKey) this.#tell();
    this.currentKey = key;
  }

  #tell(): void {
    const {currentKey: key} = this;
    this.dispatchEvent(threadMatch(key === undefined ? {} : {key}));
  }

  readonly #close = (): void => {
    request(this, 'parlor-close-request', this.#about);
  };

  readonly #onOlder = (): void => {
    if (this.loadingOlder) return;
    this.#awaitsOlder = this.currentKey === undefined;
    request(this, 'parlor-older-messages-request', this.#about);
  };

  readonly #onInput = (): void => {
    this.query = this.searchInput?.value ?? '';
  };

  readonly #onEnter = (event: KeyboardEvent): void => {
    // Enter may end the spelling of a word.
    if (event.key !== 'Enter' || belongsToInputMethod(event)) return;
    event.preventDefault();
    this.#go(event.shiftKey ? -1 : 1);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || belongsToInputMethod(event)) return;
    // Escape is for the search only, not for what it stands in.
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };
}

/** What a screen reader says about a match, which it cannot see scroll into sight. */
function excerptOf({text, attachments}: Message): string {
  const words = hasVisibleText(text) ? text : attachments.map(({name}) => name ?? '').join(', ');
  return displayLabel(words, LONGEST);
}
