import type {Instant} from '../model/capability-level.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {PartialStrings, PluralForms, StringsOf, StringTable} from './catalogue.js';
import {Formats, validLocale} from './formats.js';
import {wordsOf} from './languages.js';
import {sharedWords, type SharedWords} from './words/shared.js';

export interface LocalizerOptions {
  /** BCP 47; the environment's own language without it. */
  readonly locale?: string;
  /** What the words are in, where that is another language than `locale`; English where nobody registered it. */
  readonly language?: string;
  /** What to say in place of the words of the language; any part of them. */
  readonly strings?: PartialStrings;
  /** IANA name; the device's own zone without it. */
  readonly timeZone?: string;
}

/**
 * Turns facts into text: strings with values and plurals, times and days in one locale and time zone. It has the words
 * that elements share; an element adds those of its own.
 */
export class Localizer<Words extends object = object> {
  /** The words: the replaced ones, those of the language, and English for the rest. */
  readonly strings: StringsOf<SharedWords> & StringsOf<Words>;
  readonly #formats: Formats;
  readonly #language: string | undefined;
  /** Those that were there when this was made. */
  readonly #translated: PartialStrings | undefined;
  readonly #replaced: PartialStrings | undefined;
  readonly #words: Words | undefined;
  /** What every text ends with; nothing but while a server's drawing is taken over, see `serverWords`. */
  readonly #mark: string;
  /** By the words that were added: all elements of one kind have one. */
  readonly #added = new Map<object, Localizer<object>>();

  /**
   * @param from options, or another localizer that writes and replaces in the same way
   * @param mark what every text is to end with
   */
  constructor(from: LocalizerOptions | Localizer<object> = {}, words?: Words, mark = '') {
    const isOther = from instanceof Localizer;
    this.#formats = isOther ? from.#formats : new Formats(from.locale, from.timeZone);
    this.#replaced = isOther ? from.#replaced : from.strings;
    this.#language = isOther ? from.#language : validLocale(from.language ?? from.locale);
    this.#translated = isOther ? from.#translated : wordsOf(this.#language);
    this.#words = words;
    this.#mark = isOther ? from.#mark : mark;
    this.strings = {
      ...this.#inUse(sharedWords),
      ...this.#inUse(words ?? ({} as Words)),
    };
  }

