import type {DeliveryStatus} from '../../model/delivery-status.js';
import {spliceBetween} from '../../util/splice.js';
import {messageKey, type Message} from '../../model/message.js';

/** What came since a thread was drawn last. */
export interface Arrivals {
  /** Received at the newest end, oldest first: news, not history. */
  readonly inbound: readonly Message[];
  /** The user has just sent something here. */
  readonly isOwnSend: boolean;
}

export const NO_ARRIVALS: Arrivals = {inbound: [], isOwnSend: false};

/** Messages kept from an earlier visit come back in these. */
const NOT_LEAVING: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>(['draft', 'unconfirmed', 'failed']);

/**
 * Tells news from history by place: what stands before anything received earlier, or before everything known, was
 * merely not loaded yet.
 */
export function arrivalsBetween(previous: readonly Message[], next: readonly Message[]): Arrivals {
  if (previous === next) return NO_ARRIVALS;
  // Outside the span everything is known, and only what is in it has to be looked up.
  const {start, removed, added} = spliceBetween(previous, next);
  if (added === 0) return NO_ARRIVALS;
  const known = new Set(previous.slice(start, start + removed).map(messageKey));
  const isKnown = (message: Message, index: number): boolean =>
    index < start || index >= start + added || known.has(messageKey(message));
  const lastReceived = next.findLastIndex(
    (message, index) => message.direction === 'inbound' && isKnown(message, index),
  );
  const newsFrom = previous.length === 0 ? 0 : (lastReceived >= 0 ? lastReceived : next.findIndex(isKnown)) + 1;
  if (newsFrom === 0 && previous.length > 0) return NO_ARRIVALS;
  const news = next.slice(newsFrom).filter((message, place) => !isKnown(message, newsFrom + place));
  return {
    inbound: news.filter(({direction}) => direction === 'inbound'),
    isOwnSend: news.some(({localId, status}) => localId !== undefined && !NOT_LEAVING.has(status)),
  };
}
