import {calendarDayOf, type CalendarDay} from './calendar-day.js';
import {consentChangeOf} from './consent-from-messages.js';
import {messageKey, type Message} from './message.js';
import type {FactSource, Instant} from './support.js';

/** One row of a thread. `key` is unique in the list and stays the same while messages come and change. */
export type ThreadRow =
  | {readonly kind: 'day'; readonly key: string; readonly at: Instant; readonly dayKey: string}
  | {readonly kind: 'unread'; readonly key: string}
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
      readonly startsGroup: boolean;
      readonly endsGroup: boolean;
    }
  | {
      readonly kind: 'consent';
      readonly key: string;
      readonly change: 'opt-out' | 'opt-in';
      readonly at?: Instant;
      /** `derived` is a guess from a keyword. */
      readonly source: FactSource;
    };

export interface RowsOptions {
  /** IANA name of the zone days are counted in; the device's own without it. */
  readonly timeZone?: string;
  /** The id or key of the first unread message. */
  readonly unreadFromId?: string;
}

const GROUP_GAP = 3 * 60_000;

/**
 * The rows of a thread: messages in groups, with day separators, the unread divider and changes of consent.
 *
 * @param messages oldest first
 */
export function rowsOf(messages: readonly Message[], {timeZone, unreadFromId}: RowsOptions = {}): readonly ThreadRow[] {
  const rows: ThreadRow[] = [];
  const daysSeen = new Map<string, number>();
  let day: CalendarDay | undefined;
  let consent: ConsentChange['kind'] | undefined;
  let unreadShown = unreadFromId === undefined;
  let previous: MessageRow | undefined;
  /** Ends the group above: whatever stands between two messages parts them. */
  const separate = (row: ThreadRow): void => {
    rows.push(row);
    previous = undefined;
  };
  for (const message of messages) {
    const key = messageKey(message);
    const {at} = message;
    if (at !== undefined && (!day || at < day.start || at >= day.end)) {
      day = calendarDayOf(at, timeZone);
      const seen = (daysSeen.get(day.key) ?? 0) + 1;
      daysSeen.set(day.key, seen);
      separate({kind: 'day', key: `day:${day.key}${seen > 1 ? `:${seen}` : ''}`, at, dayKey: day.key});
    }
    if (!unreadShown && (message.id === unreadFromId || key === unreadFromId)) {
      unreadShown = true;
      separate({kind: 'unread', key: 'unread'});
    }
    const continues = previous !== undefined && isSameGroup(previous.message, message);
    if (previous && continues) previous.endsGroup = false;
    previous = {kind: 'message', key, message, startsGroup: !continues, endsGroup: true};
    rows.push(previous);
    const change = consentChangeOf(message);
    if (!change || !isNews(change, consent)) continue;
    consent = change.kind;
    separate({kind: 'consent', key: `consent:${key}`, change: change.kind, at, source: change.source});
  }
  return rows;
}

type ConsentChange = NonNullable<Message['consentChange']>;
type MessageRow = {-readonly [Key in keyof (ThreadRow & {kind: 'message'})]: (ThreadRow & {kind: 'message'})[Key]};

/** A second STOP changes nothing, and "yes" is an ordinary answer unless it undoes an opt-out seen above. */
function isNews({kind, source}: ConsentChange, consent: ConsentChange['kind'] | undefined): boolean {
  return kind !== (consent ?? (source === 'native' ? undefined : 'opt-in'));
}

/** Whether the second of two neighbours continues what the first one began. Days and separators are the caller's. */
function isSameGroup(earlier: Message, later: Message): boolean {
  if (earlier.direction !== later.direction || !isSameSender(earlier, later)) return false;
  if (earlier.at === undefined || later.at === undefined) return earlier.at === later.at;
  return Math.abs(later.at - earlier.at) < GROUP_GAP;
}

function isSameSender(earlier: Message, later: Message): boolean {
  const [a, b] = [senderKey(earlier), senderKey(later)];
  // What was sent here learns its sender only from the provider, and must not leave its group and come back.
  return a === b || (earlier.direction === 'outbound' && (a === undefined || b === undefined));
}

const senderKey = ({sender}: Message): string | undefined => sender?.id ?? sender?.address ?? sender?.name;
