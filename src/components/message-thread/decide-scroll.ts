import type {ScrollTarget} from '../../virtual/virtualizer.js';

/** The two ends of what a thread shows; absent while it shows nothing. */
export interface ThreadEnds {
  readonly first?: string;
  readonly last?: string;
}

export interface ScrollFacts {
  readonly previous: ThreadEnds;
  readonly next: ThreadEnds;
  /** The reader saw the newest message, and newer ones were not waiting to be loaded. */
  readonly wasAtNewest: boolean;
  /** Another conversation, or the first rows of this one. */
  readonly isOpening: boolean;
  /** There is an unread divider among the rows. */
  readonly hasUnread: boolean;
  /** The reader has just sent a message here, or asked for the newest one. */
  readonly wantsNewest: boolean;
}

/**
 * - `to-bottom`: show the newest message.
 * - `to-unread`: show the first unread message near the top.
 * - `keep-anchor`: what the reader looks at stays where it is.
 * - `keep`: there is nothing to look at.
 */
export type ScrollDecision = 'to-bottom' | 'to-unread' | 'keep-anchor' | 'keep';

/** Where a thread scrolls after its rows changed. Nothing moves a reader who has scrolled away, except the reader. */
export function decideScroll(facts: ScrollFacts): ScrollDecision {
  const {previous, next, wasAtNewest, isOpening, hasUnread, wantsNewest} = facts;
  if (next.last === undefined) return 'keep';
  if (isOpening || previous.last === undefined) return hasUnread ? 'to-unread' : 'to-bottom';
  if (wantsNewest) return 'to-bottom';
  return wasAtNewest && previous.last !== next.last ? 'to-bottom' : 'keep-anchor';
}

/** The key of the unread divider among the rows. */
export const UNREAD_KEY = 'unread';
/** Where it stands below the top edge, in CSS pixels. */
const UNREAD_INSET = 24;

/** What each decision has brought into sight. */
export const SCROLL_TARGETS: Readonly<Record<ScrollDecision, ScrollTarget>> = {
  'to-bottom': {to: 'edge'},
  'to-unread': {to: 'row', key: UNREAD_KEY, position: UNREAD_INSET},
  'keep-anchor': {to: 'anchor'},
  keep: {to: 'nothing'},
};
