import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {StartForm} from '../../adapter/start-conversation.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LateElements} from '../../controllers/late-elements.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {ModalDialog} from '../../controllers/modal-dialog.js';
import {startWords} from '../../i18n/words/start.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {can, NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import type {OpenTarget} from '../../store/find-person.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {LoadStatus} from '../../store/read-health.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {dialogs} from '../../styles/dialog.styles.js';
import {fields} from '../../styles/fields.styles.js';
import {onUnlessFalse} from '../common.js';
import {errorNotice, notices} from '../error-notice.js';
import {choosable, type ChoosableEndpoint} from '../own-endpoints.js';
import {closeIcon} from '../icons.js';
import {templatePreview} from '../template-picker/template-picker.styles.js';
import {startConversationStyles} from './start-conversation.styles.js';
import {
  chosenEndpoint,
  EMPTY_START,
  filledFor,
  formOn,
  problemsOf,
  recipientOf,
  requestOf,
  type StartDraft,
  type StartProblems,
} from './start-draft.js';
import {renderStartFields} from './start-fields.js';

export type * from './start-conversation.events.js';

const NO_PROBLEMS: StartProblems = new Map();

/**
 * A dialog that starts a conversation. It asks what the provider's form asks, and nothing else.
 *
 * Inside an inbox it loads the form when it opens, starts the conversation, closes, and opens what was started;
 * alone, it asks for all that by request events. What was entered stays until a conversation was started with it.
 *
 * @tag parlor-start-conversation
 * @since 0.1.0
 * @status stable
 *
 * @csspart missing - Says which of several accounts cannot be asked.
 * @csspart base - The `dialog`.
 * @csspart header - Title and close button.
 * @csspart body - The fields.
 * @csspart preview - What a template will say.
 * @csspart counter - Segments and characters left of the first message.
 * @csspart footer - The buttons.
 * @csspart start-button - Starts the conversation.
 * @csspart close-button - Closes the dialog.
 * @csspart error - Why the form could not be loaded, or the conversation not be started.
 *
 * @fires {ConversationStartRequestEvent} parlor-conversation-start-request - A conversation should be started: `{request}`. A veto keeps the inbox from it.
 * @fires {StartFormReloadRequestEvent} parlor-start-form-reload-request - The form is needed: the dialog opened, or loading failed and should be tried again.
 * @fires {CloseRequestEvent} parlor-close-request - The dialog is about to close; a veto keeps it open.
 */
export class ParlorStartConversation extends LitElement {
  static override styles = [...baseStyles, buttons, dialogs, fields, notices, templatePreview, startConversationStyles];

  /** Whether the dialog is shown. */
  @property({type: Boolean, reflect: true}) open = false;
  /** What to ask. */
  @property({attribute: false}) form: StartForm | undefined;
  /** How far loading the form got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading the form failed, with the status `error`. */
  @property({attribute: false}) error: ConversationError | undefined;
  /** Our own numbers to choose from. */
  @property({attribute: false}) endpoints: readonly OwnEndpoint[] | undefined;
  /** What the provider can do: whether a number can be chosen, and whether it replaces characters. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** Counts SMS segments of the first message; `counts-segments="false"` for channels that have none. */
  @property({attribute: 'counts-segments', converter: onUnlessFalse}) countsSegments = true;
  /** A conversation is being started. */
  @property({type: Boolean, reflect: true}) sending = false;
  /** Why the last one could not be started. */
  @property({attribute: false}) startError: ConversationError | undefined;
  /** When contacts may be texted: out of these hours the first press is held back, and said, where a message goes along. */
  @property({attribute: false}) textingHours: TextingHours | undefined;
  /** Says where a contact lives, for the time there; without it, the area code does. */
  @property({attribute: false}) timeZoneOf: TimeZoneOf | undefined;

  @state() private draft: StartDraft = EMPTY_START;
  @state() private isChecked = false;

