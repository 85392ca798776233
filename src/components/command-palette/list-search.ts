import {request} from '../../controllers/request.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {Surroundings} from './surroundings.js';

export interface ListSearchParts {
  /** Asks for what is searched. */
  readonly element: HTMLElement;
  readonly around: Surroundings;
  readonly store: () => InboxStore | undefined;
}

/** The search above the list, from the palette and by the keyboard: from what is typed into what it found. */
export class ListSearch {
  readonly #parts: ListSearchParts;

  constructor(parts: ListSearchParts) {
    this.#parts = parts;
  }

  /** Whether a key in the search leads into what was found; the list itself hears of it as well. */
  takeKey(event: KeyboardEvent, target: EventTarget | undefined): boolean {
    if (!this.#parts.around.isSearch(target) || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return false;
    // The rest of the press would go to whatever has the focus by then.
    event.preventDefault();
    void this.#enterResult();
    return true;
  }

  /** Has conversations searched, and goes to what was found. */
  async show(search: string): Promise<void> {
    if (await this.#isFound(search)) await this.#parts.around.focus('list');
  }

  /** Unless somebody types on, and so looks for something else. */
  async #enterResult(): Promise<void> {
    const {around} = this.#parts;
    const {search} = around;
    const text = search?.value ?? '';
    // By then the list has heard of the key as well, and asked for it.
    await around.settled();
    if (!(await this.#isFound(text.trim())) || search?.value !== text) return;
    if (search.matches(':focus')) await around.focus('list');
  }

  /** @returns whether there is something to go to, once that is known */
  async #isFound(search: string): Promise<boolean> {
    const {element, around, store} = this.#parts;
    const list = store()?.conversationList;
    if (!list) return false;
    const {query: before} = list.state;
    if ((before.search ?? '') !== search) {
      if (!request(element, 'parlor-query-change-request', {query: {...before, search}})) return false;
      await around.settled();
    }
    await list.when(({status}) => status === 'ready' || status === 'error');
    return list.state.conversations.length > 0;
  }
}
