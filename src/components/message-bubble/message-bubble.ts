import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {threadWords} from '../../i18n/words/thread.js';
import {CustomStates} from '../../controllers/custom-states.js';
import {HostDrawing, type AttachmentRenderer, type MessageRenderer} from '../../controllers/renderers.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {request} from '../../controllers/request.js';
import {completeMessage} from '../../model/complete.js';
import type {Conversation} from '../../model/conversation.js';
import type {Attachment} from '../../model/attachment.js';
import type {MediaMode} from '../../model/media-mode.js';
import {messageKey, type Message} from '../../model/message.js';
import {ownSenderName} from '../../model/own-sender.js';
import {displayLabel} from '../../model/display-text.js';
import {writerName} from '../../model/shown-name.js';
import {isFailure} from '../../model/delivery-status.js';
import {isEmojiOnly} from '../../model/emoji-only.js';
import {beginningOf} from '../../model/fold-message.js';
import {hasVisibleText} from '../../model/visible-text.js';
import {isKnownInstant} from '../../model/capability-level.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {classNames} from '../common.js';
import {messageBubbleStyles} from './message-bubble.styles.js';
import {MatchMark} from './match-mark.js';
import {attachmentView, textWithLinks} from './message-content.js';
import {footView, needsFoot, type StatusMode} from './message-foot.js';
import {Pictures} from './pictures.js';
import {reactionsView} from './reactions-view.js';

export type * from './message-bubble.events.js';

const STEPS: Readonly<Record<string, number>> = {ArrowUp: -1, ArrowDown: 1};

/**
 * One message of a thread: its text, pictures and files, when it was sent, and how far it got.
 *
 * @tag parlor-message-bubble
 * @since 0.1.0
 * @status stable
 * @fires {CustomEvent<MessageRequestDetail>} parlor-retry-request - Asks to send a failed or unconfirmed message again: `{conversationId, messageId}`.
 * @fires {CustomEvent<MessageRequestDetail>} parlor-discard-request - Asks to give up a message that was not sent: `{conversationId, messageId}`.
 * @fires {CustomEvent<MessageRequestDetail>} parlor-resend-request - Asks to send an undelivered message anew: `{conversationId, messageId}`.
 * @fires {CustomEvent<ReactRequestDetail>} parlor-react-request - Asks to give a reaction again that did not arrive: `{conversationId, messageId, reaction}`.
 * @fires {CustomEvent<ReactionDiscardRequestDetail>} parlor-reaction-discard-request - Asks to give up a reaction that did not arrive: `{conversationId, messageId, reaction}`.
 * @fires {CustomEvent<CallRequestDetail>} parlor-call-request - A phone number in the text was pressed; with a veto the device does not call it: `{conversationId, number}`.
 * @fires {CustomEvent<MessageRequestDetail>} parlor-message-menu-request - What can be done to it is asked for: `{conversationId, messageId}`.
 * @fires {CustomEvent<MediaRequestDetail>} parlor-media-request - A picture was pressed, to be seen in place: `{conversationId, messageId, place}`.
 * @fires {CustomEvent} parlor-message-unfold - All of a long text was asked for.
 * @csspart base - The article with everything in it.
 * @csspart sender - The name above the first message of a group.
 * @csspart bubble - The coloured box.
 * @csspart text - The words.
 * @csspart attachment - A picture or a link to a file.
 * @csspart reactions - What it was reacted to with.
 * @csspart reaction - One of them.
 * @csspart menu-button - The button that asks for what can be done to it.
 * @csspart foot - The line with time, status and actions.
 * @csspart timestamp - The time in the foot.
 * @csspart status - The delivery status.
 * @cssstate incoming - Somebody wrote it to us.
 * @cssstate outgoing - It was written by our side.
 * @cssstate failed - It did not arrive.
 * @cssstate unconfirmed - Nobody knows whether it left.
 * @cssprop [--parlor-message-bubble-background-inbound] - Colour behind what was received.
 * @cssprop [--parlor-message-bubble-text-inbound] - Colour of received text.
 * @cssprop [--parlor-message-bubble-background-outbound] - Colour behind what was sent.
 * @cssprop [--parlor-message-bubble-text-outbound] - Colour of sent text.
 */
