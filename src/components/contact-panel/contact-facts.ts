import {html, nothing, svg, type TemplateResult} from 'lit';
import type {ContactDetails} from '../../model/contact-details.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import type {MessageInsight} from '../../model/message.js';
import type {OwnEndpoint, Participant} from '../../model/participant.js';
import {displayLabel} from '../../model/display-text.js';
import {shownAddress} from '../../model/shown-name.js';
import {hasVisibleText} from '../../model/visible-text.js';
import {isKnownInstant, type Instant} from '../../model/capability-level.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ContactWords} from '../../i18n/words/contact.js';
import {icon} from '../icons.js';
import {fact, isolated, moment, sentimentWords} from './facts.js';

const copyIcon = icon(svg`<path d="M7 7h9.5v9.5H7zM4.8 13H3.5V3.5H13v1.3"/>`);

/** What somebody wrote at length, in characters. */
const LONGEST_NOTES = 5000;

export interface ContactFactsOptions {
  readonly conversation: Conversation;
  readonly details?: ContactDetails;
  /** What the provider found out about the last message. */
  readonly insight?: MessageInsight | undefined;
  readonly localizer: Localizer<ContactWords>;
  readonly now: Instant;
  /** Absent where nothing can be copied. */
  readonly onCopy?: ((text: string) => void) | undefined;
  /** What came of copying; empty when nothing was copied a moment ago. */
  readonly copyOutcome: string;
}

/** What is known, one line each; what is not known has none. */
export function renderFacts(options: ContactFactsOptions): TemplateResult {
  const {conversation, details, localizer} = options;
  const {strings} = localizer;
  const isGroup = conversation.kind === 'group';
  const address = details?.address ?? (isGroup ? undefined : contactOf(conversation)?.address);
  const own = conversation.ownEndpoint;
  const carrier = details?.carrier;
  return html`
    <dl part="facts" class="facts">
      ${isGroup ? fact(strings.participants, renderParticipants(conversation, localizer)) : nothing}
      ${fact(isEmail(address) ? strings.email : strings.number, address && renderAddress(address, options))}
      ${fact(strings.channel, channelName(conversation, localizer))}
      ${fact(strings.ownNumber, own && renderEndpoint(own))} ${fact(strings.consent, consentWords(options))}
      ${fact(strings.carrier, isolated([carrier?.name, carrier?.type, carrier?.country && countryName(carrier.country, localizer.locale)]))}
      ${fact(strings.email, details?.email && details.email !== address ? renderEmail(details.email) : undefined)}
      ${fact(strings.birthDate, details?.birthDate && birthDay(details.birthDate, localizer))}
      ${fact(strings.notes, details?.notes && html`<bdi class="words">${displayLabel(details.notes, LONGEST_NOTES)}</bdi>`)}
      ${fact(strings.description, conversation.description && html`<bdi class="words">${displayLabel(conversation.description, LONGEST_NOTES)}</bdi>`)}
      ${fact(strings.access, isolated([conversation.access?.visibility, conversation.access?.accessibility]))}
      ${fact(strings.agent, isolated([conversation.agentId]))}
      ${fact(strings.sentimentScore, sentimentWords(options.insight, localizer))}
      ${fact(strings.messageCategory, isolated([options.insight?.category ?? undefined]))}
      ${fact(strings.contactId, isolated([details?.id ?? (isGroup ? undefined : contactOf(conversation)?.id)]))}
      ${fact(strings.started, startedWords(conversation, localizer))}
      ${fact(
        strings.lastActive,
        moment(conversation.lastActivityAt, localizer, (at) => localizer.relative(at, options.now)),
      )}
      ${fact(
        strings.messageCount,
        conversation.messageCount === undefined ? undefined : localizer.number(conversation.messageCount),
      )}
    </dl>
  `;
}

/** A country's name for its ISO 3166 code; anything else as it is. */
function countryName(code: string, locale: string | undefined): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code;
  const names = new Intl.DisplayNames(locale ? [locale] : [], {type: 'region', fallback: 'code'});
  return names.of(code.toUpperCase()) ?? code;
}

