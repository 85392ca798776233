import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {SendBlock, SendBlockReason} from '../../model/send-block.js';
import {displayLabel} from '../../model/display-text.js';
import {ownWordsOf} from '../error-notice.js';
import {
  archiveIcon,
  blockedIcon,
  clockIcon,
  closeIcon,
  conversationIcon,
  personIcon,
  questionIcon,
  warningIcon,
} from '../icons.js';
import {noteOf, renderCount, renderNote, type SegmentLine} from './segment-line.js';

const ICONS: Readonly<Record<SendBlockReason, TemplateResult>> = {
  'opted-out': blockedIcon,
  'probably-opted-out': questionIcon,
  'not-textable': blockedIcon,
  'lookup-pending': clockIcon,
  'no-credits': warningIcon,
  'no-from-number': warningIcon,
  'contact-not-found': personIcon,
  'conversation-closed': archiveIcon,
  'outbound-disabled': blockedIcon,
  'template-only': clockIcon,
  'read-only': conversationIcon,
};

export interface BlockedPanelOptions {
  readonly block: SendBlock;
  readonly localizer: Localizer<ReplyWords>;
  readonly hasDraft: boolean;
  /** The refusal that the block says, with words of the provider's own. */
  readonly refusal: ConversationError | undefined;
  /** What is typed and kept. */
  readonly text: string;
  readonly isChecking: boolean;
  readonly onRecheck: () => void;
  /** Offers a template in place of a text; absent where none can be sent. */
  readonly onTemplates?: (() => void) | undefined;
}

/** Consent is worked out from messages; everything else that is not the provider's word, from a refusal. */
function sourceOf({reason, source}: SendBlock, {strings}: Localizer<ReplyWords>): string {
  const isConsent = reason === 'opted-out' || reason === 'probably-opted-out';
  return source === 'derived' && !isConsent ? strings.knownFromRefusal : strings.sources[source];
}

/** Stands where the text field was: why no reply can be sent, since when, what ends it. Takes focus, not a tab stop. */
export function renderBlockedPanel(options: BlockedPanelOptions): TemplateResult {
  const {block, localizer, hasDraft, refusal, text, isChecking, onRecheck, onTemplates} = options;
  const {strings} = localizer;
  const words = strings.blocks[block.reason];
  const facts = [sourceOf(block, localizer)];
  const ownWords = refusal && ownWordsOf(refusal);
  if (block.since !== undefined) facts.unshift(localizer.fill(strings.since, {date: localizer.date(block.since)}));
  return html`
    <div
      part="blocked"
      class="blocked"
      role="group"
      tabindex="-1"
      aria-labelledby="block-title"
      aria-describedby="block-reopen block-facts"
    >
      <span class="blocked-icon">${ICONS[block.reason]}</span>
      <div class="blocked-words">
        <p id="block-title" class="blocked-title">${words.title}</p>
        <p id="block-reopen">${words.reopen}</p>
        ${ownWords ? html`<p class="blocked-facts"><bdi>${ownWords}</bdi></p>` : nothing}
        <p id="block-facts" class="blocked-facts">${facts.join(' · ')}</p>
        ${hasDraft ? html`<p id="block-kept" class="blocked-kept">${strings.textKept}</p>` : nothing}
        ${hasDraft && text ? renderKeptText(text) : nothing}
      </div>
      ${
        onTemplates
          ? html`<button type="button" part="templates-button" class="primary recheck" @click=${onTemplates}>
              ${strings.templates}
            </button>`
          : nothing
      }
      ${
        block.canRecheck
          ? html`<button
              type="button"
              class="recheck"
              aria-disabled=${isChecking ? 'true' : 'false'}
              @click=${onRecheck}
            >
              ${isChecking ? strings.checking : strings.checkAgain}
            </button>`
          : nothing
      }
    </div>
  `;
}

/** What is kept can be read and copied: whoever comes to it with the keyboard has it selected. */
function renderKeptText(text: string): TemplateResult {
  const select = ({currentTarget}: Event) => {
    if (!(currentTarget instanceof HTMLElement) || !currentTarget.matches(':focus-visible')) return;
    getSelection()?.selectAllChildren(currentTarget);
  };
  return html`<div
    class="kept-text"
    role="group"
    tabindex="0"
    dir="auto"
    aria-labelledby="block-kept"
    .textContent=${text}
    @focus=${select}
  ></div>`;
}

export interface ErrorLineOptions {
  readonly error: ConversationError;
  readonly localizer: Localizer<ReplyWords>;
  readonly hasDraft: boolean;
  readonly onDismiss: () => void;
}

/** What is so: never "not sent" when nobody knows. */
function headline({error, localizer, hasDraft}: ErrorLineOptions): string | undefined {
  if (error.outcomeUnknown) return localizer.strings.unconfirmedHint;
  return hasDraft ? localizer.strings.sendFailedKept : undefined;
}

/** The last send that failed: what happened, what to do next, and the provider's own words. */
export function renderErrorLine(options: ErrorLineOptions): TemplateResult {
  const {error, localizer, onDismiss} = options;
  const title = headline(options);
  // Without words of the provider's own, an error's message is only the name of its kind.
  const detail = error.message === error.kind ? undefined : displayLabel(error.message);
  return html`
    <div part="error" class=${error.outcomeUnknown ? 'error doubtful' : 'error'}>
      <span class="error-icon">${warningIcon}</span>
      <div class="error-words">
        ${title ? html`<p class="error-title">${title}</p>` : nothing}
        <p>${localizer.error(error)}</p>
        ${detail ? html`<p class="error-detail"><bdi>${detail}</bdi></p>` : nothing}
      </div>
      <button class="icon" type="button" aria-label=${localizer.strings.dismiss} @click=${onDismiss}>
        ${closeIcon}
      </button>
    </div>
  `;
}

export interface ReplyToOptions {
  readonly text: string | undefined;
  readonly localizer: Localizer<ReplyWords>;
  readonly onEnd: () => void;
}

/** What of a message is quoted that the reply answers. */
export const renderReplyTo = ({text, localizer, onEnd}: ReplyToOptions): TemplateResult => html`
  <div part="reply-to" class="from">
    <span>${localizer.strings.replyTo}</span>
    <bdi class="quoted">${displayLabel(text || localizer.strings.emptyMessage)}</bdi>
    <button type="button" class="icon" aria-label=${localizer.strings.replyToNone} @click=${onEnd}>${closeIcon}</button>
  </div>
`;

export interface FooterOptions {
  /** What there is to say about the size of the text. */
  readonly line: SegmentLine | undefined;
  /** Why sending waits, while it does. */
  readonly waits: string | undefined;
  readonly localizer: Localizer<ReplyWords>;
  /** Which key sends. */
  readonly hint: string;
  /** Absent while the text cannot be changed. */
  readonly onUsePlain?: () => void;
}

/** The line below the field: always there, so that nothing jumps when there is something to say. */
export function renderFooter({line, waits, localizer, hint, onUsePlain}: FooterOptions): TemplateResult {
  const note = waits ? noteOf(waits) : line && renderNote(line, localizer, onUsePlain);
  return html`
    <div part="footer" class="footer">
      ${note ?? nothing}
      <span id="hint" class="hint" ?hidden=${note !== undefined}>${hint}</span>
      <span id="count" class="count">${line ? renderCount(line, localizer) : nothing}</span>
    </div>
  `;
}
