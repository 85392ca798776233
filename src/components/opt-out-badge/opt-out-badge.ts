import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {sharedWords} from '../../i18n/words/shared.js';
import {UNKNOWN_CONSENT, type Consent} from '../../model/consent.js';
import {baseStyles} from '../../styles/base.styles.js';
import {blockedIcon, questionIcon} from '../icons.js';
import {optOutBadgeStyles} from './opt-out-badge.styles.js';

/**
 * Marks a contact who opted out of texts, or who probably did, with since when and how that is known. Draws nothing
 * for anybody else.
 *
 * @tag parlor-opt-out-badge
 * @since 0.1.0
 * @status stable
 * @csspart base - The badge.
 * @csspart label - Its words.
 */
export class ParlorOptOutBadge extends LitElement {
  static override styles = [...baseStyles, optOutBadgeStyles];

  /** The contact's consent towards our number. */
  @property({attribute: false}) consent: Consent = UNKNOWN_CONSENT;

  readonly #localize = new LocalizeController(this, sharedWords);

  override render(): TemplateResult | typeof nothing {
    const {strings, value} = this.#localize;
    const {state, since, source} = this.consent ?? UNKNOWN_CONSENT;
    if (state !== 'opted-out' && state !== 'probably-opted-out') return nothing;
    const isCertain = state === 'opted-out';
    const facts = [strings.sources[source]];
    if (since !== undefined) facts.unshift(value.fill(strings.since, {date: value.date(since)}));
    return html`
      <span part="base" class=${isCertain ? 'certain' : 'probable'} title=${facts.join(' · ')}>
        ${isCertain ? blockedIcon : questionIcon}
        <span part="label">${isCertain ? strings.optedOut : strings.probablyOptedOut}</span>
        <span class="visually-hidden">(${facts.join('; ')})</span>
      </span>
    `;
  }
}
