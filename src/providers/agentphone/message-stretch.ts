import {fieldsOf, flagOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Instant} from '../../model/capability-level.js';
import {edgeOf, type MessagePlace} from './message-cursor.js';
import {arrange, type Entry, type ServerOrder} from './page-order.js';
import {isoTime} from './time.js';
import type {WireList, WireMessage} from './wire.js';

/** The largest `limit` of the document. */
export const LARGEST_PAGE = 200;
/** How many requests may fill the room between a page and the place it was asked from. */
const FILL_REQUESTS = 50;

/** How one request asks beyond a place. */
export interface Attempt {
  /** Milliseconds of the known side that are asked for again. */
  readonly overlap: 0 | 1;
  readonly size: number;
  readonly signal?: AbortSignal;
}

/** Messages beyond a place, joined to it without a gap. */
export interface Stretch {
  /** Oldest first, without the known ones. */
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  readonly order?: ServerOrder;
}

export const conversationPath = (id: string): string => `/v1/conversations/${encodeURIComponent(id)}`;

export async function readStretch(request: HttpClient, place: MessagePlace, attempt: Attempt): Promise<Stretch> {
  const {overlap, size, signal} = attempt;
  const bounds: Bounds = place.towards === 'older' ? {before: place.at + overlap} : {after: place.at - overlap};
  const page = await read(request, place, bounds, size, signal);
  if (overlap > 0 && isFarEnd(page, place)) return fill(request, place, {page, bounds, signal});
  return {...page, entries: beyond(page.entries, place)};
}

interface Bounds {
  readonly before?: Instant;
  readonly after?: Instant;
}

async function read(
  request: HttpClient,
  {conversationId, order}: MessagePlace,
  {before, after}: Bounds,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Stretch> {
  const answer = await request({
    method: 'GET',
    path: `${conversationPath(conversationId)}/messages`,
    query: {
      limit,
      before: before === undefined ? undefined : isoTime(before),
      after: after === undefined ? undefined : isoTime(after),
    },
    signal,
  });
  const {data, hasMore} = fieldsOf<WireList<WireMessage>>(answer);
  if (!Array.isArray(data)) {
    throw new ConversationError('decode', {
      adapter: 'agentphone',
      message: 'The answer holds no messages.',
      raw: answer,
    });
  }
  return {...arrange(data, order), hasMore: flagOf(hasMore) ?? data.length >= limit};
}

/** What is not known yet. What lies on the known side of the place was let in by the overlap only. */
function beyond(entries: readonly Entry[], {towards, at, ids}: MessagePlace): Entry[] {
  const known = new Set(ids);
  const isBeyond = (time: Instant) => (towards === 'older' ? time <= at : time >= at);
  return entries.filter(({id, time}) => !known.has(id) && (!time || isBeyond(time.at)));
}

/**
 * Whether a page does not reach the place it was asked from. Nobody says which end of what lies between a bound and
 * the end of the history a short page is taken from. [Inference]
 */
function isFarEnd({entries, hasMore}: Stretch, {ids}: MessagePlace): boolean {
  return hasMore && entries.length > 0 && !entries.some(({id}) => ids.includes(id));
}

/** Reads the room between a far end and the place, so that the stretch joins it. */
async function fill(
  request: HttpClient,
  place: MessagePlace,
  {page: farEnd, bounds, signal}: {readonly page: Stretch; readonly bounds: Bounds; readonly signal?: AbortSignal},
): Promise<Stretch> {
  const {conversationId, towards} = place;
  const towardsPlace = towards === 'older' ? 'newer' : 'older';
  let {entries} = farEnd;
  let page = farEnd;
  for (let requests = 0; isFarEnd(page, place); requests++) {
    const edge = edgeOf(entries, towardsPlace, conversationId);
    if (requests === FILL_REQUESTS || !edge) {
      throw new ConversationError('cursor-invalid', {
        adapter: 'agentphone',
        message: 'The page could not be joined to the one before.',
      });
    }
    const room = towards === 'older' ? {...bounds, after: edge.at - 1} : {...bounds, before: edge.at + 1};
    page = await read(request, place, room, LARGEST_PAGE, signal);
    const grown = merge(towards === 'older' ? [entries, page.entries] : [page.entries, entries]);
    if (grown.length === entries.length) break;
    entries = grown;
  }
  const order = page.order ?? farEnd.order;
  const joined = beyond(entries, place);
  return {entries: joined, hasMore: await hasBeyond(request, place, joined, signal), ...(order && {order})};
}

/** Joins neighbouring pages, the older one first. Where they share an instant, the first one's order counts. */
function merge(pages: readonly (readonly Entry[])[]): readonly Entry[] {
  const wires = pages.flatMap((entries) => entries.map(({wire}) => wire));
  return arrange(wires, 'oldest-first').entries;
}

/** Whether anything lies beyond a stretch whose own page cannot tell. */
async function hasBeyond(
  request: HttpClient,
  {conversationId, towards}: MessagePlace,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const edge = edgeOf(entries, towards, conversationId);
  if (!edge) return false;
  const size = Math.min(LARGEST_PAGE, edge.ids.length + 1);
  const bounds = towards === 'older' ? {before: edge.at + 1} : {after: edge.at - 1};
  const page = await read(request, edge, bounds, size, signal);
  const known = new Set(entries.map(({id}) => id));
  return beyond(page.entries, edge).some(({id}) => !known.has(id));
}
