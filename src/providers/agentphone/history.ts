import {
  cursorCodec,
  fieldsOf,
  flagOf,
  idOf,
  numberOf,
  pathSegment,
  readRows,
  textOf,
  type OrderSense,
  type Rows,
} from '../../adapter/toolkit/index.js';
import type {HttpClient} from '../../adapter/http.js';
import type {MessagePage} from '../../adapter/messaging-adapter.js';
import type {Instant} from '../../model/capability-level.js';
import {ADAPTER, errors} from './errors.js';
import {isOf, messageFromWire} from './mapping.js';
import {arrange, fineTimeOf, tieNumbers, type Entry, type KnownTies, type ServerOrder} from './message-order.js';
import type {WireConversationDetail, WireList, WireMessage} from './wire.js';

/** The largest `message_limit` of the document. */
const MOST_RECENT = 100;
/** The largest `limit` of the document. */
export const LARGEST_PAGE = 200;
/** How many requests may look for the near end of what lies beyond a place. */
const MOST_WINDOWS = 24;
/** How much smaller each window is than the one before, while all are full. */
const SHRINKING = 16;

/** What reading a conversation takes. */
export interface Reading {
  readonly request: HttpClient;
  readonly conversationId: string;
  readonly signal?: AbortSignal;
  /** How the endpoint lists messages, as far as all pages showed. */
  readonly sense: OrderSense;
  /** What people of a group are called, by identifier. */
  readonly names?: ReadonlyMap<string, string>;
}

/**
 * The edge of a stretch of messages. The provider's own place is a bare time, at which several messages may stand,
 * so the known ones of that millisecond are named.
 */
export interface MessagePlace {
  readonly conversationId: string;
  readonly towards: 'older' | 'newer';
  readonly at: Instant;
  /** Every known message of that millisecond. */
  readonly ids: readonly string[];
  /** How the endpoint listed the page before. */
  readonly order?: ServerOrder;
}

const cursors = cursorCodec<MessagePlace>({
  adapter: ADAPTER,
  check: ({conversationId, towards, at: said, ids, order}) => {
    const [id, at] = [textOf(conversationId), numberOf(said)];
    if (id === undefined || at === undefined || !Array.isArray(ids)) return undefined;
    if (towards !== 'older' && towards !== 'newer') return undefined;
    const isOrder = order === 'newest-first' || order === 'oldest-first';
    const known = (ids as readonly unknown[]).map(textOf).filter((known) => known !== undefined);
    return {conversationId: id, towards, at, ids: known, ...(isOrder && {order})};
  },
});

/** @throws ConversationError of kind `cursor-invalid`, also for a cursor of another conversation */
export const placeOf = (cursor: Parameters<typeof cursors.read>[0], conversationId: string): MessagePlace =>
  cursors.read(cursor, (place) => place.conversationId === conversationId);

export const conversationPath = (id: string): string => `/v1/conversations/${pathSegment(id, ADAPTER)}`;

/**
 * One conversation with its recent messages, as the provider writes it.
 *
 * @throws ConversationError of kind `decode` for the answer about another conversation
 */
export async function readDetail({request, conversationId, signal}: Reading, limit: number): Promise<unknown> {
  const path = conversationPath(conversationId);
  const query = {message_limit: Math.min(limit, MOST_RECENT)};
  const detail = await request({method: 'GET', path, query, signal});
  const said = idOf(fieldsOf<WireConversationDetail>(detail).id);
  if (said !== undefined && said !== conversationId) {
    throw errors.undecodable('The answer is about another conversation.', detail);
  }
  return detail;
}

const rowsOf = (answer: unknown, key: 'data' | 'messages'): Rows<unknown> =>
  readRows(answer, [key], (row) => (idOf(fieldsOf<WireMessage>(row).id) === undefined ? undefined : row), {
    adapter: ADAPTER,
    what: 'messages',
  });

const ownRows = ({items}: Rows<unknown>, conversationId: string): readonly unknown[] =>
  items.filter((row) => isOf(row, conversationId));

/** The newest page, out of a conversation: the only call that is documented to answer with recent messages. */
export function newestPage(detail: unknown, reading: Reading): MessagePage {
  const page = rowsOf(detail, 'messages');
  const {entries, order} = arrange(ownRows(page, reading.conversationId));
  const count = numberOf(fieldsOf<WireConversationDetail>(detail).messageCount);
  // A count below what is there is no count; without one, only an empty page of older messages shows the beginning.
  const hasOlder = count !== page.rows.length;
  return {
    messages: messagesOf(entries, reading),
    ...(hasOlder && cursorField('older', edgeOf(entries, 'older', reading.conversationId, {order}))),
  };
}

