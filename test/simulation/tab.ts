import type {HttpHandler} from 'msw';
import type {MessagingAdapter, OutgoingMessage} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';
import type {DeliveryStatus} from '../../src/model/delivery-status.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, type SharedMemory} from '../../src/store/storage/memory.js';
import type {Life, SimulatedProvider} from './providers.js';

/** A browser that cannot tell tabs apart safely. */
class InsecureStorage extends MemoryStorage {
  constructor(memory: SharedMemory) {
    super(memory);
    this.setState({exclusive: false});
  }
}

export interface TabOptions {
  readonly provider: SimulatedProvider;
  readonly backend: Backend;
  readonly handlers: readonly HttpHandler[];
  readonly memory: SharedMemory;
  readonly pageSize: number;
  readonly isInsecure: boolean;
  readonly retryAfter: () => string | null | undefined;
  /** By the true time, in milliseconds. */
  readonly now: () => number;
  /** A request of a message leaves. */
  readonly onLeave: (tab: Tab, message: OutgoingMessage) => void;
  readonly onViolation: (what: string) => void;
}

/** A page with an inbox. */
export class Tab {
  readonly store: InboxStore;
  readonly storage: MemoryStorage;
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
    const {memory, isInsecure, provider} = options;
    this.storage = isInsecure ? new InsecureStorage(memory) : new MemoryStorage(memory);
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
    this.storage.kill();
    this.leave();
  }

  /** Somebody's page breaks whenever it is told anything. */
  addThrowingListeners(): void {
    const fail = () => {
      throw new Error('A listener of the page.');
    };
    this.store.onEvent(fail);
    this.store.subscribe(fail);
    this.store.conversationList.subscribe(fail);
    this.store.outbox.subscribe(fail);
    this.store.drafts.subscribe(fail);
  }

  #watched(adapter: MessagingAdapter): MessagingAdapter {
    const {now, onLeave} = this.#options;
    return {
      ...adapter,
      listMessages: async (query, options) => {
        const at = now();
        const page = await adapter.listMessages(query, options);
        if (query.cursor === undefined) this.readAt.set(query.conversationId, at);
        return page;
      },
      sendMessage: (message, options) =>
        adapter.sendMessage(message, {
          ...options,
          beforeLeave: async () => {
            await options?.beforeLeave?.();
            onLeave(this, message);
          },
        }),
    };
  }

  #listenForDoubles(): void {
    const told = new Set<string>();
    this.store.onEvent((event) => {
      if (event.type !== 'message-sent' && event.type !== 'message-received') return;
      const {id, localId} = event.message;
      const key = `${event.type} ${event.type === 'message-sent' ? (localId ?? id) : id}`;
      if (told.has(key)) this.#options.onViolation(`${key} was told twice.`);
      told.add(key);
    });
  }
}
