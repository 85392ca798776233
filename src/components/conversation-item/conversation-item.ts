import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {InheritedValue, mediaContext} from '../../controllers/contexts.js';
import {CustomStates} from '../../controllers/custom-states.js';
import {HostDrawing, type RowRenderer} from '../../controllers/renderers.js';
import {serverDrawing} from '../../controllers/server-drawing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {listWords} from '../../i18n/words/list.js';
import {blocksSending, UNKNOWN_CONSENT} from '../../model/consent.js';
import {completeConversation} from '../../model/complete.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import type {MediaMode} from '../../model/media-mode.js';
import {baseStyles} from '../../styles/base.styles.js';
import {avatarPicture, colourAvatar, type AvatarFace} from '../avatar/avatar-view.js';
import {discStyles} from '../avatar/avatar.styles.js';
import {classNames} from '../common.js';
import {archiveIcon, clockIcon, needsReplyIcon, questionIcon, starIcon, warningIcon} from '../icons.js';
import {conversationItemStyles, rowSize} from './conversation-item.styles.js';
import {activityOf, markTitle, rowSentence, rowWords, type Mark, type MarkKind, type RowDraft} from './row-words.js';

const ICONS: Partial<Record<MarkKind, TemplateResult>> = {
  'needs-reply': needsReplyIcon,
  starred: starIcon,
  archived: archiveIcon,
  failed: warningIcon,
  unconfirmed: questionIcon,
  waiting: clockIcon,
};

/**
 * One conversation as a row of a list: who, when, the last message, and what asks for attention. It is not a control
 * by itself. Whoever hears the page gets the row as one sentence.
 *
 * @tag parlor-conversation-item
 * @since 0.1.0
 * @status stable
 *
 * @csspart base - The row.
 * @csspart avatar - The disc with a picture or initials.
 * @csspart image - The picture in it.
 * @csspart title - The name of the contact or conversation.
 * @csspart account - Which account it belongs to, where several are one inbox.
 * @csspart timestamp - When something last happened.
 * @csspart preview - The line with the last message or the draft.
 * @csspart unread - The number of unread messages, or a dot.
 *
 * @cssstate selected - It is the one that is open.
 * @cssstate unread - It has messages that were not read.
 * @cssstate blocked - The contact opted out.
 *
 * @cssprop [--parlor-conversation-row-size=72px] - Height of a row; grows with the reader's font size.
 * @cssprop [--parlor-conversation-row-size-compact=56px] - Height of a compact row.
 */
export class ParlorConversationItem extends LitElement {
  static override styles = [...baseStyles, rowSize, discStyles, conversationItemStyles];

  /** What to show. */
  @property({attribute: false}) conversation: Conversation | undefined;
  /** Marks the row as the one that is open. */
  @property({type: Boolean, reflect: true}) selected = false;
  /** What was begun and not sent; shown in place of the last message. */
  @property() draft: string | RowDraft | undefined;
  /** A lower row with a smaller picture. */
  @property({type: Boolean, reflect: true}) compact = false;
  /** It stands in an option of a list, which is called what the row says; by itself it is one picture. */
  @property({type: Boolean}) listed = false;

  /** Draws what is seen of it; without an answer it is drawn as usual. What is heard of it stays as it is. */
  @property({attribute: false}) renderRow: RowRenderer | undefined;

  @state() private brokenSrc?: string;

