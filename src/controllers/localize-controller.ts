import type {LitElement} from 'lit';
import type {StringsOf} from '../i18n/catalogue.js';
import {Localizer} from '../i18n/localizer.js';
import type {SharedWords} from '../i18n/words/shared.js';
import {InheritedValue, localizerContext} from './contexts.js';

/**
 * Gives an element its localizer, with words of its own: that of the inbox around it, or an English one when it stands
 * alone.
 */
export class LocalizeController<Words extends object = object> {
  readonly #host: LitElement;
  readonly #words: Words;
  readonly #inherited: InheritedValue<Localizer>;
  #own: {readonly language: string; readonly localizer: Localizer} | undefined;

  /** @param words those that the element uses besides the shared ones */
  constructor(host: LitElement, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#inherited = new InheritedValue(host, localizerContext);
  }

  get value(): Localizer<Words> {
    return (this.#inherited.value ?? this.#ownLocalizer).with(this.#words);
  }

  get strings(): StringsOf<SharedWords> & StringsOf<Words> {
    return this.value.strings;
  }

  /** English strings with the formats of the page's own language. */
  get #ownLocalizer(): Localizer {
    const language = this.#host.closest<HTMLElement>('[lang]')?.lang || globalThis.navigator?.language || '';
    if (this.#own?.language !== language || this.#own.localizer.isOutdated)
      this.#own = {language, localizer: new Localizer({locale: language})};
    return this.#own.localizer;
  }
}
