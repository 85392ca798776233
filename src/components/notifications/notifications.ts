import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {FollowedStore} from '../../controllers/followed-store.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {request} from '../../controllers/request.js';
import {listWords} from '../../i18n/words/list.js';
import {notificationsWords} from '../../i18n/words/notifications.js';
import {unreadWords} from '../../i18n/words/unread.js';
import {shownName} from '../../model/shown-name.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {takeName, underLock} from '../../util/tabs.js';
import {Countdown} from '../conversation-actions/notice.js';
import {previewOf} from '../conversation-item/row-words.js';
import {closeIcon} from '../icons.js';
import {shortCount} from '../unread-count/count-words.js';
import {askForDesktop, desktopPermission, showOnDesktop} from './desktop.js';
import {NewsWatch, type News} from './news-watch.js';
import type {NotificationWay, NotifyRequestDetail} from './notifications.events.js';
import {notificationsStyles} from './notifications.styles.js';
import {Sound} from './sound.js';
import {setTitleCount} from './title-badge.js';

export type * from './notifications.events.js';

type Toast = NotifyRequestDetail;

const MOST_TOASTS = 3;
const LARGEST_COUNT = 99;
const WORDS = {...listWords, ...unreadWords, ...notificationsWords};

/**
 * Tells of new messages outside of the inbox, in the ways that the page asks for: a number in the page's title, a sound, a
 * note of the desktop, a note in a corner of the page. Never of what is on screen, and each message once, in one tab of
 * several. Asked for nothing, it tells nothing.
 *
 * Works inside `<parlor-inbox-context>`, beside an inbox that `for` names, and with a `store`. Where it stands it draws the
 * button that asks for the permission of desktop notes, while that is open, and otherwise nothing.
 *
 * @tag parlor-notifications
 * @since 0.1.0
 * @status experimental
 *
 * @csspart permission-button - Asks the browser for desktop notes.
 * @csspart toasts - The corner with the notes.
 * @csspart toast - One of them.
 *
 * @fires {CustomEvent<NotifyRequestDetail>} parlor-notify-request - A message is about to be told of: `{conversationId, name, text, ways}`. A veto keeps it from being told.
 * @fires {CustomEvent<ConversationSelectRequestDetail>} parlor-conversation-select-request - Its conversation should be opened: `{conversationId}`. Dispatched on the element that `for` names, where there is one.
 */
export class ParlorNotifications extends LitElement {
  static override styles = [...baseStyles, buttons, notificationsStyles];

  /** The id of the `<parlor-inbox>`, `<parlor-inbox-context>` or `<parlor-launcher>` whose messages are told of. */
  @property() for: string | undefined;
  /** The store whose messages are told of, in place of `for`. */
  @property({attribute: false}) store: InboxStore | undefined;
  /** Writes the number of unread conversations before the page's title: "(3) Orders". */
  @property({type: Boolean, attribute: 'page-title'}) pageTitle = false;
  /** Makes a sound: of this address, or a short tone of its own where that is empty. Only once the page was used. */
  @property() sound: string | undefined;
  /** Shows notes of the desktop while nobody looks at the page, once the person allowed it. */
  @property({type: Boolean}) desktop = false;
  /** Shows notes in a corner of the page while somebody looks at it. */
  @property({type: Boolean}) toasts = false;
  /** Leaves out what was written. */
  @property({type: Boolean}) private = false;
  /** Address of a picture for notes of the desktop. */
  @property() icon: string | undefined;
  /** How long a note stays in its corner, in milliseconds; longer while somebody points at it. `Infinity` until it is dismissed. */
  @property({type: Number, attribute: 'toast-duration'}) toastDuration = 10_000;

  @state() private shown: readonly Toast[] = [];
  @state() private permission = desktopPermission();

