import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {EndpointController} from '../../controllers/endpoint-controller.js';
import {LazyController} from '../../controllers/lazy-controller.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {replyParts, replyProperties} from '../../controllers/reply-binding.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {SendBlock} from '../../model/send-block.js';
import {conversationWords} from '../../i18n/english/conversation-words.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {choosable} from '../endpoint-label.js';
import {sendIcon} from '../message-icons.js';
import {renderAttachButton} from './attach-button.js';
import {Attachments} from './attachments.js';
import {growWhereNeeded} from './auto-grow.js';
import {CompositionGuard} from './composition-guard.js';
import {replyExtras} from './lazy-extras.js';
import type {ReplyDraft} from './reply-box.events.js';
import {replyBoxStyles} from './reply-box.styles.js';
import {renderFooter} from './reply-footer.js';
import type {UploadMedia} from './upload-controller.js';

export type * from './reply-box.events.js';

/** A switch that is on unless an attribute says `false`. */
const onUnlessFalse = {fromAttribute: (text: string | null): boolean => text !== 'false'};

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
 * @csspart footer - The line below the field.
 * @csspart counter - Segments and characters left.
 * @csspart blocked - The panel shown instead of the field.
 * @csspart error - Why the last send failed.
 * @cssprop [--parlor-reply-box-padding=8px 12px 4px] - Space around the box.
 * @cssprop [--parlor-reply-box-input-max-block-size=min(8 lines, 40%)] - How high the text may grow before it scrolls.
 * @fires {SendRequestEvent} parlor-send-request - Asks the owner to send `{text, mediaUrls, ownEndpointId?}`.
 * @fires {DraftChangeEvent} parlor-draft-change - `{text, mediaUrls}` after every change by the user.
 * @fires {RecheckRequestEvent} parlor-recheck-request - Asks the owner whether the block still holds.
 * @fires {ErrorDismissRequestEvent} parlor-error-dismiss-request - The error was dismissed; a veto keeps it.
 */
export class ParlorReplyBox extends LitElement {
  static override styles = [...baseStyles, buttons, replyBoxStyles];

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

  /** Which of them to send from; the provider's default without it. Choosing changes it. */
  @property({attribute: 'own-endpoint-id'}) ownEndpointId?: string;

  /** The provider replaces typographic characters before sending, so segments are counted without them. */
  @property({type: Boolean, attribute: 'normalizes-text'}) normalizesText = false;

  /** Counts SMS segments; `counts-segments="false"` for channels that have none. */
  @property({attribute: 'counts-segments', converter: onUnlessFalse}) countsSegments = true;

  /** The last send that failed, to be explained. */
  @property({attribute: false}) error?: ConversationError;

  /** The owner is checking whether the block still holds. */
  @property({type: Boolean, reflect: true}) pending = false;

  @state() private announcement = '';
  @state() private choosesEndpoint = false;

  private readonly localize = new LocalizeController(this, conversationWords);
  private readonly composition = new CompositionGuard();
  private readonly attachments = new Attachments(
    this,
    () => this.isLocked,
    (files) => this.addFiles(files),
    (mediaUrls) => this.changeMedia(mediaUrls),
  );
  private readonly extras = new LazyController(this, replyExtras, () => this.needsExtras);
  /** Comes with the extras, where the provider lets one choose the number to send from. */
  private endpointChoice?: EndpointController;
  private focusBeforeUpdate: Element | null = null;
  /** The block whose panel is drawn, and whether it came while the box was on screen. */
  private shownBlock?: SendBlock;
  private isBlockNews = false;
  private offersDefaultEndpoint = false;

  constructor() {
    super();
    this.addEventListener('focusin', () => void this.extras.load(), {once: true});
    new StoreController(this, replyParts, (store) => {
      Object.assign(this, replyProperties(store));
      this.choosesEndpoint = store.adapter.capabilities.chooseOwnEndpoint === 'native';
    });
  }

