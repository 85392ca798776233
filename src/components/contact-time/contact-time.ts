import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {serverDrawing} from '../../controllers/server-drawing.js';
import {StoreController} from '../../controllers/store-controller.js';
import {contactTimeWords} from '../../i18n/words/contact-time.js';
import {completeConversation} from '../../model/complete.js';
import type {Conversation} from '../../model/conversation.js';
import {shownName} from '../../model/shown-name.js';
import type {TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {clockIcon, warningIcon} from '../icons.js';
import {isWithin, nextWithin, zoneOf, type KnownZone} from './contact-zone.js';
import {contactTimeStyles} from './contact-time.styles.js';

/**
 * What time it is for the contact, how that is known, and a warning where it is no time to text. A reply box that is given
 * `textingHours` or `timeZoneOf` shows it. Where nobody says in which zone a contact lives, the area code of the number does,
 * which is said.
 *
 * @tag parlor-contact-time
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The line.
 * @csspart schedule-button - Sends at the next time within the hours, where the provider can.
 */
export class ParlorContactTime extends LitElement {
  static override styles = [...baseStyles, buttons, contactTimeStyles];

  /** The conversation whose contact it is about; that of the inbox around it without one. */
  @property({attribute: false}) conversation: Conversation | undefined;
  /** When contacts may be texted. */
  @property({attribute: false}) textingHours: TextingHours | undefined;
  /** Says where a contact lives, as far as the page knows. */
  @property({attribute: false}) timeZoneOf: TimeZoneOf | undefined;
  /** When the message is to leave; now without it. ISO 8601. */
  @property({attribute: 'send-at'}) sendAt: string | undefined;
  /** Called with the next moment within the hours, in ISO 8601; without it, no such button is drawn. */
  @property({attribute: false}) onSchedule: ((sendAt: string) => void) | undefined;

  /** What was asked to be sent and was held back. */
  @state() private held?: HeldSend;
  @state() private selected?: Conversation;

  readonly #localize = new LocalizeController(this, contactTimeWords);
  readonly #clock = new ClockController(this);
  readonly #isAsServer = serverDrawing(this);

  constructor() {
    super();
    new StoreController(
      this,
      (store) => [store],
      (store) => (this.selected = store.selected),
    );
  }

  /**
   * To be asked when somebody sends. Out of the hours the first press is held back, visibly and said; the next one of the
   * same is not.
   *
   * @param name names what is sent, where that is not what is being written: that leaves at once, whatever `sendAt` says
   * @returns whether it is held back
   */
  holdBack(name?: string): boolean {
    const conversationId = this.#conversation?.id;
    const wasHeld = this.held !== undefined && this.held.conversationId === conversationId && this.held.name === name;
    const isHeld = this.#isOutside(name === undefined ? this.sendAt : undefined) && !wasHeld;
    this.held = isHeld ? {conversationId, name} : undefined;
    return isHeld;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was held back in one conversation is not sent in another.
    if (this.held && this.held.conversationId !== this.#conversation?.id) this.held = undefined;
    const isOfText = this.held && this.held.name === undefined;
    if (changed.has('sendAt') && isOfText && !this.#isOutside(this.sendAt)) this.held = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    // In a low place what is above the field scrolls: nothing would seem to come of the press.
    if (changed.has('held') && this.held) {
      this.shadowRoot?.querySelector('strong')?.scrollIntoView?.({block: 'nearest'});
    }
  }

  override render(): TemplateResult {
    const {strings, value: localizer} = this.#localize;
    const conversation = this.#conversation;
    const zone = this.#zone;
    // The wording changes with the minute.
    this.#clock.now(Math.floor(Date.now() / MINUTE) * MINUTE, localizer);
    if (!conversation || conversation.kind === 'group') return html`<div role="status"></div>`;
    const name = shownName(conversation) || strings.unknownContact;
    const {held} = this;
    const isOutside = held !== undefined || this.#isOutside(this.sendAt);
    const words = zone
      ? this.#timeWords(zone, name)
      : this.textingHours && localizer.fill(strings.contactTimeUnknown, {name});
    return html`
      <div part="base" class=${isOutside ? 'outside' : ''} ?hidden=${!words}>
        ${isOutside ? warningIcon : clockIcon}
        <span class="words"><bdi>${words}</bdi>${isOutside ? html`. <bdi>${this.#hoursWords}</bdi>` : nothing}</span>
        ${isOutside && held?.name === undefined ? this.#renderSchedule() : nothing}
        <strong role="alert"
          >${held ? (held.name === undefined ? strings.pressSendAgain : strings.pressAgain) : nothing}</strong
        >
      </div>
    `;
  }

  #renderSchedule(): TemplateResult | typeof nothing {
    const {strings, value: localizer} = this.#localize;
    const {textingHours, onSchedule} = this;
    const timeZone = this.#zoneOfHours;
    const next = textingHours && timeZone ? nextWithin(textingHours, Date.now(), timeZone) : undefined;
    if (!onSchedule || next === undefined || !timeZone) return nothing;
    // By the clock of whoever presses it.
    const time = `${localizer.day(next, Date.now())} ${localizer.time(next)}`;
    const schedule = (): void => onSchedule(new Date(next).toISOString());
    return html`
      <button part="schedule-button" class="link" type="button" @click=${schedule}>
        ${localizer.fill(strings.scheduleInstead, {time})}
      </button>
    `;
  }

  #timeWords({timeZone, by, source}: KnownZone, name: string): string {
    const {strings, value: localizer} = this.#localize;
    const now = Date.now();
    const zone = new Intl.DateTimeFormat(localizer.locale, {timeZone, timeZoneName: 'short'})
      .formatToParts(now)
      .find(({type}) => type === 'timeZoneName')?.value;
    return localizer.fill(strings.contactTime, {
      ...{time: localizer.inTimeZone(timeZone).time(now), name, zone: zone ?? timeZone},
      source: source ?? localizer.term('contactTimeSources', by),
    });
  }

  get #hoursWords(): string {
    const {strings, value: localizer} = this.#localize;
    const {from = '', to = ''} = this.textingHours ?? {};
    return localizer.fill(strings.outsideTextingHours, {from, to});
  }

  get #conversation(): Conversation | undefined {
    const {conversation = this.selected} = this;
    return conversation && completeConversation(conversation);
  }

  get #zone(): KnownZone | undefined {
    const conversation = this.#conversation;
    return conversation && zoneOf(conversation, this.timeZoneOf);
  }

  /** Whose clock the hours go by, where it is known. */
  get #zoneOfHours(): string | undefined {
    const zone = this.textingHours?.zone;
    return zone === 'contact' ? this.#zone?.timeZone : zone;
  }

  #isOutside(sendAt: string | undefined): boolean {
    const {textingHours} = this;
    const timeZone = this.#zoneOfHours;
    // When a page that a server drew is looked at, the server did not know.
    if (this.#isAsServer() || !textingHours || !timeZone || this.#conversation?.kind === 'group') return false;
    const chosen = sendAt ? Date.parse(sendAt) : NaN;
    try {
      return isWithin(textingHours, Number.isNaN(chosen) ? Date.now() : chosen, timeZone) === false;
    } catch {
      // A zone that the page set and the browser does not know.
      return false;
    }
  }
}

const MINUTE = 60_000;

interface HeldSend {
  readonly conversationId: string | undefined;
  /** Nothing for what is being written. */
  readonly name: string | undefined;
}
