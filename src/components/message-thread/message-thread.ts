import {ContextProvider} from '@lit/context';
import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {localizerContext} from '../../controllers/contexts.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {threadParts, threadProperties} from '../../controllers/thread-binding.js';
import {StoreController} from '../../controllers/store-controller.js';
import {ScrollAnchorController} from '../../controllers/scroll-anchor-controller.js';
import type {ScrollDecision} from '../../controllers/scroll-decision.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {startOfDay} from '../../model/calendar-day.js';
import {messageKey, type Message} from '../../model/message.js';
import type {LoadStatus} from '../../store/load-status.js';
import type {Localizer} from '../../i18n/localizer.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import type {ParlorMessageBubble} from '../message-bubble/message-bubble.js';
import {announcementOf} from './announcement.js';
import {
  newerMessagesRequest,
  olderMessagesRequest,
  reloadRequest,
  threadPositionChange,
} from './message-thread.events.js';
import {messageThreadStyles} from './message-thread.styles.js';
import {rowsView} from './thread-rows-view.js';
import {
  beginningView,
  emptyView,
  endingView,
  errorView,
  jumpView,
  skeletonView,
  unselectedView,
} from './thread-states-view.js';
import type {ThreadGoal} from './thread-goal.js';
import {ThreadNews} from './thread-news.js';
import {ThreadSearchController} from './thread-search-controller.js';
import {ThreadPaging} from './thread-paging.js';
import {ThreadPursuit} from './thread-pursuit.js';
import {ThreadSpaces} from './thread-spaces.js';
import {ThreadWindow, type Stretch} from './thread-window.js';
import type {ThreadView} from './thread-view.js';

export type * from './message-thread.events.js';

/** Nearer to an end than this, in CSS pixels, the next page there is asked for. */
const NEAR_END = 240;
/** Further from the end than this, and than one screen, a way back is offered. */
const FAR = 400;

/**
 * The messages of one conversation, oldest first: grouped, parted by days, and scrolled so that the reader never
 * loses their place. It draws what it is given and asks for everything else by request events.
 *
 * Only the rows near the reader are drawn, so that the browser's own search would miss the rest: Ctrl+F or Cmd+F in the
 * thread opens one that finds all loaded messages. So does a `parlor-thread-search-request` for its conversation, from
 * anywhere in the document or shadow root it stands in.
 *
 * @tag parlor-message-thread
 *
 * @slot empty - In place of the words for a conversation without messages.
 *
 * @fires {CustomEvent<null>} parlor-older-messages-request - Messages before the first are wanted.
 * @fires {CustomEvent<NewerMessagesDetail>} parlor-newer-messages-request - Messages after the last are wanted.
 * @fires {CustomEvent<ReloadRequestDetail>} parlor-reload-request - Loading failed and should be tried again.
 * @fires {CustomEvent<ThreadPositionDetail>} parlor-thread-position-change - The reader came to the newest message, or left it.
 * @fires {CustomEvent<ThreadMatchDetail>} parlor-thread-match - The search went to a message, or found none any more: `{key}`.
 *
 * @csspart base - The scrolling region.
 * @csspart list - The rows.
 * @csspart item - The row of a message.
 * @csspart day-separator - The name of a day.
 * @csspart unread-divider - The line above the first unread message.
 * @csspart consent-change - A note that the contact opted out or in.
 * @csspart found-message - The row of the message that the search has gone to.
 * @csspart search - The `parlor-thread-search`, while it is open.
 * @csspart empty - What is shown without messages.
 * @csspart error - What is shown when loading failed.
 * @csspart jump-button - The way back to the newest message.
 * @csspart bubble - The coloured box of a message.
 * @csspart text - The words of a message.
 * @csspart attachment - A picture or file of a message.
 * @csspart foot - The line below a message.
 * @csspart sender - The sender's name, in groups.
 * @csspart timestamp - The time in a message's foot.
 * @csspart status - The delivery status in a message's foot.
 */
export class ParlorMessageThread extends LitElement {
  static override styles = [...baseStyles, buttons, messageThreadStyles];

