import type {LitElement, ReactiveController} from 'lit';
import {request} from '../../controllers/request.js';
import type {ConversationListQuery} from '../../store/conversation-list.js';
import {typeOver} from '../../util/type-over.js';
import {tidyQuery} from './list-view.js';

/** How long a pause in typing means that the word is complete, in milliseconds. */
const TYPING_PAUSE = 250;

interface QueryHost extends LitElement {
  readonly query: ConversationListQuery;
}

/** What the reader asks the list for: filters at once, and what is typed in the search after a pause. */
export class SearchAndFilters implements ReactiveController {
  readonly #host: QueryHost;
  #typed = '';
  #isComposing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: QueryHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#settle();
  }

  get text(): string {
    return this.#typed;
  }

  get field(): HTMLInputElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLInputElement>('#search');
  }

  /** Takes what the reader typed. While an input method composes, the word is not there yet. */
  type(text: string, isComposing: boolean): void {
    this.#settle();
    this.#typed = text;
    this.#isComposing = isComposing;
    if (!isComposing) this.#timer = setTimeout(() => this.submitNow(), TYPING_PAUSE);
    this.#host.requestUpdate();
  }

  submitNow(): void {
    this.#settle();
    if (this.#search !== (this.#host.query.search || undefined)) this.change({});
  }

  change(change: ConversationListQuery): void {
    this.#settle();
    const query = tidyQuery({...this.#host.query, search: this.#search, ...change});
    request(this.#host, 'parlor-query-change-request', {query});
  }

  /** Shows a search that was set from outside, unless the reader is in the middle of typing another. */
  follow(search: string | undefined): void {
    if (this.#timer === undefined && !this.#isComposing && search !== this.#search) this.#typed = search ?? '';
  }

  readonly clearSearch = (): void => {
    const {field} = this;
    field?.focus();
    // What was typed can be had back by undoing.
    if (!field || !typeOver(field, '')) this.#empty();
    this.submitNow();
  };

  readonly clearAll = (): void => {
    this.#empty();
    request(this.#host, 'parlor-query-change-request', {query: {}});
    // The button goes away with what it clears.
    (this.field ?? this.#host.renderRoot.querySelector<HTMLElement>('.filter'))?.focus();
  };

  #empty(): void {
    this.#settle();
    this.#typed = '';
    this.#host.requestUpdate();
  }

  /** What to search for; nothing when the field is blank. */
  get #search(): string | undefined {
    return this.#typed.trim() || undefined;
  }

  /** Drops a submission that waits for the pause. */
  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
