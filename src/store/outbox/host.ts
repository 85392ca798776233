import type {MessagingAdapter, OutgoingMessage} from '../../adapter/messaging-adapter.js';
import type {Instant} from '../../model/capability-level.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {InboxStorage} from '../storage/port.js';
import type {EchoBaseline} from './entry.js';
import type {OutboxEvent} from './state.js';

export interface OutboxDependencies {
  readonly adapter: MessagingAdapter;
  readonly storage: InboxStorage;
  /** Refuses a send before it leaves, such as to a contact who opted out meanwhile. */
  readonly guard: (outgoing: OutgoingMessage) => ConversationError | undefined;
  /**
   * Reads again what consent depends on.
   *
   * @throws ConversationError when that cannot be read
   */
  readonly readConsent: (conversationId: string) => Promise<void>;
  /** Whether somebody who writes there now does so in view of what consent depends on; so by default. */
  readonly isFollowed?: (conversationId: string) => boolean;
  /** What is known of the history just before a message leaves; `undefined` when nothing is. */
  readonly baseline: (outgoing: OutgoingMessage) => EchoBaseline | undefined;
  readonly onEvent: (event: OutboxEvent) => void;
  readonly now?: () => Instant;
  /** Whether the device is online; what the browser says by default, and online where it does not say. */
  readonly isOnline?: () => boolean;
  /** Calls back once, at a time of `now`'s clock or earlier, until the returned function is called. */
  readonly setTimer?: (callback: () => void, at: Instant) => () => void;
}

/** Tells what the browser says of its connection, until the signal aborts; outside of a browser, nothing. */
export function listenForConnection(listener: (online: boolean) => void, signal: AbortSignal): void {
  if (typeof globalThis.addEventListener !== 'function') return;
  globalThis.addEventListener('online', () => listener(true), {signal});
  globalThis.addEventListener('offline', () => listener(false), {signal});
}
