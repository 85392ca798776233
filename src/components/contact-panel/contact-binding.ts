import type {InboxStore} from '../../store/inbox-store.js';

/** What a contact panel shows of a store: the parts to watch. */
export const contactParts = (store: InboxStore) => {
  const {selectedId} = store.state;
  return [store, store.pending, ...(selectedId === undefined ? [] : [store.timeline(selectedId)])];
};

/** The properties of a contact panel for the selected conversation. */
export function contactProperties(store: InboxStore) {
  const {selectedId, selected, timeZone} = store.state;
  const contact = selectedId === undefined ? undefined : store.pending.state.contacts.get(selectedId);
  const save = selectedId === undefined ? undefined : store.pending.state.saves.get(selectedId);
  const messages = selectedId === undefined ? [] : store.timeline(selectedId).state.messages;
  return {
    conversation: selected,
    messages,
    insight: messages.findLast(({insight}) => insight !== undefined)?.insight,
    details: contact?.details,
    status: contact?.status ?? 'idle',
    error: contact?.error,
    saving: save?.saving ?? false,
    saveError: save?.saveError,
    capabilities: store.capabilitiesOf(selectedId),
    timeZone,
  };
}
