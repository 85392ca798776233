import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {sharedWords} from '../../i18n/words/shared.js';
import {isKnownInstant, type Instant} from '../../model/capability-level.js';
import {baseStyles} from '../../styles/base.styles.js';
import {timestampStyles} from './timestamp.styles.js';

export type TimestampFormat = 'relative' | 'time' | 'day' | 'full';

/**
 * A moment in the reader's words and time zone. Texts that are relative to the present keep themselves current; the
 * full date and time are in the tool tip. Draws nothing when the moment is not known.
 *
 * @tag parlor-timestamp
 * @since 0.1.0
 * @status stable
 * @csspart base - The `time` element.
 */
export class ParlorTimestamp extends LitElement {
  static override styles = [...baseStyles, timestampStyles];

  /** Milliseconds since 1970-01-01T00:00:00Z. */
  @property({type: Number}) at: Instant | undefined;

  /** How much is said: `5 min`, `14:05`, `Yesterday`, or the whole date and time. */
  @property() format: TimestampFormat = 'relative';

  readonly #localize = new LocalizeController(this, sharedWords);
  readonly #clock = new ClockController(this);

  override render(): TemplateResult | typeof nothing {
    const {at} = this;
    if (!isKnownInstant(at)) return nothing;
    const full = this.#localize.value.full(at);
    return html`<time part="base" datetime=${new Date(at).toISOString()} title=${full}>${this.#words(at, full)}</time>`;
  }

  #words(at: Instant, full: string): string {
    const {value} = this.#localize;
    switch (this.format) {
      case 'time':
        return value.time(at);
      case 'day':
        return value.day(at, this.#clock.today(value));
      case 'full':
        return full;
      default:
        return value.relative(at, this.#clock.now(at, value));
    }
  }
}