  readonly #localize = new LocalizeController(this, startWords);
  readonly #modal = new ModalDialog(this, {
    isOpen: () => this.open,
    onOpened: () => this.#onOpened(),
    onClosed: () => this.close(),
    onEscape: () => this.#requestClose(),
  });
  #followed:
    | {readonly store: InboxStore; readonly startedId: string | undefined; readonly selectedId: string | undefined}
    | undefined;
  /** Whoever closes the form does not wait for the conversation to be opened. */
  #awaiting: AbortController | undefined;
  #focusNext: string | undefined;
  readonly #contactTime = new LateElements(
    this,
    () => import('../contact-time/define.js'),
    () => this.open && this.#minds,
  );

  /**
   * Opens the dialog. Where the focus is now, it returns to when the dialog closes.
   *
   * @param target whom the conversation is for, and what to begin it with. What was written before stays
   */
  show(target?: Omit<OpenTarget, 'conversationId'>): void {
    if (target) this.draft = filledFor(this.draft, target);
    this.open = true;
  }

  /** Closes the dialog and keeps what was entered. */
  close(): void {
    this.open = false;
  }

  /** Empties the form; for an owner that started the conversation itself. */
  reset(): void {
    this.draft = EMPTY_START;
    this.isChecked = false;
    this.startError = undefined;
  }

  constructor() {
    super();
    keepTyping(this);
    new FocusKeeper(this, () => this.#firstField);
    new StoreController(
      this,
      (store) => [store, store.pending],
      (store) => this.#follow(store),
    );
  }

  protected override willUpdate(): void {
    this.capabilities ??= NO_CAPABILITIES;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && !this.open) this.#awaiting?.abort();
    // What the dialog was opened for came later.
    if (this.open && this.form && changed.has('form') && !changed.get('form')) this.#focusFirst();
    if (this.#focusNext) this.shadowRoot?.querySelector<HTMLElement>(this.#focusNext)?.focus();
    this.#focusNext = undefined;
  }

  override render(): TemplateResult {
    const {strings} = this.#localize;
    return html`
      <dialog part="base" aria-labelledby="heading" @cancel=${this.#modal.onCancel} @close=${this.#modal.onClose}>
        <form novalidate @submit=${this.#onSubmit}>
          <header part="header" class="header">
            <h2 id="heading">${strings.startConversation}</h2>
            <button
              part="close-button"
              class="icon"
              type="button"
              aria-label=${strings.close}
              @click=${this.#requestClose}
            >
              ${closeIcon}
            </button>
          </header>
          <div part="body" class="body" aria-busy=${this.status === 'loading' ? 'true' : 'false'}>
            ${this.#renderBody()}
          </div>
          <footer part="footer" class="footer">
            ${this.#renderContactTime()}
            <div role="alert">${this.#renderStartError()}</div>
            <div class="footer-buttons">${this.#renderButtons()}</div>
          </footer>
        </form>
      </dialog>
    `;
  }

  #renderBody(): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const {error} = this;
    const form = this.#formHere;
    if (form) {
      return renderStartFields({
        form,
        draft: this.draft,
        problems: this.#problems,
        endpoints: this.#choosable,
        localizer,
        countsSegments: this.countsSegments,
        normalizesText: can(this.capabilities, 'normalizeText'),
        isLocked: this.sending,
        onChange: (change) => (this.draft = {...this.draft, ...change}),
      });
    }
    if (this.status === 'error' && error) {
      const buttons = html`<button type="button" @click=${this.#requestForm}>${strings.retry}</button>`;
      return html`<div role="alert">${errorNotice({error, localizer, title: strings.startFormFailed, buttons})}</div>`;
    }
    return html`<p class="loading" role="status">${strings.loading}</p>`;
  }

  #renderStartError(): TemplateResult | typeof nothing {
    const {strings, value: localizer} = this.#localize;
    const error = this.sending ? undefined : this.startError;
    if (!error) return nothing;
    return errorNotice({
      error,
      localizer,
      title: strings.startFailedKept,
      doubtfulTitle: strings.startUnconfirmed,
    });
  }

  /** The time of day matters to the page. */
  get #minds(): boolean {
    return !!(this.textingHours ?? this.timeZoneOf);
  }

  #renderContactTime(): TemplateResult | typeof nothing {
    const form = this.#formHere;
    const conversation = form && recipientOf(this.draft, form);
    if (!this.#minds || !conversation) return nothing;
    return html`<parlor-contact-time
      .conversation=${conversation}
      .textingHours=${this.textingHours}
      .timeZoneOf=${this.timeZoneOf}
    ></parlor-contact-time>`;
  }

  /** Also by what is not there yet: it is asked as soon as it is. */
  #holdsBack(again: () => void): boolean {
    const time = this.shadowRoot?.querySelector('parlor-contact-time');
    if (!time || this.#contactTime.hasFailed) return false;
    if ('holdBack' in time) return time.holdBack();
    const {draft} = this;
    // What was pressed was pressed for this.
    void this.#contactTime.load().then(() => this.open && this.draft === draft && again());
    return true;
  }

  /** After an unknown outcome, looking is what is offered first, and repeating says what it is. */
  #renderButtons(): TemplateResult {
    const {strings} = this.#localize;
    const isDoubtful = !this.sending && !!this.startError?.outcomeUnknown;
    const words = this.sending ? strings.starting : isDoubtful ? strings.startAnyway : strings.start;
    return html`
      <button type="button" class=${isDoubtful ? 'primary' : ''} @click=${this.#requestClose}>
        ${isDoubtful ? strings.close : strings.cancel}
      </button>
      <button
        part="start-button"
        type="submit"
        class=${isDoubtful ? '' : 'primary'}
        aria-disabled=${this.sending ? 'true' : 'false'}
        ?disabled=${!this.form}
      >
        ${words}
      </button>
    `;
  }

  get #problems(): StartProblems {
    const form = this.#formHere;
    return this.isChecked && form ? problemsOf(this.draft, form) : NO_PROBLEMS;
  }

  /** The form on the number or channel that is chosen. */
  get #formHere(): StartForm | undefined {
    return this.form && formOn(this.form, chosenEndpoint(this.draft, this.#choosable)?.id);
  }

  get #choosable(): readonly ChoosableEndpoint[] {
    return can(this.capabilities, 'chooseOwnEndpoint') ? choosable(this.endpoints) : [];
  }

  #onOpened(): void {
    this.#focusFirst();
    // What it brings is drawn next, not now.
    queueMicrotask(this.#requestForm);
  }

  #focusFirst(): void {
    this.#firstField?.focus();
  }

  get #firstField(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>('.body :is(input:not([type=radio]), select, textarea)');
  }

  readonly #requestForm = (): void => {
    request(this, 'parlor-start-form-reload-request', null);
  };

  readonly #requestClose = (): void => {
    if (request(this, 'parlor-close-request', {})) this.open = false;
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#start();
  };

  readonly #start = (): void => {
    const form = this.#formHere;
    if (!form || this.sending) return;
    this.isChecked = true;
    const [wrong] = this.#problems.keys();
    if (wrong !== undefined) {
      this.#focusNext = `#${wrong}`;
      this.requestUpdate();
      return;
    }
    const start = requestOf(this.draft, form, this.#choosable);
    if ((start.text !== undefined || start.template) && this.#holdsBack(this.#start)) return;
    this.#awaiting = new AbortController();
    request(this, 'parlor-conversation-start-request', {request: start, signal: this.#awaiting.signal});
  };

  #follow(store: InboxStore): void {
    const {start, endpoints} = store.pending.state;
    const {startedId, form, status, error, sending, startError} = start;
    const isOther = this.#followed?.store !== store;
    const hasStarted = !isOther && startedId !== undefined && startedId !== this.#followed?.startedId;
    const {selectedId} = store.state;
    const isElsewhere = !isOther && selectedId !== undefined && selectedId !== this.#followed?.selectedId;
    this.#followed = {store, startedId, selectedId};
    Object.assign(this, {form, status, error, sending, startError, endpoints, capabilities: store.capabilities});
    if (hasStarted) this.#finish();
    // Something was opened beneath it.
    else if (isElsewhere) this.close();
    if (isOther && this.open) this.#requestForm();
  }

  #finish(): void {
    this.#awaiting = undefined;
    this.close();
    this.reset();
  }
}
