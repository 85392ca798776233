import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import {ModalDialog} from '../../controllers/modal-dialog.js';
import {request} from '../../controllers/request.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {MessageMenuWords} from '../../i18n/words/message-menu.js';
import {shortened} from '../../model/cut-text.js';
import {displayText} from '../../model/display-text.js';
import {messageKey, type Message} from '../../model/message.js';
import {hasVisibleText} from '../../model/visible-text.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {renderDeleteQuestion} from '../delete-question.js';

/** In characters: enough to tell which message it is. */
const LONGEST_QUOTE = 200;

export interface DeleteMessageParts {
  readonly localizer: () => Localizer<MessageMenuWords>;
  readonly store: () => InboxStore | undefined;
  /** It is done: what had the focus may be gone with the message. */
  readonly onDone: () => void;
}

/**
 * Asks before a message is deleted, and says there why it was not, also where somebody else's button asked for it: what
 * was to be gone for ever and is not has to be known.
 */
export class DeleteMessage {
  readonly #host: LitElement;
  readonly #parts: DeleteMessageParts;
  readonly #modal: ModalDialog;
  #asked: Message | undefined;

  constructor(host: LitElement, parts: DeleteMessageParts) {
    this.#host = host;
    this.#parts = parts;
    this.#modal = new ModalDialog(host, {
      isOpen: () => this.#asked !== undefined,
      onClosed: () => this.#end(),
    });
  }

  ask(message: Message): void {
    this.#set(message);
  }

  /** Something is different in the inbox around. */
  follow(store: InboxStore): void {
    const {failure} = store.messageChanges.state;
    const asked = this.#asked;
    const isAbout = failure?.change.type === 'delete' && failure.conversationId === store.state.selectedId;
    if (asked && asked.conversationId !== store.state.selectedId) return this.#set(undefined);
    if (asked && store.isDeleted(asked)) {
      this.#set(undefined);
      this.#parts.onDone();
    } else if (!asked && isAbout) {
      this.#set(store.timeline(failure.conversationId).state.list.get(failure.messageId));
    } else this.#host.requestUpdate();
  }

  render(): TemplateResult {
    const message = this.#asked;
    return html`
      <dialog
        part="dialog"
        role="alertdialog"
        aria-labelledby="delete-title"
        aria-describedby="delete-quote delete-warning"
        @cancel=${this.#modal.onCancel}
        @close=${this.#modal.onClose}
      >
        ${message ? this.#renderQuestion(message) : nothing}
      </dialog>
    `;
  }

  #renderQuestion(message: Message): TemplateResult {
    const store = this.#parts.store();
    const localizer = this.#parts.localizer();
    const {strings} = localizer;
    const failure = store?.messageChanges.state.failure;
    const isAbout = failure?.change.type === 'delete' && [message.id, messageKey(message)].includes(failure.messageId);
    return renderDeleteQuestion({
      title: strings.deleteMessageTitle,
      ...(hasVisibleText(message.text) && {quote: displayText(shortened(message.text, LONGEST_QUOTE))}),
      warning: localizer.fill(strings.deleteMessageWarning, {provider: store?.adapter.name ?? ''}),
      isDeleting: this.#isRunning(message),
      error: isAbout ? failure.error : undefined,
      errorTitle: strings.deleteMessageFailed,
      doubtfulTitle: strings.deleteMessageUnconfirmed,
      localizer,
      onCancel: () => this.#end(),
      onConfirm: () => this.#confirm(message),
    });
  }

  #confirm(message: Message): void {
    if (this.#isRunning(message)) return;
    const {conversationId} = message;
    request(this.#host, 'parlor-message-delete-request', {conversationId, messageId: messageKey(message)});
    // An inbox acts once every listener has had its turn. After a veto there is nothing that the question could wait for.
    queueMicrotask(() => {
      if (this.#asked === message && !this.#isRunning(message)) this.#end();
    });
  }

  #isRunning(message: Message): boolean {
    const changes = this.#parts.store()?.messageChanges;
    return changes?.isRunning(message.conversationId, messageKey(message)) ?? false;
  }

  /** A failure was explained in the question, and goes with it. */
  #end(): void {
    if (!this.#asked) return;
    const {failure} = this.#parts.store()?.messageChanges.state ?? {};
    this.#set(undefined);
    if (failure?.change.type === 'delete') this.#parts.store()?.messageChanges.dismissFailure();
  }

  #set(message: Message | undefined): void {
    this.#asked = message;
    this.#host.requestUpdate();
  }
}
