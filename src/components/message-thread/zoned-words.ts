import {ContextProvider} from '@lit/context';
import type {LitElement} from 'lit';
import {localizerContext} from '../../controllers/contexts.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import type {Localizer} from '../../i18n/localizer.js';
import {threadWords, type ThreadWords} from '../../i18n/words/thread.js';

/** The words of a thread in its own time zone, for itself and for its bubbles. */
export class ZonedWords {
  readonly #around: LocalizeController<ThreadWords>;
  readonly #provider: ContextProvider<typeof localizerContext, LitElement>;
  #current: Localizer<ThreadWords> | undefined;
  #zoned: {readonly from: Localizer<ThreadWords>; readonly to: Localizer<ThreadWords>} | undefined;

  constructor(host: LitElement) {
    this.#around = new LocalizeController(host, threadWords);
    this.#provider = new ContextProvider(host, {context: localizerContext});
  }

  get value(): Localizer<ThreadWords> {
    return this.#current ?? this.#around.value;
  }

  /** Takes the zone; without one, that of the words around the thread holds. */
  use(timeZone: string | undefined): void {
    this.#current = this.#in(timeZone);
    this.#provider.setValue(this.#current);
  }

  #in(timeZone: string | undefined): Localizer<ThreadWords> {
    const {value} = this.#around;
    if (!timeZone || timeZone === value.timeZone) return value;
    const known = this.#zoned;
    if (known?.from === value && known.to.timeZone === timeZone) return known.to;
    this.#zoned = {from: value, to: value.inTimeZone(timeZone)};
    return this.#zoned.to;
  }
}
