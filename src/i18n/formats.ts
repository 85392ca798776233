import {calendarDayOf} from '../model/calendar-day.js';
import type {Instant} from '../model/capability-level.js';
import {BoundedMap} from '../util/bounded-map.js';

/** More than a page uses of one kind; zones come from providers, so that the number of kinds has no end of its own. */
const MOST_KEPT = 64;

/** `Intl` objects are costly to make: those that were used last are kept. */
function memoize<Options, Format>(make: (locale: string | undefined, options: Options) => Format) {
  const cache = new BoundedMap<string, Format>(MOST_KEPT);
  return (locale: string | undefined, options: Options): Format => {
    const key = `${locale ?? ''}|${JSON.stringify(options)}`;
    const known = cache.get(key);
    if (known) return known;
    const format = make(locale, options);
    cache.set(key, format);
    return format;
  };
}

const dateTimeFormat = memoize(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, withKnownZone(options)),
);
const numberFormat = memoize((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const pluralRules = memoize((locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options));
const listFormat = memoize((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));
const relativeTimeFormat = memoize(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

/** A zone name comes from a provider: for one that this engine does not know, the device's own must do. */
function withKnownZone(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
  if (options.timeZone === undefined) return options;
  try {
    new Intl.DateTimeFormat(undefined, {timeZone: options.timeZone});
    return options;
  } catch {
    return {...options, timeZone: undefined};
  }
}

/**
 * @param locale BCP 47, or as other systems spell it: `de_DE`, `de_DE.UTF-8`
 * @returns the locale in its canonical spelling; `undefined`, the environment's own, for one that is none
 */
export function validLocale(locale: string | undefined): string | undefined {
  if (!locale) return undefined;
  const [spelled = ''] = locale.trim().replaceAll('_', '-').split(/[.@]/);
  if (!spelled) return undefined;
  try {
    return Intl.getCanonicalLocales(spelled)[0];
  } catch {
    return undefined;
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECONDS = [1000, 'second'] as const;
const UNITS = [[HOUR, 'hour'], [MINUTE, 'minute'], SECONDS] as const;

/** What a host says in place of the names that `Intl` has for days. */
interface DayNames {
  readonly today?: string;
  readonly yesterday?: string;
}

/** Numbers, times and days in one locale and time zone, as `Intl` writes them. */
export class Formats {
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  readonly #deviceOffsets = offsetsOfDevice();
  #zone: string | undefined;
  #deviceZone: string | undefined;

  /**
   * @param locale BCP 47; the environment's own without it or for an invalid one
   * @param timeZone IANA name; the device's own without it or for one that this engine does not know
   */
  constructor(locale?: string, timeZone?: string) {
    this.locale = validLocale(locale);
    this.timeZone = timeZone;
  }

  /** The zone everything is written in: all of it in one, also when the device travels meanwhile. */
  get zone(): string {
    return (this.#zone ??= withKnownZone({timeZone: this.timeZone}).timeZone ?? this.#ownZone);
  }

  /** Costly to ask for. */
  get #ownZone(): string {
    return (this.#deviceZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone);
  }

  /** The device is in another zone than when these were made. */
  get isOutdated(): boolean {
    return offsetsOfDevice() !== this.#deviceOffsets;
  }

  /** 1,234 */
  number(value: number): string {
    return numberFormat(this.locale, {}).format(value);
  }

  /** The plural category of a number in a language; the environment's own without one. */
  plural(value: number, language: string | undefined): Intl.LDMLPluralRule {
    return pluralRules(language, {}).select(value);
  }

  /** One, two and three: in a sentence of a language; in the environment's own without one. */
  list(items: readonly string[], language: string | undefined): string {
    return listFormat(language, {type: 'conjunction'}).format(items);
  }

  /** 14:05 */
  time(at: Instant): string {
    return this.#format(at, {hour: 'numeric', minute: '2-digit'});
  }

  /** Monday, 4 May 2026 at 14:05 */
  full(at: Instant): string {
    return this.#format(at, {dateStyle: 'full', timeStyle: 'short'});
  }

  /** 4 May 2026 */
  date(at: Instant): string {
    return this.#format(at, {dateStyle: 'medium'});
  }

  /** 10 minutes, 30 seconds: a wait, rounded up to what a person counts in. */
  duration(milliseconds: number): string {
    const [size, unit] = UNITS.find(([unitSize]) => milliseconds > unitSize) ?? SECONDS;
    const value = Math.max(1, Math.ceil(milliseconds / size));
    return numberFormat(this.locale, {style: 'unit', unit, unitDisplay: 'long'}).format(value);
  }

  /** The long name of the zone at a moment; `undefined` when it is the device's own. */
  foreignZone(at: Instant): string | undefined {
    const {zone} = this;
    if (zone === this.#ownZone) return undefined;
    const parts = dateTimeFormat(this.locale, {timeZone: zone, timeZoneName: 'long'}).formatToParts(at);
    return parts.find(({type}) => type === 'timeZoneName')?.value;
  }

  /** Today, Yesterday, Monday, 4 May, or 4 May 2024: as much as is needed to be clear. */
  day(at: Instant, now: Instant, {today, yesterday}: DayNames = {}): string {
    const days = this.#daysBetween(at, now);
    if (days === 0) return today ?? this.#dayName(0);
    if (days === 1) return yesterday ?? this.#dayName(-1);
    if (isPastWeek(days)) return this.#format(at, {weekday: 'long'});
    return this.#format(
      at,
      this.#isSameYear(at, now)
        ? {weekday: 'long', day: 'numeric', month: 'long'}
        : {day: 'numeric', month: 'long', year: 'numeric'},
    );
  }

  /** now, 5 min, 3 hr, Yesterday, Mon, 4 May, 4/5/24: short enough for a list. */
  relative(at: Instant, now: Instant, {yesterday}: DayNames = {}): string {
    const age = now - at;
    // Clocks differ a little; what is days ahead is no news of this moment.
    if (age < MINUTE && age > -DAY) {
      return relativeTimeFormat(this.locale, {numeric: 'auto', style: 'short'}).format(0, 'second');
    }
    if (age < HOUR && age > 0) return this.#unit(Math.floor(age / MINUTE), 'minute');
    const days = this.#daysBetween(at, now);
    if (days === 0) return this.#unit(Math.floor(age / HOUR), 'hour');
    if (days === 1) return yesterday ?? this.#dayName(-1);
    if (isPastWeek(days)) return this.#format(at, {weekday: 'short'});
    return this.#format(at, this.#isSameYear(at, now) ? {day: 'numeric', month: 'short'} : {dateStyle: 'short'});
  }

  /** When the text of `relative` may change next: the moment to draw it again. */
  nextChange(at: Instant, now: Instant): Instant {
    const age = now - at;
    if (age < HOUR) return at + Math.max(1, Math.floor(age / MINUTE) + 1) * MINUTE;
    const midnight = this.nextMidnight(now);
    return this.#daysBetween(at, now) === 0 ? Math.min(midnight, at + (Math.floor(age / HOUR) + 1) * HOUR) : midnight;
  }

  /** When the next day begins in the zone, and with it every name of a day changes. */
  nextMidnight(now: Instant): Instant {
    return calendarDayOf(now, this.zone).end;
  }

  /** The calendar day in the zone: 2026-05-04. */
  dayKey(at: Instant): string {
    return calendarDayOf(at, this.zone).key;
  }

  /** How many days of the calendar ago `at` was, whatever hours those days had; negative for the future. */
  #daysBetween(at: Instant, now: Instant): number {
    return (startOfDay(this.dayKey(now)) - startOfDay(this.dayKey(at))) / DAY;
  }

  #isSameYear(at: Instant, now: Instant): boolean {
    return this.dayKey(at).split('-')[0] === this.dayKey(now).split('-')[0];
  }

  #format(at: Instant, options: Intl.DateTimeFormatOptions): string {
    return dateTimeFormat(this.locale, {...options, timeZone: this.zone}).format(at);
  }

  /** "Today", "Yesterday": as in the middle of a sentence, but for the first letter. */
  #dayName(days: 0 | -1): string {
    const name = relativeTimeFormat(this.locale, {numeric: 'auto', style: 'long'}).format(days, 'day');
    return name.charAt(0).toLocaleUpperCase(this.locale) + name.slice(1);
  }

  #unit(value: number, unit: 'minute' | 'hour'): string {
    return numberFormat(this.locale, {style: 'unit', unit, unitDisplay: 'short'}).format(value);
  }
}

/** In winter and in summer, since two zones may have the same time in one of them. Cheaper than the zone's name. */
const offsetsOfDevice = (): string =>
  [0, 6].map((month) => new Date(new Date().getFullYear(), month).getTimezoneOffset()).join();

/** From the day before yesterday on, until a weekday's name would be that of today. */
const isPastWeek = (days: number): boolean => days > 1 && days < 7;

const startOfDay = (key: string): number => Date.parse(`${key}T00:00:00Z`);