export class ParlorMessageBubble extends LitElement {
  static override styles = [...baseStyles, buttons, messageBubbleStyles];

  /** The message to show; nothing is drawn without one. */
  @property({attribute: false}) message: Message | undefined;

  /** First of a run of messages by one sender. */
  @property({type: Boolean, attribute: 'starts-group'}) startsGroup = false;

  /** Last of a run of messages by one sender: shows the time and the delivery status. */
  @property({type: Boolean, attribute: 'ends-group'}) endsGroup = false;

  /** The contact's name, for messages that do not name their sender. */
  @property({attribute: 'contact-name'}) contactName = '';

  /** Shows who wrote it, as groups need. */
  @property({type: Boolean, attribute: 'show-sender'}) showSender = false;

  /** Something was written after it: it needs no response any more. */
  @property({type: Boolean}) answered = false;

  /**
   * When the delivery status is shown: at the end of a group, always, or only where it tells of trouble or of waiting.
   * A thread says it below its last message, and wherever a message has not been delivered.
   */
  @property({attribute: 'show-status'}) showStatus: StatusMode = 'group';

  /** Waits behind an earlier message that is stuck. */
  @property({type: Boolean}) held = false;

  /** Whether pictures that others sent load. Those in a local network do not without being asked for. */
  @property() media: MediaMode = 'always';

  /** What was searched for, to be marked in the text. */
  @property() searched = '';

  /**
   * Draws the button that asks for what can be done to the message, with this tab index, and asks for pictures to be shown
   * in place. For owners that answer `parlor-message-menu-request` and `parlor-media-request`, as a thread does.
   */
  @property({type: Number, attribute: 'menu-tab-index'}) menuTabIndex: number | undefined;

  /** How often more of a long text was asked for, of which at first only the beginning is shown. */
  @property({type: Number}) unfolded = 0;

  /** The conversation that it is from: handed on to `renderMessage` and `renderAttachment`. */
  @property({attribute: false}) conversation: Conversation | undefined;

  /** Draws the body; without an answer it is drawn as usual. */
  @property({attribute: false}) renderMessage: MessageRenderer | undefined;

  /** Draws each attachment; without an answer it is drawn as usual. */
  @property({attribute: false}) renderAttachment: AttachmentRenderer | undefined;

  readonly #localize = new LocalizeController(this, threadWords);
  #body: HostDrawing | undefined;
  readonly #files: HostDrawing[] = [];
  readonly #pictures = new Pictures(this);

  constructor() {
    super();
    new MatchMark(this);
    new CustomStates(this, () => {
      const {direction, status = 'draft'} = this.message ?? {};
      return {
        incoming: direction === 'inbound',
        outgoing: direction === 'outbound',
        failed: isFailure(status),
        unconfirmed: status === 'unconfirmed',
      };
    });
    // Buttons go with what they were for: then the message they belonged to has the focus.
    new FocusKeeper(this, () => this.shadowRoot?.querySelector<HTMLElement>('article'));
  }

  /** Focuses the button of what can be done to it; without that, nothing. */
  override focus(options?: FocusOptions): void {
    this.menuButton?.focus(options);
  }

  /** What opens the menu, and gets the focus back. */
  get menuButton(): HTMLButtonElement | null {
    return this.shadowRoot?.querySelector<HTMLButtonElement>('.more') ?? null;
  }

