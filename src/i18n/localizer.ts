import {calendarDayOf} from '../model/calendar-day.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {Instant} from '../model/capability-level.js';
import {dateTimeFormat, numberFormat, pluralRules, relativeTimeFormat} from './intl-cache.js';
import {knownWords} from './known-words.js';
import type {ParlorStrings, PartialStrings, PluralForms} from './strings.js';

export interface LocalizerOptions {
  /** BCP 47; the environment's own language without it. */
  readonly locale?: string;
  readonly strings?: PartialStrings;
  /** IANA name; the device's own zone without it. */
  readonly timeZone?: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Turns facts into words: strings with values and plurals, times and days in one locale and time zone. */
export class Localizer {
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  private readonly replaced: PartialStrings | undefined;
  private english: ParlorStrings | undefined;
  private merged!: ParlorStrings;

  constructor({locale, strings, timeZone}: LocalizerOptions = {}) {
    this.locale = validLocale(locale);
    this.replaced = strings;
    this.timeZone = timeZone;
  }

  /** The words of everything that is loaded: the replaced ones, and English for the rest. */
  get strings(): ParlorStrings {
    const english = knownWords();
    if (english !== this.english) {
      this.english = english;
      this.merged = mergeStrings(english, this.replaced);
    }
    return this.merged;
  }

  /** The same words for another zone. */
  inTimeZone(timeZone: string | undefined): Localizer {
    return timeZone === this.timeZone ? this : new Localizer({locale: this.locale, strings: this.replaced, timeZone});
  }

  /** Fills `{name}` places of a template. */
  fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
    return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  }

  /** Picks the plural form for a number and fills it in. */
  count(forms: PluralForms, count: number): string {
    const rule = pluralRules(this.locale).select(count);
    return this.fill(forms[rule] ?? forms.other, {count: numberFormat(this.locale).format(count)});
  }

  /** What happened and what to do next, as two sentences. */
  error(error: ConversationError): string {
    const happened = this.strings.errors[error.kind];
    const next = this.strings.nextActions[error.nextAction];
    return next ? `${happened} ${next}` : happened;
  }

  /** 14:05 */
  time(at: Instant): string {
    return this.format(at, {hour: 'numeric', minute: '2-digit'});
  }

  /** Monday, 4 May 2026 at 14:05 */
  full(at: Instant): string {
    return this.format(at, {dateStyle: 'full', timeStyle: 'short'});
  }

  /** 4 May 2026 */
  date(at: Instant): string {
    return this.format(at, {dateStyle: 'medium'});
  }

  /** Today, Yesterday, Monday, 4 May, or 4 May 2024: as much as is needed to be clear. */
  day(at: Instant, now: Instant): string {
    const {today, yesterday} = this.strings;
    const days = this.daysBetween(at, now);
    if (days === 0) return today;
    if (days === 1) return yesterday;
    return this.format(
      at,
      isPastWeek(days)
        ? {weekday: 'long'}
        : this.isSameYear(at, now)
          ? {weekday: 'long', day: 'numeric', month: 'long'}
          : {day: 'numeric', month: 'long', year: 'numeric'},
    );
  }

  /** now, 5 min, 3 hr, Yesterday, Mon, 4 May, 4/5/24: short enough for a list. */
  relative(at: Instant, now: Instant): string {
    const age = now - at;
    if (age < MINUTE) return relativeTimeFormat(this.locale).format(0, 'second');
    if (age < HOUR) return this.unit(Math.floor(age / MINUTE), 'minute');
    const days = this.daysBetween(at, now);
    if (days === 0) return this.unit(Math.floor(age / HOUR), 'hour');
    if (days === 1) return this.strings.yesterday;
    return this.format(
      at,
      isPastWeek(days)
        ? {weekday: 'short'}
        : this.isSameYear(at, now)
          ? {day: 'numeric', month: 'short'}
          : {dateStyle: 'short'},
    );
  }

  /** When the text of `relative` may change next: the moment to draw it again. */
  nextChange(at: Instant, now: Instant): Instant {
    const age = now - at;
    if (age < HOUR) return at + Math.max(1, Math.floor(age / MINUTE) + 1) * MINUTE;
    const midnight = this.nextMidnight(now);
    return this.daysBetween(at, now) === 0 ? Math.min(midnight, at + (Math.floor(age / HOUR) + 1) * HOUR) : midnight;
  }

  /** When the next day begins in the zone, and with it every name of a day changes. */
  nextMidnight(now: Instant): Instant {
    return calendarDayOf(now, this.timeZone).end;
  }

  /** The calendar day in the zone: 2026-05-04. */
  dayKey(at: Instant): string {
    return calendarDayOf(at, this.timeZone).key;
  }

  /** How many days of the calendar ago `at` was, whatever hours those days had; negative for the future. */
  private daysBetween(at: Instant, now: Instant): number {
    return (startOfDay(this.dayKey(now)) - startOfDay(this.dayKey(at))) / DAY;
  }

  private isSameYear(at: Instant, now: Instant): boolean {
    return this.dayKey(at).split('-')[0] === this.dayKey(now).split('-')[0];
  }

  private format(at: Instant, options: Intl.DateTimeFormatOptions): string {
    return dateTimeFormat(this.locale, {...options, timeZone: this.timeZone}).format(at);
  }

  private unit(value: number, unit: 'minute' | 'hour'): string {
    return numberFormat(this.locale, {style: 'unit', unit, unitDisplay: 'short'}).format(value);
  }
}

/** From the day before yesterday on, until a weekday's name would be that of today. */
const isPastWeek = (days: number): boolean => days > 1 && days < 7;

const startOfDay = (key: string): number => Date.parse(`${key}T00:00:00Z`);

function validLocale(locale: string | undefined): string | undefined {
  if (!locale) return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

function mergeStrings(english: ParlorStrings, partial: PartialStrings | undefined): ParlorStrings {
  if (!partial) return english;
  const merged: ParlorStrings = overlay(english, partial);
  const tables = Object.entries(english).flatMap(([key, words]) =>
    isTable(words) ? [[key, overlay(words, partial[key as keyof ParlorStrings] as object | undefined)]] : [],
  );
  return {...merged, ...(Object.fromEntries(tables) as Partial<ParlorStrings>)};
}

/** Words by key, as against one text or the plural forms of one, which are replaced as a whole. */
const isTable = (words: unknown): words is object => typeof words === 'object' && words !== null && !('other' in words);

/** What a host has no words for, it may leave `undefined`. */
function overlay<Table extends object>(table: Table, partial: object = {}): Table {
  return {...table, ...Object.fromEntries(Object.entries(partial).filter(([, words]) => words !== undefined))};
}
