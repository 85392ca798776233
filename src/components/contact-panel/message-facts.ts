import {html, nothing, svg, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {ContactWords} from '../../i18n/words/contact.js';
import {shortened} from '../../model/cut-text.js';
import {displayLabel, displayText} from '../../model/display-text.js';
import type {Message, MessageRecipient} from '../../model/message.js';
import {shownAddress} from '../../model/shown-name.js';
import {hasVisibleText} from '../../model/visible-text.js';
import {icon} from '../icons.js';
import {fact, isolated, moment, sentimentWords} from './facts.js';

const earlierIcon = icon(svg`<path d="m5 12.5 5-5 5 5"/>`);
const laterIcon = icon(svg`<path d="m5 7.5 5 5 5-5"/>`);

/** In characters: enough to tell which message it is. */
const LONGEST_QUOTE = 120;

export interface MessageFactsOptions {
  readonly message: Message;
  readonly localizer: Localizer<ContactWords>;
  /** What the provider found out about it is said elsewhere. */
  readonly withoutInsight: boolean;
  /** Whether there is a message so many places further. */
  readonly has: (places: number) => boolean;
  readonly onMove: (places: number) => void;
}

/** What is known of one message besides what its bubble shows, one line each. */
export function renderMessageFacts({message, localizer, withoutInsight, has, onMove}: MessageFactsOptions) {
  const {strings} = localizer;
  const {text, sender, failure, recipients = [], references = [], metadata = {}} = message;
  const insight = withoutInsight ? undefined : message.insight;
  const step = (places: number, words: string, sign: TemplateResult) =>
    html`<button
      type="button"
      class="icon"
      aria-label=${words}
      title=${words}
      aria-disabled=${has(places) ? 'false' : 'true'}
      @click=${() => onMove(places)}
    >
      ${sign}
    </button>`;
  return html`
    <section part="message" class="message" tabindex="-1" aria-labelledby="message-heading">
      <div class="section-head">
        <h3 id="message-heading">${strings.message}</h3>
        <span>${step(-1, strings.earlierMessage, earlierIcon)}${step(1, strings.laterMessage, laterIcon)}</span>
      </div>
      <div class="source"><bdi>${strings.messageHint}</bdi></div>
      ${hasVisibleText(text) ? html`<div><bdi>${displayText(shortened(text, LONGEST_QUOTE))}</bdi></div>` : nothing}
      <dl class="facts">
        ${fact(strings.time, timeOf(message, localizer))}
        ${fact(
          strings.readAt,
          moment(message.readAt, localizer, (at) => localizer.full(at)),
        )}
        ${fact(strings.status, isolated([strings.statuses[message.status], failure?.text, failure?.code]))}
        ${fact(strings.sender, isolated([sender?.name, shownAddress(sender?.address), sender?.id]))}
        ${[...byKind(recipients, localizer.strings.separator)].map(([kind, names]) => fact(displayLabel(localizer.term('recipientKinds', kind)), isolated(names)))}
        ${fact(strings.sentimentScore, sentimentWords(insight, localizer))}
        ${fact(strings.messageCategory, isolated([insight?.category ?? undefined]))}
        ${fact(strings.messageId, isolated([message.id]))} ${fact(strings.broadcastId, isolated([message.broadcastId]))}
        ${references.map(({name, id}) => fact(name ? displayLabel(name) : strings.reference, isolated([id])))}
        ${Object.entries(metadata).map(([name, value]) => fact(displayLabel(name), isolated([written(value)])))}
      </dl>
    </section>
  `;
}

/** When it was, and how that is known where the provider does not say it. */
function timeOf({at, atSource}: Message, localizer: Localizer<ContactWords>): TemplateResult | undefined {
  const {sources} = localizer.strings;
  const source = atSource === 'id' ? sources.derived : atSource === 'local' ? sources.local : undefined;
  const time = moment(at, localizer, (instant) => localizer.full(instant));
  return time && html`${time} ${source ? html`<span class="source">${source}</span>` : nothing}`;
}

function byKind(recipients: readonly MessageRecipient[], separator: string): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, readonly string[]>();
  for (const {kind, name, address} of recipients) {
    const names = [name, shownAddress(address)].filter(hasVisibleText);
    if (names.length > 0) kinds.set(kind, [...(kinds.get(kind) ?? []), names.join(separator)]);
  }
  return kinds;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
