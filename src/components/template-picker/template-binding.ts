import type {OwnEndpoint} from '../../model/participant.js';
import {endpointLabel} from '../own-endpoints.js';
import type {InboxStore} from '../../store/inbox-store.js';

/** Nobody knows a channel by its id alone. */
const channelName = (endpoint: OwnEndpoint | undefined): string =>
  endpoint?.label || endpoint?.address ? endpointLabel(endpoint) : '';

/** What the choice of a template shows of a store: the parts to watch. */
export const templateParts = (store: InboxStore) => [store, store.pending];

/** The properties of the choice of a template for the selected conversation. */
export function templateProperties(store: InboxStore) {
  const {selectedId, selected} = store.state;
  const loaded = selectedId === undefined ? undefined : store.pending.state.templates.get(selectedId);
  return {
    conversationId: selectedId,
    channel: channelName(selected?.ownEndpoint),
    templates: loaded?.templates,
    status: loaded?.status ?? 'idle',
    error: loaded?.error,
  };
}
