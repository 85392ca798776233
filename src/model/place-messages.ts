import {mergeMessage} from './merge-message.js';
import {keysOf, type ListChanges, type MessageIndex, type Run} from './message-index.js';
import type {Message} from './message.js';
import {ascending, compareMessages} from './sort-messages.js';

export interface MergeOptions {
  /**
   * Set when the page is known to lie before or after everything else. It decides where neither a time nor a known
   * neighbour does: for equal times, and for messages without a time, which otherwise go to the end.
   */
  readonly page?: 'older' | 'newer';
}

/** How a page goes into a list. */
export interface MergePlan extends ListChanges {
  /** What was not known before. */
  readonly added: readonly Message[];
  /** What was known and is different now. */
  readonly changed: readonly Message[];
}

/** Decides what a page changes in a list, and where its messages go; the rules are told at `MessageList.merge`. */
export function planMerge(
  existing: readonly Message[],
  incoming: readonly Message[],
  index: MessageIndex,
  {page}: MergeOptions,
): MergePlan {
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
  return {added, changed, replaced, removed, runs: placeArrivals(existing, arrivals, index.times, page)};
}

/** True when the list stays as it is. */
export const isEmptyPlan = ({added, changed, removed}: MergePlan): boolean =>
  added.length === 0 && changed.length === 0 && removed.size === 0;

interface Arrival {
  message: Message;
  /** Its place in the existing list, when it has one and keeps it. */
  at?: number;
}

/** Gives each incoming message its counterpart, and fuses rows that turn out to be one message. */
function matchArrivals(
  existing: readonly Message[],
  incoming: readonly Message[],
  index: MessageIndex,
): {arrivals: Arrival[]; fused: Set<number>} {
  const arrivals = new Set<Arrival>();
  const byKey = new Map<string, Arrival>();
  const byPlace = new Map<number, Arrival>();
  const fused = new Set<number>();
  const claim = (arrival: Arrival, place: number): void => {
    byPlace.set(place, arrival);
    arrival.at ??= place;
    if (arrival.at !== place) fused.add(place);
  };
  const join = (arrival: Arrival, other: Arrival): void => {
    arrival.message = mergeMessage(other.message, arrival.message);
    arrivals.delete(other);
    for (const [key, owner] of byKey) if (owner === other) byKey.set(key, arrival);
    for (const [place, owner] of byPlace) if (owner === other) claim(arrival, place);
  };
  for (const message of incoming) {
    const keys = keysOf(message);
    const [arrival = {message}, ...others]: readonly Arrival[] = [
      ...new Set(keys.flatMap((key) => byKey.get(key) ?? [])),
    ];
    arrivals.add(arrival);
    if (arrival.message !== message) arrival.message = mergeMessage(arrival.message, message);
    for (const other of others) join(arrival, other);
    for (const key of keys) {
      const place = index.placeOf(key);
      const before = place === undefined ? undefined : existing[place];
      if (place === undefined || !before) continue;
      const owner = byPlace.get(place);
      if (!owner) {
        arrival.message = mergeMessage(before, arrival.message);
        claim(arrival, place);
      } else if (owner !== arrival) join(arrival, owner);
    }
    for (const key of [...keys, ...keysOf(arrival.message)]) byKey.set(key, arrival);
  }
  return {arrivals: [...arrivals], fused};
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

function placeArrivals(
  existing: readonly Message[],
  arrivals: readonly Arrival[],
  times: readonly number[],
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

/** The list after a plan is carried out. */
export function assemble(existing: readonly Message[], {runs, replaced, removed}: ListChanges): readonly Message[] {
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
