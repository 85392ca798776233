import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {replyWords} from '../../i18n/words/reply.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import type {SendNote, SendOption} from '../../adapter/messaging-adapter.js';
import type {MessageTemplate} from '../../adapter/start-conversation.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {displayLabel} from '../../model/display-text.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {SendBlock} from '../../model/send-block.js';
import type {SendRules} from '../../model/send-rules.js';
import {hasVisibleText} from '../../model/visible-text.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {onUnlessFalse} from '../common.js';
import {choosable} from '../own-endpoints.js';
import {sendIcon} from '../message-icons.js';
import {replyParts, replyProperties} from './reply-binding.js';
import {Attachments, type UploadMedia} from './attachments.js';
import {renderAttachButton, renderChips, renderFileInput, renderMediaEntry} from './attachments.template.js';
import {blockByRules, isSaidBy, whyItWaits} from './draft-check.js';
import {panelStyles} from './panels.styles.js';
import {renderBlockedPanel, renderErrorLine, renderFooter, renderFromRoom, renderFromRow} from './panels.template.js';
import type {ReplyDraft, ReplyRequestDetail} from './reply-box.events.js';
import {replyBoxStyles} from './reply-box.styles.js';
import {segmentLineOf} from './segment-line.js';
import {renderSendOptions, SendOptions} from './send-options.js';
import {TemplateChoice} from './template-choice.js';
import {EnterKey, fillIn, growWhereNeeded, makePlain, modifierName, sendKeyOf, type SendKey} from './text-entry.js';

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
 * @csspart base - Everything.
 * @csspart field - The rounded field with the text and its buttons.
 * @csspart input - The text area.
 * @csspart send-button - Sends.
 * @csspart attach-button - Opens the row for a media address.
 * @csspart media-entry - The row for a media address.
 * @csspart attachments - The list of attached media.
 * @csspart attachment - One of them.
 * @csspart from - The choice of the number to send from.
 * @csspart templates-button - Opens the choice of a template.
 * @csspart template-picker - The `parlor-template-picker`, in place of the field.
 * @csspart send-options - What the provider lets be chosen for one message.
 * @csspart send-notes - What whoever sends has to know.
 * @csspart footer - The line below the field.
 * @csspart counter - Segments and characters left.
 * @csspart blocked - The panel shown instead of the field.
 * @csspart error - Why the last send failed.
 * @cssprop [--parlor-reply-box-padding=8px 12px 4px] - Space around the box.
 * @cssprop [--parlor-reply-box-input-max-block-size=min(8 lines, 40%)] - How high the text may grow before it scrolls.
 * @fires {SendRequestEvent} parlor-send-request - Asks the owner to send: `{conversationId, text, mediaUrls, ownEndpointId?, template?}`.
 * @fires {DraftRequestEvent} parlor-draft-request - Asks the owner to keep what is typed, after every change by the user: `{conversationId, text, mediaUrls}`.
 * @fires {EndpointChooseRequestEvent} parlor-endpoint-choose-request - Another number was chosen to send from: `{conversationId, ownEndpointId?}`.
 * @fires {RecheckRequestEvent} parlor-recheck-request - Asks the owner whether the block still holds: `{conversationId, reason}`.
 * @fires {TemplatesRequestEvent} parlor-templates-request - Asks the owner for what may be sent instead of a text: `{conversationId}`.
 * @fires {ErrorDismissRequestEvent} parlor-error-dismiss-request - The error was dismissed; a veto keeps it: `{conversationId}`.
 */
export class ParlorReplyBox extends LitElement {
  static override styles = [...baseStyles, buttons, replyBoxStyles, panelStyles];

  /** The text. Typing changes it; the owner may set it at any time. */
  @property() value = '';

  /** Public addresses of the media to send along. */
  @property({attribute: false}) mediaUrls: readonly string[] = [];

  /** The conversation the reply belongs to. What is half attached does not go over to another one. */
  @property({attribute: 'conversation-id'}) conversationId?: string;

  /** Whom the reply goes to; names the field for screen readers. */
  @property({attribute: 'conversation-name'}) conversationName = '';

  /** Shown while there is no text; "Write a message" without it. */
  @property() placeholder = '';

  /** Nothing can be typed or sent for the moment; the text stays. */
  @property({type: Boolean, reflect: true}) disabled = false;

  /** The text can be read and copied, not changed or sent. */
  @property({type: Boolean, reflect: true}) readonly = false;

  /** Why no reply can be sent; a panel that says so replaces the field, and the text is kept. */
  @property({attribute: false}) block?: SendBlock;

  /** Offers attaching media. */
  @property({type: Boolean, attribute: 'can-send-media'}) canSendMedia = false;

  /** How many media one message can carry. */
  @property({type: Number, attribute: 'maximum-attachments'}) maximumAttachments = Infinity;

