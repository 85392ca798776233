import {validLocale} from '../i18n/formats.js';
import {directionOf, wordsOf} from '../i18n/languages.js';

/** What the nearest `lang` around an element says, whatever elements' insides are between them; empty where none does. */
export function languageAround(element: Element | null | undefined): string {
  const named = element?.closest<HTMLElement>('[lang]');
  if (named || !element) return named?.lang ?? '';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageAround(root.host) : '';
}

const ATTRIBUTES = ['lang', 'dir'] as const;

/**
 * Says on an element that shows another language than the page around it which one that is, and in which direction it is
 * written: in its `lang` and `dir`, unless the page has set them.
 */
export class NamedLanguage {
  readonly #host: HTMLElement;
  /** What was set here, as against by the page. */
  readonly #set: {lang?: string | undefined; dir?: string | undefined} = {};

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** What the page says, whatever was said here. */
  get ofPage(): string | undefined {
    const isOwn = this.#host.lang !== '' && this.#host.lang === this.#set.lang;
    return languageAround(isOwn ? this.#host.parentElement : this.#host) || undefined;
  }

  /** @param locale asked for by name; nothing is said while its words are not here, and the English ones are shown */
  update(locale: string | undefined): void {
    const language = wordsOf(locale) ? validLocale(locale) : undefined;
    const next = {lang: language, dir: language && directionOf(language)};
    for (const name of ATTRIBUTES) {
      const present = this.#host.getAttribute(name);
      if (present !== null && present !== this.#set[name]) continue;
      this.#set[name] = next[name];
      if (next[name] === undefined) this.#host.removeAttribute(name);
      else if (next[name] !== present) this.#host.setAttribute(name, next[name]);
    }
  }
}