  /** Oldest first. */
  @property({attribute: false}) messages?: readonly Message[];
  /** Another conversation starts at its own end, whatever was on screen. */
  @property({attribute: 'conversation-id'}) conversationId?: string;
  /** What the contact or group is called. */
  @property({attribute: 'contact-name'}) contactName = '';
  /** IANA name of the zone for days and times; that of the inbox or the device without it. */
  @property({attribute: 'time-zone'}) timeZone?: string;
  /** How far loading got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading failed, with the status `error`. */
  @property({attribute: false}) error?: ConversationError;
  /** There are messages before the first. */
  @property({type: Boolean, attribute: 'has-older'}) hasOlder = false;
  /** They are on their way. */
  @property({type: Boolean, attribute: 'loading-older'}) loadingOlder = false;
  /** Why they could not be loaded. */
  @property({attribute: false}) olderError?: ConversationError;
  /** There are messages after the last. */
  @property({type: Boolean, attribute: 'has-newer'}) hasNewer = false;
  /** They are on their way. */
  @property({type: Boolean, attribute: 'loading-newer'}) loadingNewer = false;
  /** Why they could not be loaded. */
  @property({attribute: false}) newerError?: ConversationError;
  /** The id of the first unread message. */
  @property({attribute: 'unread-from-id'}) unreadFromId?: string;
  /** Keys of messages that wait behind a stuck one. */
  @property({attribute: false}) heldIds?: ReadonlySet<string>;
  /** Shows who wrote each message. */
  @property({type: Boolean}) group = false;

  @state() private isFarFromNewest = false;
  @state() private announcement = '';

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.list') private readonly list!: HTMLElement | null;

  private readonly localize = new LocalizeController(this);
  private readonly clock = new ClockController(this);
  /** Hands the thread's time zone down to its bubbles. */
  private readonly zonedWords = new ContextProvider(this, {context: localizerContext});
  private readonly place = new ScrollAnchorController(this, {
    scroller: () => this.scroller,
    rows: () => this.renderRoot.querySelectorAll<ParlorMessageBubble>('parlor-message-bubble'),
    canFollow: () => !this.drawn?.hasNewer,
    rowOf: (decision) =>
      decision === 'to-unread' ? this.renderRoot.querySelector('.unread') : this.rowElement(this.goalKey),
    measure: () => this.measure(),
    takeRoom: (pixels, aboveKey) => this.takeRoom(pixels, aboveKey),
    isDrawn: () => !this.seen || this.window.isDrawn(this.seen),
    onMove: () => this.onMove(),
    onScroll: () => this.onScroll(),
  });
  private readonly search = new ThreadSearchController(this, {
    view: () => this.drawn,
    showMessage: (key) => void this.scrollToMessage(key),
    scroller: () => this.scroller,
  });
  private readonly pursuit = new ThreadPursuit({
    show: (key) => {
      this.goalKey = key;
      this.place.settle('to-row');
    },
    requestOlder: () => this.dispatchEvent(olderMessagesRequest(this.conversationId ?? '')),
  });
  private readonly news = new ThreadNews();
  private readonly paging = new ThreadPaging();
  private window = new ThreadWindow();
  private spaces = new ThreadSpaces();

  /** What is on screen, to be compared with what comes. */
  private drawn?: ThreadView;
  private decision: ScrollDecision = 'keep';
  /** The key of the message to be shown. */
  private goalKey?: string;
  private isSameList = false;
  private isNewPage = false;
  private wantsNewest = false;
  private announcements = 0;
  private toldAtNewest?: boolean;
  private focused: Element | null = null;
  private zonedFrom?: {readonly from: Localizer; readonly to: Localizer};

  constructor() {
    super();
    new StoreController(this, threadParts, (store) => Object.assign(this, threadProperties(store)));
  }