/** The page beyond a place, older or newer. */
export async function pageBeyond(reading: Reading, place: MessagePlace, limit: number): Promise<MessagePage> {
  const {entries, hasMore, order} = await stretchBeyond(reading, place, limit);
  const {conversationId, towards, at, ids} = place;
  const back = towards === 'older' ? 'newer' : 'older';
  return {
    messages: messagesOf(entries, reading, {at, count: ids.length, towards: back}),
    ...(hasMore && cursorField(towards, edgeOf(entries, towards, conversationId, {before: place, order}))),
    // An empty page, which `hasMore` may well promise, leads back to what it was asked from.
    ...cursorField(back, edgeOf(entries, back, conversationId, {order}) ?? {...place, towards: back, ids: []}),
  };
}

/** The page that holds the first message at or after a moment, with as much before it. */
export async function pageAround(reading: Reading, at: Instant, limit: number): Promise<MessagePage> {
  const {conversationId} = reading;
  const half = Math.max(1, Math.floor(limit / 2));
  const older = await stretchBeyond(reading, {conversationId, towards: 'older', at: at - 1, ids: []}, half);
  const start = edgeOf(older.entries, 'newer', conversationId, {order: older.order});
  const from = start ?? {conversationId, towards: 'newer', at, ids: []};
  const newer = await stretchBeyond(reading, from, Math.max(1, limit - older.entries.length));
  const order = newer.order ?? older.order;
  // What all pages together show may not have been known when the first was put in order.
  const before = older.order
    ? older
    : arrange(
        older.entries.map(({wire}) => wire),
        order,
      );
  const entries = [...before.entries, ...newer.entries];
  return {
    messages: messagesOf(entries, reading),
    ...(older.hasMore && cursorField('older', edgeOf(entries, 'older', conversationId, {order}))),
    ...(newer.hasMore && cursorField('newer', edgeOf(entries, 'newer', conversationId, {order}))),
  };
}

/** Messages beyond a place, joined to it without a gap. */
interface Stretch {
  /** Oldest first, without the known ones. */
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  readonly order?: ServerOrder;
}

/**
 * The bounds of `before` and `after` may be inclusive or exclusive, and several messages may share an instant: so one
 * millisecond is asked for again and what is known is left out. `hasMore` is believed when it is false; when it is
 * true, a page must bring something new, or the end is reached. [Inference]
 */
async function stretchBeyond(reading: Reading, place: MessagePlace, limit: number): Promise<Stretch> {
  const size = Math.min(LARGEST_PAGE, limit + place.ids.length);
  const sizes = size < LARGEST_PAGE ? [size, LARGEST_PAGE] : [size];
  for (const [overlap, rows] of [...sizes.map((rows) => [1, rows] as const), [0, size] as const]) {
    const bounds = place.towards === 'older' ? {before: place.at + overlap} : {after: place.at - overlap};
    const page = await read(reading, bounds, rows, place.order);
    const stretch =
      overlap > 0 && mayBeFarEnd(page, place)
        ? await nearEnd(reading, place, page, rows)
        : {...page, entries: beyond(page.entries, place)};
    if (stretch.entries.length > 0 || !stretch.hasMore) return stretch;
  }
  return {entries: [], hasMore: false};
}

interface Bounds {
  readonly before?: Instant;
  readonly after?: Instant;
}

interface ReadStretch extends Stretch {
  /** There is more between the bounds, and the page holds as many as were asked for. */
  readonly isFull: boolean;
}

async function read(
  {request, conversationId, signal, sense}: Reading,
  {before, after}: Bounds,
  limit: number,
  order: ServerOrder | undefined,
): Promise<ReadStretch> {
  const answer = await request({
    method: 'GET',
    path: `${conversationPath(conversationId)}/messages`,
    query: {limit, before: before && isoTime(before), after: after && isoTime(after)},
    signal,
  });
  const page = rowsOf(answer, 'data');
  const isFull = page.rows.length >= limit;
  const hasMore = flagOf(fieldsOf<WireList<WireMessage>>(answer).hasMore) ?? isFull;
  const sensed = sense.learn(page.items.map((row) => fineTimeOf(fieldsOf<WireMessage>(row).receivedAt)?.at));
  const known = order ?? (sensed === 'neither' ? undefined : sensed);
  return {...arrange(ownRows(page, conversationId), known), hasMore, isFull: isFull && hasMore};
}

/** `before` and `after` are ISO 8601 datetimes; what no calendar holds is as far as any does. */
const isoTime = (at: Instant): string => new Date(Math.max(-8.64e15, Math.min(8.64e15, at))).toISOString();

