import {LitElement, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {InheritedValue, mediaContext, renderersContext} from '../../controllers/contexts.js';
import {CustomStates} from '../../controllers/custom-states.js';
import {activeIn, FocusKeeper} from '../../controllers/focus-keeper.js';
import type {AttachmentRenderer, MessageRenderer, Renderers} from '../../controllers/renderers.js';
import {serverDrawing} from '../../controllers/server-drawing.js';
import {StoreController} from '../../controllers/store-controller.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {CapabilityLevel} from '../../model/capability-level.js';
import {startOfDay} from '../../model/calendar-day.js';
import type {Conversation} from '../../model/conversation.js';
import {completeAll, completeMessage} from '../../model/complete.js';
import type {MediaMode} from '../../model/media-mode.js';
import {MessageList} from '../../model/message-list.js';
import {messageKey, type Message} from '../../model/message.js';
import type {LoadStatus} from '../../store/read-health.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {anchorElement} from '../../virtual/scroll-geometry.js';
import {Virtualizer} from '../../virtual/virtualizer.js';
import type {ActionItems} from '../action-list.js';
import type {ParlorMessageBubble} from '../message-bubble/message-bubble.js';
import type {MessageActionContext} from '../message-menu/default-actions.js';
import {threadParts, threadProperties} from './thread-binding.js';
import {SCROLL_TARGETS, UNREAD_KEY, type ScrollDecision} from './decide-scroll.js';
import {reloadRequest, threadPositionChange, threadRequest, type ThreadRequestDetail} from './message-thread.events.js';
import {MessageOverlays} from './message-overlays.js';
import {messageThreadStyles} from './message-thread.styles.js';
import {Paging} from './paging.js';
import {PrintController} from './print-controller.js';
import {ScrollTargetLoader, type ScrollTarget} from './scroll-target.js';
import {SeenController} from './seen-controller.js';
import {ThreadRows} from './thread-rows.js';
import {StickyDay} from './sticky-day.js';
import {ThreadSearchController} from './thread-search-controller.js';
import {ThreadMarks} from './thread-marks.js';
import {threadTemplate, type ThreadHandlers} from './thread-template.js';
import type {ThreadView} from './thread-view.js';
import {announcementOf, UnreadTracker} from './unread-tracker.js';
import {ZonedWords} from './zoned-words.js';

export type * from './message-thread.events.js';

/** Nearer to an end than this, in CSS pixels, the next page there is asked for. */
const NEAR_END = 240;
/** Further from the end than this, and than one screen, a way back is offered. */
const FAR = 400;

/** A row with its neighbours. */
const around = (index: number) => (index < 0 ? {from: 0, to: 0} : {from: index - 1, to: index + 2});

/**
 * The messages of one conversation, oldest first: grouped, parted by days, and scrolled so that the reader never
 * loses their place. It draws what it is given and asks for everything else by request events.
 *
 * Only the rows near the reader are drawn, so that the browser's own search would miss the rest: Ctrl+F or Cmd+F in the
 * thread opens one that finds all loaded messages. So does a `parlor-thread-search-request` for its conversation, from
 * anywhere in the document or shadow root it stands in.
 *
 * @tag parlor-message-thread
 * @since 0.1.0
 * @status stable
 *
 * @slot above - Above the messages; it stays while they scroll.
 * @slot empty - In place of the words for a conversation without messages.
 *
 * @fires {CustomEvent<CommandsRequestDetail>} parlor-commands-request - A date to go to should be chosen: `{show: 'date'}`.
 * @fires {CustomEvent<ThreadRequestDetail>} parlor-older-messages-request - Messages before the first are wanted.
 * @fires {CustomEvent<ThreadRequestDetail>} parlor-newer-messages-request - Messages after the last are wanted.
 * @fires {CustomEvent<ThreadRequestDetail>} parlor-newest-messages-request - The newest messages are wanted, whatever is between.
 * @fires {CustomEvent<LoadAroundDetail>} parlor-load-around-request - Messages around one that is not loaded are wanted.
 * @fires {CustomEvent<SeenDetail>} parlor-seen-request - The newest message was on screen: the conversation has been read up to it.
 * @fires {CustomEvent<ReloadRequestDetail>} parlor-reload-request - Loading failed and should be tried again.
 * @fires {CustomEvent<ThreadPositionDetail>} parlor-thread-position-change - The reader came to the newest message, or left it.
 * @fires {CustomEvent<ThreadMatchDetail>} parlor-thread-match - The search went to a message, or found none any more: `{key}`.
 *
 * @cssprop [--parlor-thread-max-inline-size=60rem] - How wide the messages stand apart at most.
 *
 * @csspart base - The scrolling region.
 * @csspart list - The rows.
 * @csspart message-menu - The menu of a message.
 * @csspart message-menu-item - One of its items.
 * @csspart media-viewer - What shows pictures in place.
 * @csspart menu-button - The button on a message that opens its menu.
 * @csspart item - The row of a message.
 * @csspart day-separator - The name of a day.
 * @csspart unread-divider - The line above the first unread message.
 * @csspart consent-change - A note that the contact opted out or in.
 * @csspart found-message - The row of the message that the search has gone to.
 * @csspart search - The `parlor-thread-search`, while it is open.
 * @csspart empty - What is shown without messages.
 * @csspart error - What is shown when loading failed.
 * @csspart sticky-day - Names the day of what is read while its line is out of sight; with commands around, it lets a date be chosen.
 * @csspart jump-button - The way back to the newest message.
 * @csspart message - The `parlor-message-bubble` in it.
 * @csspart bubble - The coloured box of a message.
 * @csspart text - The words of a message.
 * @csspart attachment - A picture or file of a message.
 * @csspart foot - The line below a message.
 * @csspart sender - The sender's name, in groups.
 * @csspart timestamp - The time in a message's foot.
 * @csspart status - The delivery status in a message's foot.
 *
 * @cssstate loading - The first messages are on their way.
 * @cssstate empty - There are none.
 * @cssstate at-end - The newest message is in sight.
 */
export class ParlorMessageThread extends LitElement {
  static override styles = [...baseStyles, buttons, messageThreadStyles];

  /** Oldest first. */
  @property({attribute: false}) messages: readonly Message[] | undefined;
  /** The same as a list that knows what changed in it, which spares a long thread the comparing; goes before `messages`. */
  @property({attribute: false}) messageList: MessageList | undefined;
  /** Another conversation starts at its own end, whatever was on screen. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** What the contact or group is called. */
  @property({attribute: 'contact-name'}) contactName = '';
  /** IANA name of the zone for days and times; that of the inbox or the device without it. */
  @property({attribute: 'time-zone'}) timeZone: string | undefined;
  /** How far loading got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading failed, with the status `error`. */
  @property({attribute: false}) error: ConversationError | undefined;
  /** There are messages before the first. */
  @property({type: Boolean, attribute: 'has-older'}) hasOlder = false;
  /** They are on their way. */
  @property({type: Boolean, attribute: 'loading-older'}) loadingOlder = false;
  /** Why they could not be loaded. */
  @property({attribute: false}) olderError: ConversationError | undefined;
  /** There are messages after the last. */
  @property({type: Boolean, attribute: 'has-newer'}) hasNewer = false;
  /** They are on their way. */
  @property({type: Boolean, attribute: 'loading-newer'}) loadingNewer = false;
  /** Why they could not be loaded. */
  @property({attribute: false}) newerError: ConversationError | undefined;
  /** The owner answers `parlor-load-around-request`; without it, what is far back is reached page by page. */
  @property({type: Boolean, attribute: 'can-load-around'}) canLoadAround = false;
  /** The id of the first unread message. */
  @property({attribute: 'unread-from-id'}) unreadFromId: string | undefined;
  /** Keys of messages that wait behind a stuck one. */
  @property({attribute: false}) heldIds: ReadonlySet<string> | undefined;
  /** Whether the provider says who wrote a message; with `none`, a line above says that it does not. */
  @property() directions: CapabilityLevel = 'native';
  /** Shows who wrote each message. */
  @property({type: Boolean}) group = false;

  /** Whether pictures that others sent load; as the inbox around it says without this, or by themselves. */
  @property() media: MediaMode | undefined;

  /** The conversation that the messages are from: handed on to `renderMessage`. */
  @property({attribute: false}) conversation: Conversation | undefined;
  /** Draws the bodies of messages, as that of the inbox around it does without this; what it leaves out is drawn as usual. */
  @property({attribute: false}) renderMessage: MessageRenderer | undefined;
  /** Draws attachments in the same way. */
  @property({attribute: false}) renderAttachment: AttachmentRenderer | undefined;
  /** Changes what can be done to a message: receives the defaults, `DEFAULT_MESSAGE_ACTIONS`, answers what to offer in their place. */
  @property({attribute: false}) messageActions: ActionItems<MessageActionContext> | undefined;
  /** The owner answers `parlor-details-toggle-request`, so that the details of a message can be asked for. */
  @property({type: Boolean, attribute: 'offers-details'}) offersDetails = false;

  @state() private isFarFromNewest = false;
  @state() private announcement = '';

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.list') private readonly list!: HTMLElement | null;

  readonly #isAsServer = serverDrawing(this);
  readonly #words = new ZonedWords(this);
  readonly #clock = new ClockController(this);
  #rows = new ThreadRows();
  readonly #virtualizer: Virtualizer = new Virtualizer(this, this.#rows.virtual, {
    scroller: () => this.scroller,
    list: () => this.list,
    isAsServer: this.#isAsServer,
    content: () => this.scroller?.firstElementChild ?? null,
    edge: 'end',
    canFollow: () => !this.#drawn?.hasNewer,
    drawing: () => this.renderRoot.querySelectorAll('parlor-message-bubble'),
    onMove: () => this.#onMove(),
    // Who scrolls on no longer waits for what was looked for.
    onScroll: () => this.#virtualizer.speed !== 0 && this.#target.end(),
  });
  readonly #search = new ThreadSearchController(this, {
    view: () => this.#drawn,
    showMessage: (key) => void this.scrollToMessage(key),
    scroller: () => this.scroller,
  });
  readonly #target = new ScrollTargetLoader({
    show: (key) => this.#show(key),
    requestOlder: () => this.#request('parlor-older-messages-request'),
    requestAround: (target) => this.#requestAround(target),
  });
  readonly #seen = new SeenController(this, {
    newestRow: () => this.#newestRow(),
    onSeen: (messageId) => {
      this.dispatchEvent(threadRequest('parlor-seen-request', {...this.#about, messageId}));
    },
  });
  readonly #day = new StickyDay(this);
  readonly #printing = new PrintController(this);
  readonly #unread = new UnreadTracker();
  readonly #paging = new Paging();
  readonly #media = new InheritedValue<MediaMode | undefined>(this, mediaContext);
  readonly #renderers = new InheritedValue<Renderers | undefined>(this, renderersContext);
  readonly #marks = new ThreadMarks();
  readonly #overlays = new MessageOverlays(this);
  #unfolded: ReadonlyMap<string, number> = new Map();

  readonly #states = new CustomStates(this, () => {
    const {status, list} = this.#drawn ?? this.view;
    const bare = list.length === 0;
    return {loading: bare && status === 'loading', empty: bare && status === 'ready', 'at-end': !!this.#toldAtNewest};
  });

  /** What is on screen, to be compared with what comes. */
  #drawn: ThreadView | undefined;
  /** The key of the message to be shown. */
  #targetKey: string | undefined;
  #isNewPage = false;
  #wantsNewest = false;
  #announcements = 0;
  #toldAtNewest: boolean | undefined;
  #plainMessages: readonly Message[] = [];
  #plainList = MessageList.empty;

  constructor() {
    super();
    // What goes is, for one, the button that asked for what has now come.
    new FocusKeeper(this, () => this.scroller);
    new StoreController(this, threadParts, (store) => Object.assign(this, threadProperties(store)));
  }

  /** Everything there is to draw. */
  protected get view(): ThreadView {
    const {conversationId, contactName, timeZone, error, hasOlder, loadingOlder, olderError, hasNewer} = this;
    const {loadingNewer, newerError, canLoadAround, unreadFromId, heldIds, group, status, directions} = this;
    const isWaiting = !this.messages && !this.messageList;
    return {
      ...{conversationId, contactName, timeZone, error, hasOlder, loadingOlder, olderError, hasNewer},
      ...{loadingNewer, newerError, canLoadAround, unreadFromId, heldIds, group, directions},
      list: this.messageList ?? this.#listOf(this.messages ?? []),
      status: isWaiting && status === 'ready' ? 'idle' : status,
    };
  }

  /**
   * Shows a message, if it is loaded. Returns whether it is.
   *
   * @param options with `load`, the default where the owner can load around a message, it is asked for when it is not;
   *   where the owner cannot, older messages are until it is among them or none are left
   */
  scrollToMessage(id: string, {load = this.canLoadAround}: {readonly load?: boolean} = {}): boolean {
    return this.#goTo({id}, load);
  }

  /**
   * Shows the first message of a day, or from a moment on, and has messages loaded until that is among them. Where
   * there is none, the nearest one is shown. Returns whether it is loaded.
   *
   * @param date a moment, in milliseconds since 1970 when a number; or a day of the thread's time zone, as `2026-03-29`
   */
  scrollToDate(date: Date | number | string): boolean {
    const from = typeof date === 'string' ? startOfDay(date, this.#words.value.zone) : Number(date);
    return !Number.isNaN(from) && this.#goTo({from}, true);
  }

  /** Shows the newest message; asks for it when it is not loaded. */
  scrollToNewest(): void {
    this.#target.end();
    if (!this.#drawn?.hasNewer) {
      this.#virtualizer.scrollTo({to: 'edge'});
      return;
    }
    this.#wantsNewest = true;
    this.#request('parlor-newest-messages-request');
  }

  /** Opens the search, or goes back to its field. It closes when another conversation is shown. */
  openSearch(): void {
    this.#search.open();
  }

  protected override willUpdate(): void {
    this.#virtualizer.sync();
    const view = this.view;
    const drawn = this.#drawn;
    const isSame = drawn?.conversationId === view.conversationId;
    if (!isSame) this.#forget();
    this.#words.use(view.timeZone);
    const {isAtEdge: isAtBottom, hasReaderMoved} = this.#virtualizer;
    const wantsNewest = this.#wantsNewest && !view.hasNewer;
    const {decision, inbound} = this.#unread.take(view, {isAtBottom, hasReaderMoved, wantsNewest});
    if (wantsNewest || view.newerError) this.#wantsNewest = false;
    this.#isNewPage =
      drawn?.loadingOlder !== view.loadingOlder || drawn.list !== view.list || drawn.status !== view.status;
    this.#drawn = view;
    this.#marks.follow(view.list);
    const hasArrived = this.#isNewPage && this.#target.follow(view);
    this.#chooseRows(view, hasArrived ? 'keep-anchor' : decision, isSame && drawn?.list === view.list);
    this.#rows.draw({timeZone: this.#words.value.zone, unreadFromId: view.unreadFromId});
    if (inbound.length > 0) this.#announce(inbound, view);
  }

  /** Decides which rows will be in sight, and has them drawn. */
  #chooseRows(view: ThreadView, decision: ScrollDecision, isSameList: boolean): void {
    // What a server drew may have the focus before it is taken over.
    const active = this.hasUpdated ? activeIn(this) : null;
    const focusedKey = active?.closest<HTMLElement>('[data-anchor-key]')?.dataset['anchorKey'];
    const {placeBefore, placeAfter} = this.#rows.follow(view.list);
    const focused = focusedKey === undefined ? -1 : placeAfter(focusedKey);
    this.#virtualizer.plan(SCROLL_TARGETS[decision], {
      placeBefore,
      placeAfter: (key) => (key === UNREAD_KEY || key === this.#targetKey ? this.#placeOf(key, view) : placeAfter(key)),
      // With its neighbours: a row by itself would be taken out and put in again, and lose the focus.
      kept: this.#printing.isPrinting ? {from: 0, to: view.list.length} : around(focused),
      isSameList,
    });
  }

  override render(): TemplateResult {
    const words = this.#words.value;
    const renderMessage = this.renderMessage ?? this.#renderers.value?.renderMessage;
    const renderAttachment = this.renderAttachment ?? this.#renderers.value?.renderAttachment;
    return threadTemplate({
      view: this.#drawn ?? this.view,
      localizer: words,
      now: this.#clock.today(words),
      rows: this.#rows.rows,
      foundKey: this.#search.foundKey,
      searched: this.#search.words,
      marks: this.#marks,
      media: this.media ?? this.#media.value ?? 'always',
      menuKey: this.#rows.rows.findLast(({kind}) => kind === 'message')?.key,
      overlays: this.#overlays,
      actions: this.messageActions,
      offersDetails: this.offersDetails,
      unfolded: this.#unfolded,
      // Nobody else asks for it.
      conversation: (renderMessage ?? renderAttachment) && this.conversation,
      renderMessage,
      renderAttachment,
      search: this.#search.render(this.#drawn ?? this.view, words),
      isNothingOpen: !!this.messages && this.conversationId === undefined,
      isCut: this.#isAsServer() && (this.#virtualizer.ranges[0]?.from ?? 0) > 0,
      isFarFromNewest: this.isFarFromNewest,
      unseen: this.#unread.unseen,
      announcement: {text: this.announcement, number: this.#announcements},
      day: this.#day.at,
      ...this.#handlers,
      onDate: this.#day.onChoose,
    });
  }

  protected override updated(): void {
    this.#virtualizer.settle();
    if (this.#drawn && this.#isNewPage) this.#target.goOn(this.#drawn);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    let isComplete = await super.getUpdateComplete();
    // Taking the place can bring rows into sight that have to be drawn.
    for (let {settled} = this.#virtualizer; settled; {settled} = this.#virtualizer) {
      await settled;
      if (this.isUpdatePending) isComplete = await super.getUpdateComplete();
    }
    return isComplete;
  }

  /** What every request names. */
  get #about(): ThreadRequestDetail {
    return {conversationId: this.conversationId ?? ''};
  }

  /** The same list for the same array. */
  #listOf(messages: readonly Message[]): MessageList {
    if (this.#plainMessages !== messages) {
      this.#plainMessages = messages;
      this.#plainList = MessageList.from(completeAll(messages, completeMessage));
    }
    return this.#plainList;
  }

  #forget(): void {
    this.#rows = new ThreadRows();
    this.#virtualizer.reset(this.#rows.virtual);
    this.#paging.reset();
    this.#seen.reset();
    if (this.#drawn) this.#search.hide();
    // What was asked for before the first drawing is for what is drawn first.
    if (this.#drawn) this.#target.end();
    this.#targetKey = undefined;
    this.#unfolded = new Map();
    this.#wantsNewest = false;
    this.announcement = '';
    this.isFarFromNewest = false;
    this.#day.reset();
    this.#toldAtNewest = undefined;
  }

  #announce(inbound: readonly Message[], view: ThreadView): void {
    this.announcement = announcementOf(inbound, view, this.#words.value);
    this.#announcements++;
  }

  #onMove(): void {
    const {scroller} = this;
    const drawn = this.#drawn;
    // Paper has no end to come near to.
    if (!scroller || !drawn || !this.#virtualizer.isSettled || this.#printing.isPrinting) return;
    const {isAtEdge, distanceFromEnd} = this.#virtualizer;
    const atNewest = isAtEdge && !drawn.hasNewer;
    if (atNewest && this.#unread.seen()) this.requestUpdate();
    this.#seen.check();
    // Where the newest is read, everybody knows the day, and the label would lie over what is read.
    this.#day.follow(scroller, atNewest ? null : this.list, this.#rows.rows, this.#words.value);
    this.isFarFromNewest = distanceFromEnd > Math.max(FAR, scroller.clientHeight);
    if (atNewest !== this.#toldAtNewest) {
      this.#toldAtNewest = atNewest;
      this.#states.hostUpdated();
      this.dispatchEvent(threadPositionChange({...this.#about, atNewest}));
    }
    const isNearStart = scroller.scrollTop < NEAR_END;
    if (isNearStart && this.#paging.takeOlderTurn(drawn)) this.#request('parlor-older-messages-request');
    const isNearEnd = !this.#wantsNewest && distanceFromEnd < NEAR_END;
    if (isNearEnd && this.#paging.takeNewerTurn(drawn)) this.#request('parlor-newer-messages-request');
  }

  /** The newest message that the provider knows, where the reader is at the newest. */
  #newestRow(): {readonly element: Element; readonly messageId: string} | undefined {
    const {list} = this;
    const drawn = this.#drawn;
    if (!list || !drawn || drawn.hasNewer || !this.#virtualizer.isSettled || !this.#virtualizer.isAtEdge) return;
    const newest = drawn.list.messages.findLast(({id, localId}) => id !== localId);
    const element = newest && anchorElement(list, messageKey(newest));
    return element ? {element, messageId: newest.id} : undefined;
  }

  #goTo(target: ScrollTarget, load: boolean): boolean {
    this.requestUpdate();
    return this.#target.begin(target, this.#drawn, load);
  }

  #show(key: string): void {
    this.#targetKey = key;
    this.#virtualizer.scrollTo({to: 'row', key, position: 'third'});
  }

  #placeOf(key: string, {list, unreadFromId}: ThreadView): number {
    const wanted = key === UNREAD_KEY ? unreadFromId : key;
    return list.messages.findIndex((message) => message.id === wanted || messageKey(message) === wanted);
  }

  #request(
    type: Parameters<typeof threadRequest>[0] & `parlor-${'older' | 'newer' | 'newest'}-messages-request`,
  ): void {
    this.dispatchEvent(threadRequest(type, this.#about));
  }

  #requestAround(target: ScrollTarget): void {
    const place = 'id' in target ? {messageId: target.id} : {at: target.from};
    this.dispatchEvent(threadRequest('parlor-load-around-request', {...this.#about, ...place}));
  }

  /** At once: on a long animated way rows turn out taller than thought, and browsers then stop short of the end. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const {scroller} = this;
    const isEnd = event.key === 'End';
    if (!scroller || event.target !== scroller || (!isEnd && event.key !== 'Home')) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    scroller.scrollTop = isEnd ? scroller.scrollHeight : 0;
  };

  readonly #handlers: Omit<ThreadHandlers, 'onDate'> = {
    onScroll: this.#virtualizer.handleScroll,
    onKeyDown: this.#onKeyDown,
    onOlder: () => this.#drawn?.loadingOlder || this.#request('parlor-older-messages-request'),
    onNewer: () => this.#drawn?.loadingNewer || this.#request('parlor-newer-messages-request'),
    onReload: () => this.dispatchEvent(reloadRequest(this.#about)),
    onUnfold: ({target}) => {
      const {message, unfolded} = target as ParlorMessageBubble;
      if (message) this.#unfolded = new Map(this.#unfolded).set(messageKey(message), unfolded);
    },
    onJump: () => {
      this.scrollToNewest();
      this.scroller?.focus({preventScroll: true});
    },
  };
}
