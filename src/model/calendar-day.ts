import type {Instant} from './capability-level.js';

/** A day of the calendar in one time zone. */
export interface CalendarDay {
  /** `2026-03-29`. */
  readonly key: string;
  readonly start: Instant;
  /** The start of the next day; 23 or 25 hours later where the clocks change. */
  readonly end: Instant;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The day an instant falls on.
 *
 * For another zone than the device's, `Intl` is asked a few times a day of the calendar, not once an instant: days are
 * remembered with their bounds.
 *
 * @param timeZone IANA name; the device's zone when absent or unknown to this browser
 */
export function calendarDayOf(at: Instant, timeZone?: string): CalendarDay {
  const zone = timeZone === undefined ? undefined : zoneOf(timeZone);
  if (!zone) return dayOfDevice(at);
  const slot = Math.floor(at / DAY);
  const known = zone.days.get(slot)?.find((day) => at >= day.start && at < day.end);
  if (known) return known;
  const day = measureDay(at, zone);
  for (let place = Math.floor(day.start / DAY); place <= Math.floor((day.end - 1) / DAY); place++) {
    const days = zone.days.get(place);
    if (days) days.push(day);
    else zone.days.set(place, [day]);
  }
  return day;
}

/**
 * When a day begins.
 *
 * @param key `2026-03-29`; anything else is read as a moment
 * @param timeZone as for `calendarDayOf`
 * @returns NaN for what is no date
 */
export function startOfDay(key: string, timeZone?: string): Instant {
  const noon = Date.parse(`${key}T12:00:00Z`);
  if (Number.isNaN(noon)) return Date.parse(key);
  // Noon in Greenwich is another day in some zones.
  for (const at of [noon, noon - HOUR * 12, noon + HOUR * 12]) {
    const day = calendarDayOf(at, timeZone);
    if (day.key === key) return day.start;
  }
  return noon;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The days that touch each stretch of 24 hours since 1970. */
  readonly days: Map<number, CalendarDay[]>;
}

/** Nothing for a zone that this browser does not know. */
const zones = new Map<string, Zone | undefined>();

function zoneOf(timeZone: string): Zone | undefined {
  if (!zones.has(timeZone)) {
    const format = formatFor(timeZone);
    zones.set(timeZone, format && {format, days: new Map()});
  }
  return zones.get(timeZone);
}

/** By the device's own clock, which also follows it when it travels. */
function dayOfDevice(at: Instant): CalendarDay {
  const date = new Date(at);
  const fields = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const key = fields.map((field, place) => String(field).padStart(place === 0 ? 4 : 2, '0')).join('-');
  const start = date.setHours(0, 0, 0, 0);
  date.setTime(at);
  date.setDate(date.getDate() + 1);
  return {key, start, end: date.setHours(0, 0, 0, 0)};
}

function formatFor(timeZone: string): Intl.DateTimeFormat | undefined {
  const fields = {year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit'} as const;
  const options = {
    ...fields,
    second: '2-digit',
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', {...options, timeZone});
  } catch {
    return undefined;
  }
}

function measureDay(at: Instant, {format}: Zone): CalendarDay {
  const {key, sinceMidnight} = clockOf(at, format);
  const isInside = (instant: Instant) => clockOf(instant, format).key === key;
  const start = at - sinceMidnight;
  const end = start + DAY;
  const isPlain = isInside(start) && !isInside(start - 1) && isInside(end - 1) && !isInside(end);
  if (isPlain) return {key, start, end};
  // The clocks change on this day: look for its bounds.
  return {
    key,
    start: boundary(at - DAY - 2 * HOUR, at, (instant) => isInside(instant)),
    end: boundary(at, at + DAY + 2 * HOUR, (instant) => !isInside(instant)),
  };
}

/** The first instant after `low` for which `holds`, given that it holds at `high`. */
function boundary(low: Instant, high: Instant, holds: (instant: Instant) => boolean): Instant {
  let [before, after] = [low, high];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}

function clockOf(at: Instant, format: Intl.DateTimeFormat): {key: string; sinceMidnight: number} {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const {type, value} of format.formatToParts(at)) part[type] = value;
  const {year = '', month = '', day = ''} = part;
  const seconds = (Number(part.hour) * 60 + Number(part.minute)) * 60 + Number(part.second);
  const milliseconds = ((at % 1000) + 1000) % 1000;
  return {key: `${year.padStart(4, '0')}-${month}-${day}`, sinceMidnight: seconds * 1000 + milliseconds};
}
