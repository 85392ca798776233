import type {LitElement} from 'lit';
import {activeIn} from '../../controllers/focus-keeper.js';
import {request} from '../../controllers/request.js';
import type {Conversation} from '../../model/conversation.js';
import {shownName} from '../../model/shown-name.js';
import {placeAfterKey, TypeAhead} from '../list-keys.js';
import {firstNew, placeOf, rowId, type ConversationListView} from './list-view.js';

/** The row that the keyboard is on: keys move it, and it stays on its conversation wherever that goes. */
export class ActiveRow {
  id: string | undefined;
  /** Where it is among the conversations; -1 while the keyboard is on none. */
  place = 0;
  /** That is where it was before this drawing. */
  isInPlace = false;
  readonly #host: LitElement;
  readonly #listbox: () => HTMLElement | null;
  readonly #pageSize: () => number;
  readonly #typeAhead = new TypeAhead();
  /** What is on screen. */
  #view: ConversationListView | undefined;
  /** The row to be brought into sight. */
  #revealed: string | undefined;
  #afterUpdate: (() => void) | undefined;

  /** @param pageSize how many rows the reader sees at once */
  constructor(host: LitElement, listbox: () => HTMLElement | null, pageSize: () => number) {
    this.#host = host;
    this.#listbox = listbox;
    this.#pageSize = pageSize;
  }

  /** Before drawing. */
  follow(next: ConversationListView): void {
    const previous = this.#view;
    this.#view = next;
    this.#keepRow(previous, next);
    this.#keepFocus(previous, next);
    const place = this.#placeIn(next.conversations);
    this.isInPlace = place === this.place;
    this.place = place;
  }

  /** What is to be brought into sight with this drawing. */
  takeRevealed(): string | undefined {
    const id = this.#revealed;
    this.#revealed = undefined;
    return id;
  }

  /** After drawing. */
  settle(): void {
    this.#afterUpdate?.();
    this.#afterUpdate = undefined;
  }

  readonly onFocus = (): void => {
    const isKnown = this.id !== undefined;
    const {conversations = [], selectedId} = this.#view ?? {};
    this.id ??= conversations.find(({id}) => id === selectedId)?.id ?? conversations[0]?.id;
    if (!this.#afterUpdate && this.#listbox()?.matches(':focus-visible')) this.#revealed = this.id;
    else if (isKnown) return;
    this.#host.requestUpdate();
  };

  readonly onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
    const id = row?.dataset['id'];
    if (id === undefined) return;
    this.id = id;
    this.#host.requestUpdate();
    this.#open(id);
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    const {key} = event;
    const {conversations = []} = this.#view ?? {};
    const {length: count} = conversations;
    if (count === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === 'Enter' || key === ' ') {
      event.preventDefault();
      if (this.id !== undefined) this.#open(this.id);
      return;
    }
    const from = this.#placeIn(conversations);
    const nameAt = (place: number): string => shownName(conversations[place]);
    const place =
      placeAfterKey(key, from, {count, pageSize: this.#pageSize()}) ??
      this.#typeAhead.placeAfter(event, from, count, nameAt);
    const id = conversations[place]?.id;
    if (id === undefined) return;
    event.preventDefault();
    this.id = this.#revealed = id;
    this.#host.requestUpdate();
    // Where the page scrolls as well, it has to follow.
    this.#afterUpdate = () => this.#host.shadowRoot?.getElementById(rowId(id))?.scrollIntoView?.({block: 'nearest'});
  };

  /** On its conversation wherever that goes; when it is gone, on the one that took its place. */
  #keepRow(previous: ConversationListView | undefined, {selectedId, conversations}: ConversationListView): void {
    // What a server drew may have it before it is taken over.
    const hasFocus = (this.#host.hasUpdated && this.#listbox()?.matches(':focus')) ?? false;
    if (previous?.selectedId !== selectedId && selectedId !== undefined) {
      if (!hasFocus) this.id = selectedId;
      this.#revealed = selectedId;
    }
    if (this.id === undefined || previous?.conversations === conversations) return;
    if (this.#placeIn(conversations) >= 0) return;
    const place = previous?.conversations.findIndex(({id}) => id === this.id) ?? -1;
    this.id = hasFocus && place >= 0 ? conversations[Math.min(place, conversations.length - 1)]?.id : undefined;
  }

  /** Whoever pressed the last "show more" goes on with the first conversation it brought. */
  #keepFocus(previous: ConversationListView | undefined, next: ConversationListView): void {
    if (!previous || next.hasMore || !activeIn(this.#host)?.closest('.more')) return;
    this.id = this.#revealed = firstNew(previous.conversations, next.conversations)?.id;
    this.#afterUpdate = () => this.#listbox()?.focus({preventScroll: true});
  }

  #placeIn(conversations: readonly Conversation[]): number {
    return this.id === undefined ? -1 : placeOf(this.id, conversations, this.place);
  }

  #open(conversationId: string): void {
    request(this.#host, 'parlor-conversation-select-request', {conversationId});
  }
}
