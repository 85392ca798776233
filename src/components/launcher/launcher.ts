import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {LateElements} from '../../controllers/late-elements.js';
import {launcherWords} from '../../i18n/words/launcher.js';
import type {TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import type {OpenOutcome, OpenTarget} from '../../store/find-person.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import type {ActionItems} from '../action-list.js';
import {isOverlay} from '../common.js';
import type {Shortcuts} from '../command-palette/shortcut.js';
import type {ConversationActionContext} from '../conversation-actions/default-actions.js';
import {closeIcon, conversationIcon} from '../icons.js';
import {InboxElement} from '../inbox/inbox-element.js';
import {missingView, troubleView} from '../inbox/inbox-template.js';
import type {ParlorInbox} from '../inbox/inbox.js';
import type {MessageActionContext} from '../message-menu/default-actions.js';
import type {UploadMedia} from '../reply-box/attachments.js';
import type {SendKey} from '../reply-box/text-entry.js';
import type {SavedReplies} from '../saved-replies/saved-reply.js';
import {countWords, shortCount} from '../unread-count/count-words.js';
import {countBadge} from '../unread-count/unread-count.styles.js';
import {launcherStyles} from './launcher.styles.js';
import {placePanel} from './panel-place.js';

export type * from './launcher.events.js';

const LARGEST_COUNT = 99;
/** Where the panel takes the whole screen. */
const SMALL_SCREEN = '(max-width: 480px)';
/** What a step back of the inbox's own keys leads out of. */
const INNER = new Set(['parlor-message-thread', 'parlor-reply-box', 'parlor-contact-panel']);

/**
 * A button that opens the inbox in a panel over the page, for pages that are about something else. It says how many
 * conversations are unread from the beginning on; the inbox itself loads when the button is pointed at, or pressed.
 *
 * Takes the same properties as `<parlor-inbox>`. Stands in the corner of the view; with `inline`, wherever the page puts it.
 * The panel leaves the page usable beside it, unless `modal` is set; on a small screen it takes all of that.
 *
 * @tag parlor-launcher
 * @since 0.1.0
 * @status experimental
 *
 * @slot icon - In place of the sign on the button.
 *
 * @csspart button - The button.
 * @csspart count - The number on it.
 * @csspart panel - The panel.
 * @csspart panel-header - Its title and close button.
 * @csspart close-button - Closes it.
 * @csspart inbox - The `parlor-inbox`.
 *
 * @cssprop [--parlor-launcher-panel-inline-size=400px] - Width of the panel, where there is room.
 * @cssprop [--parlor-launcher-panel-block-size=640px] - Height of the panel, where there is room.
 * @cssprop [--parlor-launcher-z-index=1000] - Of the button in the corner. The panel lies above everything.
 * @cssprop [--parlor-unread-count-background=var(--parlor-color-danger)] - Behind the number.
 * @cssprop [--parlor-unread-count-color=var(--parlor-color-surface)] - Of the number.
 *
 * @cssstate thread-open - A conversation is open.
 * @cssstate offline - Reading from the provider fails.
 *
 * @fires {CustomEvent<{open: boolean}>} parlor-launcher-toggled - The panel was opened or closed.
 * @fires {CustomEvent<{conversationId: string | undefined}>} parlor-conversation-selected - Another conversation was opened, or none.
 * @fires {CustomEvent<{message: Message}>} parlor-message-sent - The provider took a message.
 * @fires {CustomEvent<{message: Message, error: ConversationError}>} parlor-message-failed - A message was refused, or its outcome is unknown.
 * @fires {CustomEvent<{message: Message}>} parlor-message-undelivered - A message left, and the provider says later that it did not arrive.
 * @fires {CustomEvent<{message: Message}>} parlor-message-waiting - A message has to wait before it can leave.
 * @fires {CustomEvent<{message: Message}>} parlor-message-received - A contact wrote.
 * @fires {CustomEvent<{conversationId: string, text: string}>} parlor-draft-changed - What is typed for a conversation changed.
 * @fires {CustomEvent<UnreadCount>} parlor-unread-count-changed - How many conversations are unread, as far as that is known: `{count, isComplete}`.
 * @fires {CustomEvent<{error: ConversationError}>} parlor-error - Reading from the provider failed, or no adapter could be made.
 */
export class ParlorLauncher extends InboxElement {
  static override styles = [...baseStyles, buttons, countBadge, launcherStyles];

  /** The panel is open. */
  @property({type: Boolean, reflect: true}) open = false;
  /** The rest of the page waits while the panel is open. */
  @property({type: Boolean}) modal = false;
  /** Stands where the page puts it, instead of in the corner. */
  @property({type: Boolean, reflect: true}) inline = false;
  /** What the button and the panel are called; "Messages" without it. */
  @property() label: string | undefined;
  /** `light` or `dark`; without it the inbox follows the page's `color-scheme`. `auto` follows the device. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;
  /** Only for reading: no reply box. */
  @property({type: Boolean, reflect: true}) readonly = false;
  /** Lets files be attached: takes one, resolves with the public address it got. */
  @property({attribute: false}) uploadMedia: UploadMedia | undefined;
  /** What Enter does in the reply box; by default it sends, and breaks the line on a touch screen. */
  @property({attribute: 'send-key'}) sendKey: SendKey = 'auto';
  /** When contacts may be texted; see the inbox. */
  @property({attribute: false}) textingHours: TextingHours | undefined;
  /** Says where a contact lives; see the inbox. */
  @property({attribute: false}) timeZoneOf: TimeZoneOf | undefined;
  /** Which keys do what; see the inbox. */
  @property() shortcuts: Shortcuts | undefined;
  /** Replies written beforehand; see the inbox. */
  @property({attribute: false}) savedReplies: SavedReplies | undefined;
  /** Changes what can be done to a conversation; see the inbox. */
  @property({attribute: false}) conversationActions: ActionItems<ConversationActionContext> | undefined;
  /** The same for a message. */
  @property({attribute: false}) messageActions: ActionItems<MessageActionContext> | undefined;

  /** The panel was open once: what was written in it stays. */
  @state() private wasOpened = false;

  @query('dialog') private readonly panel!: HTMLDialogElement | null;
  @query('.launch') private readonly button!: HTMLButtonElement | null;

  readonly #inbox = new LateElements(this, () => import('../inbox/define.js'));

  constructor() {
    super();
    // A note about a new message leads here as well.
    this.addEventListener('parlor-conversation-select-request', (event) => {
      queueMicrotask(() => event.defaultPrevented || this.show());
    });
  }

  /** The inbox in the panel, once it was opened. */
  get inbox(): ParlorInbox | null {
    return this.renderRoot.querySelector('parlor-inbox');
  }

  /** Opens the panel. */
  show(): void {
    this.open = true;
  }

  /** Closes the panel; the focus goes back to the button. What was typed stays. */
  close(): void {
    this.open = false;
  }

  /** The same in the panel, which opens for it: there what is found, what is to be filled in, or why not is seen. */
  override async openConversation(target: OpenTarget): Promise<OpenOutcome> {
    this.show();
    await this.#inbox.load();
    await this.updateComplete;
    return this.inbox?.openConversation?.(target) ?? super.openConversation(target);
  }

  /** Focuses the button. */
  override focus(options?: FocusOptions): void {
    this.button?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('resize', this.#place);
    window.addEventListener('scroll', this.#place, {capture: true, passive: true});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#place);
    window.removeEventListener('scroll', this.#place, {capture: true});
    // What leaves the document is no longer above it.
    this.open = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.open) return;
    this.wasOpened = true;
    void this.#inbox.load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!changed.has('open') || (!this.open && !changed.get('open'))) return;
    if (this.open) this.#showPanel();
    else this.#hidePanel();
    this.dispatchEvent(new CustomEvent('parlor-launcher-toggled', {detail: {open: this.open}}));
  }

  override render(): TemplateResult {
    const localizer = this.localizer.with(launcherWords);
    const {strings} = localizer;
    const label = this.label || strings.launcher;
    const {unreadCount} = this;
    const isCounted = unreadCount !== undefined && unreadCount.count > 0;
    const name = isCounted
      ? localizer.fill(strings.launcherWithCount, {label, count: countWords(unreadCount, localizer)})
      : label;
    // What waits behind a modal panel is not read out.
    const isInside = this.open && this.#isModal;
    return html`
      <button
        part="button"
        class="launch primary"
        type="button"
        aria-label=${name}
        title=${label}
        aria-haspopup="dialog"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="panel"
        @pointerenter=${this.#inbox.load}
        @focus=${this.#inbox.load}
        @click=${() => (this.open = !this.open)}
      >
        <slot name="icon">${conversationIcon}</slot>
        ${
          isCounted
            ? html`<span part="count" class="count" aria-hidden="true"
                >${shortCount(unreadCount, LARGEST_COUNT, localizer)}</span
              >`
            : nothing
        }
      </button>
      <dialog
        id="panel"
        part="panel"
        class="panel"
        popover="manual"
        aria-label=${label}
        tabindex="-1"
        @keydown=${this.#onKeyDown}
        @close=${this.#onClose}
      >
        <div part="panel-header" class="panel-header">
          <h2>${label}</h2>
          <button part="close-button" class="icon" type="button" aria-label=${strings.closePanel} @click=${this.close}>
            ${closeIcon}
          </button>
        </div>
        ${this.wasOpened ? this.#renderInbox() : nothing} ${isInside ? this.renderAnnouncements() : nothing}
      </dialog>
      ${isInside ? nothing : this.renderAnnouncements()}
    `;
  }

  #renderInbox(): TemplateResult {
    const {localizer} = this;
    if (this.adapterError) {
      const {message} = this.adapterError;
      return html`<div class="missing">${troubleView(localizer.strings.setUpFailed, html`<p>${message}</p>`)}</div>`;
    }
    if (this.#inbox.hasFailed) return html`<div class="missing">${missingView(localizer, this.#inbox.load)}</div>`;
    // It names no provider: it draws what this element owns.
    return html`
      <parlor-inbox
        part="inbox"
        .theme=${this.theme}
        .readonly=${this.readonly}
        .locale=${this.locale}
        .strings=${this.strings}
        .media=${this.media}
        .sendKey=${this.sendKey}
        .textingHours=${this.textingHours}
        .timeZoneOf=${this.timeZoneOf}
        .shortcuts=${this.shortcuts}
        .savedReplies=${this.savedReplies}
        .conversationActions=${this.conversationActions}
        .messageActions=${this.messageActions}
        .renderMessage=${this.renderMessage}
        .renderAttachment=${this.renderAttachment}
        .renderRow=${this.renderRow}
        .uploadMedia=${this.uploadMedia ?? this.gatewayUpload}
      ></parlor-inbox>
    `;
  }

  get #isModal(): boolean {
    return this.modal || matchMedia(SMALL_SCREEN).matches;
  }

  #showPanel(): void {
    const {panel} = this;
    if (!panel) return;
    if (this.#isModal) panel.showModal?.();
    else panel.showPopover?.();
    this.#place();
    panel.focus();
  }

  #hidePanel(): void {
    const {panel} = this;
    const hadFocus = panel?.matches(':focus-within') === true;
    if (panel?.open) panel.close();
    else if (panel?.matches(':popover-open')) panel.hidePopover();
    if (hadFocus && this.isConnected) this.focus();
  }

  readonly #place = (): void => {
    const {panel, button} = this;
    if (!panel || !button || !this.open) return;
    const {style} = panel;
    for (const name of ['left', 'top', 'width', 'height']) style.removeProperty(name);
    if (matchMedia(SMALL_SCREEN).matches) return;
    const view = {width: document.documentElement.clientWidth, height: window.innerHeight};
    const wanted = {width: panel.offsetWidth, height: panel.offsetHeight};
    const place = placePanel(button.getBoundingClientRect(), view, wanted);
    for (const [name, pixels] of Object.entries(place)) style.setProperty(name, `${pixels}px`);
  };

  /** Escape goes one step back: what is open over the inbox, or is the inbox's own, and only then the panel closes. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const path = event.composedPath();
    if (
      isOverlay(
        path.slice(
          0,
          path.findIndex((target) => target === this.panel),
        ),
      )
    )
      return;
    // By the first key, the keys of the inbox are only being loaded.
    const areKeysThere = customElements.get('parlor-command-palette') !== undefined;
    const isInner = path.some((target) => target instanceof Element && INNER.has(target.localName));
    event.preventDefault();
    if (areKeysThere || !isInner) this.close();
  };

  /** The browser may close it without asking, as by a gesture. */
  readonly #onClose = (event: Event): void => {
    if (event.target === this.panel) this.open = false;
  };
}
