import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {contactWords, type ContactWords} from '../../i18n/words/contact.js';
import {request} from '../../controllers/request.js';
import {serverDrawing} from '../../controllers/server-drawing.js';
import {StoreController} from '../../controllers/store-controller.js';
import {shownName} from '../../model/shown-name.js';
import {can, NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {ContactDetails, MetadataEdit} from '../../model/contact-details.js';
import {completeConversation, completeMessage} from '../../model/complete.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import type {Message, MessageInsight} from '../../model/message.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {displayLabel} from '../../model/display-text.js';
import {formatPhone} from '../../model/phone-number.js';
import type {CapabilityLevel} from '../../model/capability-level.js';
import type {LoadStatus} from '../../store/read-health.js';
import type {Localizer} from '../../i18n/localizer.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {fields} from '../../styles/fields.styles.js';
import {errorNotice, notices} from '../error-notice.js';
import {closeIcon} from '../icons.js';
import {contactParts, contactProperties} from './contact-binding.js';
import {renderFacts} from './contact-facts.js';
import {contactPanelStyles} from './contact-panel.styles.js';
import {MessageChoice} from './message-choice.js';
import {renderMessageFacts} from './message-facts.js';
import type {Metadata} from './metadata-draft.js';
import {MetadataEditor} from './metadata-editor.js';
import {renderMetadata} from './metadata-view.js';

export type * from './contact-panel.events.js';

/** When details that lack something are read again, in milliseconds after each look. */
const LOOK_AGAIN_AFTER = [20_000, 60_000, 300_000];

/** How long it is said that copying worked, in milliseconds. */
const OUTCOME_SHOWN = 4000;

/**
 * Who a conversation is with: name, number, channel, consent, what else the provider knows, and its free-form fields,
 * which can be edited where the provider takes them.
 *
 * Inside an inbox it follows the open conversation, loads what is missing, and saves; alone, it shows what its
 * properties say and asks for everything else by request events. What is typed stays until it is saved or cancelled,
 * whatever happens meanwhile.
 *
 * @tag parlor-contact-panel
 * @since 0.1.0
 * @status stable
 *
 * @slot - Below everything, for the host's own facts about the contact.
 *
 * @csspart base - Everything.
 * @csspart header - Picture, name and the close button.
 * @csspart close-button - Asks to be put away.
 * @csspart facts - The list of facts.
 * @csspart metadata - The free-form fields.
 * @csspart message - What is known of one message.
 * @csspart error - Why loading or saving failed.
 *
 * @fires {MetadataEditRequestEvent} parlor-metadata-edit-request - Fields should be changed: `{conversationId, edit}`. A veto keeps the inbox from saving.
 * @fires {ContactReloadRequestEvent} parlor-contact-reload-request - Loading failed and should be tried again: `{conversationId}`.
 * @fires {CloseRequestEvent} parlor-close-request - The panel should be put away: `{conversationId}`.
 */
export class ParlorContactPanel extends LitElement {
  static override styles = [...baseStyles, buttons, fields, notices, contactPanelStyles];

  /** The conversation it is about. */
  @property({attribute: false}) conversation: Conversation | undefined;
  /** More than the conversation says, once it is there. */
  @property({attribute: false}) details: ContactDetails | undefined;
  /** What the provider found out about the last message, such as its sentiment. */
  @property({attribute: false}) insight: MessageInsight | undefined;
  /** The messages of the conversation, oldest first, of which one is looked at closely: the newest, or the one pressed last. */
  @property({attribute: false}) messages: readonly Message[] = [];
  /** The key of the message to look closely at, see `messageKey`. */
  @property({attribute: 'message-id'}) messageId: string | undefined;
  /** How far loading the details got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading failed, with the status `error`. */
  @property({attribute: false}) error: ConversationError | undefined;
  /** Whether fields can be edited, and how truly; nothing by default. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** An edit is on its way. */
  @property({type: Boolean, reflect: true}) saving = false;
  /** Why the last edit failed. With the kind `conflict`, `raw` holds the fields as they are now. */
  @property({attribute: false}) saveError: ConversationError | undefined;
  /** IANA name of the zone for dates; that of the inbox, or the device's own, without it. */
  @property({attribute: 'time-zone'}) timeZone: string | undefined;

  @state() private announcement = '';
  /** What came of copying, for a moment. */
  @state() private copyOutcome = '';

  readonly #localize = new LocalizeController(this, contactWords);
  readonly #clock = new ClockController(this);
  readonly #isAsServer = serverDrawing(this);
  readonly #inbox = new StoreController(this, contactParts, (store) => Object.assign(this, contactProperties(store)));
  readonly #choice = new MessageChoice(this);
  /** The conversation whose contact was asked for, inside an inbox. */
  #askedFor: string | undefined;
  #looks = 0;
  #lookedAt: ContactDetails | undefined;
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #copyTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #editor = new MetadataEditor(this, (conversationId, edit) => this.#save(conversationId, edit));
  /** What a refused save found, until the properties say something newer. */
  #newer: {readonly than: Metadata | null | undefined; readonly metadata: Metadata | null} | undefined;

  constructor() {
    super();
    keepTyping(this);
    new FocusKeeper(this, () => this.shadowRoot?.querySelector<HTMLElement>('.section-head button, .close'));
  }

  /** Focuses what is known of the message that was asked for, or else the button that puts the panel away. */
  override focus(options?: FocusOptions): void {
    const message = this.messageId ? this.shadowRoot?.querySelector<HTMLElement>('.message') : undefined;
    (message ?? this.shadowRoot?.querySelector<HTMLElement>('.close'))?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.capabilities ??= NO_CAPABILITIES;
    this.messages ??= [];
    if (changed.has('messageId') && this.messageId) this.#choice.show(this.messageId);
    this.conversation &&= completeConversation(this.conversation);
    if (this.#newer && this.#newer.than !== this.#givenMetadata) this.#newer = undefined;
    if (this.#editor.follow(this.conversation?.id, this.#givenMetadata))
      this.announcement = this.#localize.strings.saved;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#askedFor = undefined;
    clearTimeout(this.#copyTimer);
    clearTimeout(this.#lookTimer);
    this.copyOutcome = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('messageId') && this.messageId) this.shadowRoot?.querySelector('.message')?.scrollIntoView?.();
    const conversationId = this.#inbox.store && this.conversation?.id;
    if (conversationId !== this.#askedFor) {
      this.#askedFor = conversationId;
      this.#looks = 0;
      if (conversationId !== undefined) request(this, 'parlor-contact-reload-request', {conversationId});
    }
    this.#lookAgainLater(conversationId);
  }

  /** Some providers find out who carries a number only after its first message: while that is missing, look again. */
  #lookAgainLater(conversationId: string | undefined): void {
    const isMissing = conversationId !== undefined && this.status === 'ready' && this.details && !this.details.carrier;
    if (!isMissing || this.details === this.#lookedAt) return;
    this.#lookedAt = this.details;
    clearTimeout(this.#lookTimer);
    const wait = LOOK_AGAIN_AFTER[this.#looks++];
    if (wait === undefined) return;
    this.#lookTimer = setTimeout(() => {
      if (this.conversation?.id === conversationId) this.#reload();
    }, wait);
  }

  override render(): TemplateResult {
    const {conversation} = this;
    const localizer = this.timeZone ? this.#localize.value.inTimeZone(this.timeZone) : this.#localize.value;
    if (!conversation) return html`<div part="base" class="base"></div>`;
    return html`
      <section part="base" class="base" aria-label=${this.#labelFor(localizer)}>
        ${this.#renderHeader(conversation, localizer)}
        <div class="body">
          ${this.#renderFacts(conversation, localizer)} ${this.#renderStatus(localizer)}
          ${this.#renderMetadata(conversation, localizer)} ${this.#renderMessage(localizer)}
          <slot></slot>
        </div>
        <div role="status" class="visually-hidden">${this.announcement}</div>
      </section>
    `;
  }

  #renderHeader(conversation: Conversation, localizer: Localizer<ContactWords>): TemplateResult {
    const {strings} = localizer;
    const contact = contactOf(conversation);
    const isGroup = conversation.kind === 'group';
    const name = (isGroup ? undefined : this.details?.name) || shownName(conversation) || strings.unknownContact;
    const picture = isGroup ? undefined : (this.details?.avatarUrl ?? contact?.avatarUrl);
    return html`
      <header part="header" class="header">
        <parlor-avatar .name=${name} .src=${picture} .kind=${conversation.kind}></parlor-avatar>
        <div class="who">
          <h2><bdi>${displayLabel(formatPhone(name))}</bdi></h2>
          <parlor-opt-out-badge .consent=${conversation.consent}></parlor-opt-out-badge>
        </div>
        <button
          part="close-button"
          class="icon close"
          type="button"
          aria-label=${strings.close}
          title=${strings.close}
          @click=${this.#close}
        >
          ${closeIcon}
        </button>
      </header>
    `;
  }

  #renderFacts(conversation: Conversation, localizer: Localizer<ContactWords>): TemplateResult {
    const now = this.#clock.now(conversation.lastActivityAt, localizer);
    const canCopy = !this.#isAsServer() && typeof globalThis.navigator?.clipboard?.writeText === 'function';
    const onCopy = canCopy ? (text: string) => void this.#copy(text) : undefined;
    const {details, insight, copyOutcome} = this;
    return renderFacts({conversation, details, insight, localizer, now, onCopy, copyOutcome});
  }

  /** About the part that is loaded on its own; everything else is there already. */
  #renderStatus(localizer: Localizer<ContactWords>): TemplateResult {
    const {strings} = localizer;
    const source = sourceWords(this.capabilities.contactDetails, localizer);
    if (this.status === 'loading' && !this.details) {
      return html`
        <div class="loading" role="status">
          <span class="visually-hidden">${strings.loading}</span>
          <span class="bar"></span><span class="bar"></span>
        </div>
      `;
    }
    const retry = html`<button type="button" @click=${this.#reload}>${strings.retry}</button>`;
    return html`
      ${source && this.details ? html`<p class="source">${source}</p>` : nothing}
      <div role="alert">
        ${
          this.status === 'error' && this.error
            ? errorNotice({error: this.error, localizer, title: strings.detailsFailed, buttons: retry})
            : nothing
        }
      </div>
    `;
  }

  #renderMetadata(conversation: Conversation, localizer: Localizer<ContactWords>): TemplateResult | typeof nothing {
    const canEdit = can(this.capabilities, 'editMetadata') && conversation.status !== 'deleted';
    const metadata = this.#newer ? this.#newer.metadata : this.#givenMetadata;
    const hasFields = Object.keys(metadata ?? {}).length > 0;
    // Fields that are still on their way could not be edited safely.
    const isLoading = metadata === undefined && (this.status === 'loading' || this.status === 'error');
    if (!this.#editor.draft && (isLoading || (!canEdit && !hasFields))) return nothing;
    return renderMetadata({
      metadata,
      editor: this.#editor,
      localizer,
      canEdit,
      saving: this.saving,
      source: this.capabilities.editMetadata === 'local' ? localizer.strings.sources.local : undefined,
      onUseTheirs: this.#useTheirs,
    });
  }

  #renderMessage(localizer: Localizer<ContactWords>): TemplateResult | typeof nothing {
    const {message} = this.#choice;
    if (!message) return nothing;
    return renderMessageFacts({
      message: completeMessage(message),
      localizer,
      withoutInsight: message.insight === this.insight,
      has: (places) => this.#choice.has(places),
      onMove: (places) => this.#choice.move(places),
    });
  }

  /** The fields as the properties say: those of the contact where the provider keeps them there. */
  get #givenMetadata(): Metadata | null | undefined {
    const ofContact = this.details?.metadata;
    return ofContact === undefined ? this.conversation?.metadata : ofContact;
  }

  #labelFor({strings}: Localizer<ContactWords>): string {
    return this.conversation?.kind === 'group' ? strings.groupDetails : strings.details;
  }

  #save(conversationId: string, edit: MetadataEdit): void {
    this.announcement = '';
    request(this, 'parlor-metadata-edit-request', {conversationId, edit});
  }

  readonly #useTheirs = (): void => {
    const metadata = this.#editor.useTheirs();
    if (metadata !== undefined) this.#newer = {than: this.#givenMetadata, metadata};
  };

  readonly #reload = (): void => {
    const conversationId = this.conversation?.id;
    if (conversationId === undefined) return;
    request(this, 'parlor-contact-reload-request', {conversationId});
  };

  readonly #close = (): void => {
    request(this, 'parlor-close-request', {conversationId: this.conversation?.id});
  };

  async #copy(text: string): Promise<void> {
    const {strings} = this.#localize;
    clearTimeout(this.#copyTimer);
    this.announcement = '';
    this.copyOutcome = await navigator.clipboard.writeText(text).then(
      () => strings.copied,
      () => strings.copyFailed,
    );
    this.announcement = this.copyOutcome;
    this.#copyTimer = setTimeout(() => (this.copyOutcome = ''), OUTCOME_SHOWN);
  }
}

/** How a fact is known, where it is not the provider's own word. */
function sourceWords(support: CapabilityLevel, {strings}: Localizer<ContactWords>): string | undefined {
  return support === 'derived' || support === 'local' ? strings.sources[support] : undefined;
}
