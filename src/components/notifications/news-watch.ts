import {messageKey, type Message} from '../../model/message.js';
import type {Conversation, LastMessage} from '../../model/conversation.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {Unsubscribe} from '../../store/observable.js';
import type {SeenDetail} from '../message-thread/message-thread.events.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {startTimer} from '../../util/timer.js';

/** A conversation in which a contact wrote, and what of it is known. */
export interface News {
  readonly conversation: Conversation;
  readonly last: LastMessage;
  /** Tells one message from another within its conversation, also between tabs. */
  readonly key: string;
  /** Somebody saw it, here or elsewhere, before it could be told of. */
  readonly isSeen: boolean;
}

const KEPT = 500;
/** Of two conversations, the older message may become known later; in milliseconds. */
const OVERLAP = 5 * 60_000;
/** As long as a message that is on screen may take to be marked as seen; in milliseconds. */
const SETTLING = 700;
/** A page that nobody sees lets those go first that may have it on screen. */
const SETTLING_HIDDEN = 1700;

/**
 * In which conversations a contact wrote, of all that a store hears of. It has no rule of its own for what is new: it is
 * woken by what the store tells, and by rows of the list that the store has put at the top since; of both it keeps what was
 * on screen or was told already apart.
 */
export class NewsWatch {
  readonly #store: InboxStore;
  readonly #onNews: (news: News) => void;
  readonly #stops: readonly Unsubscribe[];
  /** The last message of each that is no news any more. */
  readonly #known = new BoundedMap<string, string>(KEPT);
  readonly #seen = new BoundedMap<string, string>(KEPT);
  readonly #settling = new Map<string, {readonly stop: () => void; wasUnread: boolean; message: Message | undefined}>();
  /** The newest activity that was looked at. */
  #newest: number | undefined;

  constructor(store: InboxStore, onNews: (news: News) => void) {
    this.#store = store;
    this.#onNews = onNews;
    document.addEventListener('parlor-seen-request', this.#onSeen);
    this.#stops = [
      store.onEvent((event) => {
        if (event.type === 'message-received') this.#settle(event.message.conversationId, event.message);
      }),
      store.conversationList.subscribe(() => this.#look()),
      () => document.removeEventListener('parlor-seen-request', this.#onSeen),
    ];
    this.#look();
  }

  stop(): void {
    this.#stops.forEach((stop) => stop());
    this.#settling.forEach(({stop}) => stop());
    this.#settling.clear();
  }

  /** Rows that moved to the top are the only ones in which something can have happened. */
  #look(): void {
    const {status, conversations} = this.#store.conversationList.state;
    if (status !== 'ready') return;
    const isFirst = this.#newest === undefined;
    const from = (this.#newest ?? -Infinity) - OVERLAP;
    this.#newest = Math.max(this.#newest ?? -Infinity, conversations[0]?.lastActivityAt ?? -Infinity);
    for (const conversation of conversations) {
      if ((conversation.lastActivityAt ?? -Infinity) < (isFirst ? this.#newest - OVERLAP : from)) break;
      const {lastMessage} = conversation;
      if (!lastMessage) continue;
      const key = keyOf(lastMessage);
      if (isFirst) this.#known.set(conversation.id, key);
      else if (this.#known.get(conversation.id) !== key && isInbound(conversation)) this.#settle(conversation.id);
    }
  }

  #settle(conversationId: string, message?: Message): void {
    const waiting = this.#settling.get(conversationId);
    const wasUnread = this.#store.conversation(conversationId)?.unread.has ?? false;
    if (waiting) {
      waiting.wasUnread ||= wasUnread;
      waiting.message = message ?? waiting.message;
      return;
    }
    const delay = document.visibilityState === 'hidden' ? SETTLING_HIDDEN : SETTLING;
    const stop = startTimer(delay, () => this.#tell(conversationId));
    this.#settling.set(conversationId, {stop, wasUnread, message});
  }

  #tell(conversationId: string): void {
    const {message, wasUnread = false} = this.#settling.get(conversationId) ?? {};
    this.#settling.delete(conversationId);
    const conversation = this.#store.conversation(conversationId);
    // It was deleted, or nobody could read whose it is.
    if (!conversation) return;
    const {lastMessage} = conversation;
    const isRowLater = !message || (lastMessage?.at ?? -Infinity) >= (message.at ?? Infinity);
    const last = isRowLater ? lastMessage : lastOf(message);
    if (!last || last.direction === 'outbound') return;
    const key = keyOf(last);
    if (this.#known.get(conversationId) === key) return;
    this.#known.set(conversationId, key);
    const seenId = this.#seen.get(conversationId);
    const isOnScreen = seenId !== undefined && (seenId === last.id || seenId === message?.id);
    this.#onNews({conversation, last, key, isSeen: isOnScreen || (wasUnread && !conversation.unread.has)});
  }

  readonly #onSeen = (event: Event): void => {
    // A page may have made it up by hand.
    const {conversationId, messageId} = {
      ...(event instanceof CustomEvent && (event.detail as Partial<SeenDetail> | null)),
    };
    const id = conversationId || this.#store.state.selectedId;
    if (id && messageId) this.#seen.set(id, messageId);
  };
}

/** Of one message the same whether a row or the thread told of it: rows of some providers have no id. */
const keyOf = ({id, at, text}: LastMessage): string => (at === undefined ? (id ?? '') : `${at} ${text ?? ''}`);

const lastOf = (message: Message): LastMessage => {
  const {text, at, direction, attachments} = message;
  return {
    ...{id: messageKey(message), direction, text: text ?? ''},
    ...(at !== undefined && {at}),
    ...(attachments[0] && {attachmentKind: attachments[0].kind}),
  };
};

/** Where nobody says who wrote, only what counts as unread is news. */
const isInbound = ({lastMessage, unread}: Conversation): boolean =>
  lastMessage?.direction === 'inbound' || (lastMessage?.direction !== 'outbound' && unread.has);
