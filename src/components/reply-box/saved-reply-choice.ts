import {html, nothing, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import {LateElements} from '../../controllers/late-elements.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {savedIcon} from '../message-icons.js';
import type {SavedReplyInsertRequestEvent} from '../saved-replies/saved-replies.events.js';
import type {SavedReplies} from '../saved-replies/saved-reply.js';

type Opened = 'by slash' | 'by hand' | undefined;

export interface SavedRepliesHost extends LitElement {
  readonly conversationId?: string;
  readonly conversationName: string;
  readonly savedReplies?: SavedReplies;
}

/** The choice of a saved reply: opened by a `/` that begins the text, by a button or a command, and put away by itself. */
export class SavedReplyChoice implements ReactiveController {
  readonly #host: SavedRepliesHost;
  readonly #onMedia: (urls: readonly string[]) => void;
  /** Comes while somebody is about to write. */
  readonly #late: LateElements;
  #opened: Opened;

  /** @param onMedia a reply with media was chosen */
  constructor(host: SavedRepliesHost, onMedia: (urls: readonly string[]) => void) {
    this.#host = host;
    this.#onMedia = onMedia;
    this.#late = new LateElements(
      host,
      () => import('../saved-replies/define.js'),
      () => this.#opened !== undefined,
    );
    host.addController(this);
    host.addEventListener('focusin', () => {
      if (host.savedReplies) void this.#late.load();
    });
  }

  hostUpdate(): void {
    if (!this.#host.savedReplies) this.#opened = undefined;
  }

  readonly open = (): void => this.#set('by hand');

  /** A `/` was typed where the text begins; or what followed it is no search. */
  onInput({data, inputType, isComposing}: InputEvent, {value, selectionEnd}: HTMLTextAreaElement): void {
    const isSlash = data === '/' && inputType === 'insertText' && !isComposing;
    if (isSlash && selectionEnd === 1) this.#set('by slash');
    else if (!/^\/\S*/.test(value) || this.#late.hasFailed) this.close();
  }

  /** @returns whether it was open: what was begun as a search is not sent by the key that was to choose */
  readonly close = (): boolean => {
    const wasOpen = this.#opened !== undefined;
    this.#set(undefined);
    return wasOpen;
  };

  #set(opened: Opened): void {
    this.#opened = opened;
    this.#host.requestUpdate();
  }

  renderButton({strings}: Localizer<ReplyWords>, isDisabled: boolean): TemplateResult | typeof nothing {
    if (!this.#host.savedReplies) return nothing;
    return html`
      <button
        part="saved-replies-button"
        class="icon attach"
        type="button"
        aria-label=${strings.savedReplies}
        title=${strings.savedReplies}
        ?disabled=${isDisabled}
        @click=${this.open}
      >
        ${savedIcon}
      </button>
    `;
  }

  /** @param mediaRoom how many media the message has room for */
  render({strings}: Localizer<ReplyWords>, mediaRoom: number): TemplateResult | typeof nothing {
    if (!this.#opened) return nothing;
    if (this.#late.hasFailed) return html`<p role="alert">${strings.paneFailed}</p>`;
    const {conversationId = '', conversationName, savedReplies, renderRoot} = this.#host;
    return html`
      <parlor-saved-replies
        part="saved-replies"
        ?by-slash=${this.#opened === 'by slash'}
        conversation-id=${conversationId}
        contact-name=${conversationName}
        media-room=${mediaRoom}
        .replies=${savedReplies}
        .field=${renderRoot.querySelector('textarea') ?? undefined}
        @parlor-saved-reply-insert-request=${this.#onInsert}
        @parlor-close-request=${this.#onClose}
      ></parlor-saved-replies>
    `;
  }

  /** After the event has passed every listener, so that each could veto it. */
  readonly #onInsert = (event: SavedReplyInsertRequestEvent): void => {
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#onMedia(event.detail.mediaUrls);
    });
  };

  readonly #onClose = (event: Event): void => {
    // It is this box's own: nobody else has anything to put away.
    event.stopPropagation();
    this.close();
  };
}
