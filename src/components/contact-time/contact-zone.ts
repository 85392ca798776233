import type {Conversation} from '../../model/conversation.js';
import {contactOf} from '../../model/conversation.js';
import {normalizePhone} from '../../model/phone-number.js';
import type {ContactZone, TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import {zoneOfNumber} from './area-codes.js';

/** How a zone is known: the page says so, a field of the metadata, or the number's area code. */
export interface KnownZone {
  readonly timeZone: string;
  readonly by: 'page' | 'field' | 'area-code';
  /** In the page's own words. */
  readonly source?: string | undefined;
}

/** The fields of the metadata in which a zone is looked for. */
const FIELDS = ['timeZone', 'timezone', 'time_zone', 'tz'];

/** A zone that this browser knows. */
function isZone(timeZone: unknown): timeZone is string {
  if (typeof timeZone !== 'string' || !timeZone) return false;
  try {
    new Intl.DateTimeFormat('en', {timeZone});
    return true;
  } catch {
    return false;
  }
}

/** Where the contact of a direct conversation lives, as far as anybody says; nothing for a group. */
export function zoneOf(conversation: Conversation, timeZoneOf: TimeZoneOf | undefined): KnownZone | undefined {
  if (conversation.kind === 'group') return undefined;
  const told = asked(conversation, timeZoneOf);
  if (isZone(told?.timeZone)) return {timeZone: told.timeZone, by: 'page', source: told.source};
  const field = FIELDS.map((name) => conversation.metadata?.[name]).find(isZone);
  if (field) return {timeZone: field, by: 'field'};
  const address = contactOf(conversation)?.address;
  const byNumber = address && zoneOfNumber(normalizePhone(address) ?? '');
  return isZone(byNumber) ? {timeZone: byNumber, by: 'area-code'} : undefined;
}

/** A page that throws takes nothing away from whoever writes. */
function asked(conversation: Conversation, timeZoneOf: TimeZoneOf | undefined): ContactZone | undefined {
  try {
    const told = timeZoneOf?.(conversation);
    return typeof told === 'string' ? {timeZone: told} : told;
  } catch (thrown) {
    reportError(thrown);
    return undefined;
  }
}

const minutesOf = (clock: string): number => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(clock.trim()) ?? [];
  return hours === undefined ? NaN : Number(hours) * 60 + Number(minutes);
};

/** Minutes since midnight in a zone. */
function minutesAt(at: number, timeZone: string): number {
  const options = {timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', numberingSystem: 'latn'} as const;
  return minutesOf(new Intl.DateTimeFormat('en-GB', options).format(at));
}

/** Whether a moment lies within texting hours; nothing where the hours cannot be read. */
export function isWithin({from, to}: TextingHours, at: number, timeZone: string): boolean | undefined {
  const [start, end, now] = [minutesOf(from), minutesOf(to), minutesAt(at, timeZone)];
  if ([start, end, now].some(Number.isNaN)) return undefined;
  return start <= end ? now >= start && now < end : now >= start || now < end;
}

const QUARTER = 15 * 60_000;
const QUARTERS = 24 * 4 + 8;

/** The first quarter of an hour after a moment that lies within texting hours. */
export function nextWithin(hours: TextingHours, at: number, timeZone: string): number | undefined {
  const first = Math.ceil(at / QUARTER) * QUARTER;
  for (let quarter = 0; quarter < QUARTERS; quarter++) {
    const moment = first + quarter * QUARTER;
    if (isWithin(hours, moment, timeZone)) return moment;
  }
  return undefined;
}
