import {decideScroll, type ScrollDecision, type ThreadEnds} from '../../controllers/scroll-decision.js';
import {messageKey, type Message} from '../../model/message.js';
import {arrivalsBetween, NO_ARRIVALS} from './arrivals.js';
import type {ThreadView} from './thread-view.js';

export interface ReaderPlace {
  readonly isAtBottom: boolean;
  /** Has scrolled since the thread was opened. */
  readonly hasReaderMoved: boolean;
  readonly wantsNewest: boolean;
}

export interface NewsOutcome {
  readonly decision: ScrollDecision;
  /** Messages just received, to be announced. */
  readonly inbound: readonly Message[];
}

/** Compares what a thread shows with what it showed before: what is new, and where to scroll for it. */
export class ThreadNews {
  /** How many received messages the reader has not scrolled to. */
  unseen = 0;
  private drawn?: ThreadView;
  /** Before the history is there nothing is news. */
  private hasHistory = false;

  take(view: ThreadView, {isAtBottom, hasReaderMoved, wantsNewest}: ReaderPlace): NewsOutcome {
    const previous = this.drawn?.conversationId === view.conversationId ? this.drawn : undefined;
    this.drawn = view;
    if (!previous) {
      this.unseen = 0;
      this.hasHistory = false;
    }
    // What comes after a window that ended early is old, and was not loaded yet.
    const isNewestKnown = previous !== undefined && this.hasHistory && !previous.hasNewer;
    const {inbound, isOwnSend} = isNewestKnown ? arrivalsBetween(previous.messages, view.messages) : NO_ARRIVALS;
    this.hasHistory ||= view.status === 'ready';
    const wasAtNewest = isAtBottom && !previous?.hasNewer;
    const isUnreadNew = view.unreadFromId !== undefined && view.unreadFromId !== previous?.unreadFromId;
    const decision = decideScroll({
      previous: endsOf(previous?.messages ?? []),
      next: endsOf(view.messages),
      wasAtNewest,
      isOpening: !previous || (isUnreadNew && !hasReaderMoved),
      hasUnread: view.unreadFromId !== undefined,
      wantsNewest: wantsNewest || isOwnSend,
    });
    if (decision === 'keep-anchor' && !wasAtNewest) this.unseen += inbound.length;
    return {decision, inbound};
  }

  /** The reader is at the newest message. Returns whether that is a change. */
  seen(): boolean {
    const hadUnseen = this.unseen > 0;
    this.unseen = 0;
    return hadUnseen;
  }
}

const keyAt = (messages: readonly Message[], index: number): string | undefined => {
  const message = messages.at(index);
  return message && messageKey(message);
};

const endsOf = (messages: readonly Message[]): ThreadEnds => ({first: keyAt(messages, 0), last: keyAt(messages, -1)});
