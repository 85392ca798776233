import type {InboxStore} from '../../store/inbox-store.js';

/** What the buttons show of a store: the parts to watch. */
export const actionParts = (store: InboxStore) => [store, store.pending];

/** The properties of the buttons for the selected conversation. */
export function actionProperties(store: InboxStore) {
  const {selectedId, selected} = store.state;
  const {running, failure} = store.pending.state;
  return {
    conversation: selected,
    capabilities: store.capabilities,
    pending: selectedId === undefined ? undefined : running.get(selectedId),
    failure,
  };
}