  /**
   * Puts a chosen, pasted or dropped file where the provider can fetch it, and answers its public address. Without it
   * only addresses can be attached.
   */
  @property({attribute: false}) uploadMedia?: UploadMedia;

  /** Our own numbers to send from; a choice is offered between two or more that have ids. */
  @property({attribute: false}) endpoints?: readonly OwnEndpoint[];

  /** They are on their way: room for the choice is kept. */
  @property({type: Boolean, attribute: 'expects-endpoints'}) expectsEndpoints = false;

  /** Which of them to send from; the provider's default without it. Choosing changes it. */
  @property({attribute: 'own-endpoint-id'}) ownEndpointId?: string;

  /** What may be written here, where that is not the same in all conversations. */
  @property({attribute: false}) sendRules?: SendRules;

  /** Messages approved beforehand can be sent, also where the rules let no text go. */
  @property({type: Boolean, attribute: 'can-send-templates'}) canSendTemplates = false;

  /** Those that may be sent here; absent while that is not known. */
  @property({attribute: false}) templates?: readonly MessageTemplate[];

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

  /** The last send that failed, to be explained. */
  @property({attribute: false}) error?: ConversationError;

  /** The owner is checking whether the block still holds. */
  @property({type: Boolean, reflect: true}) pending = false;

  @state() private announcement = '';