  /** What a host says goes over what its language says. */
  #inUse<English extends object>(words: English): StringsOf<English> {
    for (const forms of Object.values(words)) if (isForms(forms)) englishForms.add(forms);
    const inUse = replaceWords(words, [this.#translated, this.#replaced]);
    return this.#mark ? markAll(inUse, this.#mark) : inUse;
  }

  /** The same with the words of an element as well. */
  with<Added extends object>(words: Added): Localizer<Words & Added> {
    let known = this.#added.get(words) as Localizer<Words & Added> | undefined;
    if (!known) {
      known = new Localizer(this, {...this.#words, ...words} as Words & Added);
      this.#added.set(words, known);
    }
    return known;
  }

  /** In its canonical spelling; `undefined` stands for the environment's own. */
  get locale(): string | undefined {
    return this.#formats.locale;
  }

  get timeZone(): string | undefined {
    return this.#formats.timeZone;
  }

  /** The zone in use, whether given or the device's own. */
  get zone(): string {
    return this.#formats.zone;
  }

  /** The device is in another zone than when this was made, or the words of the language came meanwhile. */
  get isOutdated(): boolean {
    return this.#formats.isOutdated || wordsOf(this.#language) !== this.#translated;
  }

  /** The same strings for another zone. */
  inTimeZone(timeZone: string | undefined): Localizer<Words> {
    if (timeZone === this.timeZone) return this;
    const {locale} = this;
    return new Localizer(
      {locale, language: this.#language ?? '', strings: this.#replaced, timeZone},
      this.#words,
      this.#mark,
    );
  }

  /** Fills `{name}` places of a template. */
  fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
    return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  }

  /** Picks the plural form for a number and fills it in. */
  count(forms: PluralForms, count: number): string {
    const rule = this.#formats.plural(count, englishForms.has(forms) ? 'en' : this.#language);
    return this.fill(forms[rule] ?? forms.other, {count: this.number(count)});
  }

  /** Names in a sentence, joined as the language of the words does. */
  list(items: readonly string[]): string {
    const isEnglish = !this.#translated && !this.#replaced;
    return this.#formats.list(items, isEnglish ? 'en' : this.#language);
  }

  /** The text of a table for a value; for a value that this version does not know, the value itself. */
  term(table: StringTable<SharedWords> | StringTable<Words>, value: string): string {
    const terms = this.strings[table] as Readonly<Record<string, string>>;
    return (Object.hasOwn(terms, value) ? terms[value] : undefined) ?? value;
  }

  /** What happened and what to do next, as two sentences. */
  error({kind, nextAction, retryAfter = 0}: ConversationError): string {
    const happened = this.term('errors', kind);
    const next =
      retryAfter > 0
        ? this.fill(this.strings.waitFor, {time: this.#formats.duration(retryAfter)})
        : this.term('nextActions', nextAction);
    return next ? `${happened} ${next}` : happened;
  }

  /** 1,234 */
  number(value: number): string {
    return this.#formats.number(value) + this.#mark;
  }

  /** 14:05 */
  time(at: Instant): string {
    return this.#formats.time(at) + this.#mark;
  }

  /** Monday, 4 May 2026 at 14:05 */
  full(at: Instant): string {
    return this.#formats.full(at) + this.#mark;
  }

  /** The same with the zone's name where that is not the device's own. */
  exact(at: Instant): string {
    const time = this.full(at);
    const zone = this.#formats.foreignZone(at);
    return zone ? this.fill(this.strings.timeInZone, {time, zone}) : time;
  }

  /** 4 May 2026 */
  date(at: Instant): string {
    return this.#formats.date(at) + this.#mark;
  }

  /** Today, Yesterday, Monday, 4 May, or 4 May 2024: as much as is needed to be clear. */
  day(at: Instant, now: Instant): string {
    return this.#formats.day(at, now, this.#dayNames) + this.#mark;
  }

  /** now, 5 min, 3 hr, Yesterday, Mon, 4 May, 4/5/24: short enough for a list. */
  relative(at: Instant, now: Instant): string {
    return this.#formats.relative(at, now, this.#dayNames) + this.#mark;
  }

  /** Those of the host; else the locale's own. */
  get #dayNames(): {readonly today?: string; readonly yesterday?: string} {
    const {today, yesterday} = this.#replaced ?? {};
    return {...(today && {today}), ...(yesterday && {yesterday})};
  }

  /** When the text of `relative` may change next: the moment to draw it again. */
  nextChange(at: Instant, now: Instant): Instant {
    return this.#formats.nextChange(at, now);
  }

  /** When the next day begins in the zone, and with it every name of a day changes. */
  nextMidnight(now: Instant): Instant {
    return this.#formats.nextMidnight(now);
  }

  /** The calendar day in the zone: 2026-05-04. */
  dayKey(at: Instant): string {
    return this.#formats.dayKey(at);
  }
}

/** Where no other words are there, English ones are shown, and count as English does, whatever language dates are in. */
const englishForms = new WeakSet<object>();

const isForms = (words: unknown): words is object => typeof words === 'object' && words !== null && 'other' in words;

/** @param layers each goes over the ones before */
function replaceWords<Words extends object>(
  words: Words,
  layers: readonly (PartialStrings | undefined)[],
): StringsOf<Words> {
  const replace = (key: string, text: unknown): unknown => {
    const given = layers.map((layer: Readonly<Record<string, unknown>> = {}) => layer[key]);
    return given.reduce((known, next) => (isTable(known) ? overlay(known, next) : (next ?? known)), text);
  };
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, replace(key, text)])) as StringsOf<Words>;
}

/** Texts by value, as against one text or the plural forms of one, which are replaced as a whole. */
const isTable = (words: unknown): words is object => typeof words === 'object' && words !== null && !isForms(words);

/** The same words, each ending with the mark; what is left empty stays so, since elements draw less there. */
function markAll<Words extends object>(words: Words, mark: string): Words {
  const marked = Object.entries(words).map(([key, text]: [string, unknown]) => [
    key,
    typeof text === 'object' && text !== null
      ? markAll(text, mark)
      : text && typeof text === 'string'
        ? text + mark
        : text,
  ]);
  return Object.fromEntries(marked) as Words;
}

/** What a host has no text for, it may leave `undefined`, or `null` in a file of JSON. */
function overlay(table: object, given: unknown): object {
  const texts = Object.entries(given ?? {}).filter(([, text]) => text !== undefined && text !== null);
  return {...table, ...Object.fromEntries(texts)};
}
