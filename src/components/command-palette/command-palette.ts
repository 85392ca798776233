import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {ModalDialog} from '../../controllers/modal-dialog.js';
import {isApple, keepTyping} from '../../controllers/keep-typing.js';
import {StoreController} from '../../controllers/store-controller.js';
import {commandWords} from '../../i18n/words/commands.js';
import {NO_CAPABILITIES} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {dialogs} from '../../styles/dialog.styles.js';
import {fields} from '../../styles/fields.styles.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {ChoiceList} from '../choice-list.js';
import {isOverlay} from '../common.js';
import {AutoAdvance} from './auto-advance.js';
import {CommandRunner} from './command-runner.js';
import type {CommandsRequestDetail} from './command-palette.events.js';
import {commandPaletteStyles} from './command-palette.styles.js';
import type {Command, CommandContext, Place} from './commands.js';
import {foundMessages} from './found-messages.js';
import {ListSearch} from './list-search.js';
import {nameShortcuts} from './name-shortcuts.js';
import {sectionsOf, type PaletteItem, type PaletteSection} from './palette-items.js';
import {paletteView} from './palette-template.js';
import {dateView, sheetView} from './panes.template.js';
import {commandOf, keyMapOf, type KeyMap} from './rules.js';
import {keepSingleKeys, wantsSingleKeys, type Shortcuts} from './shortcut.js';
import {ownerOf, Surroundings} from './surroundings.js';

export type * from './command-palette.events.js';

type Mode = CommandsRequestDetail['show'];

/** How far Page Up and Page Down go in the palette. */
const PAGE = 8;

/** How long what came of a command can be read, in milliseconds. */
const NOTICE_SHOWN = 4000;

/**
 * What keys do in an inbox, and how that is found: a palette with everything that can be done and everybody who can be
 * written to, the list of all keys, and the choice of a date to go to. One table of commands is behind all of it.
 *
 * `parlor-inbox` has one, and loads it with the first key that is pressed in it. In a layout of your own, put one into
 * the `parlor-inbox-context`. Keys count while the focus is inside of what it stands in, never while an input method
 * composes, and those pressed alone never while something is typed. Only what the provider can do is offered, and
 * everything is asked for by the requests that the buttons make.
 *
 * With the attribute `auto-advance` on what it stands in, what is archived or closed with a button makes way for the next
 * conversation, as with the command.
 *
 * @tag parlor-command-palette
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The `dialog`.
 * @csspart search - Where a person or a command is looked for.
 * @csspart items - What was found.
 * @csspart item - One of it.
 * @csspart footer - Which keys do what in the palette.
 * @csspart sheet - The list of keys.
 * @csspart date - The field for the date.
 * @csspart go-button - Goes to the date.
 * @csspart close-button - Closes the list of keys, or the choice of a date.
 * @csspart notice - What came of a command, where nothing else shows it.
 *
 * @fires {CustomEvent<ConversationSelectRequestDetail>} parlor-conversation-select-request - A conversation should be opened: `{conversationId}`.
 * @fires {CustomEvent<QueryChangeRequestDetail>} parlor-query-change-request - Conversations should be searched: `{query}`.
 * @fires {CustomEvent<ArchiveRequestDetail>} parlor-archive-request - The conversation should be archived, or moved back: `{conversationId, archived}`.
 * @fires {CustomEvent<CloseConversationRequestDetail>} parlor-close-conversation-request - It should be closed or reopened: `{conversationId, closed}`.
 * @fires {CustomEvent<StarRequestDetail>} parlor-star-request - Its star should change: `{conversationId, starred}`.
 * @fires {CustomEvent<UnreadRequestDetail>} parlor-unread-request - It should be unread until it is opened again, on this device, or read: `{conversationId, unread}`.
 * @fires {CustomEvent<DetailsToggleRequestDetail>} parlor-details-toggle-request - Its details should be shown or hidden: `{conversationId, open}`.
 * @fires {CustomEvent<ThreadSearchRequestDetail>} parlor-thread-search-request - Its messages should be searched: `{conversationId}`.
 * @fires {CustomEvent<CallRequestDetail>} parlor-call-request - Its contact should be called; with a veto the device does not: `{conversationId, number}`.
 */
