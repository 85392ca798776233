import type {InboxStore} from '../../store/inbox-store.js';

/** What a conversation list shows of a store: the parts to watch. */
export const listParts = (store: InboxStore) => [store, store.conversationList, store.drafts];

/** The properties of a list of them. An element that was given its properties by hand is drawn the same. */
export function listProperties(store: InboxStore) {
  const {selectedId, unsent} = store.state;
  return {
    ...store.conversationList.state,
    error: store.conversationList.state.error,
    moreError: store.conversationList.state.moreError,
    total: store.conversationList.state.total,
    missing: store.conversationList.state.missing,
    ownEndpoints: store.conversationList.state.ownEndpoints,
    selectedId,
    capabilities: store.capabilities,
    selected: store.state.selected,
    drafts: store.drafts.elsewhere(selectedId),
    unsentCount: unsent.count,
  };
}
