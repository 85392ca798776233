import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {ModalDialog} from '../../controllers/modal-dialog.js';
import {mediaViewerWords} from '../../i18n/words/media-viewer.js';
import {StoreController} from '../../controllers/store-controller.js';
import {isKnownInstant} from '../../model/capability-level.js';
import {displayLabel} from '../../model/display-text.js';
import type {MediaMode} from '../../model/media-mode.js';
import type {Message} from '../../model/message.js';
import {ownSenderName} from '../../model/own-sender.js';
import {safeUrl} from '../../model/safe-url.js';
import {writerName} from '../../model/shown-name.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {closeIcon} from '../icons.js';
import type {ParlorMessageBubble} from '../message-bubble/message-bubble.js';
import {CardReader} from './contact-card.js';
import {galleryOf, itemAt, loadsByItself, type GalleryItem} from './gallery.js';
import {Gestures} from './gestures.js';
import {mediaViewerStyles} from './media-viewer.styles.js';
import {earlierIcon, laterIcon, newTabIcon, saveIcon, wholeIcon, zoomInIcon, zoomOutIcon} from './viewer-icons.js';
import {STEP} from './zoom.js';

/**
 * Shows a picture of a thread over the page, with the other pictures of the messages that are loaded before and after it;
 * and a contact card, whose names and numbers it reads when asked. A thread has one, and shows in it what was pressed.
 *
 * The arrow keys lead to earlier and later pictures, and move one that is enlarged; `+`, `-` and `0` enlarge, reduce, and
 * show all of it, as do the wheel and two fingers; Escape closes, with the focus back on what was pressed.
 *
 * @tag parlor-media-viewer
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The dialog.
 * @csspart caption - Who sent it and when.
 * @csspart picture - The picture.
 * @csspart card - A contact card.
 */
export class ParlorMediaViewer extends LitElement {
  static override styles = [...baseStyles, buttons, mediaViewerStyles];

  /** The messages whose pictures can be seen, oldest first. */
  @property({attribute: false}) messages: readonly Message[] = [];
  /** The contact's name, for messages that do not name their sender. */
  @property({attribute: 'contact-name'}) contactName = '';
  /** Whether pictures that others sent load by themselves. */
  @property() media: MediaMode = 'always';

  @state() private shown?: GalleryItem | undefined;
  @state() private isContact = false;
  /** What became of the picture that is shown. */
  @state() private progress: 'loading' | 'ready' | 'failed' = 'loading';

