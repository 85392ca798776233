import {html, nothing, type TemplateResult} from 'lit';
import {isFailure, type DeliveryStatus} from '../../model/delivery-status.js';
import type {Message} from '../../model/message.js';
import {isKnownInstant} from '../../model/capability-level.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';

/** See `showStatus` of the bubble. */
export type StatusMode = 'group' | 'always' | 'trouble';

export interface FootContext {
  readonly message: Message;
  readonly held: boolean;
  readonly answered: boolean;
  readonly showStatus: StatusMode;
  readonly localizer: Localizer<ThreadWords>;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
  readonly onResend: () => void;
}

const WORTH_SAYING: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>([
  'draft',
  'scheduled',
  'pending',
  'unconfirmed',
  'failed',
  'undelivered',
]);

/** Whether a message in the middle of a group has something to say that cannot wait for the group's end. */
export const needsFoot = (
  {direction, status, insight}: Message,
  {answered, showStatus}: Pick<FootContext, 'answered' | 'showStatus'>,
): boolean =>
  (direction === 'outbound' && showStatus === 'always') ||
  (direction !== 'inbound' && WORTH_SAYING.has(status)) ||
  (insight?.requiresResponse === true && !answered);

/** Time, delivery status and what was found out about a message; below it, what can be done when it is stuck. */
export function footView(context: FootContext): TemplateResult {
  const {message, held, answered, showStatus, localizer} = context;
  const waits: Readonly<Record<string, string>> = localizer.strings.waits;
  const wait = waits[message.outbox?.phase ?? ''];
  // What waits is not being sent.
  const isTold = !wait && (showStatus !== 'trouble' || WORTH_SAYING.has(message.status));
  return html`
    <div class="foot" part="foot">
      ${timeView(message, localizer)}
      ${
        message.direction === 'outbound' && isTold
          ? html`<parlor-delivery-status
              part="status"
              .status=${message.status}
              .failure=${message.failure}
            ></parlor-delivery-status>`
          : nothing
      }
      ${wait ? html`<span>${wait}</span>` : nothing} ${resumesView(message, localizer)}
      ${scheduleView(message, localizer)} ${held ? html`<span>${localizer.strings.waitingBehind}</span>` : nothing}
      ${message.broadcastId === undefined ? nothing : html`<span>${localizer.strings.broadcast}</span>`}
      ${insightView(message, answered, localizer)}
    </div>
    ${actionsView(context)}
  `;
}

/** Seen only: the message is named after it. */
function scheduleView(
  {status, scheduledFor}: Message,
  localizer: Localizer<ThreadWords>,
): TemplateResult | typeof nothing {
  if (status !== 'scheduled' || !isKnownInstant(scheduledFor)) return nothing;
  return html`<span>${localizer.fill(localizer.strings.leavesAt, {time: localizer.exact(scheduledFor)})}</span>`;
}

function timeView({at}: Message, localizer: Localizer<ThreadWords>): TemplateResult | typeof nothing {
  if (!isKnownInstant(at)) return nothing;
  return html`<time
    part="timestamp"
    dir="auto"
    aria-hidden="true"
    datetime=${new Date(at).toISOString()}
    title=${localizer.exact(at)}
    >${localizer.time(at)}</time
  >`;
}

/** A rate limit holds the message back: when it goes on by itself. */
function resumesView({outbox}: Message, localizer: Localizer<ThreadWords>): TemplateResult | typeof nothing {
  if (outbox?.resumesAt === undefined) return nothing;
  return html`<span>${localizer.fill(localizer.strings.resumesAt, {time: localizer.time(outbox.resumesAt)})}</span>`;
}

function insightView(
  {insight}: Message,
  answered: boolean,
  localizer: Localizer<ThreadWords>,
): TemplateResult | typeof nothing {
  if (!insight) return nothing;
  const {strings} = localizer;
  const sentiment = sentimentWord(insight.sentiment, localizer);
  return html`
    ${insight.requiresResponse && !answered ? html`<span class="mark">${strings.needsReply}</span>` : nothing}
    ${sentiment ? html`<span>${sentiment}</span>` : nothing}
  `;
}

/** Only what stands out gets a word: neutral is the rule, and a sentiment without a word here is left out. */
function sentimentWord(sentiment: string | null | undefined, {strings}: Localizer<ThreadWords>): string | undefined {
  return sentiment === 'positive' || sentiment === 'negative' ? strings[sentiment] : undefined;
}

/** A message that never left can be tried again; one that may have left needs a warning; a refused one is a new send. */
function actionsView({message, localizer, onRetry, onDiscard, onResend}: FootContext): TemplateResult | typeof nothing {
  const {strings} = localizer;
  const {status, direction} = message;
  if (direction !== 'outbound') return nothing;
  // Tried again and taken back can be only what the outbox still holds; the provider's messages have ids of their own.
  const isInOutbox = message.id === message.localId;
  const discard = html`<button type="button" class="link" @click=${onDiscard}>${strings.discard}</button>`;
  // Sending again is offered only after the history was looked through.
  if (status === 'unconfirmed' && message.outbox?.isSearching)
    return html`<p class="hint">${strings.searchingHistory}</p>`;
  if (status === 'unconfirmed') {
    return html`
      <p class="hint">${strings.unconfirmedHint}</p>
      ${
        isInOutbox
          ? html`<div class="actions">
              <button type="button" class="link" @click=${onRetry}>${strings.sendAgain}</button>
              ${discard}
            </div>`
          : nothing
      }
    `;
  }
  if (!isFailure(status)) return nothing;
  return html`
    <div class="actions">
      ${
        status === 'failed' && isInOutbox
          ? html`<button type="button" class="link" @click=${onRetry}>${strings.retry}</button> ${discard}`
          : html`<button type="button" class="link" @click=${onResend}>${strings.sendAgain}</button>`
      }
    </div>
  `;
}
