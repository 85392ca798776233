import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {ifDefined} from 'lit/directives/if-defined.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {sharedWords} from '../../i18n/words/shared.js';
import {isFailure, type DeliveryStatus} from '../../model/delivery-status.js';
import {displayLabel} from '../../model/display-text.js';
import type {MessageFailure} from '../../model/message.js';
import {baseStyles} from '../../styles/base.styles.js';
import {classNames} from '../common.js';
import {clockIcon, draftIcon, questionIcon, warningIcon} from '../icons.js';
import {acceptedIcon, checkIcon, doubleCheckIcon, readIcon} from '../message-icons.js';
import {deliveryStatusStyles} from './delivery-status.styles.js';

/** A shape for each step, so that a status is never told by its colour alone. */
const ICONS: Readonly<Record<Exclude<DeliveryStatus, 'received'>, TemplateResult>> = {
  draft: draftIcon,
  scheduled: clockIcon,
  pending: clockIcon,
  unconfirmed: questionIcon,
  accepted: acceptedIcon,
  processing: acceptedIcon,
  sent: checkIcon,
  delivered: doubleCheckIcon,
  read: readIcon,
  failed: warningIcon,
  undelivered: warningIcon,
  unknown: questionIcon,
};

/**
 * Where an outbound message is on its way: an icon and words, and the reason when it did not arrive. A received
 * message has no such status, so nothing is drawn for it.
 *
 * @tag parlor-delivery-status
 * @since 0.1.0
 * @status stable
 * @csspart base - Icon, words and reason.
 * @csspart label - The words.
 * @csspart reason - Why the message did not arrive, in the provider's own words.
 */
export class ParlorDeliveryStatus extends LitElement {
  static override styles = [...baseStyles, deliveryStatusStyles];

  /** The status to show. A value this library does not know is shown as unknown. */
  @property() status: DeliveryStatus = 'unknown';

  /** Why the message did not arrive; shown with the two statuses that mean so. */
  @property({attribute: false}) failure: MessageFailure | undefined;

  /** Shows the icon only; the words stay for screen readers and as a tool tip. */
  @property({type: Boolean, reflect: true}) compact = false;

  readonly #localize = new LocalizeController(this, sharedWords);

  override render(): TemplateResult | typeof nothing {
    if (this.status === 'received') return nothing;
    const status = Object.hasOwn(ICONS, this.status) ? this.status : 'unknown';
    const label = this.#localize.strings.statuses[status];
    const reason = isFailure(status) ? this.#reason : undefined;
    const hidden = {'visually-hidden': this.compact};
    return html`
      <span
        part="base"
        class=${classNames({base: true, failure: isFailure(status), doubtful: status === 'unconfirmed'})}
        title=${ifDefined(this.compact ? [label, reason].filter(Boolean).join(': ') : undefined)}
      >
        ${ICONS[status]}
        <span part="label" class=${classNames(hidden)}>${label}</span>
        ${
          reason
            ? html`<span part="reason" class=${classNames({reason: true, ...hidden})} dir="auto">${reason}</span>`
            : nothing
        }
      </span>
    `;
  }

  /** In our words where this library named it; without any, the provider's code has to do. */
  get #reason(): string | undefined {
    const {code, text} = this.failure ?? {};
    const words = code && this.#localize.value.term('errors', code);
    // An error without a text has its own name for one.
    const detail = text && text !== code ? displayLabel(text) : undefined;
    if (!code || words === code) return detail ?? (code && displayLabel(code));
    return [words, detail].filter(Boolean).join(' ');
  }
}
