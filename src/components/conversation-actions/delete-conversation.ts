import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import {ModalDialog} from '../../controllers/modal-dialog.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import type {ActionFailure, ConversationAction} from '../../model/conversation-action.js';
import type {Conversation} from '../../model/conversation.js';
import {renderDeleteQuestion} from '../delete-question.js';

/** What the question is about, as it was called when it was asked. */
interface Asked {
  readonly conversationId: string;
  readonly name: string;
}

interface QuestionHost extends LitElement {
  readonly conversation?: Conversation;
  readonly pending?: ConversationAction;
  readonly failure?: ActionFailure;
}

export interface DeleteConversationParts {
  readonly localizer: () => Localizer<ActionsWords>;
  readonly onConfirm: (asked: Asked) => void;
  /** A failure was explained in the question, and goes with it. */
  readonly onDismiss: () => void;
}

/** Asks before a conversation is deleted, and says there why it was not. */
export class DeleteConversation {
  readonly #host: QuestionHost;
  readonly #parts: DeleteConversationParts;
  readonly #modal: ModalDialog;
  #asked: Asked | undefined;

  constructor(host: QuestionHost, parts: DeleteConversationParts) {
    this.#host = host;
    this.#parts = parts;
    this.#modal = new ModalDialog(host, {isOpen: () => this.isOpen, onClosed: this.#end});
  }

  get isOpen(): boolean {
    return this.#asked !== undefined;
  }

  ask(about: Asked): void {
    this.#set(about);
  }

  /** A failed deletion is explained where it was asked for, while that is open. */
  explains(failure: ActionFailure | undefined): boolean {
    return failure?.action === 'delete' && failure.conversationId === this.#asked?.conversationId;
  }

  /** Before drawing. @param hasEnded what was being deleted is so no more */
  follow(hasEnded: boolean): void {
    const {conversation, failure} = this.#host;
    // What the question is about may be gone, whoever deleted it.
    const isGone = conversation?.id !== this.#asked?.conversationId;
    if (isGone || (hasEnded && !this.explains(failure))) this.#asked = undefined;
  }

  /** It was asked for: where nothing is on its way then, there is nothing that the question could wait for. */
  endUnlessPending(): void {
    if (this.#host.pending !== 'delete') this.#set(undefined);
  }

  render(): TemplateResult {
    return html`
      <dialog
        part="dialog"
        role="alertdialog"
        aria-labelledby="delete-title"
        aria-describedby="delete-warning"
        @cancel=${this.#modal.onCancel}
        @close=${this.#modal.onClose}
      >
        ${this.#asked ? this.#renderQuestion(this.#asked) : nothing}
      </dialog>
    `;
  }

  #renderQuestion(asked: Asked): TemplateResult {
    const {failure, pending} = this.#host;
    const localizer = this.#parts.localizer();
    const {strings} = localizer;
    const {name} = asked;
    return renderDeleteQuestion({
      title: strings.deleteTitle,
      warning: localizer.fill(strings.deleteWarning, {name}),
      errorTitle: localizer.fill(strings.actionFailed, {action: strings.delete, name}),
      isDeleting: pending === 'delete',
      error: this.explains(failure) ? failure?.error : undefined,
      localizer,
      onCancel: this.#end,
      onConfirm: () => this.#parts.onConfirm(asked),
    });
  }

  readonly #end = (): void => {
    if (this.explains(this.#host.failure)) this.#parts.onDismiss();
    this.#set(undefined);
  };

  #set(asked: Asked | undefined): void {
    if (this.#asked === asked) return;
    this.#asked = asked;
    this.#host.requestUpdate();
  }
}
