import {Emitter} from '../util/emitter.js';
import {pageShared} from '../util/page-shared.js';
import type {PartialStrings} from './catalogue.js';
import {validLocale} from './formats.js';

/** Loads the module of a language, which registers its words. */
export type LanguageLoader = () => Promise<unknown>;

/** One for the page: its own script may register a language with another copy of this library than the inbox comes from. */
const registry = () =>
  pageShared('languages', () => ({
    words: new Map<string, PartialStrings>(),
    loaders: new Map<string, LanguageLoader>(),
    /** Those that load, or were loaded. */
    asked: new Map<string, Promise<void>>(),
    /** Those of which the console says that they cannot be loaded. */
    missing: new Set<string>(),
    registrations: new Emitter<void>(),
  }));

/**
 * Gives the elements the words of a language, which are shown where `locale` or the page's `lang` names it: also for
 * another region of it, in the same script, that has none of its own. What is left out stays English. Registering a
 * language again replaces it.
 *
 * @param tag BCP 47, such as `sv` or `zh-Hant`
 * @throws RangeError for a tag that is none
 */
export function registerLanguage(tag: string, strings: PartialStrings): void {
  registry().words.set(new Intl.Locale(tag).baseName, strings);
  registry().registrations.emit();
}

/** Has a language loaded once an element is in need of it. Nothing is loaded for one that is registered already. */
export function registerLanguageLoader(tag: string, loader: LanguageLoader): void {
  registry().loaders.set(new Intl.Locale(tag).baseName, loader);
  registry().registrations.emit();
}

/** Calls back after every registration. @returns how to stop that */
export const onLanguage = (listener: () => void): (() => void) => registry().registrations.subscribe(listener);

/** The words of a language, in so far as they are here. */
export const wordsOf = (language: string | undefined): PartialStrings | undefined =>
  find(registry().words, language)?.[1];

/**
 * Loads the words of a language, once, unless they are here. Where they cannot be loaded the console says so, English is
 * shown, and the next one to ask tries again.
 */
export async function loadLanguage(language: string | undefined): Promise<void> {
  const {loaders, asked} = registry();
  const [tag, loader] = find(loaders, language) ?? [];
  if (tag === undefined || !loader || wordsOf(language)) return undefined;
  const known = asked.get(tag);
  if (known) return known;
  const loading = loader().then(
    () => undefined,
    (error: unknown) => tellMissing(tag, error),
  );
  asked.set(tag, loading);
  return loading;
}

function tellMissing(tag: string, error: unknown): void {
  const {asked, missing} = registry();
  asked.delete(tag);
  if (missing.has(tag)) return;
  missing.add(tag);
  console.warn(`The words for the language "${tag}" could not be loaded: English is shown.`, error);
}

/** The entry of the language itself; else of another region in the same script. */
function find<Value>(entries: ReadonlyMap<string, Value>, language: string | undefined): [string, Value] | undefined {
  const locale = entries.size > 0 && validLocale(language);
  if (!locale) return undefined;
  const {baseName} = new Intl.Locale(locale);
  const kin = kinOf(locale);
  const all = [...entries];
  return all.find(([tag]) => tag === baseName) ?? all.find(([tag]) => kinOf(tag) === kin);
}

/** Language and script: who reads the one Chinese may not read the other, but any Spanish is better than none. */
function kinOf(tag: string): string {
  const {language, script = ''} = new Intl.Locale(tag).maximize();
  return `${language === NORWEGIAN ? BOKMAL : language}-${script}`;
}

/** Two names for one language, of which most pages have the one and most lists of languages the other. */
const NORWEGIAN = 'no';
const BOKMAL = 'nb';

/** The direction that a language is written in. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.test(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';

const RIGHT_TO_LEFT = /^(?:Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa)$/;
