import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {shownName} from '../../controllers/store-bindings.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {formatPhone} from '../../model/phone-number.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {backIcon, conversationIcon, warningIcon} from '../icons.js';
import {InboxHost} from './inbox-host.js';
import {inboxStyles} from './inbox.styles.js';

/**
 * The whole inbox: conversations, the open thread and a reply box. Side by side where its container has room, one at
 * a time with a way back where it has not. Fills its container; give that a height.
 *
 * @tag parlor-inbox
 *
 * @slot empty - Shown in place of the thread while no conversation is open.
 * @slot header-actions - At the end of the thread's header.
 *
 * @csspart base - The whole.
 * @csspart list-pane - The side with the conversations.
 * @csspart thread-pane - The side with the open conversation.
 * @csspart header - The bar above the thread.
 * @csspart back-button - Leads back to the list where both do not fit.
 * @csspart connection - The line that says that reading fails.
 * @csspart conversation-list - The `parlor-conversation-list`.
 * @csspart message-thread - The `parlor-message-thread`.
 * @csspart reply-box - The `parlor-reply-box`.
 *
 * @cssprop --parlor-inbox-list-size - Width of the conversation list where both fit.
 *
 * @fires {CustomEvent<{conversationId: string | undefined}>} parlor-conversation-selected - Another conversation was opened, or none.
 * @fires {CustomEvent<{message: Message}>} parlor-message-sent - The provider took a message.
 * @fires {CustomEvent<{message: Message, error: ConversationError}>} parlor-message-failed - A message was refused, or its outcome is unknown.
 * @fires {CustomEvent<{message: Message}>} parlor-message-received - A contact wrote.
 * @fires {CustomEvent<{conversationId: string, text: string}>} parlor-draft-changed - What is typed for a conversation changed.
 * @fires {CustomEvent<{error: ConversationError}>} parlor-error - Reading from the provider failed, or no adapter could be made.
 */
export class ParlorInbox extends InboxHost {
  static override styles = [...baseStyles, buttons, inboxStyles];

  /** `light` or `dark`; without it the inbox follows the page's `color-scheme`. `auto` follows the device. */
  @property({reflect: true}) theme?: 'light' | 'dark' | 'auto';
  /** Only for reading: no reply box. */
  @property({type: Boolean, reflect: true}) readonly = false;

  @query('.list-pane') private readonly listPane!: HTMLElement | null;
  @query('.thread-header h2') private readonly threadHeading!: HTMLElement | null;
  @query('parlor-conversation-list') private readonly list!: HTMLElement | null;

  private shownId: string | undefined;

  override render(): TemplateResult {
    const {store} = this;
    const {strings} = this.localizer;
    if (this.adapterError) return this.renderAdapterError();
    if (!store) return html`<div part="base" class="base idle"></div>`;
    const conversation = store.selected;
    return html`
      <div part="base" class="base ${store.state.selectedId === undefined ? 'showing-list' : 'showing-thread'}">
        ${this.renderConnection(store)}
        <div class="panes">
          <section part="list-pane" class="list-pane" aria-label=${strings.conversations}>
            <parlor-conversation-list part="conversation-list"></parlor-conversation-list>
          </section>
          <section part="thread-pane" class="thread-pane" aria-label=${this.threadLabel(conversation)}>
            ${store.state.selectedId === undefined ? this.renderNothingOpen() : this.renderThread(conversation)}
          </section>
        </div>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.moveFocus();
  }

  private renderThread(conversation: Conversation | undefined): TemplateResult {
    return html`
      ${this.renderHeader(conversation)}
      <parlor-message-thread part="message-thread"></parlor-message-thread>
      ${this.readonly ? nothing : keyed(conversation?.id, html`<parlor-reply-box part="reply-box"></parlor-reply-box>`)}
    `;
  }

  private renderHeader(conversation: Conversation | undefined): TemplateResult {
    const {strings} = this.localizer;
    const name = shownName(conversation) || strings.unknownContact;
    const contact = conversation && contactOf(conversation);
    const address = contact?.address ? formatPhone(contact.address) : '';
    return html`
      <header part="header" class="thread-header">
        <button part="back-button" class="icon back" type="button" aria-label=${strings.back} @click=${this.goBack}>
          ${backIcon}
        </button>
        <parlor-avatar name=${name} .src=${contact?.avatarUrl} kind=${conversation?.kind ?? 'direct'}></parlor-avatar>
        <div class="who">
          <h2 tabindex="-1"><bdi>${name}</bdi></h2>
          ${address && address !== name ? html`<p class="address"><bdi dir="ltr">${address}</bdi></p>` : nothing}
        </div>
        ${conversation ? html`<parlor-opt-out-badge .consent=${conversation.consent}></parlor-opt-out-badge>` : nothing}
        <slot name="header-actions"></slot>
      </header>
    `;
  }

  private renderNothingOpen(): TemplateResult {
    const {strings} = this.localizer;
    return html`
      <div class="nothing-open">
        <slot name="empty">
          ${conversationIcon}
          <p class="title">${strings.noConversationSelected}</p>
          <p>${strings.noConversationSelectedHint}</p>
        </slot>
      </div>
    `;
  }

  private renderConnection(store: InboxStore): TemplateResult {
    const {localizer} = this;
    const {strings} = localizer;
    const {connected, connectionError} = store.state;
    return html`
      <div part="connection" class="connection" role="status">
        ${
          connected
            ? nothing
            : html`
                ${warningIcon}
                <span>${strings.offline} ${connectionError ? localizer.error(connectionError) : nothing}</span>
                <button type="button" @click=${() => void store.refresh()}>${strings.retry}</button>
              `
        }
      </div>
    `;
  }

  private renderAdapterError(): TemplateResult {
    return html`
      <div part="base" class="base nothing-open" role="alert">
        ${warningIcon}
        <p class="title">${this.adapterError ? this.localizer.error(this.adapterError) : nothing}</p>
        <p>${this.adapterError?.message}</p>
      </div>
    `;
  }

  private threadLabel(conversation: Conversation | undefined): string {
    const {localizer} = this;
    const {strings} = localizer;
    if (this.store?.state.selectedId === undefined) return strings.noConversationSelected;
    return localizer.fill(strings.messages, {name: shownName(conversation) || strings.unknownContact});
  }

  private readonly goBack = (): void => this.store?.select(undefined);

  /** Where only one pane fits, opening and leaving a conversation hides what had the focus: take it along. */
  private moveFocus(): void {
    const shownId = this.store?.state.selectedId;
    if (shownId === this.shownId) return;
    const wasOpen = this.shownId !== undefined;
    this.shownId = shownId;
    if (!this.matches(':focus-within')) return;
    const listIsVisible = this.listPane?.checkVisibility() ?? false;
    if (shownId !== undefined && !listIsVisible) this.threadHeading?.focus();
    if (shownId === undefined && wasOpen) this.list?.focus();
  }
}
