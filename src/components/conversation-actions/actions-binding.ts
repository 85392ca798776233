import type {InboxStore} from '../../store/inbox-store.js';

/** What the buttons show of a store: the parts to watch. */
export const actionParts = (store: InboxStore) => [store, store.pending, store.conversationList];

/** The properties of the buttons for a conversation. */
export function actionProperties(store: InboxStore, conversationId: string | undefined) {
  const {selectedId, selected} = store.state;
  const {running, failure} = store.pending.state;
  return {
    conversation: conversationId === selectedId ? selected : store.conversation(conversationId ?? ''),
    capabilities: store.capabilitiesOf(conversationId),
    pending: running.get(conversationId ?? ''),
    failure,
  };
}
