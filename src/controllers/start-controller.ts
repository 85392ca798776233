import type {LitElement} from 'lit';
import type {StartForm, StartRequest} from '../adapter/start-conversation.js';
import type {Capabilities} from '../model/capabilities.js';
import {ConversationError} from '../model/conversation-error.js';
import type {OwnEndpoint} from '../model/participant.js';
import {actionsOf} from './conversation-actions.js';
import type {InboxStore} from '../store/inbox-store.js';
import type {LoadStatus} from '../store/load-status.js';
import {StoreController} from './store-controller.js';

type StartHost = LitElement & {
  form?: StartForm;
  status: LoadStatus;
  error?: ConversationError;
  endpoints?: readonly OwnEndpoint[];
  capabilities: Capabilities;
  sending: boolean;
  startError?: ConversationError;
  open: boolean;
};

/** Fills a form for a new conversation from the provider around it, starts the conversation, and opens it. */
export class StartController {
  private readonly inbox: StoreController;
  private boundStore: InboxStore | undefined;
  private turn = 0;

  constructor(
    private readonly host: StartHost,
    private readonly onStarted: () => void,
  ) {
    this.inbox = new StoreController(
      host,
      (store) => [store],
      (store) => this.bind(store),
    );
  }

  /** Asks the provider what the form has to ask; what was known before stays meanwhile. */
  async load(): Promise<void> {
    const {store} = this.inbox;
    if (!store) return;
    const turn = ++this.turn;
    void this.loadEndpoints(store, turn);
    Object.assign(this.host, {status: 'loading', error: undefined});
    try {
      const form = await actionsOf(store).describeStart();
      if (turn === this.turn) Object.assign(this.host, {form, status: 'ready'});
    } catch (thrown) {
      if (turn === this.turn) Object.assign(this.host, {status: 'error', error: ConversationError.from(thrown)});
    }
  }

  /** Within an inbox, starts the conversation and opens it; outside of one, nothing happens. */
  async start(request: StartRequest): Promise<void> {
    const {store} = this.inbox;
    if (!store || this.host.sending) return;
    Object.assign(this.host, {sending: true, startError: undefined});
    try {
      const {id} = await actionsOf(store).start(request);
      if (store !== this.inbox.store) return;
      // Whoever closed the form meanwhile is doing something else by now.
      const isAwaited = this.host.open;
      this.onStarted();
      if (isAwaited) store.select(id);
    } catch (thrown) {
      const startError = ConversationError.from(thrown);
      if (store === this.inbox.store) this.host.startError = startError;
      // What may have been started shows up in the list, where the user is told to look.
      if (startError.outcomeUnknown) void store.refresh();
    } finally {
      this.host.sending = false;
    }
  }

  private bind(store: InboxStore): void {
    if (store === this.boundStore) return;
    this.boundStore = store;
    this.turn++;
    const {capabilities} = store.adapter;
    const nothing = {form: undefined, status: 'idle', error: undefined, endpoints: undefined, startError: undefined};
    Object.assign(this.host, nothing, {capabilities});
    if (this.host.open) void this.load();
  }

  private async loadEndpoints(store: InboxStore, turn: number): Promise<void> {
    if (store.adapter.capabilities.chooseOwnEndpoint !== 'native') return;
    try {
      const endpoints = await actionsOf(store).ownEndpoints();
      if (turn === this.turn) this.host.endpoints = endpoints;
    } catch {
      // Without a choice the provider's default number is used.
    }
  }
}