  /** Focuses the text, or the panel that stands in its place. */
  override focus(options?: FocusOptions): void {
    (this.textarea ?? this.shadowRoot?.querySelector<HTMLElement>('.blocked'))?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.focusBeforeUpdate = this.shadowRoot?.activeElement ?? null;
    const {value: extras} = this.extras;
    if (extras && this.choosesEndpoint) this.endpointChoice ??= new extras.EndpointController(this);
    // A name may come later than its conversation.
    const isOther = changed.has(this.conversationId === undefined ? 'conversationName' : 'conversationId');
    if (isOther || this.isLocked) this.attachments.mediaEntry?.reset();
    if (isOther) this.attachments.uploads.reset();
    if (isOther || changed.has('endpoints')) this.offersDefaultEndpoint = this.ownEndpointId === undefined;
    if (changed.has('block')) this.isBlockNews = this.hasUpdated;
    const shownBlock = extras && this.block;
    if (shownBlock === this.shownBlock) return;
    this.shownBlock = shownBlock;
    // Focus that moves onto the panel reads it out already.
    const isAnnounced = this.isBlockNews && !this.focusBeforeUpdate;
    this.announcement = (isAnnounced && shownBlock && this.localize.strings.blocks[shownBlock.reason].title) || '';
  }

  protected override updated(): void {
    const {textarea} = this;
    // Compared with what stands there, not with what was drawn last: typing changes it.
    if (textarea && textarea.value !== this.value) textarea.value = this.value;
    growWhereNeeded(textarea);
    // Whatever was focused is gone: the keyboard must not fall back to the top of the page.
    if (this.focusBeforeUpdate && !this.focusBeforeUpdate.isConnected) this.focus();
    this.focusBeforeUpdate = null;
  }

  override render(): TemplateResult {
    const {value: localizer} = this.localize;
    const {shownBlock: block, error} = this;
    const {value: extras, hasFailed} = this.extras;
    const hasDraft = this.value.trim() !== '' || this.mediaUrls.length > 0;
    return html`
      <div part="base" class="base">
        <div role="alert">
          ${error && extras?.renderErrorLine({error, localizer, hasDraft, onDismiss: this.dismissError})}
          ${error && hasFailed && !extras ? localizer.error(error) : nothing}
        </div>
        ${
          block && extras
            ? extras.renderBlockedPanel({block, localizer, hasDraft, isChecking: this.pending, onRecheck: this.recheck})
            : this.renderComposer()
        }
        <div role="status" class="visually-hidden">${this.announcement}</div>
      </div>
    `;
  }

  private renderComposer(): TemplateResult {
    const {strings, value: localizer} = this.localize;
    const {mediaUrls, conversationName, isLocked, attachments} = this;
    const {uploads, mediaEntry} = attachments;
    const entry = mediaEntry?.entry;
    const {value: extras} = this.extras;
    const line = this.countsSegments ? extras?.segmentLineOf(this.value, this.normalizesText) : undefined;
    const isFull = attachments.room === 0;
    const onFiles = this.uploadMedia && ((files: readonly File[]) => this.addFiles(files));
    return html`
      ${this.renderFrom()}
      ${
        extras && attachments.count > 0
          ? extras.renderChips({urls: mediaUrls, uploads, localizer, isLocked, onRemove: attachments.remove})
          : nothing
      }
      ${extras && mediaEntry && entry ? extras.renderMediaEntry(entry, mediaEntry, localizer, onFiles) : nothing}
      <div part="field" class=${attachments.fileDrop.isOver ? 'field drop' : 'field'}>
        ${
          this.canSendMedia
            ? renderAttachButton({
                localizer,
                isOpen: entry !== undefined,
                isDisabled: isLocked,
                limit: isFull ? this.maximumAttachments : undefined,
                onToggle: attachments.toggleEntry,
              })
            : nothing
        }
        <textarea
          part="input"
          rows="1"
          dir=${ifDefined(this.value ? 'auto' : undefined)}
          autocapitalize="sentences"
          .enterKeyHint=${'send'}
          aria-label=${conversationName ? localizer.fill(strings.replyLabel, {name: conversationName}) : strings.replyPlaceholder}
          aria-describedby="hint count"
          placeholder=${this.placeholder || strings.replyPlaceholder}
          ?disabled=${this.disabled}
          ?readonly=${this.readonly || this.block !== undefined}
          @input=${this.onInput}
          @keydown=${this.onKeyDown}
          @keyup=${this.composition.onKeyUp}
          @compositionend=${this.composition.onCompositionEnd}
        ></textarea>
        <button
          part="send-button"
          class="primary send"
          type="button"
          aria-label=${strings.send}
          title=${strings.send}
          ?disabled=${!this.canSend}
          @click=${this.send}
        >
          ${sendIcon}
        </button>
      </div>
      ${renderFooter({extras, line, uploads, localizer, onUsePlain: isLocked ? undefined : this.usePlainCharacters})}
    `;
  }