/** What is not known yet. What lies on the known side of the place was let in by the overlap only. */
function beyond(entries: readonly Entry[], {towards, at, ids}: MessagePlace): Entry[] {
  const known = new Set(ids);
  const isBeyond = (time: Instant) => (towards === 'older' ? time <= at : time >= at);
  return entries.filter(({id, time}) => !known.has(id) && (!time || isBeyond(time.at)));
}

/**
 * Whether a page may not reach the place it was asked from. Nobody says which end of what lies between a bound and the
 * end of the history a short page is taken from. [Inference]
 */
const mayBeFarEnd = ({entries, hasMore}: Stretch, {ids}: MessagePlace): boolean =>
  hasMore && entries.length > 0 && !entries.some(({id}) => ids.includes(id));

/**
 * The end that joins the place, by windows of time: the first reaches from the place to the page. Where that is full,
 * smaller ones follow, until one is whole, so the way is short however much lies between.
 */
async function nearEnd(reading: Reading, place: MessagePlace, page: Stretch, size: number): Promise<Stretch> {
  const {towards, at} = place;
  const distance = (entry: Entry | undefined) => Math.abs((entry?.time?.at ?? at) - at);
  const nearest = (entries: readonly Entry[]) => distance(towards === 'older' ? entries.at(-1) : entries[0]);
  const far = beyond(page.entries, place).filter(({time}) => time);
  let [empty, full] = [0, nearest(far)];
  let span = full;
  for (let windows = 0; windows < MOST_WINDOWS; windows++) {
    const bounds =
      towards === 'older' ? {before: at + 1, after: at - span - 1} : {after: at - 1, before: at + span + 1};
    const window = await read(reading, bounds, LARGEST_PAGE, page.order);
    const found = beyond(window.entries, place).filter((entry) => distance(entry) <= span);
    const order = window.order ?? page.order;
    if (!window.isFull && windows === 0) {
      // The window is whole up to where the page begins, so of that instant its order counts.
      const rest = far.filter(({id}) => !found.some((entry) => entry.id === id));
      const entries = towards === 'older' ? [...rest, ...found] : [...found, ...rest];
      const isJoined = found.some((entry) => distance(entry) < full);
      return {
        entries,
        hasMore: isJoined ? await hasBeyond(reading, place, entries) : page.hasMore,
        ...(order && {order}),
      };
    }
    // More messages of one instant than can be asked for are taken as far as they come.
    if (found.length > 0 && (!window.isFull || span <= empty + 1)) {
      const entries = towards === 'older' ? found.slice(-size) : found.slice(0, size);
      return {entries, hasMore: true, ...(order && {order})};
    }
    if (window.isFull) full = Math.min(span, Math.max(1, nearest(found)));
    else empty = Math.max(empty, span);
    const next = Math.floor(empty > 0 ? Math.sqrt(empty * full) : full / SHRINKING);
    span = Math.max(empty + 1, next);
  }
  throw errors.error('cursor-invalid', {message: 'The page could not be joined to the one before.'});
}

/** Whether anything lies beyond a stretch whose own page cannot tell. */
async function hasBeyond(
  reading: Reading,
  {conversationId, towards}: MessagePlace,
  entries: readonly Entry[],
): Promise<boolean> {
  const edge = edgeOf(entries, towards, conversationId);
  if (!edge) return false;
  const size = Math.min(LARGEST_PAGE, edge.ids.length + 1);
  const bounds = towards === 'older' ? {before: edge.at + 1} : {after: edge.at - 1};
  const page = await read(reading, bounds, size, undefined);
  const known = new Set(entries.map(({id}) => id));
  return beyond(page.entries, edge).some(({id}) => !known.has(id));
}

/** The edge of these messages; those known at the same millisecond from the page before stay known. */
function edgeOf(
  entries: readonly Entry[],
  towards: MessagePlace['towards'],
  conversationId: string,
  {before, order}: {readonly before?: MessagePlace; readonly order?: ServerOrder} = {},
): MessagePlace | undefined {
  const timed = entries.filter(({time}) => time !== undefined);
  const at = (towards === 'older' ? timed[0] : timed.at(-1))?.time?.at;
  if (at === undefined) return undefined;
  const ties = timed.filter(({time}) => time?.at === at).map(({id}) => id);
  const known = before?.at === at ? before.ids : [];
  return {conversationId, towards, at, ids: [...known, ...ties], ...(order && {order})};
}

const cursorField = (name: 'older' | 'newer', place: MessagePlace | undefined) =>
  place && {[name]: cursors.write(place)};

function messagesOf(entries: readonly Entry[], {conversationId, names}: Reading, ties?: KnownTies) {
  const numbers = tieNumbers(entries, ties);
  return entries
    .map(({wire}, index) => messageFromWire(wire, {conversationId, order: numbers[index], names}))
    .filter((message) => message !== undefined);
}
