import {css, html, LitElement, nothing, type TemplateResult} from 'lit';
import {isServer} from '../../controllers/server-drawing.js';
import {property, query, state} from 'lit/decorators.js';
import type {Conversation} from '../../model/conversation.js';
import {baseStyles} from '../../styles/base.styles.js';
import type {ActionItems} from '../action-list.js';
import {classNames} from '../common.js';
import type {ParlorConversationActions} from '../conversation-actions/conversation-actions.js';
import type {ConversationActionContext} from '../conversation-actions/default-actions.js';
import {endOf, type Place} from '../conversation-actions/menu.js';
import {RowPointer} from './row-pointer.js';

/**
 * What can be done to one row of the `parlor-conversation-list` it stands in: beside the row under the pointer or the
 * keyboard, and in a menu that a right click opens, the key for it, Shift+F10, or a finger that rests on the row. It is a
 * `parlor-conversation-actions` for that conversation.
 *
 * @tag parlor-row-actions
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The buttons at the end of a row.
 * @csspart actions - The `parlor-conversation-actions` in it.
 */
export class ParlorRowActions extends LitElement {
  static override styles = [
    ...baseStyles,
    css`
      :host {
        display: contents;
      }

      .base {
        position: absolute;
        inset-inline-end: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        padding-inline: var(--_space-5) var(--_space-3);
        /* As the row that it stands over. */
        --_behind: var(--_color-surface-hover);
        background: linear-gradient(to left, var(--_behind) 75%, transparent);
        pointer-events: none;
      }

      .base.selected {
        --_behind: var(--_color-surface-selected);
      }

      .base:dir(rtl) {
        background: linear-gradient(to right, var(--_behind) 75%, transparent);
      }

      .base.idle {
        inset-block-start: 0;
        padding: 0;
      }

      parlor-conversation-actions {
        pointer-events: auto;
      }

      @media (forced-colors: active) {
        .base {
          background: Canvas;
        }
      }
    `,
  ];

  /** As the list shows them. */
  @property({attribute: false}) conversations: readonly Conversation[] = [];
  /** The row that is open, as the list shows it. */
  @property({attribute: 'selected-id'}) selectedId: string | undefined;
  /** Changes what is offered, as `conversationActions` of `parlor-conversation-actions`. */
  @property({attribute: false}) conversationActions: ActionItems<ConversationActionContext> | undefined;

  /** Under the pointer. */
  @state() private hoveredId?: string;
  /** What it is about now: it stays so while its menu, a question or what came of an action is shown. */
  @state() private shownId?: string;
  @state() private isIdle = true;
  @state() private place = {top: 0, height: 0};

  @query('.base') private readonly base!: HTMLElement | null;
  @query('parlor-conversation-actions') private readonly actions!: ParlorConversationActions | null;

  readonly #pointer = new RowPointer({
    onHover: (id) => {
      this.hoveredId = id;
    },
    onMenu: (id, place) => void this.#openMenu(id, place),
    onChoose: (id, isRange) => this.#choose(id, isRange),
  });
  #rows: HTMLElement | undefined;
  #isOpening = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#rows = this.parentElement ?? undefined;
    if (this.#rows) this.#pointer.start(this.#rows);
    for (const type of FOCUS) this.#rows?.addEventListener(type, this.#onFocus);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pointer.stop();
    for (const type of FOCUS) this.#rows?.removeEventListener(type, this.#onFocus);
  }

  protected override willUpdate(): void {
    if (this.#isOpening || this.actions?.isBusy) return;
    const id = this.#list?.selecting ? undefined : (this.hoveredId ?? this.#focusedId);
    const row = this.#rowOf(id);
    this.isIdle = row === undefined;
    if (!row || !this.#rows) return;
    this.shownId = id;
    const {top, height} = row.getBoundingClientRect();
    this.place = {top: top - this.#rows.getBoundingClientRect().top + this.#rows.scrollTop, height};
  }

  override render(): TemplateResult | typeof nothing {
    const {shownId, isIdle} = this;
    if (shownId === undefined) return nothing;
    return html`
      <div part="base" class=${classNames({base: true, idle: isIdle, selected: shownId === this.selectedId})}>
        <parlor-conversation-actions
          part="actions"
          conversation-id=${shownId}
          ?idle=${isIdle}
          .conversationActions=${this.conversationActions}
          @pointerover=${this.#onOwnHover}
        ></parlor-conversation-actions>
      </div>
    `;
  }

  /** Not as an attribute, not even by styleMap, whose first value is one: a strict policy forbids it. */
  protected override updated(): void {
    const {isIdle, place} = this;
    if (!this.base) return;
    this.base.style.insetBlockStart = isIdle ? '' : `${place.top}px`;
    this.base.style.blockSize = isIdle ? '' : `${place.height}px`;
  }

  get #list() {
    if (isServer) return null;
    const root = this.getRootNode();
    return root instanceof ShadowRoot ? root.host.closest('parlor-conversation-list') : null;
  }

  /** The row that the keyboard is on, or whose buttons it is in. */
  get #focusedId(): string | undefined {
    if (isServer) return undefined;
    if (this.matches(':focus-within')) return this.shownId;
    return this.#listbox?.matches(':focus-visible') ? this.#list?.activeConversationId : undefined;
  }

  get #listbox(): HTMLElement | undefined {
    return this.#rows?.querySelector<HTMLElement>('[role=listbox]') ?? undefined;
  }

  #rowOf(id: string | undefined): HTMLElement | undefined {
    const rows = [...(this.#rows?.querySelectorAll<HTMLElement>('.row') ?? [])];
    return id === undefined ? undefined : rows.find((row) => row.dataset['id'] === id);
  }

  async #openMenu(conversationId: string | undefined, place: Place | undefined): Promise<void> {
    const id = conversationId ?? this.#list?.activeConversationId;
    const row = this.#rowOf(id);
    if (!row || this.#list?.selecting) return;
    this.hoveredId = undefined;
    this.shownId = id;
    this.isIdle = true;
    this.#isOpening = true;
    await this.updateComplete;
    await this.actions?.updateComplete;
    this.actions?.openMenu(place ?? endOf(row), this.#listbox);
    // Whether it is open is told late.
    requestAnimationFrame(() => (this.#isOpening = false));
  }

  /** @returns whether it begins choosing several: then the list opens nothing */
  #choose(id: string, isRange: boolean): boolean {
    const list = this.#list;
    if (!list || list.selecting) return false;
    const ids = this.conversations.map((conversation) => conversation.id);
    const from = ids.indexOf(list.activeConversationId ?? list.selectedId ?? id);
    const to = ids.indexOf(id);
    const range = isRange && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    list.activeConversationId = isRange ? ids[from] : id;
    list.selecting = true;
    list.checkedIds = new Set(range);
    return true;
  }

  /** A pointer may come to the buttons without having been over their row, as where the keyboard brought them. */
  readonly #onOwnHover = (): void => {
    this.hoveredId = this.shownId;
  };

  readonly #onFocus = (): void => this.requestUpdate();
}

const FOCUS = ['focusin', 'focusout', 'keyup', 'scroll'] as const;
