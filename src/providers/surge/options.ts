import type {HttpOptions} from '../../adapter/http.js';
import type {PollingOptions} from '../../adapter/polling.js';

/** How to reach an account of Surge. Keys are secrets of a server: better a proxy behind `baseUrl` than `headers`. */
export interface SurgeAdapterOptions extends HttpOptions {
  /** `https://api.surge.app` by default. */
  readonly baseUrl?: string;
  /** Part of the address of most requests. */
  readonly accountId: string;
  /**
   * Uses only what the Surge document describes: sending and creating contacts. Conversations and messages are then
   * known from webhooks and from ids the page supplies; nothing is listed.
   */
  readonly documentedOnly?: boolean;
  /** The host relays every webhook to `receiveWebhook`: then directions, times, statuses and opt-outs are known. */
  readonly webhooks?: boolean;
  /** This account's conversations carry `status` and `opted_out_at`, as the document says but does not show. */
  readonly statusInAnswers?: boolean;
  /** The order of the account's message list, which is documented nowhere. Without it, the ids' times tell. */
  readonly listOrder?: 'newest-first' | 'oldest-first';
  /** Requests that one call may spend on looking for messages of a thread, or for further threads. 5 by default. */
  readonly pagesPerCall?: number;
  /** Pages of the account's messages that are kept, other threads' included. 70 by default. */
  readonly cachedPages?: number;
  /**
   * Where to keep who wrote which message, which events and sends tell only once: without it, what was sent from here is of
   * an unknown sender after a reload. `save` gets a text of ids, directions, statuses and times; no names, numbers or words.
   */
  readonly knowledge?: SurgeKnowledgeStore;
  /** Where a page can load an attachment from; the provider's own addresses may need the key (inference). */
  readonly attachmentUrl?: (attachment: {readonly id?: string; readonly url?: string}) => string | undefined;
  /**
   * Milliseconds between looks, see `PollingOptions`: 15 000 for the list and 5000 for the open thread by default,
   * four times as long with `webhooks`.
   */
  readonly polling?: Partial<PollingOptions>;
}

/** One text, such as an entry of `localStorage` under a key of the signed-in user. */
export interface SurgeKnowledgeStore {
  readonly load: () => unknown;
  /** What it throws or rejects with is reported, and harms nobody. */
  readonly save: (text: string) => unknown;
}

/** `OutgoingMessage.providerOptions` of this provider. */
export interface SurgeSendOptions {
  /** When to send, ISO 8601, sixty days ahead at most. */
  readonly sendAt?: string;
  readonly linkShortening?: 'enabled' | 'disabled';
  /** Stored with the message. */
  readonly metadata?: Readonly<Record<string, string>>;
}
