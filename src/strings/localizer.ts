import type {ConversationError} from '../model/conversation-error.js';
import type {Instant} from '../model/support.js';
import {english} from './english.js';
import {dateTimeFormat, numberFormat, pluralRules, relativeTimeFormat} from './intl-cache.js';
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
  readonly strings: ParlorStrings;
  readonly timeZone: string | undefined;

  constructor({locale, strings, timeZone}: LocalizerOptions = {}) {
    this.locale = validLocale(locale);
    this.strings = mergeStrings(strings);
    this.timeZone = timeZone;
  }

  /** The same words for another zone. */
  inTimeZone(timeZone: string | undefined): Localizer {
    return timeZone === this.timeZone ? this : new Localizer({locale: this.locale, strings: this.strings, timeZone});
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
    return dateTimeFormat(this.locale, {hour: 'numeric', minute: '2-digit', timeZone: this.timeZone}).format(at);
  }

  /** Monday, 4 May 2026 at 14:05 */
  full(at: Instant): string {
    return dateTimeFormat(this.locale, {dateStyle: 'full', timeStyle: 'short', timeZone: this.timeZone}).format(at);
  }

  /** 4 May 2026 */
  date(at: Instant): string {
    return dateTimeFormat(this.locale, {dateStyle: 'medium', timeZone: this.timeZone}).format(at);
  }

  /** Today, Yesterday, Monday, 4 May, or 4 May 2024: as much as is needed to be clear. */
  day(at: Instant, now: Instant): string {
    const {today, yesterday} = this.strings;
    const day = this.dayKey(at);
    if (day === this.dayKey(now)) return today;
    if (day === this.dayKey(now - DAY)) return yesterday;
    const withinWeek = now - at < 6 * DAY && now > at;
    const sameYear = this.dayKey(at).slice(0, 4) === this.dayKey(now).slice(0, 4);
    const options: Intl.DateTimeFormatOptions = withinWeek
      ? {weekday: 'long'}
      : sameYear
        ? {weekday: 'long', day: 'numeric', month: 'long'}
        : {day: 'numeric', month: 'long', year: 'numeric'};
    return dateTimeFormat(this.locale, {...options, timeZone: this.timeZone}).format(at);
  }

  /** now, 5 min, 3 hr, Yesterday, Mon, 4 May, 4/5/24: short enough for a list. */
  relative(at: Instant, now: Instant): string {
    const age = now - at;
    if (age < MINUTE) return relativeTimeFormat(this.locale).format(0, 'second');
    if (age < HOUR) return this.unit(Math.floor(age / MINUTE), 'minute');
    if (this.dayKey(at) === this.dayKey(now)) return this.unit(Math.floor(age / HOUR), 'hour');
    if (this.dayKey(at) === this.dayKey(now - DAY)) return this.strings.yesterday;
    const options: Intl.DateTimeFormatOptions =
      age < 6 * DAY
        ? {weekday: 'short'}
        : this.dayKey(at).slice(0, 4) === this.dayKey(now).slice(0, 4)
          ? {day: 'numeric', month: 'short'}
          : {dateStyle: 'short'};
    return dateTimeFormat(this.locale, {...options, timeZone: this.timeZone}).format(at);
  }

  /** The calendar day in the zone, as a sortable key: 2026-05-04. */
  dayKey(at: Instant): string {
    return dateTimeFormat('en-CA', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      timeZone: this.timeZone,
    }).format(at);
  }

  private unit(value: number, unit: 'minute' | 'hour'): string {
    return numberFormat(this.locale, {style: 'unit', unit, unitDisplay: 'short'}).format(value);
  }
}

/** When the text of `relative` changes next: the moment to draw it again. */
export function nextRelativeChange(at: Instant, now: Instant): Instant {
  const age = now - at;
  if (age < 0) return at + MINUTE;
  return age < HOUR ? now + MINUTE - (age % MINUTE) : now + HOUR - (age % HOUR);
}

function validLocale(locale: string | undefined): string | undefined {
  if (!locale) return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

function mergeStrings(partial: PartialStrings | undefined): ParlorStrings {
  if (!partial) return english;
  return {
    ...english,
    ...partial,
    statuses: {...english.statuses, ...partial.statuses},
    sources: {...english.sources, ...partial.sources},
    errors: {...english.errors, ...partial.errors},
    nextActions: {...english.nextActions, ...partial.nextActions},
    blocks: {...english.blocks, ...partial.blocks},
  };
}
