import {css, html, type TemplateResult} from 'lit';
import {baseStyles} from '../../styles/base.styles.js';
import {InboxElement} from '../inbox/inbox-element.js';

/**
 * Owns an inbox without drawing one: the conversation list, thread and reply box anywhere below it work together, in
 * whatever layout the page gives them.
 *
 * @tag parlor-inbox-context
 * @since 0.1.0
 * @status stable
 *
 * @slot - Your layout with any of Parlor's elements in it.
 *
 * @cssstate thread-open - A conversation is open.
 * @cssstate offline - Reading from the provider fails.
 *
 * @fires {CustomEvent<{conversationId: string | undefined}>} parlor-conversation-selected - Another conversation was opened, or none.
 * @fires {CustomEvent<{message: Message}>} parlor-message-sent - The provider took a message.
 * @fires {CustomEvent<{message: Message, error: ConversationError}>} parlor-message-failed - A message was refused, or its outcome is unknown.
 * @fires {CustomEvent<{message: Message}>} parlor-message-undelivered - A message left, and the provider says later that it did not arrive.
 * @fires {CustomEvent<{message: Message}>} parlor-message-waiting - A message has to wait before it can leave.
 * @fires {CustomEvent<{message: Message}>} parlor-message-received - A contact wrote.
 * @fires {CustomEvent<{conversationId: string, text: string}>} parlor-draft-changed - What is typed for a conversation changed.
 * @fires {CustomEvent<UnreadCount>} parlor-unread-count-changed - How many conversations are unread, as far as that is known: `{count, isComplete}`.
 * @fires {CustomEvent<{error: ConversationError}>} parlor-error - Reading from the provider failed.
 */
export class ParlorInboxContext extends InboxElement {
  static override styles = [
    ...baseStyles,
    css`
      :host {
        display: contents;
      }

      :host([hidden]) {
        display: none;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<slot></slot>${this.renderAnnouncements()}`;
  }
}