  @query('.stage') private readonly stage!: HTMLElement | null;
  @query('.stage img') private readonly picture!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, mediaViewerWords);
  readonly #inbox = new StoreController(this, (store) => [store]);
  readonly #gestures = new Gestures(this, {stage: () => this.stage, picture: () => this.picture});
  readonly #card = new CardReader(this);
  readonly #modal = new ModalDialog(this, {
    isOpen: () => this.shown !== undefined,
    onOpened: () => this.shadowRoot?.querySelector<HTMLElement>('.close')?.focus(),
    onClosed: () => this.#onClosed(),
  });
  /** By their keys: the pictures that were asked for one by one. */
  #asked: ReadonlySet<string> = new Set();
  #opener: HTMLElement | null = null;

  /** Shows what came with a message at a place among its attachments. */
  show(bubble: ParlorMessageBubble, {place}: {readonly place: number}): void {
    const {message} = bubble;
    const item = message && itemAt(message, place);
    if (!item) return;
    this.#opener = bubble.shadowRoot?.querySelectorAll<HTMLElement>('[part~="attachment"]')[place] ?? null;
    this.isContact = item.attachment.kind === 'contact';
    this.#asked = new Set([item.key]);
    this.#go(item);
    if (this.isContact) void this.#card.read(safeUrl(item.attachment.url, 'link'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.messages ??= [];
    const {shown} = this;
    const [first] = this.messages;
    // Another conversation was opened meanwhile, or the message was deleted.
    const isDeleted = shown && this.#inbox.store?.isDeleted(shown.message);
    if (isDeleted) this.shown = undefined;
    else if (changed.has('messages') && shown && first && first.conversationId !== shown.message.conversationId) {
      this.shown = undefined;
    }
  }

  override render(): TemplateResult {
    const {shown, isContact} = this;
    const {strings} = this.#localize;
    return html`
      <dialog
        part="base"
        aria-label=${isContact ? strings.contactCard : strings.pictures}
        @cancel=${this.#modal.onCancel}
        @close=${this.#modal.onClose}
        @keydown=${this.#onKeyDown}
      >
        ${shown ? (isContact ? this.#renderCard(shown) : this.#renderPicture(shown)) : nothing}
      </dialog>
    `;
  }

  #renderCard(item: GalleryItem): TemplateResult {
    return html`
      ${this.#renderBar(item, nothing)}
      <div class="cards">${this.#card.render(this.#localize.value)}</div>
    `;
  }

  #renderPicture(item: GalleryItem): TemplateResult {
    const {strings} = this.#localize;
    const {onWheel, onPointerDown, onPointerMove, onPointerEnd, onDoubleClick, view} = this.#gestures;
    const items = this.#items;
    const tools = html`
      ${this.#button(strings.zoomOut, zoomOutIcon, () => this.#gestures.zoom(1 / STEP), view.scale > 1)}
      ${this.#button(strings.zoomIn, zoomInIcon, () => this.#gestures.zoom(STEP))}
      ${this.#button(strings.wholePicture, wholeIcon, () => this.#gestures.reset(), view.scale > 1)}
    `;
    return html`
      ${this.#renderBar(item, tools)}
      <div
        class=${view.scale > 1 ? 'stage enlarged' : 'stage'}
        @wheel=${onWheel}
        @pointerdown=${onPointerDown}
        @pointermove=${onPointerMove}
        @pointerup=${onPointerEnd}
        @pointercancel=${onPointerEnd}
        @dblclick=${onDoubleClick}
      >
        ${keyed(item.key, this.#renderImage(item))}
      </div>
      ${
        items.length > 1
          ? html`
              <div class="ways">
                ${this.#button(strings.earlierPicture, earlierIcon, () => this.#move(-1), this.#has(-1))}
                <span>${this.#numberOf(item, items)}</span>
                ${this.#button(strings.laterPicture, laterIcon, () => this.#move(1), this.#has(1))}
              </div>
            `
          : nothing
      }
      <div class="visually-hidden" role="status">
        ${keyed(item.key, html`<p>${[this.#numberOf(item, items), this.#captionOf(item)].join(strings.separator)}</p>`)}
      </div>
    `;
  }

  #renderImage(item: GalleryItem): TemplateResult {
    const {strings, value} = this.#localize;
    const name = displayLabel(item.attachment.name || strings.photo);
    if (!this.#asked.has(item.key) && !loadsByItself(item, this.media)) {
      return html`<button type="button" class="ask" @click=${() => this.#ask(item)}>
        ${value.fill(strings.loadPicture, {name})}
      </button>`;
    }
    if (this.progress === 'failed') return html`<p role="alert">${strings.pictureFailed}</p>`;
    return html`
      ${this.progress === 'loading' ? html`<span class="spinner" role="img" aria-label=${strings.loading}></span>` : nothing}
      <img
        part="picture"
        src=${item.source}
        alt=${name}
        referrerpolicy="no-referrer"
        draggable="false"
        ?hidden=${this.progress === 'loading'}
        @load=${() => (this.progress = 'ready')}
        @error=${() => (this.progress = 'failed')}
      />
    `;
  }

  #renderBar(item: GalleryItem, tools: TemplateResult | typeof nothing): TemplateResult {
    const {strings} = this.#localize;
    const {name, url} = item.attachment;
    const href = safeUrl(url, 'link');
    // Of another server's file browsers ignore the wish to save it: then it opens beside the inbox, not in its place.
    const links = (address: string) => html`
      <a
        class="tool"
        href=${address}
        download=${name ?? ''}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        aria-label=${strings.savePicture}
        title=${strings.savePicture}
        >${saveIcon}</a
      >
      <a
        class="tool"
        href=${address}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        aria-label=${strings.openInNewTab}
        title=${strings.openInNewTab}
        >${newTabIcon}</a
      >
    `;
    return html`
      <header>
        <p part="caption" class="caption" dir="auto">${this.#captionOf(item)}</p>
        <div class="tools">
          ${tools} ${href ? links(href) : nothing}
          <button
            class="icon close"
            type="button"
            aria-label=${strings.close}
            title=${strings.close}
            @click=${this.#close}
          >
            ${closeIcon}
          </button>
        </div>
      </header>
    `;
  }

  #button(label: string, icon: TemplateResult, onClick: () => void, isEnabled = true): TemplateResult {
    return html`<button
      class="icon"
      type="button"
      aria-label=${label}
      title=${label}
      aria-disabled=${isEnabled ? 'false' : 'true'}
      @click=${() => isEnabled && onClick()}
    >
      ${icon}
    </button>`;
  }

  get #items(): readonly GalleryItem[] {
    return this.shown ? galleryOf(this.messages, this.shown) : [];
  }

  #at(places: number): GalleryItem | undefined {
    const items = this.#items;
    const place = items.findIndex(({key}) => key === this.shown?.key);
    return items[place + places];
  }

  #has(places: number): boolean {
    return this.#at(places) !== undefined;
  }

  #move(places: number): void {
    const next = this.#at(places);
    if (next) this.#go(next);
  }

  #go(item: GalleryItem): void {
    this.#gestures.reset();
    this.progress = 'loading';
    this.shown = item;
  }

  #ask({key}: GalleryItem): void {
    this.#asked = new Set([...this.#asked, key]);
    // The button goes with the asking.
    this.shadowRoot?.querySelector<HTMLElement>('.close')?.focus();
    this.requestUpdate();
  }

  #numberOf({key}: GalleryItem, items: readonly GalleryItem[]): string {
    const {value, strings} = this.#localize;
    const number = items.findIndex((item) => item.key === key) + 1;
    return value.fill(strings.pictureNumber, {number: value.number(number), count: value.number(items.length)});
  }

  /** "Jane, 4 May 2026 at 14:05" */
  #captionOf({message}: GalleryItem): string {
    const {value, strings} = this.#localize;
    const {sender, direction, at} = message;
    const time = isKnownInstant(at) ? value.exact(at) : strings.statuses[message.status];
    const own = direction === 'outbound' ? ownSenderName(direction, sender) : undefined;
    if (direction === 'outbound' && own === undefined) return value.fill(strings.pictureFromYou, {time});
    const isUnknown = direction === 'unknown';
    const written = own ?? writerName(sender, {contactName: this.contactName, group: isUnknown});
    const name = written || (direction === 'inbound' ? strings.unknownContact : strings.unknownSender);
    return value.fill(strings.pictureFrom, {name, time});
  }

  readonly #close = (): void => {
    this.shown = undefined;
  };

  #onClosed(): void {
    this.shown = undefined;
    this.#card.stop();
    const opener = this.#opener;
    this.#opener = null;
    if (opener?.isConnected) opener.focus();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.isContact) return;
    if (!this.#takeKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #takeKey(key: string): boolean {
    if (this.#gestures.takeArrow(key)) return true;
    const isMirrored = this.matches(':dir(rtl)');
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        this.#move((key === 'ArrowLeft') === isMirrored ? 1 : -1);
        return true;
      case '+':
      case '=':
        this.#gestures.zoom(STEP);
        return true;
      case '-':
        this.#gestures.zoom(1 / STEP);
        return true;
      case '0':
        this.#gestures.reset();
        return true;
    }
    return false;
  }
}
