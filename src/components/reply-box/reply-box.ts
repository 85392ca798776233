import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {CustomStates} from '../../controllers/custom-states.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {replyWords} from '../../i18n/words/reply.js';
import {activeIn, FocusKeeper} from '../../controllers/focus-keeper.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import type {SendNote, SendOption} from '../../adapter/messaging-adapter.js';
import type {MessageTemplate} from '../../adapter/start-conversation.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {SendBlock} from '../../model/send-block.js';
import type {SendRules} from '../../model/send-rules.js';
import type {TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {onUnlessFalse} from '../common.js';
import type {SavedReplies} from '../saved-replies/saved-reply.js';
import {compose} from './composition.js';
import {composerView} from './composer.template.js';
import {chosenEndpoint} from './from-row.js';
import {replyParts, replyProperties} from './reply-binding.js';
import {renderBlockedPanel, renderErrorLine} from './panels.template.js';
import {blockOf, hasContent, isLocked, isSaidBy} from './reply-state.js';
import {panelStyles} from './panels.styles.js';
import {replyBoxStyles} from './reply-box.styles.js';
import type {UploadMedia} from './attachments.js';
import type {SendOutcome, SendRequestDetail} from './reply-box.events.js';
import type {SendKey} from './text-entry.js';

export type * from './reply-box.events.js';

/**
 * Where a reply is written: grows with its text, counts segments, takes media, explains a failed send, and gives way
 * to a calm panel while no reply can be sent.
 *
 * Inside an inbox it follows the open conversation; alone, it shows what its properties say.
 *
 * It never empties itself. The owner hears `parlor-send-request`, keeps the message, and sets `value` and `mediaUrls`;
 * on a page where nobody listens, no text is lost. An owner that draws with Lit binds `value` with `live`, because
 * typing changes it.
 *
 * @tag parlor-reply-box
 * @since 0.1.0
 * @status stable
 * @slot above - Above the field, and above the panel that may stand in its place.
 * @slot start - In the field, before the text: buttons.
 * @slot actions - In the field, between the text and the button that sends: buttons.
 * @slot footer - Below everything.
 * @csspart base - Everything.
 * @csspart field - The rounded field with the text and its buttons.
 * @csspart input - The text area.
 * @csspart send-button - Sends.
 * @csspart attach-button - Opens the row for a media address.
 * @csspart media-entry - The row for a media address.
 * @csspart attachments - The list of attached media.
 * @csspart attachment - One of them.
 * @csspart from - The choice of the number to send from.
 * @csspart reply-to - What of the message is quoted that the reply answers.
 * @csspart templates-button - Opens the choice of a template.
 * @csspart template-picker - The `parlor-template-picker`, in place of the field.
 * @csspart saved-replies-button - Opens the choice of a saved reply.
 * @csspart saved-replies - The `parlor-saved-replies`, above the field.
 * @csspart gaps - The line that says what a saved reply names and nobody knows.
 * @csspart send-options - What the provider lets be chosen for one message.
 * @csspart send-notes - What whoever sends has to know.
 * @csspart footer - The line below the field.
 * @csspart counter - Segments and characters left.
 * @csspart blocked - The panel shown instead of the field.
 * @csspart error - Why the last send failed.
 * @cssstate blocked - No reply can be sent; a panel says why.
 * @cssstate sending-held - What is written cannot leave for the moment, such as while a file is on its way.
 * @cssstate dragging - Files are held over it.
 * @cssstate empty - Nothing is written or attached.
 * @cssprop [--parlor-reply-box-padding=8px 12px 4px] - Space around the box.
 * @cssprop [--parlor-reply-box-input-max-block-size=min(8 lines, 40%)] - How high the text may grow before it scrolls.
 * @fires {SendRequestEvent} parlor-send-request - Asks the owner to send: `{conversationId, text, mediaUrls, ownEndpointId?, template?}`.
 * @fires {DraftRequestEvent} parlor-draft-request - Asks the owner to keep what is typed, after every change by the user: `{conversationId, text, mediaUrls}`.
 * @fires {EndpointChooseRequestEvent} parlor-endpoint-choose-request - Another number was chosen to send from: `{conversationId, ownEndpointId?}`.
 * @fires {ReplyToRequestEvent} parlor-reply-to-request - The reply is to answer no message any more: `{conversationId}`.
 * @fires {RecheckRequestEvent} parlor-recheck-request - Asks the owner whether the block still holds: `{conversationId, reason}`.
 * @fires {TemplatesRequestEvent} parlor-templates-request - Asks the owner for what may be sent instead of a text: `{conversationId}`.
 * @fires {SavedReplyInsertRequestEvent} parlor-saved-reply-insert-request - A saved reply was chosen; with a veto nothing is typed: `{conversationId, reply, text, mediaUrls}`.
 * @fires {ErrorDismissRequestEvent} parlor-error-dismiss-request - The error was dismissed; a veto keeps it: `{conversationId}`.
 */
export class ParlorReplyBox extends LitElement {
  static override styles = [...baseStyles, buttons, replyBoxStyles, panelStyles];

  /** The text. Typing changes it; the owner may set it at any time. */
  @property() value = '';

  /** Public addresses of the media to send along. */
  @property({attribute: false}) mediaUrls: readonly string[] = [];

  /** The conversation the reply belongs to. What is half attached does not go over to another one. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;

  /** Whom the reply goes to; names the field for screen readers. */
  @property({attribute: 'conversation-name'}) conversationName = '';

  /** Shown while there is no text; "Write a message" without it. */
  @property() placeholder = '';

  /** Nothing can be typed or sent for the moment; the text stays. */
  @property({type: Boolean, reflect: true}) disabled = false;

  /** The text can be read and copied, not changed or sent. */
  @property({type: Boolean, reflect: true}) readonly = false;

  /** Why no reply can be sent; a panel that says so replaces the field, and the text is kept. */
  @property({attribute: false}) block: SendBlock | undefined;

  /** Offers attaching media. */
  @property({type: Boolean, attribute: 'can-send-media'}) canSendMedia = false;

  /** How many media one message can carry. */
  @property({type: Number, attribute: 'maximum-attachments'}) maximumAttachments = Infinity;

  /**
   * Puts a chosen, pasted or dropped file where the provider can fetch it, and answers its public address. Without it
   * only addresses can be attached.
   */
  @property({attribute: false}) uploadMedia: UploadMedia | undefined;

  /** Our own numbers to send from; a choice is offered between two or more that have ids. */
  @property({attribute: false}) endpoints: readonly OwnEndpoint[] | undefined;

  /** They are on their way: room for the choice is kept. */
  @property({type: Boolean, attribute: 'expects-endpoints'}) expectsEndpoints = false;

  /** Which of them to send from; the provider's default without it. Choosing changes it. */
  @property({attribute: 'own-endpoint-id'}) ownEndpointId: string | undefined;

  /** The message that the reply answers, with what is quoted of it. */
  @property({attribute: false}) replyTo: SendRequestDetail['replyTo'] | undefined;

  /** What may be written here, where that is not the same in all conversations. */
  @property({attribute: false}) sendRules: SendRules | undefined;

  /** Messages approved beforehand can be sent, also where the rules let no text go. */
  @property({type: Boolean, attribute: 'can-send-templates'}) canSendTemplates = false;

  /** Those that may be sent here; absent while that is not known. */
  @property({attribute: false}) templates: readonly MessageTemplate[] | undefined;

  /** Replies written beforehand, offered by a button and by `/`: a list, or a function that is asked with what is typed. */
  @property({attribute: false}) savedReplies: SavedReplies | undefined;

  /** What the provider lets be chosen for one message. */
  @property({attribute: false}) sendOptions: readonly SendOption[] = [];

  /** What whoever sends has to know. */
  @property({attribute: false}) sendNotes: readonly SendNote[] = [];

  /** The provider replaces typographic characters before sending, so segments are counted without them. */
  @property({type: Boolean, attribute: 'normalizes-text'}) normalizesText = false;

  /** Counts SMS segments; `counts-segments="false"` for channels that have none. */
  @property({attribute: 'counts-segments', converter: onUnlessFalse}) countsSegments = true;

  /** What Enter does; by default it sends, and breaks the line on a touch screen. */
  @property({attribute: 'send-key'}) sendKey: SendKey = 'auto';

  /** When contacts may be texted: out of these hours the first press on Send is held back, and said. */
  @property({attribute: false}) textingHours: TextingHours | undefined;

  /** Says where a contact lives, for the time there; without it, the area code does. */
  @property({attribute: false}) timeZoneOf: TimeZoneOf | undefined;

  /** The last send that failed, to be explained. */
  @property({attribute: false}) error: ConversationError | undefined;

  /** The owner is checking whether the block still holds. */
  @property({type: Boolean, reflect: true}) pending = false;

  @state() private announcement = '';

  readonly #localize = new LocalizeController(this, replyWords);
  readonly #store: StoreController;
  readonly #composition = compose(this, {
    localizer: () => this.#localize.value,
    store: () => this.#store.store,
    announce: (words) => (this.announcement = words),
  });
  #offersDefaultEndpoint = false;

  constructor() {
    super();
    new CustomStates(this, () => ({
      blocked: blockOf(this) !== undefined,
      'sending-held': this.#composition.waits() !== undefined,
      dragging: this.#composition.attachments.fileDrop.isOver,
      empty: !hasContent(this),
    }));
    new FocusKeeper(this, () => this.#place);
    keepTyping(this);
    this.#store = new StoreController(this, replyParts, (store) => Object.assign(this, replyProperties(store)));
  }

  /** Focuses the text, or the panel that stands in its place. */
  override focus(options?: FocusOptions): void {
    this.#place?.focus(options);
  }

  /**
   * Puts a text where the caret is, in the place of what is selected, as if it had been typed: what is there stays, and it
   * can be undone. It goes no further than the field.
   *
   * @returns whether there is a field that takes it: nothing can be written while replies are blocked, or another way to
   *   reply stands in its place
   */
  insertText(text: string): boolean {
    // What was said of it before counts, such as another conversation's text.
    this.performUpdate();
    if (!this.#canWrite) return false;
    this.#composition.field.insert(text);
    return true;
  }

  /** Shows the choice of a saved reply, where there are any and one can write. */
  showSavedReplies(): void {
    if (this.#canWrite) this.#composition.savedReplies.open();
  }

  /** Asks the owner to send what is written, as the button does. @returns what came of that here */
  send(): SendOutcome {
    return this.#composition.send();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Frameworks set nothing where they have nothing to say.
    this.value ??= '';
    for (const name of ['mediaUrls', 'sendOptions', 'sendNotes'] as const) this[name] ??= [];
    // A name may come later than its conversation.
    const isOther = changed.has(this.conversationId === undefined ? 'conversationName' : 'conversationId');
    this.#composition.follow(isOther);
    if (isOther || changed.has('endpoints')) this.#offersDefaultEndpoint = this.ownEndpointId === undefined;
    if (!changed.has('block')) return;
    // Whoever comes to a blocked conversation finds the panel; focus that moves onto it reads it out already.
    const isAnnounced = this.hasUpdated && !activeIn(this);
    this.announcement = (isAnnounced && this.block && this.#localize.strings.blocks[this.block.reason].title) || '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Whoever chose a message to answer goes on by writing.
    if (changed.has('replyTo') && this.replyTo && !changed.has('conversationId')) this.focus();
    this.#composition.field.grow();
  }

  override render(): TemplateResult {
    const {value: localizer} = this.#localize;
    const {templates} = this.#composition;
    const block = blockOf(this);
    const hasDraft = hasContent(this);
    const refusal = this.error && isSaidBy(block, this.error) ? this.error : undefined;
    const error = refusal ? undefined : this.error;
    return html`
      <div part="base" class="base">
        <div class="extras" role=${ifDefined(this.#store.store ? undefined : 'alert')}>
          ${error ? renderErrorLine({error, localizer, hasDraft, onDismiss: this.#dismissError}) : nothing}
        </div>
        <slot name="above"></slot>
        ${this.#renderPlace(block, refusal)} ${templates.render(chosenEndpoint(this), localizer)}
        <slot name="footer"></slot>
        <div role="status" class="visually-hidden">${this.announcement}</div>
      </div>
    `;
  }

  /** What is written in, or what stands in its place. */
  #renderPlace(block: SendBlock | undefined, refusal: ConversationError | undefined): TemplateResult | typeof nothing {
    const composition = this.#composition;
    const {value: localizer} = this.#localize;
    const {templates, contactTime} = composition;
    if (templates.isOpen) return contactTime.render({isForTemplate: true});
    if (!block) return composerView({box: this, composition, localizer, offersDefault: this.#offersDefaultEndpoint});
    const isOffered = block.reason === 'template-only' && this.canSendTemplates;
    return renderBlockedPanel({
      ...{block, localizer, refusal, hasDraft: hasContent(this), text: this.value},
      onTemplates: isOffered ? templates.open : undefined,
      isChecking: this.pending,
      onRecheck: this.#recheck,
    });
  }

  /** Where one goes on. */
  get #place(): HTMLElement | null | undefined {
    const {templates, field} = this.#composition;
    return templates.picker ?? field.element ?? this.shadowRoot?.querySelector<HTMLElement>('.blocked');
  }

  get #canWrite(): boolean {
    return !!this.#composition.field.element && !isLocked(this);
  }

  readonly #recheck = (): void => {
    const block = blockOf(this);
    if (!block || this.pending) return;
    request(this, 'parlor-recheck-request', {...this.#composition.about(), reason: block.reason});
  };

  readonly #dismissError = (): void => {
    if (request(this, 'parlor-error-dismiss-request', this.#composition.about())) this.error = undefined;
  };
}