  /** Everything there is to draw. */
  protected get view(): ThreadView {
    const {conversationId, contactName, timeZone, error, hasOlder, loadingOlder, olderError, hasNewer} = this;
    const {loadingNewer, newerError, unreadFromId, heldIds, group, messages, status} = this;
    return {
      ...{conversationId, contactName, timeZone, error, hasOlder, loadingOlder, olderError, hasNewer},
      ...{loadingNewer, newerError, unreadFromId, heldIds, group},
      messages: messages ?? [],
      status: !messages && status === 'ready' ? 'idle' : status,
    };
  }

  /**
   * Shows a message, if it is loaded. Returns whether it is.
   *
   * @param options with `load`, older messages are asked for until the message is among them or none are left
   */
  scrollToMessage(id: string, {load = false}: {readonly load?: boolean} = {}): boolean {
    return this.pursue({id}, load);
  }

  /**
   * Shows the first message of a day, or from a moment on, and asks for older messages until that is loaded. Where
   * there is none, the nearest one is shown. Returns whether it is loaded.
   *
   * @param date a moment, in milliseconds since 1970 when a number; or a day of the thread's time zone, as `2026-03-29`
   */
  scrollToDate(date: Date | number | string): boolean {
    const from = typeof date === 'string' ? startOfDay(date, this.words.timeZone) : Number(date);
    return !Number.isNaN(from) && this.pursue({from}, true);
  }

  /** Shows the newest message; asks for it when it is not loaded. */
  scrollToNewest(): void {
    if (!this.drawn?.hasNewer) {
      this.pursuit.end();
      this.place.settle('to-bottom');
      this.requestUpdate();
      return;
    }
    this.wantsNewest = true;
    this.dispatchEvent(newerMessagesRequest({conversationId: this.conversationId ?? '', toNewest: true}));
  }

  /** Opens the search, or goes back to its field. It closes when another conversation is shown. */
  openSearch(): void {
    this.search.open();
  }

  protected override willUpdate(): void {
    this.place.sync();
    this.focused = this.shadowRoot?.activeElement ?? null;
    const {view, drawn} = this;
    const isSame = drawn?.conversationId === view.conversationId;
    if (!isSame) this.forget();
    const words = this.zoned(view.timeZone);
    this.zonedWords.setValue(words);
    const {isAtBottom, hasReaderMoved} = this.place;
    const wantsNewest = this.wantsNewest && !view.hasNewer;
    const {decision, inbound} = this.news.take(view, {isAtBottom, hasReaderMoved, wantsNewest});
    if (wantsNewest || view.newerError) this.wantsNewest = false;
    this.decision = decision;
    this.isNewPage = drawn?.loadingOlder !== view.loadingOlder || drawn.messages !== view.messages;
    this.isSameList = isSame && drawn?.messages === view.messages;
    this.drawn = view;
    if (this.isNewPage) this.pursuit.follow(view);
    this.chooseRows(view);
    this.window.draw({timeZone: words.timeZone, unreadFromId: view.unreadFromId});
    if (inbound.length > 0) this.announce(inbound, view);
  }

  /** Decides which rows will be in sight, and has them drawn. */
  private chooseRows(view: ThreadView): void {
    const focusedKey = this.focused?.closest<HTMLElement>('[data-anchor-key]')?.dataset['anchorKey'];
    const placeOf = this.window.follow(view.messages);
    const seen = this.seen ?? {top: 0, height: globalThis.innerHeight};
    const {speed} = this.place;
    this.window.show(
      {top: this.topAfter(view, seen, placeOf), height: seen.height},
      {ahead: speed, kept: focusedKey === undefined ? -1 : placeOf(focusedKey), isAtRest: speed === 0},
    );
  }

