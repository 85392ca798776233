import {LitElement, nothing, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {numberFormat} from '../../strings/intl-cache.js';
import {baseStyles} from '../../styles/base.styles.js';
import {classMap} from '../class-map.js';
import {archiveIcon, questionIcon, replyIcon, starIcon, warningIcon} from '../icons.js';
import {conversationItemStyles} from './conversation-item.styles.js';
import {rowSize} from './row-size.styles.js';
import {
  activityOf,
  markTitle,
  marksOf,
  previewOf,
  rowSentence,
  shownTitle,
  type Mark,
  type MarkKind,
} from './row-words.js';
import {html} from '../../styles/tight-html.js';

const ICONS: Partial<Record<MarkKind, TemplateResult>> = {
  'needs-reply': replyIcon,
  starred: starIcon,
  archived: archiveIcon,
  failed: warningIcon,
  unconfirmed: questionIcon,
};

/**
 * One conversation as a row of a list: who, when, the last message, and what asks for attention. It is not a control
 * by itself. Whoever hears the page gets the row as one sentence.
 *
 * @tag parlor-conversation-item
 *
 * @csspart base - The row.
 * @csspart title - The name of the contact or conversation.
 * @csspart timestamp - When something last happened.
 * @csspart preview - The line with the last message or the draft.
 * @csspart unread - The number of unread messages, or a dot.
 *
 * @cssprop [--parlor-conversation-row-size=72px] - Height of a row; grows with the reader's font size.
 * @cssprop [--parlor-conversation-row-size-compact=56px] - Height of a compact row.
 */
export class ParlorConversationItem extends LitElement {
  static override styles = [...baseStyles, rowSize, conversationItemStyles];

  /** What to show. */
  @property({attribute: false}) conversation?: Conversation;
  /** Marks the row as the one that is open. */
  @property({type: Boolean, reflect: true}) selected = false;
  /** A text that was begun and not sent; shown in place of the last message. */
  @property() draft?: string;
  /** A lower row with a smaller picture. */
  @property({type: Boolean, reflect: true}) compact = false;

  private readonly localize = new LocalizeController(this);
  private readonly clock = new ClockController(this);

  override render(): TemplateResult | typeof nothing {
    const {conversation, draft} = this;
    if (!conversation) return nothing;
    const localizer = this.localize.value;
    const at = activityOf(conversation);
    const now = this.clock.now(at, localizer);
    const title = shownTitle(conversation);
    const preview = previewOf(conversation, draft, localizer.strings);
    const marks = marksOf(conversation, localizer);
    const mark = (kind: MarkKind) => this.renderMark(marks.find((candidate) => candidate.kind === kind));
    // The words around the text are apart from it: each runs in its own direction, and only the text is cut off.
    const [before = '', after = ''] = preview.template.split('{text}');

    return html`
      <span class="visually-hidden">${rowSentence(conversation, {draft, localizer, now})}</span>
      <div class=${classMap({base: true, unread: conversation.unread.has})} part="base" aria-hidden="true">
        ${this.renderAvatar(conversation)}
        <div>
          <div class="line">
            <span class="title" part="title" dir="auto">${title ?? localizer.strings.unknownContact}</span>
            ${mark('starred')}${mark('archived')}
            ${
              at === undefined
                ? nothing
                : html`
                    <time
                      class="time"
                      part="timestamp"
                      datetime=${new Date(at).toISOString()}
                      title=${localizer.full(at)}
                      >${localizer.relative(at, now)}</time
                    >
                  `
            }
          </div>
          <div class="line">
            ${mark('failed')}${mark('unconfirmed')}
            <span class=${`preview ${preview.kind}`} part="preview">
              <span>${before}</span><span class="text" dir="auto">${preview.text}</span><span>${after}</span>
            </span>
            ${mark('needs-reply')}${mark('opted-out')}${mark('unread')}
          </div>
        </div>
      </div>
    `;
  }

  private renderAvatar(conversation: Conversation): TemplateResult {
    const contact = contactOf(conversation);
    const name = conversation.title ?? contact?.name ?? '';
    return html`
      <parlor-avatar
        .name=${name}
        .src=${conversation.kind === 'direct' ? contact?.avatarUrl : undefined}
        .kind=${conversation.kind}
      ></parlor-avatar>
    `;
  }

  private renderMark(mark: Mark | undefined): TemplateResult | typeof nothing {
    if (!mark) return nothing;
    if (mark.kind === 'opted-out') {
      const consent = this.conversation?.consent ?? UNKNOWN_CONSENT;
      return html`<parlor-opt-out-badge class=${`mark ${consent.state}`} .consent=${consent}></parlor-opt-out-badge>`;
    }
    const title = markTitle(mark, this.localize.value);
    if (mark.kind === 'unread') {
      const count = this.conversation?.unread.count;
      return html`
        <span class=${classMap({mark: true, unread: true, dot: !count})} part="unread" title=${title}
          >${count ? this.shortCount(count) : nothing}</span
        >
      `;
    }
    return html`<span class=${`mark ${mark.kind}`} title=${title}>${ICONS[mark.kind]}</span>`;
  }

  private shortCount(count: number): string {
    const format = numberFormat(this.localize.value.locale);
    return count > 99 ? `${format.format(99)}+` : format.format(count);
  }
}