  @query('.avatar') private readonly disc!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, listWords);
  readonly #isAsServer = serverDrawing(this);
  readonly #media = new InheritedValue<MediaMode | undefined>(this, mediaContext);
  #drawing: HostDrawing | undefined;
  readonly #clock = new ClockController(this);

  constructor() {
    super();
    new CustomStates(this, () => {
      const {selected, conversation} = this;
      const blocked = !!conversation && blocksSending(conversation.consent);
      return {selected, unread: !!conversation?.unread.has, blocked};
    });
  }

  protected override willUpdate(): void {
    this.conversation &&= completeConversation(this.conversation);
  }

  override render(): TemplateResult | typeof nothing {
    const {conversation, draft} = this;
    if (!conversation) return nothing;
    const localizer = this.#localize.value;
    const at = activityOf(conversation);
    const now = this.#clock.now(at, localizer);
    const words = rowWords(conversation, {draft, localizer, now});
    const {title, marks, preview, time, account} = words;
    const mark = (kind: MarkKind) => this.#renderMark(marks.find((candidate) => candidate.kind === kind));
    const isBlocked = blocksSending(conversation.consent);
    // The words around the text are apart from it: each runs in its own direction, and only the text is cut off.
    const [before = '', after = ''] = preview.template.split('{text}');

    const ours = () => html`
      <span class="avatar" part="avatar">${this.#renderAvatar(conversation)}</span>
      <div>
        <div class="line">
          <span class="title" part="title" dir="auto">${title}</span>
          ${account ? html`<span class="account" part="account" dir="auto">${account}</span>` : nothing}
          ${mark('starred')}${mark('archived')}
          <time
            class="time"
            part="timestamp"
            datetime=${at === undefined ? nothing : new Date(at).toISOString()}
            title=${at === undefined ? '' : localizer.full(at)}
            >${time}</time
          >
        </div>
        <div class="line">
          ${mark('failed')}${mark('unconfirmed')}${mark('waiting')}
          <span class=${`preview ${preview.kind} ${conversation.unsent?.state ?? ''}`} part="preview"
            ><bdi>${before.trim()}</bdi>${before.endsWith(' ') ? ' ' : ''}<span class="text" dir="auto"
              >${preview.text}</span
            >${after.startsWith(' ') ? ' ' : ''}<bdi>${after.trim()}</bdi></span
          >
          ${conversation.unread.has ? nothing : mark('needs-reply')}${mark('opted-out')}${mark('unread')}
        </div>
      </div>
    `;
    const {renderRow, selected, compact} = this;
    const drawn =
      renderRow &&
      (this.#drawing ??= new HostDrawing(this, 'base')).draw(
        renderRow,
        conversation,
        (fallback) => renderRow(conversation, {selected, compact, fallback}),
        ours,
      );
    // As a label, not as text out of sight: browsers would lay that out and find it too.
    return html`
      <div
        class=${classNames({base: true, unread: conversation.unread.has, blocked: isBlocked, drawn: !!drawn})}
        part="base"
        role=${ifDefined(this.listed ? undefined : 'img')}
        aria-label=${rowSentence(words, localizer)}
      >
        ${drawn ?? ours()}
      </div>
    `;
  }

  protected override updated(): void {
    colourAvatar(this.disc, this.conversation ? faceOf(this.conversation).name : '');
  }

  /** The same as a `parlor-avatar`, without one more element for every row. */
  #renderAvatar(conversation: Conversation): TemplateResult | string {
    return avatarPicture(
      faceOf(conversation),
      {brokenSrc: this.brokenSrc, media: this.#media.value, isStill: this.#isAsServer()},
      (src) => (this.brokenSrc = src),
    );
  }

  #renderMark(mark: Mark | undefined): TemplateResult | typeof nothing {
    if (!mark) return nothing;
    if (mark.kind === 'opted-out') {
      const consent = this.conversation?.consent ?? UNKNOWN_CONSENT;
      return html`<parlor-opt-out-badge class=${`mark ${consent.state}`} .consent=${consent}></parlor-opt-out-badge>`;
    }
    const title = markTitle(mark, this.#localize.value);
    if (mark.kind === 'unread') {
      const count = this.conversation?.unread.count;
      return html`
        <span class=${classNames({mark: true, unread: true, dot: !count})} part="unread" title=${title}
          >${count ? this.#shortCount(count) : nothing}</span
        >
      `;
    }
    return html`<span class=${`mark ${mark.kind}`} title=${title}>${ICONS[mark.kind]}</span>`;
  }

  #shortCount(count: number): string {
    const {value: localizer} = this.#localize;
    return count > 99 ? `${localizer.number(99)}+` : localizer.number(count);
  }
}

function faceOf(conversation: Conversation): AvatarFace {
  const {kind, title} = conversation;
  const contact = contactOf(conversation);
  return {name: title ?? contact?.name ?? '', src: kind === 'direct' ? contact?.avatarUrl : undefined, kind};
}
