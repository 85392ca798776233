import type {InboxStore} from '../../store/inbox-store.js';

/** What the choice of a template shows of a store: the parts to watch. */
export const templateParts = (store: InboxStore) => [store, store.pending];

/** The properties of the choice of a template for the selected conversation. */
export function templateProperties(store: InboxStore) {
  const {selectedId} = store.state;
  const loaded = selectedId === undefined ? undefined : store.pending.state.templates.get(selectedId);
  return {
    conversationId: selectedId,
    templates: loaded?.templates,
    status: loaded?.status ?? 'idle',
    error: loaded?.error,
  };
}
