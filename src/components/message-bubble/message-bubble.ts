import {LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {LazyController} from '../../controllers/lazy-controller.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import type {Attachment} from '../../model/attachment.js';
import type {Message} from '../../model/message.js';
import {displayText} from '../../model/display-text.js';
import {isEmojiOnly} from '../../model/emoji-only.js';
import {isKnownInstant} from '../../model/capability-level.js';
import {exactTime} from '../../i18n/exact-time.js';
import {conversationWords} from '../../i18n/english/conversation-words.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {html} from '../../styles/tight-html.js';
import {classMap} from '../class-map.js';
import type {ImageStates} from './image-states.js';
import {bubbleExtras} from './lazy-extras.js';
import {discardRequest, resendRequest, retryRequest} from './message-bubble.events.js';
import {messageBubbleStyles} from './message-bubble.styles.js';
import {footView, needsFoot} from './message-foot-view.js';
import {mayHoldLink} from './may-hold-link.js';

export type * from './message-bubble.events.js';

/**
 * One message of a thread: its text, pictures and files, when it was sent, and how far it got.
 *
 * @tag parlor-message-bubble
 * @fires {CustomEvent<LocalMessageDetail>} parlor-retry-request - Asks to send a failed or unconfirmed message again.
 * @fires {CustomEvent<LocalMessageDetail>} parlor-discard-request - Asks to give up a message that was not sent.
 * @fires {CustomEvent<ResendRequestDetail>} parlor-resend-request - Asks to send an undelivered message anew.
 * @csspart base - The article with everything in it.
 * @csspart sender - The name above the first message of a group.
 * @csspart bubble - The coloured box.
 * @csspart text - The words.
 * @csspart attachment - A picture or a link to a file.
 * @csspart foot - The line with time, status and actions.
 * @csspart timestamp - The time in the foot.
 * @csspart status - The delivery status.
 * @cssprop [--parlor-message-bubble-background-inbound] - Colour behind what was received.
 * @cssprop [--parlor-message-bubble-text-inbound] - Colour of received text.
 * @cssprop [--parlor-message-bubble-background-outbound] - Colour behind what was sent.
 * @cssprop [--parlor-message-bubble-text-outbound] - Colour of sent text.
 */
export class ParlorMessageBubble extends LitElement {
  static override styles = [...baseStyles, buttons, messageBubbleStyles];

  @property({attribute: false}) message?: Message;

  /** First of a run of messages by one sender. */
  @property({type: Boolean, attribute: 'starts-group'}) startsGroup = false;

  /** Last of a run of messages by one sender: shows the time and the delivery status. */
  @property({type: Boolean, attribute: 'ends-group'}) endsGroup = false;

  /** The contact's name, for messages that do not name their sender. */
  @property({attribute: 'contact-name'}) contactName = '';

  /** Shows who wrote it, as groups need. */
  @property({type: Boolean, attribute: 'show-sender'}) showSender = false;

  /** Waits behind an earlier message that is stuck. */
  @property({type: Boolean}) held = false;

  @state() private images: ImageStates = new Map();

  private readonly localize = new LocalizeController(this, conversationWords);
  private readonly extras = new LazyController(
    this,
    bubbleExtras,
    () => !!this.message?.attachments.length || mayHoldLink(this.message?.text),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('message') || this.images.size === 0) return;
    const urls = new Set(this.message?.attachments.map(({url}) => url));
    this.images = new Map([...this.images].filter(([url]) => urls.has(url)));
  }

  override render(): TemplateResult | typeof nothing {
    const {message, startsGroup, endsGroup} = this;
    if (!message) return nothing;
    const outbound = message.direction === 'outbound';
    const title = isKnownInstant(message.at) ? exactTime(this.localize.value, message.at) : undefined;
    return html`
      <article part="base" class=${classMap({outbound, startsGroup, endsGroup})} aria-label=${this.label(message)}>
        ${
          this.showSender && startsGroup && !outbound
            ? html`<span class="sender" part="sender" dir="auto">${this.senderName(message)}</span>`
            : nothing
        }
        <div class="body" title=${ifDefined(title)}>
          ${message.attachments.map(this.renderAttachment)}${this.renderBox(message)}
        </div>
        ${this.renderReactions(message)}
        ${
          endsGroup || this.held || needsFoot(message)
            ? footView({
                message,
                held: this.held,
                localizer: this.localize.value,
                onRetry: this.onRetry,
                onDiscard: this.onDiscard,
                onResend: this.onResend,
              })
            : nothing
        }
      </article>
    `;
  }

  /** Pictures stand by themselves; all else shares one box. */
  private renderBox(message: Message): TemplateResult | typeof nothing {
    const {text, replyTo, unsupportedBody, attachments} = message;
    const isEmpty = !text && attachments.length === 0;
    if (!text && !replyTo?.text && unsupportedBody === undefined && !isEmpty) return nothing;
    // What it holds stays text: it becomes text nodes and links. White space counts in it, so the template has none.
    return html`
      <div part="bubble" class=${classMap({bubble: true, emoji: isEmojiOnly(text ?? '')})}>
        ${replyTo?.text ? html`<blockquote dir="auto">${displayText(replyTo.text)}</blockquote>` : nothing}
        <div class="text" part="text" dir="auto" ?hidden=${!text}>${this.words(text ?? '')}</div>
        ${
          unsupportedBody !== undefined || isEmpty
            ? html`<p class="placeholder">${this.placeholder(unsupportedBody)}</p>`
            : nothing
        }
      </div>
    `;
  }

  /** Text nodes, and links between them where the text may hold one. */
  private words(text: string): unknown {
    return (mayHoldLink(text) && this.extras.value?.textWithLinks(text)) || displayText(text);
  }

  /** Until it can be drawn, an attachment has a box of a usual size, so that little moves when it comes. */
  private readonly renderAttachment = (attachment: Attachment): TemplateResult => {
    const {value: localizer} = this.localize;
    const {value: extras} = this.extras;
    if (extras) return extras.attachmentView(attachment, {localizer, images: this.images, onImage: this.onImage});
    const name = attachment.name || localizer.strings.attachment;
    return html`<span class=${attachment.kind === 'image' ? 'image waiting' : 'file waiting'}
      >${this.extras.hasFailed ? displayText(name) : nothing}</span
    >`;
  };

  private renderReactions({reactions = []}: Message): TemplateResult | typeof nothing {
    if (reactions.length === 0) return nothing;
    return html`
      <ul class="reactions">
        ${reactions.map(
          ({name, by}) =>
            html`<li title=${by.join(', ')}><bdi>${name}</bdi>${by.length > 1 ? ` ${by.length}` : ''}</li>`,
        )}
      </ul>
    `;
  }

  private placeholder(type: string | undefined): string {
    const {value, strings} = this.localize;
    return type === undefined ? strings.emptyMessage : value.fill(strings.unsupportedBody, {type: displayText(type)});
  }

  private senderName({sender, direction}: Message): string {
    const {unknownContact, unknownSender} = this.localize.strings;
    // A provider that does not say which way a message went leaves open whose it is.
    const [name, nobody] = direction === 'unknown' ? ['', unknownSender] : [this.contactName, unknownContact];
    return displayText(sender?.name || name || sender?.address || nobody);
  }

  /** "Jane, 14:05": what a screen reader says before the words. */
  private label(message: Message): string {
    const {value, strings} = this.localize;
    const time = isKnownInstant(message.at) ? value.time(message.at) : strings.statuses[message.status];
    return message.direction === 'outbound'
      ? value.fill(strings.messageFromYou, {time})
      : value.fill(strings.messageFrom, {name: this.senderName(message), time});
  }

  private readonly onImage = (url: string, outcome: 'shown' | 'failed'): void => {
    this.images = new Map(this.images).set(url, outcome);
  };

  private readonly onRetry = (): void => {
    if (this.message?.localId) this.dispatchEvent(retryRequest(this.message.localId));
  };

  private readonly onDiscard = (): void => {
    if (this.message?.localId) this.dispatchEvent(discardRequest(this.message.localId));
  };

  private readonly onResend = (): void => {
    if (this.message) this.dispatchEvent(resendRequest(this.message));
  };
}