export class ParlorCommandPalette extends LitElement {
  static override styles = [...baseStyles, buttons, dialogs, fields, commandPaletteStyles];

  /** Which keys do what: `modified` leaves out keys pressed alone, `off` all; or keys by command. */
  @property() shortcuts: Shortcuts | undefined;
  /** Opens the form for a new conversation. An inbox has a button for that; elsewhere it is not offered without this. */
  @property({attribute: false}) startConversation: (() => unknown) | undefined;

  @state() private mode?: Mode;
  @state() private query = '';
  @state() private singleKeys = wantsSingleKeys();
  @state() private notice = '';
  @state() private announcement = '';

  @query('.notice') private readonly noticePopup!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, commandWords);
  readonly #modal = new ModalDialog(this, {
    isOpen: () => this.mode !== undefined,
    onOpened: () => this.shadowRoot?.querySelector<HTMLElement>('[part~="search"], [part~="date"]')?.focus(),
    onClosed: () => this.close(),
  });
  readonly #choices = new ChoiceList(this, {
    pageSize: PAGE,
    onChoose: (index) => this.#chooseAt(index),
  });
  readonly #around = new Surroundings(this);
  readonly #inbox = new StoreController(
    this,
    (store) => [store, store.conversationList],
    () => void this.#follow(),
  );
  readonly #search = new ListSearch({element: this, around: this.#around, store: () => this.#inbox.store});
  readonly #advance = new AutoAdvance({
    element: this,
    listed: () => this.#contextAt([]),
    open: (next) => this.#runnerFor(undefined)?.open(next, 'noNext'),
  });
  /** Where the focus was before the palette had it. */
  #path: readonly EventTarget[] = [];
  #scope: HTMLElement | undefined;
  #ownKeys:
    {readonly shortcuts: Shortcuts | undefined; readonly singleKeys: boolean; readonly keys: KeyMap} | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    keepTyping(this);
  }

  /** Shows everything that can be done, the list of keys, or the choice of a date. The focus returns when it closes. */
  show(mode: CommandsRequestDetail['show'] = 'commands'): void {
    this.query = '';
    this.#choices.reset();
    this.mode = mode;
  }

  close(): void {
    this.mode = undefined;
  }

  /**
   * Does what a key is for, if it is for a command.
   *
   * @param path where the key was pressed, from the inside out: by itself an event knows that only while it travels
   * @param isKept it was kept from everybody else for this
   * @param typed what was typed after it: where it opens the palette, that stands in the field
   */
  takeKey(event: KeyboardEvent, path: readonly EventTarget[] = event.composedPath(), isKept = false, typed = ''): void {
    const {scope} = this.#around;
    const inside = path.slice(0, path.includes(scope) ? path.indexOf(scope) : path.length);
    if (!this.#inbox.store || belongsToInputMethod(event)) return;
    if (this.#search.takeKey(event, inside[0])) return;
    const isOwn = inside.includes(this);
    if (!isOwn && isOverlay(inside)) return;
    const context = this.#contextAt(isOwn ? this.#path : inside);
    const command = commandOf(event, this.#keys, {context, owner: ownerOf(inside)});
    if (!command || (isOwn && command.id !== 'palette')) return;
    // Whoever took a key has had it; but the one that opens the palette is kept from the browser before it gets here.
    if (event.defaultPrevented && !isKept && command.id !== 'palette') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat && !command.repeats) return;
    if (isOwn) return this.close();
    this.#path = inside;
    this.#run(command, context);
    if (this.mode === 'commands') this.query = typed;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = this.#around.scope;
    this.#scope.addEventListener('parlor-commands-request', this.#onRequest);
    this.#advance.start(this.#scope);
    this.#scope.addEventListener('keydown', this.#onKeyDown);
    this.#scope.addEventListener('keydown', this.#onSearchKey, {capture: true});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope?.removeEventListener('parlor-commands-request', this.#onRequest);
    this.#advance.stop();
    this.#scope?.removeEventListener('keydown', this.#onKeyDown);
    this.#scope?.removeEventListener('keydown', this.#onSearchKey, {capture: true});
    clearTimeout(this.#timer);
    this.notice = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    const hasNotice = this.notice !== '';
    if (this.noticePopup && this.noticePopup.matches(':popover-open') !== hasNotice) {
      this.#placeNotice();
      this.noticePopup.togglePopover?.(hasNotice);
    }
    if (changed.has('shortcuts') || !this.#ownKeys) void this.#follow();
  }

  override render(): TemplateResult {
    const {mode} = this;
    const {strings} = this.#localize;
    const isNamedByHeading = mode === 'shortcuts' || mode === 'date';
    return html`
      <dialog
        part="base"
        class=${mode ?? ''}
        aria-label=${isNamedByHeading ? nothing : strings.commands}
        aria-labelledby=${isNamedByHeading ? 'heading' : nothing}
        @cancel=${this.#modal.onCancel}
        @close=${this.#modal.onClose}
        @pointerdown=${this.#onBackdrop}
      >
        ${mode === undefined ? nothing : this.#renderMode(mode)}
      </dialog>
      <div part="notice" class="notice" popover="manual" aria-hidden="true">${this.notice}</div>
      <div class="visually-hidden" role="status">${this.notice || this.announcement}</div>
    `;
  }

  #renderMode(mode: Mode): TemplateResult {
    const localizer = this.#localize.value;
    const context = this.#contextAt(this.#path);
    const keys = this.#keys;
    if (mode === 'shortcuts') {
      const isOffered = this.shortcuts !== 'off' && this.shortcuts !== 'modified';
      return sheetView({
        ...{localizer, context, keys},
        singleKeys: isOffered ? this.singleKeys : undefined,
        onSingleKeys: this.#onSingleKeys,
        onClose: this.#onCloseButton,
      });
    }
    if (mode === 'date') {
      const {createdAt} = context.selected ?? {};
      return dateView({
        localizer,
        first: createdAt === undefined ? undefined : localizer.dayKey(createdAt),
        today: localizer.dayKey(Date.now()),
        onGo: this.#onGo,
        onClose: this.#onCloseButton,
      });
    }
    const sections = this.#sections;
    this.#choices.count = sections.reduce((sum, {items}) => sum + items.length, 0);
    return paletteView({
      ...{localizer, keys, sections},
      query: this.query,
      list: this.#choices,
      isWriting: this.#contextAt(this.#path).place === 'reply',
      onInput: this.#onInput,
      onKeyDown: this.#onPaletteKey,
    });
  }

  get #keys(): KeyMap {
    const {shortcuts, singleKeys} = this;
    const known = this.#ownKeys;
    if (known && known.shortcuts === shortcuts && known.singleKeys === singleKeys) return known.keys;
    const keys = keyMapOf({shortcuts, singleKeys, onApple: isApple()});
    this.#ownKeys = {shortcuts, singleKeys, keys};
    return keys;
  }

  get #sections(): readonly PaletteSection[] {
    const context = this.#contextAt(this.#path);
    const loaded = this.#inbox.store?.loadedMessages ?? new Map();
    const messages = foundMessages(this.query, {conversations: context.conversations, loaded});
    return sectionsOf(this.query, context, this.#localize.value, messages);
  }

  get #items(): readonly PaletteItem[] {
    return this.#sections.flatMap(({items}) => items);
  }

  #contextAt(path: readonly EventTarget[]): CommandContext {
    const store = this.#inbox.store;
    const around = this.#around;
    return {
      capabilities: store?.capabilitiesOf(store.state.selectedId) ?? NO_CAPABILITIES,
      conversations: store?.conversationList.state.conversations ?? [],
      selected: store?.selected,
      canReply: around.reply !== null,
      hasSavedReplies: around.reply?.savedReplies !== undefined,
      canStart: this.#start !== undefined,
      canSelect: around.list?.offersActions === true,
      hasSelected: around.selected?.act !== undefined,
      canCopy: typeof globalThis.navigator?.clipboard?.writeText === 'function',
      place: around.placeOf(path),
      isDetailsInTheWay: around.areDetailsInTheWay(path),
    };
  }

  get #start(): (() => unknown) | undefined {
    const button = this.#around.part('inbox', 'start-button');
    return this.startConversation ?? (button ? () => button.click() : undefined);
  }

  #run(command: Command, context: CommandContext): void {
    const runner = this.#runnerFor(context.place);
    if (runner) void command.run(runner, context);
  }

  #runnerFor(place: Place | undefined): CommandRunner | undefined {
    const {store} = this.#inbox;
    if (!store) return undefined;
    return new CommandRunner({
      ...{element: this, around: this.#around, store, place},
      show: (mode) => this.show(mode),
      tell: (outcome) => this.#tell(this.#localize.strings[outcome]),
      announce: (text) => (this.announcement = text),
      start: () => this.#start?.(),
    });
  }

  /** What was drawn around the palette changed. */
  async #follow(): Promise<void> {
    if (this.mode) this.requestUpdate();
    await this.#around.settled();
    if (this.isConnected) nameShortcuts(this.#around, this.#keys);
  }

  #tell(words: string): void {
    clearTimeout(this.#timer);
    this.notice = words;
    this.#timer = setTimeout(() => (this.notice = ''), NOTICE_SHOWN);
  }

  /** At the end of what the keys are for, and above the reply box, however high that is: a note covers none of its controls. */
  #placeNotice(): void {
    const {left, width, bottom: end} = this.#around.scope.getBoundingClientRect();
    const reply = this.#around.reply?.getBoundingClientRect();
    const bottom = reply?.height ? reply.top : end;
    const {style} = this.noticePopup ?? {};
    style?.setProperty('--_notice-middle', `${left + width / 2}px`);
    style?.setProperty('--_notice-end', `${Math.max(0, document.documentElement.clientHeight - bottom)}px`);
  }

  #chooseAt(index: number): void {
    const item = this.#items[index];
    if (item) this.#choose(item);
  }

  #choose(item: PaletteItem): void {
    const context = this.#contextAt(this.#path);
    this.close();
    // The focus is back where it was before anything is done with it.
    void this.updateComplete.then(() => {
      if (item.kind === 'command') this.#run(item.command, context);
      else if (item.kind === 'message') void this.#runnerFor('messages')?.openMessage(item.found);
      else if (item.kind === 'conversation') this.#openFound(item.conversation, context.place);
      else {
        this.#runnerFor(undefined)?.focus('search');
        void this.#search.show(item.search);
      }
    });
  }

  /** Whoever writes goes on writing; anybody else reads first. */
  #openFound(conversation: Conversation, place: Place | undefined): void {
    this.#runnerFor(place === 'reply' ? 'reply' : 'messages')?.open(conversation, 'noNext');
  }

  readonly #onInput = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.query = event.target.value;
    this.#choices.reset();
  };

  readonly #onPaletteKey = (event: KeyboardEvent): void => {
    if (belongsToInputMethod(event)) return;
    if (event.key !== 'Enter') return void this.#choices.takeKey(event);
    event.preventDefault();
    this.#chooseAt(this.#choices.active);
  };

  readonly #onGo = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.shadowRoot?.querySelector<HTMLInputElement>('#date');
    if (!field?.value) return field?.focus();
    const {value} = field;
    this.close();
    void this.updateComplete.then(() => {
      this.#around.messages?.scrollToDate(value);
      this.#runnerFor(undefined)?.focus('messages');
    });
  };

  readonly #onSingleKeys = ({target}: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    this.singleKeys = target.checked;
    keepSingleKeys(this.singleKeys);
    void this.#follow();
  };

  readonly #onCloseButton = (): void => this.close();

  /** A press beside the dialog hits the dialog itself, whose content fills it. */
  readonly #onBackdrop = ({target, currentTarget}: Event): void => {
    if (target === currentTarget) this.close();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => this.takeKey(event);

  /** The list keeps what is typed in its search to itself. */
  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (this.#around.isSearch(event.composedPath()[0])) this.takeKey(event);
  };

  readonly #onRequest = (event: HTMLElementEventMap['parlor-commands-request']): void => {
    this.#path = event.composedPath();
    // Listeners further out may still veto it.
    queueMicrotask(() => event.defaultPrevented || this.show(event.detail?.show));
  };
}
