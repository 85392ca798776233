import type {Localizer} from '../../i18n/localizer.js';
import type {ThreadWords} from '../../i18n/words/thread.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import {displayLabel} from '../../model/display-text.js';
import {writerName} from '../../model/shown-name.js';
import type {MessageList} from '../../model/message-list.js';
import {messageKey, type Message} from '../../model/message.js';
import {arrivedMessages} from '../../model/new-messages.js';
import {hasVisibleText} from '../../model/visible-text.js';
import {decideScroll, type ScrollDecision, type ThreadEnds} from './decide-scroll.js';
import type {ThreadView} from './thread-view.js';

export interface ReaderPlace {
  readonly isAtBottom: boolean;
  /** Has scrolled since the thread was opened. */
  readonly hasReaderMoved: boolean;
  readonly wantsNewest: boolean;
}

export interface ThreadNews {
  readonly decision: ScrollDecision;
  /** Messages just received, to be announced. */
  readonly inbound: readonly Message[];
}

/** Messages kept from an earlier visit come back in these. */
const NOT_LEAVING: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>(['draft', 'unconfirmed', 'failed']);

/** Compares what a thread shows with what it showed before: what is new, and where to scroll for it. */
export class UnreadTracker {
  /** How many received messages the reader has not scrolled to. */
  unseen = 0;
  #drawn: ThreadView | undefined;
  /** Before the history is there nothing is news. */
  #hasHistory = false;

  take(view: ThreadView, {isAtBottom, hasReaderMoved, wantsNewest}: ReaderPlace): ThreadNews {
    const previous = this.#drawn?.conversationId === view.conversationId ? this.#drawn : undefined;
    this.#drawn = view;
    if (!previous) {
      this.unseen = 0;
      this.#hasHistory = false;
    }
    // What comes after a window that ended early is old, and was not loaded yet.
    const known = this.#hasHistory && !previous?.hasNewer ? previous?.list : undefined;
    const arrived = arrivedMessages({previous: known, next: view.list, readUpTo: known && startOf(known)});
    const inbound = arrived.filter(({direction}) => direction === 'inbound');
    const isOwnSend = arrived.some(({localId, status}) => localId !== undefined && !NOT_LEAVING.has(status));
    this.#hasHistory ||= view.status === 'ready';
    const wasAtNewest = isAtBottom && !previous?.hasNewer;
    const isUnreadNew = view.unreadFromId !== undefined && view.unreadFromId !== previous?.unreadFromId;
    const decision = decideScroll({
      previous: previous ? endsOf(previous.list) : {},
      next: endsOf(view.list),
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

/** A thread shows a window without gaps: what comes into it later, after its start, was not there when it was read. */
const startOf = ({messages}: MessageList): Message | undefined => messages.find(({localId}) => localId === undefined);

const keyAt = ({messages}: MessageList, index: number): string | undefined => {
  const message = messages.at(index);
  return message && messageKey(message);
};

const endsOf = (list: MessageList): ThreadEnds => ({first: keyAt(list, 0), last: keyAt(list, -1)});

/** Long texts are cut: they can be read in the thread. In characters. */
const LONGEST = 240;

/** What a screen reader says about messages just received: one in full, several as their number. */
export function announcementOf(
  inbound: readonly Message[],
  view: Pick<ThreadView, 'contactName' | 'group'>,
  localizer: Localizer<ThreadWords>,
): string {
  const {strings} = localizer;
  const [message] = inbound;
  if (!message || inbound.length > 1) return localizer.count(strings.newMessages, inbound.length);
  const name = writerName(message.sender, view) || strings.unknownContact;
  const text = hasVisibleText(message.text) ? displayLabel(message.text, LONGEST) : wordsForMedia(message, localizer);
  return localizer.fill(strings.announceMessage, {name, text});
}

function wordsForMedia({attachments}: Message, {strings}: Localizer<ThreadWords>): string {
  const [attachment] = attachments;
  if (!attachment) return strings.emptyMessage;
  return attachment.kind === 'image' ? strings.photo : strings.attachment;
}
