import type {InboxStore} from '../store/inbox-store.js';

export const listParts = (store: InboxStore) => [store, store.conversationList, store.drafts];

const shownDrafts = new WeakMap<InboxStore, ReadonlyMap<string, string>>();

/** The drafts of conversations that are not open: the same map while they are the same, since every key typed asks. */
function draftsElsewhere(store: InboxStore): ReadonlyMap<string, string> {
  const drafts = new Map<string, string>();
  for (const [id, {text}] of store.drafts.state.drafts) if (id !== store.state.selectedId) drafts.set(id, text);
  const shown = shownDrafts.get(store);
  if (shown?.size === drafts.size && [...drafts].every(([id, text]) => shown.get(id) === text)) return shown;
  shownDrafts.set(store, drafts);
  return drafts;
}

/** The properties of a conversation list, drawn from a store. */
export function listProperties(store: InboxStore) {
  return {
    ...store.conversationList.state,
    error: store.conversationList.state.error,
    moreError: store.conversationList.state.moreError,
    total: store.conversationList.state.total,
    selectedId: store.state.selectedId,
    capabilities: store.adapter.capabilities,
    drafts: draftsElsewhere(store),
  };
}
