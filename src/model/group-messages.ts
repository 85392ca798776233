import {calendarDayOf, type CalendarDay} from './calendar-day.js';
import {consentChangeOf, type ConsentChange} from './consent-from-messages.js';
import {isConsentNews} from './consent-ledger.js';
import {messageKey, type Message} from './message.js';
import type {FactSource, Instant} from './capability-level.js';

interface RowPlace {
  /** Unique in the list; stays the same while messages come and change. */
  readonly key: string;
  /** The place of the message that the row is, or belongs to. */
  readonly index: number;
}

/** One row of a thread. */
export type ThreadRow = RowPlace &
  (
    | {readonly kind: 'day'; readonly at: Instant; readonly dayKey: string}
    | {readonly kind: 'unread'}
    | {
        readonly kind: 'message';
        readonly message: Message;
        readonly startsGroup: boolean;
        readonly endsGroup: boolean;
      }
    | {
        readonly kind: 'consent';
        readonly change: 'opt-out' | 'opt-in';
        readonly at?: Instant;
        /** `derived` is a guess from a keyword. */
        readonly source: FactSource;
      }
  );

/** Messages from `from` up to, and without, `to`. */
export interface MessagePart {
  readonly from: number;
  readonly to: number;
  /** The consent that all messages before a place leave. */
  readonly consentBefore: (index: number) => ConsentChange['kind'] | undefined;
}

export interface RowsOptions {
  /** IANA name of the zone days are counted in; the device's own without it. */
  readonly timeZone?: string;
  /** The id or key of the first unread message. */
  readonly unreadFromId?: string;
  /** The messages to make rows of; all without it. They come out as they would among all. */
  readonly part?: MessagePart;
}

const GROUP_GAP = 3 * 60_000;

/**
 * The rows of a thread: messages in groups, with day separators, the unread divider and changes of consent.
 *
 * @param messages oldest first
 */
export function rowsOf(
  messages: readonly Message[],
  {timeZone, unreadFromId, part}: RowsOptions = {},
): readonly ThreadRow[] {
  // Neighbours decide where groups begin and end, so one on each side is read along.
  const first = Math.max(0, (part?.from ?? 0) - 1);
  const end = Math.min(messages.length, (part?.to ?? messages.length) + 1);
  const rows: ThreadRow[] = [];
  const daysSeen = new Map<string, number>();
  let day = dayBefore(messages, first, timeZone);
  let consent = part?.consentBefore(first);
  let unreadShown = unreadFromId === undefined;
  let previous: MessageRow | undefined;
  /** Ends the group above: whatever stands between two messages parts them. */
  const separate = (row: ThreadRow): void => {
    rows.push(row);
    previous = undefined;
  };
  for (let index = first; index < end; index++) {
    const message = messages[index];
    if (!message) break;
    const key = messageKey(message);
    const {at} = message;
    if (at !== undefined && (!day || at < day.start || at >= day.end)) {
      day = calendarDayOf(at, timeZone);
      const seen = (daysSeen.get(day.key) ?? 0) + 1;
      daysSeen.set(day.key, seen);
      separate({kind: 'day', key: `day:${day.key}${seen > 1 ? `:${seen}` : ''}`, index, at, dayKey: day.key});
    }
    if (!unreadShown && (message.id === unreadFromId || key === unreadFromId)) {
      unreadShown = true;
      separate({kind: 'unread', key: 'unread', index});
    }
    const continues = previous !== undefined && isSameGroup(previous.message, message);
    if (previous && continues) previous.endsGroup = false;
    previous = {kind: 'message', key, index, message, startsGroup: !continues, endsGroup: true};
    rows.push(previous);
    const change = consentChangeOf(message);
    if (!change || !isConsentNews(change, consent)) continue;
    consent = change.kind;
    separate({kind: 'consent', key: `consent:${key}`, index, change: change.kind, at, source: change.source});
  }
  return part ? rows.filter(({index}) => index >= part.from && index < part.to) : rows;
}

type MessageRow = {-readonly [Key in keyof (ThreadRow & {kind: 'message'})]: (ThreadRow & {kind: 'message'})[Key]};

/** The day that messages before `index` belong to; those without a time belong to the day above them. */
function dayBefore(messages: readonly Message[], index: number, timeZone: string | undefined): CalendarDay | undefined {
  for (let place = index - 1; place >= 0; place--) {
    const at = messages[place]?.at;
    if (at !== undefined) return calendarDayOf(at, timeZone);
  }
  return undefined;
}

/** Whether the second of two neighbours continues what the first one began. Days and separators are the caller's. */
function isSameGroup(earlier: Message, later: Message): boolean {
  if (earlier.direction !== later.direction || !isSameSender(earlier, later)) return false;
  // Two people may have written what nobody says who wrote.
  if (later.direction === 'unknown' && senderKey(later) === undefined) return false;
  if (earlier.at === undefined || later.at === undefined) return earlier.at === later.at;
  return Math.abs(later.at - earlier.at) < GROUP_GAP;
}

function isSameSender(earlier: Message, later: Message): boolean {
  const [a, b] = [senderKey(earlier), senderKey(later)];
  // What was sent here learns its sender only from the provider, and must not leave its group and come back.
  return a === b || (earlier.direction === 'outbound' && (a === undefined || b === undefined));
}

const senderKey = ({sender}: Message): string | undefined => sender?.id ?? sender?.address ?? sender?.name;
