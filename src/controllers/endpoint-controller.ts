import type {LitElement} from 'lit';
import type {Conversation} from '../model/conversation.js';
import {normalizePhone} from '../model/phone-number.js';
import type {OwnEndpoint} from '../model/participant.js';
import {actionsOf} from './conversation-actions.js';
import type {InboxStore} from '../store/inbox-store.js';
import {StoreController} from './store-controller.js';

type EndpointHost = LitElement & {endpoints?: readonly OwnEndpoint[]; ownEndpointId?: string};

/** Which number was chosen for a conversation, for as long as the inbox lives: a reply box goes with its conversation. */
const choices = new WeakMap<InboxStore, Map<string, string>>();

/** The number a conversation runs over, by id, or by address where the provider says no more. */
export function endpointIdOf(
  conversation: Conversation | undefined,
  endpoints: readonly OwnEndpoint[],
): string | undefined {
  const own = conversation?.ownEndpoint;
  if (!own) return undefined;
  const address = own.address && (normalizePhone(own.address) ?? own.address);
  return (
    endpoints.find(({id}) => id !== undefined && id === own.id) ??
    endpoints.find((endpoint) => address && (normalizePhone(endpoint.address ?? '') ?? endpoint.address) === address)
  )?.id;
}

/** Offers our own numbers to reply from, where the provider lets one choose. */
export class EndpointController {
  private readonly inbox: StoreController;
  private boundStore: InboxStore | undefined;
  private endpoints: readonly OwnEndpoint[] = [];

  constructor(private readonly host: EndpointHost) {
    this.inbox = new StoreController(
      host,
      (store) => [store, store.conversationList],
      (store) => this.bind(store),
    );
  }

  /** Remembers what the user chose for the open conversation. */
  choose(ownEndpointId: string | undefined): void {
    const {store} = this.inbox;
    const conversationId = store?.state.selectedId;
    if (!store || conversationId === undefined) return;
    const chosen = choices.get(store) ?? new Map<string, string>();
    if (ownEndpointId === undefined) chosen.delete(conversationId);
    else chosen.set(conversationId, ownEndpointId);
    choices.set(store, chosen);
  }

  private bind(store: InboxStore): void {
    if (store !== this.boundStore) {
      this.boundStore = store;
      this.endpoints = [];
      void this.load(store);
    }
    const {selectedId} = store.state;
    const chosen = selectedId === undefined ? undefined : choices.get(store)?.get(selectedId);
    this.host.endpoints = this.endpoints;
    this.host.ownEndpointId = chosen ?? endpointIdOf(store.selected, this.endpoints);
  }

  private async load(store: InboxStore): Promise<void> {
    if (store.adapter.capabilities.chooseOwnEndpoint !== 'native') return;
    try {
      const endpoints = await actionsOf(store).ownEndpoints();
      if (store !== this.boundStore) return;
      this.endpoints = endpoints;
      this.bind(store);
    } catch {
      // Without a choice a reply goes out from the provider's own.
    }
  }
}
