import type {LitElement} from 'lit';
import type {Capabilities} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import {actionsOf} from './conversation-actions.js';
import type {InboxStore} from '../store/inbox-store.js';
import {actionCapabilities, perform, type ActionFailure, type ConversationAction} from './conversation-action.js';
import {StoreController} from './store-controller.js';

type ActionsHost = LitElement & {
  conversation?: Conversation;
  capabilities: Capabilities;
  pending?: ConversationAction;
  failure?: ActionFailure;
};

export interface RequestedAction {
  readonly action: ConversationAction;
  readonly conversationId: string;
  readonly name: string;
}

/** Follows the selected conversation and does to it what was asked, one thing at a time for each conversation. */
export class ConversationActionsController {
  private readonly inbox: StoreController;
  private readonly running = new Map<string, ConversationAction>();
  private boundStore: InboxStore | undefined;
  private capabilities: Capabilities | undefined;

  constructor(
    private readonly host: ActionsHost,
    private readonly onDone: (requested: RequestedAction) => void,
  ) {
    this.inbox = new StoreController(
      host,
      (store) => [store, store.conversationList],
      (store) => this.bind(store),
    );
  }

  /** Within an inbox, does it; outside of one, nothing happens. Errors end up in the host's `failure`. */
  async perform(requested: RequestedAction): Promise<void> {
    const {store} = this.inbox;
    const {action, conversationId} = requested;
    if (!store || this.running.has(conversationId)) return;
    this.running.set(conversationId, action);
    this.host.failure = undefined;
    this.bind(store);
    try {
      await perform(actionsOf(store), action, conversationId);
      this.running.delete(conversationId);
      this.onDone(requested);
    } catch (thrown) {
      this.running.delete(conversationId);
      this.host.failure = {...requested, error: ConversationError.from(thrown)};
    }
    this.bind(store);
  }

  private bind(store: InboxStore): void {
    // The answer of an old store's provider says nothing about the conversations of the new one.
    if (store !== this.inbox.store) return;
    if (store !== this.boundStore) {
      this.boundStore = store;
      this.capabilities = actionCapabilities(store.adapter);
      this.running.clear();
      this.host.failure = undefined;
    }
    const {selectedId} = store.state;
    Object.assign(this.host, {
      conversation: store.selected,
      capabilities: this.capabilities,
      pending: selectedId === undefined ? undefined : this.running.get(selectedId),
    });
  }
}
