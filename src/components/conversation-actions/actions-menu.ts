import {html, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import type {ActionsWords} from '../../i18n/words/actions.js';
import type {StringsOf} from '../../i18n/catalogue.js';
import {moreIcon} from './action-icons.js';
import type {ConversationActionItem} from './default-actions.js';
import {entryMenuItem, type EntryOptions} from './entries.js';
import {endOf, MenuController, placeAt, placeBelow, type Place} from './menu.js';

interface MenuHost extends LitElement {
  /** Set where it is about a row of the list. */
  readonly conversationId?: string;
}

/** The menu, and where what the element opens stands: below its buttons, or for a row where it was asked for. */
export class ActionsMenu implements ReactiveController {
  readonly #host: MenuHost;
  readonly #menu: MenuController;
  /** Where the menu was asked for, and where the focus was. */
  #asked: {readonly place: Place; readonly home: HTMLElement | undefined} | undefined;

  constructor(host: MenuHost) {
    this.#host = host;
    this.#menu = new MenuController(host, {
      menu: () => this.#popup,
      button: () => this.#button,
      home: () => this.#asked?.home,
    });
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('resize', this.place);
    window.addEventListener('scroll', this.place, {capture: true, passive: true});
  }

  hostDisconnected(): void {
    window.removeEventListener('resize', this.place);
    window.removeEventListener('scroll', this.place, {capture: true});
  }

  get isOpen(): boolean {
    return this.#menu.isOpen;
  }

  open(place: Place, home: HTMLElement | undefined): void {
    this.#asked = {place, home};
    this.#popup?.showPopover?.();
  }

  close(): void {
    this.#menu.close();
  }

  /** Puts the menu and the notice where they belong. */
  readonly place = (): void => {
    const root = this.#host.renderRoot;
    const menu = this.#popup;
    const notice = root.querySelector<HTMLElement>('#notice');
    const asked = this.#asked;
    if (menu && asked) placeAt(menu, asked.place);
    // Its own buttons come and go with the pointer: it is said where the rows end.
    if (notice && this.#isForRow) placeAt(notice, endOf(this.#rows));
    if (asked || this.#isForRow) return;
    // Not the element: a page may stretch that beyond its buttons.
    const anchor = [...root.querySelectorAll('.base > button')].at(-1) ?? this.#host;
    for (const popup of [menu, notice]) if (popup) placeBelow(popup, anchor);
  };

  render(
    items: readonly ConversationActionItem[],
    options: EntryOptions,
    {moreActions}: StringsOf<ActionsWords>,
  ): TemplateResult {
    const isWorking = items.some(({id}) => id === options.pending);
    return html`
      <button
        id="menu-button"
        part="menu-button"
        class="icon"
        type="button"
        aria-label=${moreActions}
        title=${moreActions}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        @keydown=${this.#menu.onButtonKeyDown}
      >
        ${isWorking ? html`<span class="spinner"></span>` : moreIcon}
      </button>
      <div
        id="menu"
        part="menu"
        class="popup menu"
        popover="auto"
        role="menu"
        aria-label=${moreActions}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${this.#onToggle}
        @keydown=${this.#menu.onKeyDown}
      >
        ${items.map((item) => entryMenuItem(item, options))}
      </div>
    `;
  }

  /** From its own button it opens there, as ever. */
  readonly #onBeforeToggle = ({newState}: ToggleEvent): void => {
    const button = this.#button;
    if (newState === 'open' && !this.#asked && this.#isForRow && button) {
      this.#asked = {place: endOf(button), home: undefined};
    }
    this.place();
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    // What it takes is known once it is there.
    if (event.newState === 'open') this.place();
    this.#menu.onToggle(event);
    if (event.newState !== 'open') this.#asked = undefined;
  };

  get #popup(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('#menu') ?? null;
  }

  get #button(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('#menu-button') ?? null;
  }

  get #isForRow(): boolean {
    return this.#host.conversationId !== undefined;
  }

  /** What holds the element that it is a part of. */
  get #rows(): Element {
    const root = this.#host.getRootNode();
    return (root instanceof ShadowRoot && root.host.parentElement) || this.#host;
  }
}
