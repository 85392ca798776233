import {ContextProvider} from '@lit/context';
import type {LitElement} from 'lit';
import {localizerContext} from '../../controllers/contexts.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import type {Localizer} from '../../i18n/localizer.js';

/** The words of a thread in its own time zone, for itself and for its bubbles. */
export class ZonedWords {
  readonly #around: LocalizeController;
  readonly #provider: ContextProvider<typeof localizerContext, LitElement>;
  #zoned: {readonly from: Localizer; readonly to: Localizer} | undefined;

  constructor(host: LitElement) {
    this.#around = new LocalizeController(host);
    this.#provider = new ContextProvider(host, {context: localizerContext});
  }

  get value(): Localizer {
    return this.#provider.value ?? this.#around.value;
  }

  /** Takes the zone; without one, that of the words around the thread holds. */
  use(timeZone: string | undefined): void {
    this.#provider.setValue(this.#in(timeZone));
  }

  #in(timeZone: string | undefined): Localizer {
    const {value} = this.#around;
    if (!timeZone || timeZone === value.timeZone) return value;
    const known = this.#zoned;
    if (known?.from === value && known.to.timeZone === timeZone) return known.to;
    this.#zoned = {from: value, to: value.inTimeZone(timeZone)};
    return this.#zoned.to;
  }
}