/** When it began, and who began it. */
function startedWords(
  {createdAt, startedBy}: Conversation,
  localizer: Localizer<ContactWords>,
): TemplateResult | undefined {
  const day = moment(createdAt, localizer, (at) => localizer.date(at));
  const who = isolated([startedBy?.name ?? shownAddress(startedBy?.address)]);
  return day && who ? html`${day} · ${who}` : (day ?? who);
}

/** An address may be one of e-mail. */
const isEmail = (address: string | undefined): boolean => address?.includes('@') ?? false;

/** A day of the calendar, which no time zone moves. */
function birthDay(written: string, localizer: Localizer<ContactWords>): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(written) ? Date.parse(written) : NaN;
  return Number.isNaN(at) ? displayLabel(written) : localizer.inTimeZone('UTC').date(at);
}

function renderAddress(address: string, {localizer, onCopy, copyOutcome}: ContactFactsOptions): TemplateResult {
  const {strings} = localizer;
  const shown = shownAddress(address);
  return html`
    <span class="copyable">
      ${isEmail(address) ? renderEmail(address) : html`<bdi class="phone" dir="ltr">${shown}</bdi>`}
      ${
        onCopy
          ? html`<button
              type="button"
              class="icon copy"
              aria-label=${localizer.fill(strings.copy, {value: shown})}
              title=${localizer.fill(strings.copy, {value: shown})}
              @click=${() => onCopy(address)}
            >
              ${copyIcon}
            </button>`
          : nothing
      }
    </span>
    ${copyOutcome ? html`<span class="source copied">${copyOutcome}</span>` : nothing}
  `;
}

function renderEndpoint({label, address, id}: OwnEndpoint): TemplateResult | undefined {
  const number = shownAddress(address);
  const name = label && label !== address && label !== number ? label : undefined;
  if (!number) return isolated([name ?? id]);
  return html`${name ? html`<bdi>${displayLabel(name)}</bdi> ` : nothing}<bdi class=${name ? 'source' : ''} dir="ltr"
      >${number}</bdi
    >`;
}

/** Breaks, where it must, behind the sign. */
function renderEmail(email: string): TemplateResult {
  const shown = displayLabel(email);
  const [, before = shown, domain = ''] = /^(.*@)(.*)$/.exec(shown) ?? [];
  return html`<bdi dir="ltr">${before}<wbr />${domain}</bdi>`;
}

function renderParticipants(
  {participants, participantsComplete}: Conversation,
  localizer: Localizer<ContactWords>,
): TemplateResult {
  const {strings} = localizer;
  return html`
    <ul class="participants">
      ${participants.map((participant) => renderParticipant(participant, strings.unknownContact))}
    </ul>
    ${participantsComplete ? nothing : html`<span class="source">${strings.participantsIncomplete}</span>`}
  `;
}

function renderParticipant({name, address}: Participant, unknown: string): TemplateResult {
  const number = shownAddress(address);
  return html`<li>
    <bdi>${hasVisibleText(name) ? displayLabel(name) : number || unknown}</bdi>
    ${hasVisibleText(name) && number ? html`<bdi class="source" dir="ltr">${number}</bdi>` : nothing}
  </li>`;
}

const channelName = ({channel}: Conversation, localizer: Localizer<ContactWords>): string | undefined =>
  channel === 'unknown' ? undefined : displayLabel(localizer.term('channels', channel));

/** Consent in words, since when, and how that is known. */
function consentWords({conversation, localizer}: ContactFactsOptions): TemplateResult | undefined {
  const {state, since, source} = conversation.consent;
  const {strings} = localizer;
  if (state === 'unknown') return undefined;
  const words = {
    'opted-in': strings.optedIn,
    'opted-out': strings.optedOut,
    'probably-opted-out': strings.probablyOptedOut,
  }[state];
  const facts = [strings.sources[source]];
  if (isKnownInstant(since)) facts.unshift(localizer.fill(strings.since, {date: localizer.date(since)}));
  return html`${words} <span class="source">${facts.join(' · ')}</span>`;
}
