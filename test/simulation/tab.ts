import type {HttpHandler} from 'msw';
import type {MessagingAdapter, OutgoingMessage} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {DeliveryStatus} from '../../src/model/delivery-status.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import type {InboxStorage} from '../../src/store/storage/port.js';
import type {Device, DeviceStorage} from './device.js';
import type {Violate} from './judge.js';
import type {Life, SimulatedProvider} from './providers.js';

export interface TabOptions {
  readonly provider: SimulatedProvider;
  readonly backend: Backend;
  readonly handlers: readonly HttpHandler[];
  readonly device: Device;
  readonly pageSize: number;
  readonly isInsecure: boolean;
  readonly retryAfter: () => string | null | undefined;
  /** By the true time, in milliseconds. */
  readonly now: () => number;
  /** A request of a message leaves. */
  readonly onLeave: (tab: Tab, message: OutgoingMessage) => void;
  /** The provider refused a message, because its contact opted out. */
  readonly onOptedOut: (tab: Tab, message: OutgoingMessage) => void;
  readonly onListenerThrows: () => void;
  readonly violate: Violate;
}

/** A page with an inbox. */
export class Tab {
  readonly store: InboxStore;
  readonly storage: InboxStorage;
  readonly device: DeviceStorage;
  readonly statuses = new Map<string, DeliveryStatus>();
  /** When a read of a conversation's messages left that was answered, by the true time. */
  readonly readAt = new Map<string, number>();
  isOpen = false;
  /** The inbox has left the document. */
  isGone = false;
  readonly #life: Life = {dead: false};
  readonly #options: TabOptions;

  constructor(options: TabOptions) {
    this.#options = options;
    const {device, isInsecure, provider} = options;
    this.device = device.open(isInsecure);
    this.storage = this.device.storage;
    const adapter = provider.connect({...options, life: this.#life});
    this.store = new InboxStore(this.#watched(adapter), {storage: this.storage});
    this.#listenForDoubles();
    this.open();
  }

  open(): void {
    if (this.isGone) return;
    this.isOpen = true;
    this.store.open();
  }

  close(): void {
    this.isOpen = false;
    this.store.close();
  }

  /** The inbox leaves the document, and ends what is under way. */
  leave(): void {
    this.isGone = true;
    this.isOpen = false;
    void this.store.dispose();
  }

  /** The page's process is gone. */
  kill(): void {
    this.#life.dead = true;
    this.device.kill();
    this.leave();
  }

  /** Somebody's page breaks whenever it is told anything. */
  addThrowingListeners(): void {
    const fail = () => {
      this.#options.onListenerThrows();
      throw new Error('A listener of the page.');
    };
    this.store.onEvent(fail);
    this.store.subscribe(fail);
    this.store.conversationList.subscribe(fail);
    this.store.outbox.subscribe(fail);
    this.store.drafts.subscribe(fail);
  }

  #watched(adapter: MessagingAdapter): MessagingAdapter {
    const {now, onLeave, onOptedOut} = this.#options;
    return {
      ...adapter,
      listMessages: async (query, options) => {
        const at = now();
        const page = await adapter.listMessages(query, options);
        if (query.cursor === undefined) this.readAt.set(query.conversationId, at);
        return page;
      },
      sendMessage: async (message, options) => {
        const beforeLeave = async (): Promise<void> => {
          await options?.beforeLeave?.();
          onLeave(this, message);
        };
        try {
          return await adapter.sendMessage(message, {...options, beforeLeave});
        } catch (thrown) {
          if (ConversationError.from(thrown).kind === 'opted-out') onOptedOut(this, message);
          throw thrown;
        }
      },
    };
  }

  #listenForDoubles(): void {
    const told = new Set<string>();
    this.store.onEvent((event) => {
      if (event.type !== 'message-sent' && event.type !== 'message-received') return;
      const {id, localId} = event.message;
      const key = `${event.type} ${event.type === 'message-sent' ? (localId ?? id) : id}`;
      if (told.has(key)) this.#options.violate('told twice', key);
      told.add(key);
    });
  }
}
