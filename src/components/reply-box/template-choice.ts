import {html, nothing, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {MessageTemplate} from '../../adapter/start-conversation.js';
import {LateElements} from '../../controllers/late-elements.js';
import {request} from '../../controllers/request.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {fileIcon} from '../message-icons.js';

export interface TemplateHost extends LitElement {
  readonly conversationId?: string;
  readonly canSendTemplates: boolean;
  readonly templates?: readonly MessageTemplate[];
}

/** The choice of a template in place of the text: opened by a button, put away by itself. It keeps what was filled in. */
export class TemplateChoice implements ReactiveController {
  readonly #host: TemplateHost;
  readonly #holdsBack: () => boolean;
  /** Most who write never want one. */
  readonly #late: LateElements;
  #isOpen = false;
  #wasOpened = false;
  #wantsFocus = false;
  /** The conversation whose templates were asked for. */
  #askedFor: string | undefined;

  /** @param holdsBack somebody sends one, and whatever holds a text back holds that back as well */
  constructor(host: TemplateHost, holdsBack: () => boolean) {
    this.#host = host;
    this.#holdsBack = holdsBack;
    this.#late = new LateElements(
      host,
      () => import('../template-picker/define.js'),
      () => this.#isOpen,
    );
    host.addController(this);
  }

  /** It stands in the place of everything else, while templates may be sent at all. */
  get isOpen(): boolean {
    return this.#isOpen && this.#host.canSendTemplates;
  }

  get picker(): HTMLElement | null {
    return this.isOpen ? this.#host.renderRoot.querySelector('parlor-template-picker') : null;
  }

  hostUpdated(): void {
    const {conversationId, canSendTemplates} = this.#host;
    if (canSendTemplates && conversationId !== undefined && conversationId !== this.#askedFor) {
      this.#askedFor = conversationId;
      // What it brings is drawn next, not now.
      queueMicrotask(() => request(this.#host, 'parlor-templates-request', {conversationId}));
    }
    const {picker} = this;
    // Before its class has arrived there is nothing in it to focus.
    if (!this.#wantsFocus || !picker?.matches(':defined')) return;
    this.#wantsFocus = false;
    void (picker as LitElement).updateComplete.then(() => picker.focus());
  }

  /** What was filled in was meant for the conversation that was open. */
  reset(): void {
    this.#isOpen = this.#wasOpened = false;
  }

  /** Before the next drawing; what was filled in stays. */
  close(): void {
    this.#isOpen = false;
  }

  readonly open = (): void => {
    this.#isOpen = this.#wasOpened = this.#wantsFocus = true;
    this.#host.requestUpdate();
  };

  /** Beside the text, where there is any template to choose. */
  renderButton({strings}: Localizer<ReplyWords>, isDisabled: boolean): TemplateResult | typeof nothing {
    if (!this.#host.canSendTemplates || !this.#host.templates?.length) return nothing;
    return html`
      <button
        part="templates-button"
        class="icon attach"
        type="button"
        aria-label=${strings.templates}
        title=${strings.templates}
        ?disabled=${isDisabled}
        @click=${this.open}
      >
        ${fileIcon}
      </button>
    `;
  }

  render(ownEndpointId: string | undefined, {strings}: Localizer<ReplyWords>): TemplateResult | typeof nothing {
    if (!this.#wasOpened) return nothing;
    if (this.#late.hasFailed && this.#isOpen) {
      // Every other drawing tries again.
      return html`<p role="alert">
        ${strings.paneFailed} <button type="button" class="link" @click=${this.#onClose}>${strings.close}</button>
      </p>`;
    }
    const {conversationId, templates} = this.#host;
    return html`
      <parlor-template-picker
        part="template-picker"
        conversation-id=${ifDefined(conversationId)}
        own-endpoint-id=${ifDefined(ownEndpointId)}
        .templates=${templates}
        ?hidden=${!this.isOpen}
        @parlor-send-request=${this.#onSend}
        @parlor-close-request=${this.#onClose}
      ></parlor-template-picker>
    `;
  }

  /** What is held back was not asked of anybody. */
  readonly #onSend = (event: Event): void => {
    if (!this.#holdsBack()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onClose = (event: Event): void => {
    // It is this box's own: nobody else has anything to put away.
    event.stopPropagation();
    this.close();
    this.#host.requestUpdate();
  };
}
