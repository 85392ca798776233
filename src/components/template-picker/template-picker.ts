import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {MessageTemplate} from '../../adapter/start-conversation.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {pickerWords} from '../../i18n/words/templates.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {LoadStatus} from '../../store/read-health.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {fields} from '../../styles/fields.styles.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {errorNotice, notices} from '../error-notice.js';
import {
  chosenTemplate,
  emptyFields,
  filledTemplate,
  previewOf,
  TEMPLATE_FIELD,
  type TemplateDraft,
} from './template-draft.js';
import {renderTemplateFields} from './template-fields.js';
import {templatePickerStyles, templatePreview} from './template-picker.styles.js';
import {templateParts, templateProperties} from './template-binding.js';

const NOTHING_CHOSEN: TemplateDraft = {templateId: '', parameters: {}};

/**
 * Chooses one of the messages that were approved beforehand, fills it in, and sends it in place of a text: where nothing
 * else may be sent, or where it spares typing. A reply box shows it when it is asked to.
 *
 * Inside an inbox it offers what may be sent in the open conversation; alone, it shows what its properties say. What was
 * filled in stays, so that a message that was refused can be sent again.
 *
 * @tag parlor-template-picker
 * @since 0.1.0
 * @status stable
 *
 * @csspart base - The form.
 * @csspart preview - What the template will say.
 * @csspart send-button - Sends.
 * @csspart error - Why the templates could not be loaded.
 *
 * @fires {SendRequestEvent} parlor-send-request - Asks the owner to send: `{conversationId, text, mediaUrls, template, ownEndpointId?}`; `text` is what the template says.
 * @fires {TemplatesRequestEvent} parlor-templates-request - Asks the owner for the templates: `{conversationId}`.
 * @fires {CloseRequestEvent} parlor-close-request - It should be put away: `{conversationId}`.
 */
export class ParlorTemplatePicker extends LitElement {
  static override styles = [...baseStyles, buttons, fields, notices, templatePreview, templatePickerStyles];

  /** The conversation it is about. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** What to choose from; absent while that is on its way. */
  @property({attribute: false}) templates: readonly MessageTemplate[] | undefined;
  /** How far loading them got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading failed, with the status `error`. */
  @property({attribute: false}) error: ConversationError | undefined;
  /** What our number or channel is called that they are sent over; said where it is known. */
  @property() channel = '';
  /** Which of our own numbers to send from; the provider's default without it. */
  @property({attribute: 'own-endpoint-id'}) ownEndpointId: string | undefined;

  @state() private draft = NOTHING_CHOSEN;
  @state() private isChecked = false;

  readonly #localize = new LocalizeController(this, pickerWords);
  #focusNext: string | undefined;

  constructor() {
    super();
    keepTyping(this);
    new FocusKeeper(this, () => this.#first);
    new StoreController(this, templateParts, (store) => Object.assign(this, templateProperties(store)));
  }

  /** Focuses the choice; the button that puts it away while there is none. */
  override focus(options?: FocusOptions): void {
    this.#first?.focus(options);
  }

  get #first(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>('select, button');
  }

  protected override firstUpdated(): void {
    // What it brings is drawn next, not now.
    queueMicrotask(this.#load);
  }

  protected override updated(): void {
    if (this.#focusNext) this.shadowRoot?.getElementById(this.#focusNext)?.focus();
    this.#focusNext = undefined;
  }

  override render(): TemplateResult {
    const {strings} = this.#localize;
    return html`
      <form
        part="base"
        novalidate
        aria-label=${strings.templates}
        @submit=${this.#onSubmit}
        @keydown=${this.#onKeyDown}
      >
        ${this.#renderBody()} ${this.#renderChannel()}
        <div class="buttons">
          <button type="button" @click=${this.#close}>${strings.cancel}</button>
          ${
            this.templates?.length
              ? html`<button part="send-button" type="submit" class="primary">${strings.send}</button>`
              : nothing
          }
        </div>
      </form>
    `;
  }

  #renderChannel(): TemplateResult | typeof nothing {
    const {strings, value: localizer} = this.#localize;
    if (!this.channel || !this.templates?.length) return nothing;
    return html`<p class="channel">${localizer.fill(strings.sentOver, {channel: this.channel})}</p>`;
  }

  #renderBody(): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const {templates, status, error, draft} = this;
    if (!templates && status === 'error' && error) {
      const retry = html`<button type="button" @click=${this.#load}>${strings.retry}</button>`;
      return html`<div role="alert">
        ${errorNotice({error, localizer, title: strings.templatesFailed, buttons: retry})}
      </div>`;
    }
    if (!templates) return html`<p class="loading" role="status">${strings.loading}</p>`;
    if (templates.length === 0) return html`<p class="loading">${strings.noTemplates}</p>`;
    return renderTemplateFields({
      templates,
      draft,
      label: strings.template,
      none: strings.chooseTemplate,
      isRequired: true,
      problemOf: this.#problemOf,
      isLocked: false,
      localizer,
      onChange: (change) => (this.draft = {...this.draft, ...change}),
    });
  }

  /** Nothing is pointed out before the first attempt to send. */
  readonly #problemOf = (field: string): string | undefined => {
    const {strings} = this.#localize;
    if (!this.isChecked || !this.#wrongFields.includes(field)) return undefined;
    return field === TEMPLATE_FIELD ? strings.templateMissing : strings.parameterMissing;
  };

  get #wrongFields(): readonly string[] {
    const template = chosenTemplate(this.draft, this.templates);
    return template ? emptyFields(this.draft, template) : [TEMPLATE_FIELD];
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const {draft, conversationId = '', ownEndpointId} = this;
    const template = chosenTemplate(draft, this.templates);
    const [wrong] = this.#wrongFields;
    this.isChecked = wrong !== undefined;
    if (!template || wrong !== undefined) {
      this.#focusNext = wrong;
      this.requestUpdate();
      return;
    }
    const text = previewOf(draft, template)
      .map((part) => part.text)
      .join('');
    const isTaken = request(this, 'parlor-send-request', {
      ...{conversationId, text, mediaUrls: [], template: filledTemplate(draft, template)},
      ...(ownEndpointId !== undefined && {ownEndpointId}),
    });
    if (isTaken) this.#close();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || belongsToInputMethod(event)) return;
    // Escape is for this form only, not for what it stands in.
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  readonly #load = (): void => {
    request(this, 'parlor-templates-request', {conversationId: this.conversationId ?? ''});
  };

  readonly #close = (): void => {
    request(this, 'parlor-close-request', {conversationId: this.conversationId});
  };
}