  private renderFrom(): TemplateResult | typeof nothing {
    const endpoints = choosable(this.endpoints);
    const {value: extras} = this.extras;
    if (!extras || endpoints.length < 2) return nothing;
    return extras.renderFromRow({
      endpoints,
      chosenId: this.ownEndpointId,
      offersDefault: this.offersDefaultEndpoint,
      isDisabled: this.isLocked,
      localizer: this.localize.value,
      onChoose: (ownEndpointId) => {
        this.ownEndpointId = ownEndpointId;
        this.endpointChoice?.choose(ownEndpointId);
      },
    });
  }

  private get textarea(): HTMLTextAreaElement | null | undefined {
    return this.shadowRoot?.querySelector('textarea');
  }

  private get isLocked(): boolean {
    return this.disabled || this.readonly || this.block !== undefined;
  }

  private get canSend(): boolean {
    return (
      !this.isLocked &&
      this.attachments.uploads.uploads.length === 0 &&
      (this.value.trim() !== '' || this.mediaUrls.length > 0)
    );
  }

  /** Shows something that an unused box does not. */
  private get needsExtras(): boolean {
    const isCounted = this.countsSegments && this.value !== '';
    const isChoice = this.choosesEndpoint || choosable(this.endpoints).length > 1;
    return !!this.block || !!this.error || this.attachments.count > 0 || isCounted || isChoice;
  }

  private readonly onInput = (): void => {
    this.value = this.textarea?.value ?? this.value;
    this.announcement = '';
    this.tellDraft();
  };

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || this.composition.ownsKey(event) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // A key held down sends once.
    if (!event.repeat) this.send();
  };

  private readonly send = (): void => {
    if (!this.canSend) {
      this.announcement = this.extras.value?.uploadNote(this.attachments.uploads, this.localize.value) ?? '';
      return;
    }
    this.textarea?.focus();
    const isChosen = choosable(this.endpoints).length > 1 && this.ownEndpointId !== undefined;
    request(this, 'parlor-send-request', {...this.draft, ...(isChosen && {ownEndpointId: this.ownEndpointId})});
  };

  private readonly usePlainCharacters = (): void => {
    const {textarea} = this;
    const {makePlain} = this.extras.value ?? {};
    if (!textarea || !makePlain) return;
    makePlain(textarea);
    this.onInput();
    this.announcement = this.localize.strings.unicodeReplaced;
  };

  private addFiles(files: readonly File[]): void {
    const {strings, value: localizer} = this.localize;
    this.announcement =
      files.length > this.attachments.room ? localizer.count(strings.mediaLimit, this.maximumAttachments) : '';
    this.attachments.addFiles(files);
    this.textarea?.focus();
  }

  private changeMedia(mediaUrls: readonly string[]): void {
    this.mediaUrls = mediaUrls;
    this.tellDraft();
  }

  private readonly recheck = (): void => {
    if (!this.block || this.pending) return;
    request(this, 'parlor-recheck-request', {reason: this.block.reason});
  };

  private readonly dismissError = (): void => {
    if (request(this, 'parlor-error-dismiss-request', null)) this.error = undefined;
  };

  private get draft(): ReplyDraft {
    return {text: this.value, mediaUrls: this.mediaUrls};
  }

  private tellDraft(): void {
    this.dispatchEvent(new CustomEvent('parlor-draft-change', {detail: this.draft, bubbles: true, composed: true}));
  }
}
