import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {ContactWords} from '../../i18n/words/contact.js';
import {isKnownInstant, type Instant} from '../../model/capability-level.js';
import {displayLabel} from '../../model/display-text.js';
import type {MessageInsight} from '../../model/message.js';

/** One line of a list of facts; nothing where there is none. */
export const fact = (name: string, value: TemplateResult | string | undefined): TemplateResult | typeof nothing =>
  value
    ? html`<div class="fact">
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`
    : nothing;

/** Texts of others side by side, none of which turns the next one round. */
export function isolated(parts: readonly (string | undefined)[]): TemplateResult | undefined {
  const known = parts.filter((part): part is string => !!part);
  if (known.length === 0) return undefined;
  return html`${known.map((part, index) => html`${index > 0 ? ' · ' : nothing}<bdi>${displayLabel(part)}</bdi>`)}`;
}

/** A moment, with all of it where the pointer rests. */
export function moment(
  at: Instant | undefined,
  localizer: Localizer<ContactWords>,
  words: (at: Instant) => string,
): TemplateResult | undefined {
  if (!isKnownInstant(at)) return undefined;
  return html`<time datetime=${new Date(at).toISOString()} title=${localizer.full(at)} dir="auto">${words(at)}</time>`;
}

/** The word and the figure, as far as the provider says them. */
export function sentimentWords(
  insight: MessageInsight | undefined,
  localizer: Localizer<ContactWords>,
): TemplateResult | undefined {
  const {sentiment, sentimentScore} = insight ?? {};
  const {positive, negative} = localizer.strings;
  const word = sentiment === 'positive' ? positive : sentiment === 'negative' ? negative : sentiment;
  return isolated([
    word ?? undefined,
    typeof sentimentScore === 'number' ? localizer.number(sentimentScore) : undefined,
  ]);
}
