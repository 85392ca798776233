import type {Instant} from '../model/capability-level.js';
import {dateTimeFormat} from './intl-cache.js';
import type {Localizer} from './localizer.js';

/** The whole date and time; with the zone's name when it is not the device's own. */
export function exactTime(localizer: Localizer, at: Instant): string {
  const time = localizer.full(at);
  const {timeZone} = localizer;
  if (!timeZone || timeZone === dateTimeFormat(undefined, {}).resolvedOptions().timeZone) return time;
  const zone = dateTimeFormat(localizer.locale, {timeZone, timeZoneName: 'long'})
    .formatToParts(at)
    .find(({type}) => type === 'timeZoneName')?.value;
  return zone ? localizer.fill(localizer.strings.timeInZone, {time, zone}) : time;
}