  /** Where the view will be in the list, from the top edge of the first row, after the decision is carried out. */
  private topAfter(view: ThreadView, seen: Stretch, placeOf: (key: string) => number): number {
    const {decision: pending, anchor} = this.place.aim;
    const isWeak = this.decision === 'keep-anchor' || this.decision === 'keep';
    const decision = isWeak && pending !== undefined ? pending : this.decision;
    const end = this.window.total - seen.height;
    if (decision === 'to-unread' || decision === 'to-row') {
      const key = decision === 'to-row' ? this.goalKey : view.unreadFromId;
      const index = view.messages.findIndex((message) => message.id === key || messageKey(message) === key);
      return index < 0 ? end : Math.min(this.window.topOf(index) - seen.height / 3, end);
    }
    if (decision === 'to-bottom' || !anchor || anchor.kind === 'bottom') return end;
    if (anchor.kind === 'undrawn') return seen.top;
    for (const {key, offset} of anchor.rows) {
      const index = placeOf(key);
      if (index >= 0) return this.window.topOf(index) - offset;
    }
    return end;
  }

  override render(): TemplateResult {
    const {words} = this;
    const view = this.drawn ?? this.view;
    const hasMessages = view.messages.length > 0;
    const content = html`<div class="content">${hasMessages ? this.renderRows(view) : this.renderState(view)}</div>`;
    const isAway = view.hasNewer || this.isFarFromNewest || this.news.unseen > 0;
    return html`
      ${this.search.render(view, words)}
      <div
        class="scroller"
        part="base"
        role="region"
        tabindex="0"
        aria-label=${words.fill(words.strings.messages, {name: view.contactName || words.strings.unknownContact})}
        aria-busy=${view.status === 'loading' ? 'true' : 'false'}
        @scroll=${this.place.handleScroll}
        @keydown=${this.onKeyDown}
      >
        ${keyed(view.conversationId, content)}
      </div>
      ${hasMessages && isAway ? jumpView(this.news.unseen, words, this.onJump) : nothing}
      <div class="visually-hidden" role="status">
        ${keyed(this.announcements, this.announcement ? html`<p>${this.announcement}</p>` : nothing)}
      </div>
    `;
  }

  private renderRows(view: ThreadView): TemplateResult {
    const {words} = this;
    const now = this.clock.today(words);
    return html`
      ${beginningView(view, words, this.onOlder)}
      <div class="space"></div>
      <ol class="list" part="list">
        ${rowsView(this.window.rows, {view, localizer: words, now, foundKey: this.search.foundKey})}
      </ol>
      <div class="space"></div>
      ${endingView(view, words, {onReload: this.onReload, onNewer: this.onNewer})}
    `;
  }

  private renderState(view: ThreadView): TemplateResult {
    if (view.status === 'error') return errorView(this.words, view.error, this.onReload);
    if (view.status === 'ready') return emptyView(this.words);
    const isUnselected = view.status === 'idle' && this.messages && view.conversationId === undefined;
    return isUnselected ? unselectedView(this.words) : skeletonView(this.words);
  }

  protected override updated(): void {
    this.spaces.apply(this.window, this.list);
    this.place.settle(this.decision, this.isSameList);
    if (this.drawn && this.isNewPage) this.pursuit.goOn(this.drawn);
    // What had the focus is gone, such as the button that asked for what has now come.
    if (this.focused && !this.focused.isConnected) this.scroller?.focus({preventScroll: true});
    this.focused = null;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    let isComplete = await super.getUpdateComplete();
    // Taking the place can bring rows into sight that have to be drawn.
    for (let {settled} = this.place; settled; {settled} = this.place) {
      await settled;
      if (this.isUpdatePending) isComplete = await super.getUpdateComplete();
    }
    return isComplete;
  }

  /** The part of the list in sight; nothing while it is not shown. */
  private get seen(): Stretch | undefined {
    const {scroller, list} = this;
    if (!scroller?.clientHeight || !list) return undefined;
    const top = scroller.getBoundingClientRect().top - this.spaces.topOf(list);
    return {top, height: scroller.clientHeight};
  }

  private measure(): void {
    const {list} = this;
    if (!list) return;
    this.window.measure([...list.children]);
    this.spaces.apply(this.window, list);
  }

  private takeRoom(pixels: number, aboveKey: string): number {
    const index = this.window.rows.find(({key}) => key === aboveKey)?.index;
    if (index === undefined) return pixels;
    const rest = -this.window.hide(-pixels, index);
    this.spaces.apply(this.window, this.list);
    return rest;
  }