  override render(): TemplateResult | typeof nothing {
    const {startsGroup, endsGroup, menuTabIndex} = this;
    if (!this.message) return nothing;
    const message = completeMessage(this.message);
    const outbound = message.direction === 'outbound';
    const body = this.#drawnBody(message);
    const title = isKnownInstant(message.at) ? this.#localize.value.exact(message.at) : undefined;
    return html`
      <article
        part="base"
        class=${classNames({outbound, unknown: message.direction === 'unknown', startsGroup, endsGroup})}
        aria-label=${this.#label(message)}
        @keydown=${this.#onKeyDown}
        @contextmenu=${this.#onLongPress}
      >
        ${
          startsGroup && (outbound ? this.#ownSender(message) !== undefined : this.showSender)
            ? html`<span class="sender" part="sender" dir="auto" aria-hidden="true">${this.#senderName(message)}</span>`
            : nothing
        }
        <div class="body" title=${ifDefined(title)}>
          ${body ?? this.#renderAttachments(message)}${body ? nothing : this.#renderBox(message)}${
            menuTabIndex === undefined
              ? nothing
              : html`<button
                  class="more icon"
                  part="menu-button"
                  type="button"
                  tabindex=${menuTabIndex}
                  aria-haspopup="menu"
                  aria-label=${this.#localize.strings.messageActions}
                  @click=${this.#onMenu}
                ></button>`
          }
        </div>
        ${reactionsView(message.reactions ?? [], {
          localizer: this.#localize.value,
          onRetry: (reaction) => request(this, 'parlor-react-request', {...namesOf(message), reaction}),
          onDiscard: (reaction) => request(this, 'parlor-reaction-discard-request', {...namesOf(message), reaction}),
        })}
        ${
          endsGroup || this.held || needsFoot(message, this)
            ? footView({
                message,
                held: this.held,
                answered: this.answered,
                showStatus: this.showStatus,
                localizer: this.#localize.value,
                onRetry: this.#onRetry,
                onDiscard: this.#onDiscard,
                onResend: this.#onResend,
              })
            : nothing
        }
      </article>
    `;
  }

  /** The body as the page draws it. */
  #drawnBody(message: Message): Node | undefined {
    const {renderMessage, conversation} = this;
    if (!renderMessage) return undefined;
    this.#body ??= new HostDrawing(this, 'body');
    return this.#body.draw(
      renderMessage,
      message,
      (fallback) => {
        const drawn = renderMessage(message, {conversation, fallback});
        return drawn && typeof drawn === 'string' ? textBox(drawn) : drawn;
      },
      () => [this.#renderAttachments(message), this.#renderBox(message)],
    );
  }

  /** Pictures stand by themselves; all else shares one box. */
  #renderBox(message: Message): TemplateResult | typeof nothing {
    const {text, replyTo, unsupportedBody, attachments} = message;
    const hasText = hasVisibleText(text);
    const isEmpty = !hasText && attachments.length === 0;
    const quote = hasVisibleText(replyTo?.text) ? displayLabel(replyTo.text) : undefined;
    if (!hasText && quote === undefined && unsupportedBody === undefined && !isEmpty) return nothing;
    const {showAll, showMore} = this.#localize.strings;
    const beginning = hasText ? beginningOf(text, this.unfolded) : undefined;
    const words = textWithLinks(hasText ? (beginning ?? text) : '', this.#onCall);
    const shown = beginning === undefined ? words : [words, '…'];
    // What it holds stays text: it becomes text nodes and links. White space counts in it, so the template has none.
    return html`
      <div part="bubble" class=${classNames({bubble: true, emoji: isEmojiOnly(text ?? '')})}>
        ${quote === undefined ? nothing : html`<blockquote dir="auto">${quote}</blockquote>`}
        <div class="text" part="text" dir="auto" ?hidden=${!hasText}>${shown}</div>
        ${
          beginning === undefined
            ? nothing
            : html`<button class="link" type="button" @click=${this.#unfold}>
                ${beginningOf(text ?? '', this.unfolded + 1) === undefined ? showAll : showMore}
              </button>`
        }
        ${
          unsupportedBody !== undefined || isEmpty
            ? html`<p class="placeholder">${this.#placeholder(unsupportedBody)}</p>`
            : nothing
        }
      </div>
    `;
  }

  #renderAttachments(message: Message): readonly unknown[] {
    const {renderAttachment, conversation} = this;
    return message.attachments.map((attachment, place) => {
      const ours = () => this.#renderAttachment(attachment, place);
      if (!renderAttachment) return ours();
      const drawing = (this.#files[place] ??= new HostDrawing(this));
      const theirs = (fallback: () => HTMLElement) => renderAttachment(attachment, {message, conversation, fallback});
      return drawing.draw(renderAttachment, attachment, theirs, ours) ?? ours();
    });
  }

  readonly #renderAttachment = (attachment: Attachment, place: number): TemplateResult =>
    attachmentView(attachment, {
      localizer: this.#localize.value,
      pictures: this.#pictures,
      place,
      onOpen: this.menuTabIndex === undefined ? undefined : (event) => this.#onOpen(event, place),
    });

  #placeholder(type: string | undefined): string {
    const {value, strings} = this.#localize;
    return type === undefined ? strings.emptyMessage : value.fill(strings.unsupportedBody, {type: displayLabel(type)});
  }

  /** Who of our own side wrote it, where that is not whoever uses this inbox. */
  #ownSender({sender, direction}: Message): string | undefined {
    const name = ownSenderName(direction, sender);
    return name === '' ? this.#localize.strings.unknownSender : name;
  }

  #senderName(message: Message): string {
    const {sender, direction} = message;
    if (direction === 'outbound') return this.#ownSender(message) ?? '';
    const {unknownContact, unknownSender} = this.#localize.strings;
    // A provider that does not say which way a message went leaves open whose it is.
    const isUnknown = direction === 'unknown';
    const name = writerName(sender, {contactName: this.contactName ?? '', group: this.showSender || isUnknown});
    return name || (isUnknown ? unknownSender : unknownContact);
  }

  /** "Jane, 14:05": what a screen reader says before the words. */
  #label(message: Message): string {
    const {value, strings} = this.#localize;
    const time = isKnownInstant(message.at) ? value.time(message.at) : strings.statuses[message.status];
    return message.direction === 'outbound' && this.#ownSender(message) === undefined
      ? value.fill(strings.messageFromYou, {time})
      : value.fill(strings.messageFrom, {name: this.#senderName(message), time});
  }

  readonly #unfold = (): void => {
    this.unfolded++;
    this.dispatchEvent(new CustomEvent('parlor-message-unfold', {bubbles: true, composed: true}));
  };

  /** A phone number is the host's to call; the device's own way is taken unless it does. */
  readonly #onCall = (event: MouseEvent): void => {
    if (!this.message || !(event.currentTarget instanceof HTMLAnchorElement)) return;
    const {conversationId} = this.message;
    const number = event.currentTarget.href.slice('tel:'.length);
    if (!request(this, 'parlor-call-request', {conversationId, number})) event.preventDefault();
  };

  readonly #onMenu = (): void => {
    if (this.message) request(this, 'parlor-message-menu-request', namesOf(this.message));
  };

  /** The keys of a context menu; and the arrows, which lead from one message's button to the next one's. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const {key, shiftKey, target} = event;
    const step = target === this.menuButton && STEPS[key];
    if (step) {
      const bubbles = [...(this.getRootNode() as ParentNode).querySelectorAll<ParlorMessageBubble>(this.localName)];
      bubbles[bubbles.indexOf(this) + step]?.focus();
    } else if (!this.menuButton || !(key === 'ContextMenu' || (key === 'F10' && shiftKey))) return;
    else this.#onMenu();
    event.preventDefault();
  };

  /** A finger that rests on what can be neither selected nor followed. The mouse has the browser's own menu. */
  readonly #onLongPress = (event: MouseEvent): void => {
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
    const isTaken =
      !getSelection()?.isCollapsed || event.composedPath().some((part) => part instanceof HTMLAnchorElement);
    if (!isTouch || isTaken || !this.menuButton) return;
    event.preventDefault();
    this.#onMenu();
  };

  /** A picture opens in place; with a key for a new tab or window, there. */
  #onOpen(event: MouseEvent, place: number): void {
    if (!this.message || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    request(this, 'parlor-media-request', {...namesOf(this.message), place});
  }

  readonly #onRetry = (): void => {
    if (this.message?.localId) request(this, 'parlor-retry-request', namesOf(this.message));
  };

  readonly #onDiscard = (): void => {
    if (this.message?.localId) request(this, 'parlor-discard-request', namesOf(this.message));
  };

  readonly #onResend = (): void => {
    if (this.message) request(this, 'parlor-resend-request', namesOf(this.message));
  };
}

/** A text of the page's own looks like one of ours. */
const textBox = (text: string): TemplateResult =>
  html`<div part="bubble" class="bubble"><div class="text" part="text" dir="auto">${text}</div></div>`;

const namesOf = (message: Message) => ({conversationId: message.conversationId, messageId: messageKey(message)});