  readonly #localize = new LocalizeController(this, replyWords);
  readonly #chosen = new SendOptions(this);
  readonly #templates = new TemplateChoice(this);
  readonly #enterKey = new EnterKey(() => sendKeyOf(this.sendKey));
  readonly #attachments = new Attachments(
    this,
    () => this.#isLocked,
    (files) => this.#addFiles(files),
    (mediaUrls) => this.#changeMedia(mediaUrls),
  );
  #offersDefaultEndpoint = false;
  /** The text in the field is that of another conversation, until this one's is drawn. */
  #startsAnew = false;
  #isFilling = false;
  /** The type of the last input since the field began anew. */
  #lastInput: string | undefined;
  /** An input method is at work in the field, whose text would be lost under another one. */
  #isComposing = false;
  readonly #store: StoreController;

  constructor() {
    super();
    new FocusKeeper(this, () => this.#place);
    keepTyping(this);
    this.#store = new StoreController(this, replyParts, (store) => Object.assign(this, replyProperties(store)));
  }

  /** Focuses the text, or the panel that stands in its place. */
  override focus(options?: FocusOptions): void {
    this.#place?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Frameworks set nothing where they have nothing to say.
    this.value ??= '';
    for (const name of ['mediaUrls', 'sendOptions', 'sendNotes'] as const) this[name] ??= [];
    // A name may come later than its conversation.
    const isOther = changed.has(this.conversationId === undefined ? 'conversationName' : 'conversationId');
    if (isOther || this.#isLocked) this.#attachments.mediaEntry.reset();
    if (isOther) this.#attachments.uploads.reset();
    if (isOther) this.#chosen.reset();
    if (isOther) this.#templates.reset();
    // Nothing gets round a block, but where only the text is not allowed.
    const isClosed = this.#block && this.#block.reason !== 'template-only';
    if (isClosed || this.disabled || this.readonly) this.#templates.close();
    this.#startsAnew ||= isOther;
    if (isOther || changed.has('endpoints')) this.#offersDefaultEndpoint = this.ownEndpointId === undefined;
    if (!changed.has('block')) return;
    // Whoever comes to a blocked conversation finds the panel; focus that moves onto it reads it out already.
    const isAnnounced = this.hasUpdated && !this.shadowRoot?.activeElement;
    this.announcement = (isAnnounced && this.block && this.#localize.strings.blocks[this.block.reason].title) || '';
  }

  protected override updated(): void {
    const textarea = this.#textarea;
    this.#isComposing &&= !!textarea && !this.#startsAnew;
    // Compared with what stands there, not with what was drawn last: typing changes it.
    if (textarea && textarea.value !== this.value && !this.#isComposing) this.#fill(textarea);
    this.#startsAnew = false;
    growWhereNeeded(textarea);
  }

  override render(): TemplateResult {
    const {value: localizer} = this.#localize;
    const block = this.#block;
    const refusal = this.error && isSaidBy(block, this.error) ? this.error : undefined;
    const error = refusal ? undefined : this.error;
    const hasDraft = this.#hasContent;
    return html`
      <div part="base" class="base">
        <div class="extras" role=${ifDefined(this.#store.store ? undefined : 'alert')}>
          ${error ? renderErrorLine({error, localizer, hasDraft, onDismiss: this.#dismissError}) : nothing}
        </div>
        ${this.#renderPlace(block, hasDraft, refusal)} ${this.#templates.render(this.#chosenEndpoint, localizer)}
        <div role="status" class="visually-hidden">${this.announcement}</div>
      </div>
    `;
  }

  /** What is written in, or what stands in its place. */
  #renderPlace(
    block: SendBlock | undefined,
    hasDraft: boolean,
    refusal: ConversationError | undefined,
  ): TemplateResult | typeof nothing {
    if (this.#templates.isOpen) return nothing;
    if (!block) return this.#renderComposer();
    const isOffered = block.reason === 'template-only' && this.canSendTemplates;
    const {value: localizer} = this.#localize;
    return renderBlockedPanel({
      ...{block, localizer, hasDraft, refusal, text: this.value},
      onTemplates: isOffered ? this.#templates.open : undefined,
      isChecking: this.pending,
      onRecheck: this.#recheck,
    });
  }

  #renderComposer(): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const {mediaUrls, conversationName} = this;
    const isLocked = this.#isLocked;
    const attachments = this.#attachments;
    const {uploads, mediaEntry} = attachments;
    const sendKey = sendKeyOf(this.sendKey);
    const {entry} = mediaEntry;
    const line = this.countsSegments ? segmentLineOf(this.value, this.normalizesText) : undefined;
    const isFull = attachments.room === 0;
    const onFiles = this.uploadMedia && ((files: readonly File[]) => this.#addFiles(files));
    return html`
      <div class="extras">
        ${this.#renderChoices()}
        ${
          attachments.count > 0
            ? renderChips({urls: mediaUrls, uploads, localizer, isLocked, onRemove: attachments.remove})
            : nothing
        }
        ${entry ? renderMediaEntry(entry, mediaEntry, localizer) : nothing}
      </div>
      ${onFiles ? renderFileInput(localizer, onFiles) : nothing}
      <div part="field" class=${attachments.fileDrop.isOver ? 'field drop' : 'field'} @mousedown=${this.#onMouseDown}>
        ${
          this.canSendMedia
            ? renderAttachButton({
                localizer,
                isOpen: this.uploadMedia ? undefined : entry !== undefined,
                isDisabled: isLocked,
                limit: isFull ? this.maximumAttachments : undefined,
                onPress: this.uploadMedia ? mediaEntry.openChooser : mediaEntry.toggle,
              })
            : nothing
        }
        ${this.#templates.renderButton(localizer, isLocked)}
        <textarea
          part="input"
          rows="1"
          dir=${ifDefined(this.value ? 'auto' : undefined)}
          autocapitalize="sentences"
          .enterKeyHint=${sendKey === 'enter' ? 'send' : 'enter'}
          aria-label=${conversationName ? localizer.fill(strings.replyLabel, {name: displayLabel(conversationName)}) : strings.replyPlaceholder}
          aria-describedby="hint count"
          placeholder=${this.placeholder || strings.replyPlaceholder}
          ?disabled=${this.disabled}
          ?readonly=${this.readonly}
          @beforeinput=${this.#onBeforeInput}
          @input=${this.#onInput}
          @compositionstart=${this.#onCompose}
          @compositionend=${this.#onCompose}
          @keydown=${this.#onKeyDown}
          @keyup=${this.#enterKey.onKeyUp}
        ></textarea>
        <button
          part="send-button"
          class="primary send"
          type="button"
          aria-label=${strings.send}
          title=${strings.send}
          ?disabled=${!this.#canSend}
          @click=${this.#send}
        >
          ${sendIcon}
        </button>
      </div>
      ${renderFooter({
        line,
        waits: this.#waits,
        localizer,
        hint: sendKey === 'enter' ? strings.sendHint : localizer.fill(strings.sendHintModifier, {key: modifierName()}),
        onUsePlain: isLocked ? undefined : this.#usePlainCharacters,
      })}
    `;
  }

  /** What can be chosen for the message besides its text. */
  #renderChoices(): TemplateResult | typeof nothing {
    const from = this.#renderFrom();
    const options = renderSendOptions({
      options: this.sendOptions,
      notes: this.sendNotes,
      chosen: this.#chosen,
      isDisabled: this.#isLocked,
      localizer: this.#localize.value,
    });
    return from === nothing && options === nothing ? nothing : html`<div class="choices">${from}${options}</div>`;
  }

  #renderFrom(): TemplateResult | typeof nothing {
    const endpoints = choosable(this.endpoints);
    if (this.expectsEndpoints && endpoints.length === 0) return renderFromRoom();
    if (endpoints.length < 2) return nothing;
    return renderFromRow({
      endpoints,
      chosenId: this.ownEndpointId,
      offersDefault: this.#offersDefaultEndpoint,
      isDisabled: this.#isLocked,
      localizer: this.#localize.value,
      onChoose: (ownEndpointId) => {
        this.ownEndpointId = ownEndpointId;
        request(this, 'parlor-endpoint-choose-request', {...this.#about, ...(ownEndpointId && {ownEndpointId})});
      },
    });
  }

  get #textarea(): HTMLTextAreaElement | null | undefined {
    return this.shadowRoot?.querySelector('textarea');
  }

  /** Stands in the place of the text. */
  get #panel(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>('.blocked');
  }

  /** Where one goes on. */
  get #place(): HTMLElement | null | undefined {
    return this.#templates.picker ?? this.#textarea ?? this.#panel;
  }

  /** The number to send from, where there is a choice. */
  get #chosenEndpoint(): string | undefined {
    return choosable(this.endpoints).length > 1 ? this.ownEndpointId : undefined;
  }

  get #hasContent(): boolean {
    return hasVisibleText(this.value) || this.mediaUrls.length > 0;
  }

  /** Why no reply can be sent at all. */
  get #block(): SendBlock | undefined {
    return this.block ?? blockByRules(this.sendRules);
  }

  /** Why sending waits; nothing when it does not. */
  get #waits(): string | undefined {
    return whyItWaits(this, this.#attachments.uploads, this.#localize.value);
  }

  get #isLocked(): boolean {
    return this.disabled || this.readonly || this.#block !== undefined;
  }

  get #canSend(): boolean {
    return !this.#isLocked && this.#hasContent && this.#waits === undefined;
  }

  /** Puts the owner's text into the field. */
  #fill(textarea: HTMLTextAreaElement): void {
    this.#isFilling = true;
    // What was sent must not come back by undoing.
    fillIn(textarea, this.value, this.#startsAnew || this.value === '');
    this.#isFilling = false;
    this.#lastInput = undefined;
  }

  readonly #onInput = (event?: Event): void => {
    if (this.#isFilling) return;
    this.#lastInput = (event as InputEvent | undefined)?.inputType ?? '';
    this.value = this.#textarea?.value ?? this.value;
    this.announcement = '';
    this.#keepDraft();
  };

  readonly #onCompose = ({type}: CompositionEvent): void => {
    this.#isComposing = type === 'compositionstart';
    // What came meanwhile from elsewhere gives way to what is typed here, as it does otherwise.
    if (!this.#isComposing) this.#onInput();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // A key held down sends once.
    if (this.#enterKey.takeKey(event) && !event.repeat) this.#send();
  };

  readonly #onBeforeInput = (event: InputEvent): void => {
    // Browsers keep what stood in the field before it began anew, such as what was sent: that stays gone.
    const isOlder = event.inputType.startsWith('history') && [undefined, event.inputType].includes(this.#lastInput);
    if (this.value === '' && isOlder) event.preventDefault();
    if (!this.#isFilling && this.#enterKey.takeInput(event)) this.#send();
  };

  /** A press beside the text, or on a button that cannot be pressed now, leaves the focus where it is. */
  readonly #onMouseDown = (event: MouseEvent): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('textarea, button:enabled')))
      return;
    event.preventDefault();
    this.#textarea?.focus();
  };

  readonly #send = (): void => {
    if (!this.#canSend) {
      this.announcement = this.#waits ?? '';
      return;
    }
    this.#textarea?.focus();
    const ownEndpointId = this.#chosenEndpoint;
    request(this, 'parlor-send-request', {
      ...this.#about,
      ...this.#draft,
      ...(ownEndpointId !== undefined && {ownEndpointId}),
      ...(this.#chosen.chosen && {providerOptions: this.#chosen.chosen}),
    });
  };

  readonly #usePlainCharacters = (): void => {
    const textarea = this.#textarea;
    if (!textarea) return;
    this.#isFilling = true;
    makePlain(textarea);
    this.#isFilling = false;
    this.#onInput();
    this.announcement = this.#localize.strings.unicodeReplaced;
  };

  #addFiles(files: readonly File[]): void {
    const {strings, value: localizer} = this.#localize;
    this.announcement =
      files.length > this.#attachments.room ? localizer.count(strings.mediaLimit, this.maximumAttachments) : '';
    this.#attachments.addFiles(files);
    this.#textarea?.focus();
  }

  #changeMedia(mediaUrls: readonly string[]): void {
    this.mediaUrls = mediaUrls;
    this.#keepDraft();
  }

  readonly #recheck = (): void => {
    const block = this.#block;
    if (!block || this.pending) return;
    request(this, 'parlor-recheck-request', {...this.#about, reason: block.reason});
  };

  readonly #dismissError = (): void => {
    if (request(this, 'parlor-error-dismiss-request', this.#about)) this.error = undefined;
  };

  /** What every request begins with. */
  get #about(): ReplyRequestDetail {
    return {conversationId: this.conversationId ?? ''};
  }

  get #draft(): ReplyDraft {
    return {text: this.value, mediaUrls: this.mediaUrls};
  }

  #keepDraft(): void {
    request(this, 'parlor-draft-request', {...this.#about, ...this.#draft});
  }
}