  private rowElement(key: string | undefined): Element | null {
    return key === undefined ? null : this.renderRoot.querySelector(`[data-anchor-key="${CSS.escape(key)}"]`);
  }

  private get words(): Localizer {
    return this.zonedWords.value ?? this.localize.value;
  }

  private zoned(timeZone: string | undefined): Localizer {
    const {value} = this.localize;
    if (!timeZone || timeZone === value.timeZone) return value;
    const known = this.zonedFrom;
    if (known?.from === value && known.to.timeZone === timeZone) return known.to;
    this.zonedFrom = {from: value, to: value.inTimeZone(timeZone)};
    return this.zonedFrom.to;
  }

  private forget(): void {
    this.place.reset();
    this.paging.reset();
    this.window = new ThreadWindow();
    this.spaces = new ThreadSpaces();
    if (this.drawn) this.search.hide();
    this.pursuit.end();
    this.goalKey = undefined;
    this.wantsNewest = false;
    this.announcement = '';
    this.isFarFromNewest = false;
    this.toldAtNewest = undefined;
  }

  private announce(inbound: readonly Message[], view: ThreadView): void {
    this.announcement = announcementOf(inbound, view, this.words);
    this.announcements++;
  }

  /** Rows are drawn before they come into sight, and what was drawn ahead goes when the reader rests. */
  private onScroll(): void {
    const {seen} = this;
    const {speed} = this.place;
    // Who scrolls on no longer waits for what was looked for.
    if (speed !== 0) this.pursuit.end();
    if (seen && (speed === 0 || this.window.needs(seen, speed))) this.requestUpdate();
  }

  private onMove(): void {
    const {scroller, drawn} = this;
    if (!scroller || !drawn || !this.place.isSettled) return;
    const isAtNewest = this.place.isAtBottom && !drawn.hasNewer;
    if (isAtNewest && this.news.seen()) this.requestUpdate();
    this.isFarFromNewest = this.place.distanceFromBottom > Math.max(FAR, scroller.clientHeight);
    if (isAtNewest !== this.toldAtNewest) {
      this.toldAtNewest = isAtNewest;
      this.dispatchEvent(threadPositionChange({atNewest: isAtNewest}));
    }
    const isNearStart = scroller.scrollTop < NEAR_END;
    const isNearEnd = this.wantsNewest || this.place.distanceFromBottom < NEAR_END;
    if (isNearStart && this.paging.takeOlderTurn(drawn))
      this.dispatchEvent(olderMessagesRequest(this.conversationId ?? ''));
    if (isNearEnd && this.paging.takeNewerTurn(drawn))
      this.dispatchEvent(newerMessagesRequest({conversationId: this.conversationId ?? '', toNewest: this.wantsNewest}));
  }

  private pursue(goal: ThreadGoal, load: boolean): boolean {
    this.requestUpdate();
    return this.pursuit.begin(goal, this.drawn, load);
  }

  private readonly onOlder = (): void => {
    if (!this.drawn?.loadingOlder) this.dispatchEvent(olderMessagesRequest(this.conversationId ?? ''));
  };

  private readonly onNewer = (): void => {
    if (!this.drawn?.loadingNewer)
      this.dispatchEvent(newerMessagesRequest({conversationId: this.conversationId ?? '', toNewest: this.wantsNewest}));
  };

  /** At once: on a long animated way rows turn out taller than thought, and browsers then stop short of the end. */
  private readonly onKeyDown = (event: KeyboardEvent): void => {
    const {scroller} = this;
    const isEnd = event.key === 'End';
    if (!scroller || event.target !== scroller || (!isEnd && event.key !== 'Home')) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    scroller.scrollTop = isEnd ? scroller.scrollHeight : 0;
  };

  private readonly onReload = (): void => {
    this.dispatchEvent(reloadRequest(this.conversationId ?? ''));
  };

  private readonly onJump = (): void => {
    this.scrollToNewest();
    this.scroller?.focus({preventScroll: true});
  };
}
