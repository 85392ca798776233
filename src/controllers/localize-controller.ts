import type {LitElement} from 'lit';
import type {ParlorStrings} from '../i18n/catalogue.js';
import {Localizer} from '../i18n/localizer.js';
import {InheritedValue, localizerContext} from './contexts.js';

/** Gives an element its localizer: that of the inbox around it, or an English one when it stands alone. */
export class LocalizeController {
  readonly #host: LitElement;
  readonly #inherited: InheritedValue<Localizer>;
  #own: {readonly language: string; readonly localizer: Localizer} | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    this.#inherited = new InheritedValue(host, localizerContext);
  }

  get value(): Localizer {
    return this.#inherited.value ?? this.#ownLocalizer;
  }

  get strings(): ParlorStrings {
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
