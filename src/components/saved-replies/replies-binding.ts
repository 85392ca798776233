import type {InboxStore} from '../../store/inbox-store.js';

/** What the choice of a saved reply shows of a store: the parts to watch. */
export const repliesParts = (store: InboxStore) => [store, store.pending, store.sending];

/** What replies are filled in with, for the selected conversation. */
export function repliesProperties(store: InboxStore) {
  const {selectedId, selected} = store.state;
  const {contacts, endpoints} = store.pending.state;
  const chosenId = selectedId === undefined ? undefined : store.sending.state.chosenEndpoints.get(selectedId);
  const own = selected?.ownEndpoint;
  const listed = endpoints.find(({id}) => id !== undefined && id === (chosenId ?? own?.id));
  return {
    conversation: selected,
    // What the list of our own numbers says goes before what the conversation repeats of it.
    ownEndpoint: chosenId === undefined ? {...own, ...listed} : listed,
    metadata: selectedId === undefined ? undefined : contacts.get(selectedId)?.details?.metadata,
  };
}
