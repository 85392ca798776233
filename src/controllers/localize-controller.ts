import type {LitElement} from 'lit';
import {addWords} from '../i18n/known-words.js';
import {Localizer} from '../i18n/localizer.js';
import type {ParlorStrings} from '../i18n/strings.js';
import {localizerContext} from './contexts.js';
import {PatientConsumer} from './patient-consumer.js';

const fallbacks = new Map<string, Localizer>();

/** English words with the formats of the page's own language, for elements used alone. */
function fallbackLocalizer(element: Element): Localizer {
  const language = element.closest<HTMLElement>('[lang]')?.lang || globalThis.navigator?.language || '';
  let localizer = fallbacks.get(language);
  if (!localizer) {
    localizer = new Localizer({locale: language});
    fallbacks.set(language, localizer);
  }
  return localizer;
}

/** Gives an element its words: those of the inbox around it, or English when it stands alone. */
export class LocalizeController {
  private readonly consumer: PatientConsumer<Localizer>;

  /** @param words the English ones that no other element needs */
  constructor(
    private readonly host: LitElement,
    words?: Partial<ParlorStrings>,
  ) {
    if (words) addWords(words);
    this.consumer = new PatientConsumer(host, localizerContext);
  }

  get value(): Localizer {
    return this.consumer.value ?? fallbackLocalizer(this.host);
  }

  get strings() {
    return this.value.strings;
  }
}
