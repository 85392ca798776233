import {noteSplice, type Splice} from '../util/splice.js';
import {mergeMessage} from './merge-message.js';
import type {Message} from './message.js';

/**
 * Oldest first: by time, then by the provider's order, then by id, so that equal times always come out the same.
 * Messages without a time come after those with one; `mergeMessages` does better, as it knows their neighbours.
 */
export function compareMessages(a: Message, b: Message): number {
  return (
    ascending(a.at ?? Infinity, b.at ?? Infinity) ||
    ascending(a.order ?? Infinity, b.order ?? Infinity) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

const ascending = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

export interface MergedMessages {
  /** Oldest first; the same array as before when nothing changed. */
  readonly messages: readonly Message[];
  /** What was not known before. */
  readonly added: readonly Message[];
  /** What was known and is different now. */
  readonly changed: readonly Message[];
}

export interface MergeOptions {
  /**
   * Set when the page is known to lie before or after everything else. It decides where neither a time nor a known
   * neighbour does: for equal times, and for messages without a time, which otherwise go to the end.
   */
  readonly page?: 'older' | 'newer';
}

/**
 * Merges messages into a sorted list: by id and by `localId`, each message once.
 *
 * A message with a time goes to its place in time. One without a time stays beside its neighbour of the page, and
 * so does one with the same time as its neighbour: a provider's order is true within a page only. Of known messages
 * with one time, the page's order holds.
 *
 * @param existing a list this function returned, or an empty one
 * @param incoming a page or an event, oldest first
 */
export function mergeMessages(
  existing: readonly Message[],
  incoming: readonly Message[],
  {page}: MergeOptions = {},
): MergedMessages {
  if (existing.length === 0 && isInOrder(incoming)) return {messages: [...incoming], added: incoming, changed: []};
  const index = indexOf(existing);
  const {arrivals, fused} = matchArrivals(existing, incoming, index);
  const replaced = new Map<number, Message>();
  const removed = new Set(fused);
  const added: Message[] = [];
  const changed: Message[] = [];
  for (const arrival of arrivals) {
    const {at, message} = arrival;
    const before = at === undefined ? undefined : existing[at];
    if (at === undefined || !before) {
      added.push(message);
      continue;
    }
    if (message === before) continue;
    changed.push(message);
    if (message.at === before.at) {
      replaced.set(at, message);
    } else {
      // Its time is another one now, so it leaves its place and is put in again.
      removed.add(at);
      arrival.at = undefined;
    }
  }
  for (const misplaced of outOfOrder(inOrder(arrivals))) {
    if (misplaced.at !== undefined) removed.add(misplaced.at);
    misplaced.at = undefined;
  }
  if (added.length === 0 && changed.length === 0 && removed.size === 0) return {messages: existing, added, changed};
  const runs = placeArrivals(existing, arrivals, index, page);
  const messages = assemble(existing, runs, replaced, removed);
  handOn(existing, messages, runs, replaced, removed);
  noteSplice(existing, messages, spanOf(runs, [...replaced.keys(), ...removed], messages.length - existing.length));
  return {messages, added, changed};
}

/** A page that needs no merging: each message once, with a time, after the one before it. */
function isInOrder(page: readonly Message[]): boolean {
  let time = -Infinity;
  let last = '';
  let isAscending = true;
  for (const {id, localId, at} of page) {
    if (localId !== undefined || at === undefined || at < time) return false;
    isAscending &&= id > last;
    time = at;
    last = id;
  }
  // Ids that only grow, as those of most providers do, are different ones.
  return page.length > 0 && (isAscending || new Set(page.map(({id}) => id)).size === page.length);
}

interface Index {
  /** Place by id and by local id, less `base`: what comes in front moves all others by changing one number. */
  readonly places: Map<string, number>;
  readonly base: number;
  /** Each message's time; one without takes the time of its neighbour, so that this never decreases. */
  readonly times: number[];
}

const indexes = new WeakMap<readonly Message[], Index>();

/** Lists never change in place, so what is worked out for one holds until the next merge. */
function indexOf(messages: readonly Message[]): Index {
  const known = indexes.get(messages);
  if (known) return known;
  const index: Index = {places: new Map(), base: 0, times: timesOf(messages, 0, messages.length)};
  note(index, messages, 0, messages.length);
  indexes.set(messages, index);
  return index;
}

/** Whether a message with this id, or local id, is in a list that `mergeMessages` returned. */
export const includesMessage = (messages: readonly Message[], id: string): boolean => indexOf(messages).places.has(id);

const placeIn = ({places, base}: Index, key: string): number | undefined => {
  const place = places.get(key);
  return place === undefined ? undefined : place + base;
};

function note({places, base}: Index, messages: readonly Message[], from: number, to: number): void {
  for (let place = from; place < to; place++) {
    const message = messages[place];
    if (!message) continue;
    places.set(message.id, place - base);
    if (message.localId !== undefined) places.set(message.localId, place - base);
  }
}

function timesOf(messages: readonly Message[], from: number, to: number, before?: number): number[] {
  const times: number[] = [];
  let time = before ?? messages.find((message) => message.at !== undefined)?.at ?? -Infinity;
  for (let place = from; place < to; place++) {
    time = Math.max(time, messages[place]?.at ?? time);
    times.push(time);
  }
  return times;
}

/**
 * Hands the index of a list on to the next one, where that differs at its ends or in messages that kept their places:
 * so a message that comes costs as much in a long thread as in a short one. Other changes start over.
 */
function handOn(
  existing: readonly Message[],
  next: readonly Message[],
  runs: readonly Run[],
  replaced: ReadonlyMap<number, Message>,
  removed: ReadonlySet<number>,
): void {
  const index = indexes.get(existing);
  if (!index || existing.length === 0 || removed.size > 0) return;
  const isAtEnds = runs.every(({slot}) => slot === 0 || slot === existing.length);
  if (!isAtEnds) return;
  const front = runs.reduce((sum, {slot, items}) => sum + (slot === 0 ? items.length : 0), 0);
  const end = front + existing.length;
  // Messages without a time at the front take that of the first that has one, which may have come only now.
  if (index.times[0] === -Infinity || (front > 0 && existing[0]?.at === undefined)) return;
  const times = front > 0 ? [...timesOf(next, 0, front), ...index.times] : index.times;
  if (front > 0 && (times[front - 1] ?? 0) > (times[front] ?? 0)) return;
  times.push(...timesOf(next, end, next.length, times.at(-1)));
  const moved: Index = {places: index.places, base: index.base + front, times};
  indexes.delete(existing);
  indexes.set(next, moved);
  note(moved, next, 0, front);
  note(moved, next, end, next.length);
  for (const place of replaced.keys()) {
    const before = existing[place];
    for (const key of [before?.id, before?.localId]) if (key !== undefined) moved.places.delete(key);
    note(moved, next, place + front, place + front + 1);
  }
}

interface Arrival {
  message: Message;
  /** Its place in the existing list, when it has one and keeps it. */
  at?: number;
}

/** Gives each incoming message its counterpart, and fuses rows that turn out to be one message. */
function matchArrivals(
  existing: readonly Message[],
  incoming: readonly Message[],
  index: Index,
): {arrivals: Arrival[]; fused: Set<number>} {
  const arrivals = new Map<string, Arrival>();
  const fused = new Set<number>();
  const absorb = (arrival: Arrival, place: number): void => {
    const known = existing[place];
    if (!known || arrival.at === place || fused.has(place)) return;
    arrival.message = mergeMessage(known, arrival.message);
    if (arrival.at === undefined) arrival.at = place;
    else fused.add(place);
  };
  for (const message of incoming) {
    const keys = message.localId === undefined ? [message.id] : [message.id, message.localId];
    const arrival = keys.map((key) => arrivals.get(key)).find((found) => found !== undefined) ?? {message};
    if (arrival.message !== message) arrival.message = mergeMessage(arrival.message, message);
    for (const key of keys) {
      const place = placeIn(index, key);
      if (place !== undefined) absorb(arrival, place);
    }
    for (const key of [...keys, arrival.message.id]) arrivals.set(key, arrival);
  }
  return {arrivals: [...new Set(arrivals.values())], fused};
}

/**
 * Known messages of one time that the page has in another order than the list, with those of the page beside them. They
 * may have come one by one, when nothing told their order.
 */
function outOfOrder(arrivals: readonly Arrival[]): Arrival[] {
  const found: Arrival[] = [];
  const ordered = inOrder(arrivals);
  for (let start = 0; start < ordered.length;) {
    const time = ordered[start]?.message.at;
    let end = start + 1;
    while (time !== undefined && ordered[end]?.message.at === time) end++;
    const group = ordered.slice(start, end);
    const places = group.flatMap(({at}) => at ?? []);
    if (places.some((place, index) => place < (places[index - 1] ?? -1))) found.push(...group);
    start = end;
  }
  return found;
}

/** @param gone places of messages that left, or gave way to their successors */
function spanOf(runs: readonly Run[], gone: readonly number[], growth: number): Splice {
  let [start, end] = [Infinity, 0];
  for (const {slot} of runs) [start, end] = [Math.min(start, slot), Math.max(end, slot)];
  for (const place of gone) [start, end] = [Math.min(start, place), Math.max(end, place + 1)];
  return {start, removed: end - start, added: end - start + growth};
}

/** New messages that go to one place together. */
interface Run {
  /** The place in the existing list they go before. */
  readonly slot: number;
  readonly time: number;
  /** Among runs for one slot: after the message before it (-1), by time (0), right before the next (1). */
  readonly side: -1 | 0 | 1;
  readonly items: Message[];
}

function placeArrivals(
  existing: readonly Message[],
  arrivals: readonly Arrival[],
  {times}: Index,
  page: MergeOptions['page'],
): Run[] {
  const runs: Run[] = [];
  let leading: Message[] = [];
  let previous: {arrival: Arrival; run?: Run} | undefined;
  const open = (run: Run): Run => {
    runs.push(run);
    return run;
  };
  for (const arrival of inOrder(arrivals)) {
    const {message, at} = arrival;
    if (at !== undefined) {
      if (leading.length > 0) open({slot: at, time: times[at] ?? 0, side: 1, items: leading});
      leading = [];
      previous = {arrival};
      continue;
    }
    const staysWithPrevious = message.at === undefined || message.at === previous?.arrival.message.at;
    if (!previous && message.at === undefined) {
      leading.push(message);
      continue;
    }
    let run = staysWithPrevious ? previous?.run : undefined;
    if (run) {
      run.items.push(message);
    } else if (staysWithPrevious && previous?.arrival.at !== undefined) {
      const place = previous.arrival.at;
      run = open({slot: place + 1, time: times[place] ?? 0, side: -1, items: [message]});
    } else {
      run = open({
        slot: slotFor(message, existing, times, page),
        time: message.at ?? 0,
        side: 0,
        items: [...leading, message],
      });
      leading = [];
    }
    previous = {arrival: staysWithPrevious && message.at === undefined && previous ? previous.arrival : arrival, run};
  }
  if (leading.length > 0) {
    const isOlder = page === 'older';
    open({slot: isOlder ? 0 : existing.length, time: isOlder ? -Infinity : Infinity, side: 0, items: leading});
  }
  return runs.sort((a, b) => a.slot - b.slot || a.side - b.side || ascending(a.time, b.time));
}

/** The page by time; equal times keep the page's order, and a message without a time stays behind its neighbour. */
function inOrder(arrivals: readonly Arrival[]): Arrival[] {
  const groups: Arrival[][] = [[]];
  for (const arrival of arrivals) {
    if (arrival.message.at === undefined) groups.at(-1)?.push(arrival);
    else groups.push([arrival]);
  }
  const [leading = [], ...timed] = groups;
  timed.sort(([a], [b]) => ascending(a?.message.at ?? 0, b?.message.at ?? 0));
  return [leading, ...timed].flat();
}

/** The first place whose message comes after the given one. */
function slotFor(
  message: Message,
  existing: readonly Message[],
  times: readonly number[],
  page: MergeOptions['page'],
): number {
  const time = message.at ?? Infinity;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) > time) high = middle;
    else low = middle + 1;
  }
  // Among equal times the order and the id decide, and without an order the arrival: an answer comes after those before; messages without a time stay with the one before them.
  for (let place = low - 1; place >= 0 && times[place] === time; place--) {
    const neighbour = existing[place];
    if (neighbour?.at === undefined) continue;
    const comesAfter = message.order === undefined || compareMessages(message, neighbour) >= 0;
    if (page === 'newer' || (page === undefined && comesAfter)) break;
    low = place;
  }
  return low;
}

function assemble(
  existing: readonly Message[],
  runs: readonly Run[],
  replaced: ReadonlyMap<number, Message>,
  removed: ReadonlySet<number>,
): readonly Message[] {
  let kept: readonly Message[] = existing;
  if (replaced.size > 0) {
    const copy = [...existing];
    for (const [place, message] of replaced) copy[place] = message;
    kept = copy;
  }
  if (runs.length === 0 && removed.size === 0) return kept;
  const [run] = runs;
  // The usual news, without a second copy of a long thread.
  if (runs.length === 1 && removed.size === 0 && run?.slot === existing.length) return kept.concat(run.items);
  const pieces: (readonly Message[])[] = [];
  let next = 0;
  // Most messages stay, so whole stretches are copied.
  const copyUntil = (end: number): void => {
    const piece = kept.slice(next, end);
    pieces.push(removed.size === 0 ? piece : piece.filter((_, place) => !removed.has(next + place)));
    next = Math.max(next, end);
  };
  for (const run of runs) {
    copyUntil(run.slot);
    pieces.push(run.items);
  }
  copyUntil(existing.length);
  return ([] as Message[]).concat(...pieces);
}
