import type {LitElement, ReactiveController} from 'lit';
import type {StringsOf} from '../i18n/catalogue.js';
import {loadLanguage, onLanguage} from '../i18n/languages.js';
import {Localizer} from '../i18n/localizer.js';
import type {SharedWords} from '../i18n/words/shared.js';
import {InheritedValue, localizerContext} from './contexts.js';
import {languageAround} from './named-language.js';
import {isServer, serverDrawing, serverWords} from './server-drawing.js';

/**
 * Gives an element its localizer, with words of its own: that of the inbox around it, or one in the page's language when
 * it stands alone.
 */
export class LocalizeController<Words extends object = object> implements ReactiveController {
  readonly #host: LitElement;
  readonly #words: Words;
  readonly #inherited: InheritedValue<Localizer>;
  readonly #isAsServer: () => boolean;
  #stopListening: (() => void) | undefined;
  #own: {readonly language: string; readonly localizer: Localizer} | undefined;

  /** @param words those that the element uses besides the shared ones */
  constructor(host: LitElement, words: Words) {
    this.#host = host;
    this.#words = words;
    this.#isAsServer = serverDrawing(host);
    this.#inherited = new InheritedValue(host, localizerContext);
    host.addController(this);
  }

  hostConnected(): void {
    this.#stopListening = onLanguage(() => {
      if (this.#inherited.value) return;
      void loadLanguage(languageAround(this.#host));
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stopListening?.();
  }

  get value(): Localizer<Words> {
    if (isServer) this.#inherited.ask();
    const around = this.#inherited.value ?? (this.#isAsServer() ? serverWords() : this.#ownLocalizer);
    return around.with(this.#words);
  }

  get strings(): StringsOf<SharedWords> & StringsOf<Words> {
    return this.value.strings;
  }

  /** Words in the language that the page says it is in, and the formats of the user's own where it says none. */
  get #ownLocalizer(): Localizer {
    const pageLanguage = languageAround(this.#host);
    const locale = pageLanguage || globalThis.navigator?.language || '';
    if (this.#own?.language !== locale || this.#own.localizer.isOutdated) {
      void loadLanguage(pageLanguage);
      this.#own = {language: locale, localizer: new Localizer({locale, language: pageLanguage})};
    }
    return this.#own.localizer;
  }
}
