import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {request} from '../../controllers/request.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {StoreController} from '../../controllers/store-controller.js';
import {messageMenuWords} from '../../i18n/words/message-menu.js';
import {NO_CAPABILITIES} from '../../model/capabilities.js';
import {completeMessage} from '../../model/complete.js';
import {messageKey, type Message} from '../../model/message.js';
import {REACTION_SIGNS, type ReactionKind} from '../../model/reaction.js';
import {reactionsFor} from '../../model/reactions-for.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {dialogs, questions} from '../../styles/dialog.styles.js';
import {callOut} from '../../util/report-thrown.js';
import {hintOf, labelOf, offeredActions, type ActionItems} from '../action-list.js';
import {notices} from '../error-notice.js';
import {MenuController} from '../conversation-actions/menu.js';
import type {ParlorMessageBubble} from '../message-bubble/message-bubble.js';
import {DEFAULT_MESSAGE_ACTIONS, type MessageActionContext, type MessageActionItem} from './default-actions.js';
import {DeleteMessage} from './delete-message.js';
import {menuItems} from '../../styles/menu.styles.js';
import {messageMenuStyles} from './message-menu.styles.js';
import {isWithin, placeBeside} from './place-beside.js';

/** How long it is seen what became of an action, in milliseconds. */
const OUTCOME_SHOWN = 2000;

/**
 * The menu of one message of a thread: answering it, reacting to it, copying its text or links, its details, deleting it,
 * and what a host adds; each where it can be done. A thread has one, and shows it for the message whose button was pressed.
 *
 * @tag parlor-message-menu
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The menu.
 * @csspart item - One of its items.
 * @csspart reaction - One of the reactions that are offered.
 * @csspart outcome - What became of an action, such as “Copied”.
 * @csspart dialog - The question before deleting.
 * @csspart delete-button - The one that deletes.
 * @csspart error - Why something failed.
 *
 * @fires {ReplyToRequestEvent} parlor-reply-to-request - The next reply should answer the message: `{conversationId, messageId}`.
 * @fires {CustomEvent<DetailsToggleRequestDetail>} parlor-details-toggle-request - The details of the message should be shown: `{conversationId, open, messageId}`.
 * @fires {CustomEvent<ReactRequestDetail>} parlor-react-request - The message should be reacted to: `{conversationId, messageId, reaction}`.
 * @fires {MessageDeleteRequestEvent} parlor-message-delete-request - The message should be deleted for ever, and the user confirmed that: `{conversationId, messageId}`.
 */
export class ParlorMessageMenu extends LitElement {
  static override styles = [...baseStyles, buttons, dialogs, questions, menuItems, notices, messageMenuStyles];

  /** Changes what is offered: receives the defaults, `DEFAULT_MESSAGE_ACTIONS`, answers what to offer in their place. */
  @property({attribute: false}) messageActions: ActionItems<MessageActionContext> | undefined;
  /** Somebody around answers `parlor-details-toggle-request`. */
  @property({type: Boolean, attribute: 'offers-details'}) offersDetails = false;

  @state() private bubble?: ParlorMessageBubble;
  @state() private outcome = '';
  /** What to react with is offered, in place of what can be done. */
  @state() private isReacting = false;