  @query('.toasts') private readonly corner!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, WORDS);
  readonly #inbox = new FollowedStore(this, (store) => this.#follow(store));
  readonly #sound = new Sound();
  readonly #countdown = new Countdown(() => (this.shown = []));
  /** Names of told messages, which keep other tabs from telling the same. */
  #names = new AbortController();

  /** Had the focus before a note did. */
  #cameFrom: HTMLElement | undefined;

  constructor() {
    super();
    new FocusKeeper(this, () => this.corner?.querySelector('button') ?? this.#cameFrom);
  }

  /** Asks the browser for desktop notes. To be called from what a person pressed, such as a button of the page's own. */
  async requestPermission(): Promise<NotificationPermission> {
    this.permission = await askForDesktop();
    return this.permission;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#countdown.stop();
    this.shown = [];
    this.#sound.close();
    this.#names.abort();
    this.#names = new AbortController();
  }

  override render(): TemplateResult {
    const {strings} = this.#localize;
    const asks = this.desktop && this.permission === 'default';
    return html`
      ${
        asks
          ? html`<button part="permission-button" type="button" @click=${this.requestPermission}>
              ${strings.allowNotifications}
            </button>`
          : nothing
      }
      <div
        part="toasts"
        class="toasts"
        role="region"
        aria-label=${strings.notifications}
        popover="manual"
        @pointerenter=${() => this.#countdown.hold('pointer', true)}
        @pointerleave=${() => this.#countdown.hold('pointer', false)}
        @focusin=${this.#onFocusIn}
        @focusout=${() => this.#countdown.hold('focus', false)}
        @keydown=${this.#onKeyDown}
      >
        <div role="status" aria-atomic="false">
          ${repeat(
            this.shown,
            ({conversationId}) => conversationId,
            (toast) => this.#renderToast(toast),
          )}
        </div>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('pageTitle')) this.#writeTitle();
    const {corner} = this;
    if (!corner || !this.isConnected) return;
    corner.togglePopover?.(this.shown.length > 0);
    if (this.shown.length === 0 || corner.matches(':focus-within') || this.#isPressable) return;
    // What was opened since lies above: a note that nobody sees is none.
    corner.hidePopover?.();
    corner.showPopover?.();
    // And a page that waits for a modal dialog leaves nothing outside of it to be pressed.
    if (!this.#isPressable) corner.hidePopover?.();
  }

  /** Whether a press on the first note would reach it. */
  get #isPressable(): boolean {
    const {corner, shadowRoot} = this;
    const box = corner?.querySelector('.open')?.getBoundingClientRect();
    if (!box) return false;
    const hit = shadowRoot?.elementFromPoint?.(box.left + box.width / 2, box.top + box.height / 2);
    return !hit || corner?.contains(hit) === true;
  }

  #renderToast(toast: Toast): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const label = localizer.fill(strings.openConversationWith, {name: toast.name});
    return html`
      <div part="toast" class="toast">
        <button type="button" class="open" title=${label} @click=${() => this.#open(toast.conversationId)}>
          <span class="name" dir="auto">${toast.name}</span>
          <span class="text" dir="auto">${toast.text || strings.newMessage}</span>
        </button>
        <button
          type="button"
          class="icon"
          aria-label=${strings.dismissNote}
          @click=${() => this.#dismiss(toast.conversationId)}
        >
          ${closeIcon}
        </button>
      </div>
    `;
  }

  #follow(store: InboxStore): () => void {
    const watch = new NewsWatch(store, (news) => void this.#tell(store, news));
    const stop = store.subscribe(() => this.#writeTitle());
    const listening = new AbortController();
    // Of several tabs that nobody sees, one looks for news.
    void underLock(`parlor:listens:${store.adapter.id}`, listening.signal, async () => {
      if (listening.signal.aborted) return;
      const stopListening = store.listenWhileHidden();
      await new Promise<void>((resolve) => listening.signal.addEventListener('abort', () => resolve()));
      stopListening();
    });
    queueMicrotask(() => this.#writeTitle());
    // What opens and closes above the page hides notes, and leaves them to be seen.
    const {target} = this.#inbox;
    target.addEventListener('parlor-launcher-toggled', () => this.requestUpdate(), {signal: listening.signal});
    return () => {
      watch.stop();
      stop();
      listening.abort();
      this.shown = [];
      setTitleCount(this, '');
    };
  }

  #writeTitle(): void {
    const known = this.isConnected && this.pageTitle ? this.#inbox.store?.unreadCount : undefined;
    setTitleCount(this, known?.count ? shortCount(known, LARGEST_COUNT, this.#localize.value) : '');
    // What was opened meanwhile needs no note any more.
    this.#dismiss(this.#inbox.store?.state.selectedId);
  }

  async #tell(store: InboxStore, {conversation, last, key, isSeen}: News): Promise<void> {
    // Also what was seen: another tab that does not show it has nothing to tell then.
    const name = `parlor:told:${store.adapter.id}:${conversation.id}:${key}`;
    const isFirst = await takeName(name, this.#names.signal);
    const ways = this.#ways;
    if (isSeen || !isFirst || ways.length === 0 || store !== this.#inbox.store) return;
    const {value: localizer, strings} = this.#localize;
    const preview = previewOf({...conversation, unsent: undefined, lastMessage: last}, undefined, localizer);
    const note = {
      conversationId: conversation.id,
      name: shownName(conversation) || strings.unknownContact,
      text: this.private ? '' : localizer.fill(preview.template, {text: preview.text}),
      ways,
    };
    if (!request(this, 'parlor-notify-request', note)) return;
    if (ways.includes('sound')) void this.#sound.play(this.sound ?? '');
    if (ways.includes('toast')) this.#showToast(note);
    if (ways.includes('desktop')) {
      showOnDesktop({
        ...{title: note.name, body: note.text || strings.newMessage, icon: this.icon},
        tag: `parlor:${store.adapter.id}:${conversation.id}`,
        onOpen: () => this.#open(conversation.id),
      });
    }
  }

  get #ways(): readonly NotificationWay[] {
    const isLookedAt = document.visibilityState !== 'hidden';
    const ways: NotificationWay[] = [];
    if (this.toasts && isLookedAt) ways.push('toast');
    const isAway = !isLookedAt || !document.hasFocus();
    if (this.desktop && isAway && desktopPermission() === 'granted') ways.push('desktop');
    if (this.sound !== undefined) ways.push('sound');
    return ways;
  }

  #showToast(toast: Toast): void {
    const others = this.shown.filter(({conversationId}) => conversationId !== toast.conversationId);
    this.shown = [...others, toast].slice(-MOST_TOASTS);
    this.#countdown.start(this.toastDuration);
    for (const reason of ['focus', 'pointer'] as const) this.#countdown.hold(reason, this.#isWith(reason));
  }

  #isWith(reason: 'focus' | 'pointer'): boolean {
    return this.corner?.matches(reason === 'focus' ? ':focus-within' : ':hover') === true;
  }

  #dismiss(conversationId: string | undefined): void {
    const others = this.shown.filter((toast) => toast.conversationId !== conversationId);
    if (others.length < this.shown.length) this.shown = others;
  }

  #open(conversationId: string): void {
    this.#dismiss(conversationId);
    const {target, store} = this.#inbox;
    const isWanted = request(target, 'parlor-conversation-select-request', {conversationId});
    // Nobody around hears of a request about a store of the page's own.
    if (isWanted && this.store) store?.select(conversationId);
  }

  readonly #onFocusIn = ({relatedTarget}: FocusEvent): void => {
    this.#countdown.hold('focus', true);
    if (relatedTarget instanceof HTMLElement && !this.corner?.contains(relatedTarget)) this.#cameFrom = relatedTarget;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.shown = [];
  };
}