  @query('[role=menu]') private readonly popup!: HTMLElement | null;
  @query('.outcome') private readonly outcomePopup!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, messageMenuWords);
  readonly #inbox = new StoreController(
    this,
    (store) => [store, store.messageChanges],
    (store) => this.#deletion.follow(store),
  );
  readonly #deletion: DeleteMessage = new DeleteMessage(this, {
    localizer: () => this.#localize.value,
    store: () => this.#inbox.store,
    onDone: () => this.#onDeleted(),
  });
  readonly #menu = new MenuController(this, {menu: () => this.popup, button: () => this.#anchor});
  /** The press that dismisses the open menu is on the button that opened it: it closes, and does not open anew. */
  #isDismissedByButton = false;
  #following: AbortController | undefined;
  #outcomeTimer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(false);
    clearTimeout(this.#outcomeTimer);
    this.outcome = '';
    this.bubble = undefined;
  }

  /** Opens the menu beside a message, with the focus on its first item. */
  async show(bubble: ParlorMessageBubble): Promise<void> {
    const isDismissed = this.#isDismissedByButton && bubble === this.bubble;
    this.#isDismissedByButton = false;
    if (isDismissed || !bubble.message) return;
    this.bubble = bubble;
    this.requestUpdate();
    await this.updateComplete;
    this.popup?.showPopover?.();
  }

  override render(): TemplateResult {
    const offered = this.#renderOffered(this.#context);
    const {strings} = this.#localize;
    return html`
      <div
        part="base"
        class="popup menu"
        popover="auto"
        role="menu"
        aria-label=${(this.isReacting ? strings.react : this.bubble?.menuButton?.ariaLabel) ?? nothing}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${this.#onToggle}
        @keydown=${this.#menu.onKeyDown}
        @contextmenu=${(event: Event) => event.preventDefault()}
      >
        ${offered}
        ${offered.length === 0 ? html`<button class="menu-item" type="button" role="menuitem" aria-disabled="true" tabindex="-1">${strings.nothingToDo}</button>` : nothing}
      </div>
      <div part="outcome" class="popup outcome" popover="manual" aria-hidden="true">${this.outcome}</div>
      <div class="visually-hidden" role="status">${this.outcome}</div>
      ${this.#deletion.render()}
    `;
  }

  #renderItem(item: MessageActionItem, context: MessageActionContext): TemplateResult {
    const hint = hintOf(item, context);
    return html`
      <button
        part="item"
        class=${`menu-item ${item.id}${item.isDangerous ? ' dangerous' : ''}`}
        type="button"
        role="menuitem"
        tabindex="-1"
        @click=${() => this.#run(item, context)}
      >
        ${item.icon ?? nothing}<span>${labelOf(item, context)}${hint ? html`<small>${hint}</small>` : nothing}</span>
      </button>
    `;
  }

  /** What can be done, or what can be reacted with. */
  #renderOffered(context: MessageActionContext | undefined): readonly TemplateResult[] {
    if (!context) return [];
    if (this.isReacting) {
      const {message, capabilities, conversation} = context;
      return reactionsFor(message, capabilities, conversation).map((kind) => this.#renderReaction(kind));
    }
    const items = offeredActions(DEFAULT_MESSAGE_ACTIONS, this.messageActions, context);
    return items.map((item) => this.#renderItem(item, context));
  }

  #renderReaction(kind: ReactionKind): TemplateResult {
    return html`
      <button
        part="item reaction"
        class="menu-item reaction"
        type="button"
        role="menuitem"
        tabindex="-1"
        @click=${() => this.#react(kind)}
      >
        <span class="sign" aria-hidden="true">${REACTION_SIGNS[kind]}</span
        ><span>${this.#localize.strings.reactions[kind]}</span>
      </button>
    `;
  }

  get #context(): MessageActionContext | undefined {
    const message = this.#message;
    const {store} = this.#inbox;
    if (!message) return undefined;
    return {
      message,
      conversation: store?.conversation(message.conversationId),
      capabilities: store?.capabilitiesOf(message.conversationId) ?? NO_CAPABILITIES,
      strings: this.#localize.strings,
      element: this,
      store,
      offersDetails: this.offersDetails,
      canCopy: typeof globalThis.navigator?.clipboard?.writeText === 'function',
      copy: (text) => this.#copy(text),
      askToDelete: () => this.#deletion.ask(message),
      askToReact: () => void this.#askToReact(),
      announce: (words) => this.#tell(words),
    };
  }

  get #message(): Message | undefined {
    return this.bubble?.message && completeMessage(this.bubble.message);
  }

  /** Has the focus again; what takes its place while its message is not drawn is the thread. */
  get #anchor(): HTMLElement | null {
    const button = this.bubble?.menuButton;
    return button?.isConnected ? button : this.#thread;
  }

  get #thread(): HTMLElement | null {
    const root = this.getRootNode();
    return root instanceof ShadowRoot ? root.querySelector<HTMLElement>('[part~="base"]') : null;
  }

  #run(item: MessageActionItem, context: MessageActionContext): void {
    // Another message may be drawn in the same place by now.
    const {message} = context;
    const now = this.#message;
    this.#menu.close();
    const isSame = now && messageKey(now) === messageKey(message);
    callOut(() => item.run(isSame ? {...context, message: now} : context));
  }

  /** The menu was closed by its item: it opens again beside the same message, with what can be reacted with. */
  async #askToReact(): Promise<void> {
    const {bubble} = this;
    this.isReacting = true;
    await this.updateComplete;
    if (bubble && bubble === this.bubble && this.isReacting) this.popup?.showPopover?.();
  }

  #react(reaction: ReactionKind): void {
    const message = this.#message;
    this.#menu.close();
    if (!message) return;
    const {value, strings} = this.#localize;
    request(this, 'parlor-react-request', {
      conversationId: message.conversationId,
      messageId: messageKey(message),
      reaction,
      // Why it did not arrive is said at the message.
      onOutcome: (error) => {
        if (!error) this.#tell(value.fill(strings.youReactedWith, {reaction: strings.reactions[reaction]}), false);
      },
    });
  }

  async #copy(text: string): Promise<void> {
    const {strings} = this.#localize;
    this.#tell(
      await navigator.clipboard.writeText(text).then(
        () => strings.textCopied,
        () => strings.textNotCopied,
      ),
    );
  }

  /** The button that had the focus is gone with its message, or will be. */
  #onDeleted(): void {
    this.bubble = undefined;
    this.#tell(this.#localize.strings.messageDeleted, false);
    void this.updateComplete.then(() => this.#thread?.focus({preventScroll: true}));
  }

  /** @param isShown beside the message, and not to screen readers alone */
  #tell(words: string, isShown = true): void {
    clearTimeout(this.#outcomeTimer);
    this.outcome = words;
    const popup = this.outcomePopup;
    const anchor = this.#anchor;
    if (popup && anchor && isShown) {
      popup.togglePopover?.(true);
      placeBeside(popup, anchor);
    }
    this.#outcomeTimer = setTimeout(() => {
      this.outcome = '';
      this.outcomePopup?.togglePopover?.(false);
    }, OUTCOME_SHOWN);
  }

  readonly #onBeforeToggle = (event: ToggleEvent): void => {
    const isOpen = event.newState === 'open';
    this.bubble?.menuButton?.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) this.isReacting = false;
    this.#follow(isOpen);
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'open') this.#place();
    this.#menu.onToggle(event);
  };

  /** What the menu stands beside moves with what is scrolled: the menu follows. Of that within a shadow root only that hears. */
  #follow(isOpen: boolean): void {
    this.#following?.abort();
    this.#following = undefined;
    if (!isOpen) return;
    this.#following = new AbortController();
    const {signal} = this.#following;
    for (const target of [window, this.getRootNode()]) {
      target.addEventListener('scroll', this.#onScroll, {capture: true, signal});
    }
    window.addEventListener('pointerdown', this.#onPointerDown, {capture: true, signal});
    window.addEventListener('resize', this.#place, {signal});
  }

  readonly #onPointerDown = (event: Event): void => {
    const button = this.bubble?.menuButton;
    this.#isDismissedByButton = !!button && event.composedPath().includes(button);
  };

  /** News moves what is read as well, under whoever is about to choose: the menu goes only once its message is out of sight. */
  readonly #onScroll = (): void => {
    const button = this.bubble?.menuButton;
    const thread = this.#thread;
    if (button?.isConnected && thread && isWithin(button, thread)) this.#place();
    else this.#menu.close();
  };

  readonly #place = (): void => {
    const anchor = this.#anchor;
    if (this.popup && anchor) placeBeside(this.popup, anchor);
  };
}
