import {can} from '../../model/capabilities.js';
import {shownName} from '../../model/shown-name.js';
import type {InboxStore} from '../../store/inbox-store.js';

const NOTHING: readonly never[] = [];

/** What a message thread shows of a store: the parts to watch. */
export const threadParts = (store: InboxStore) => {
  const {selectedId} = store.state;
  return selectedId === undefined ? [store] : [store, store.outbox, store.reactions, store.timeline(selectedId)];
};

/** The properties of a message thread showing the selected conversation. */
export function threadProperties(store: InboxStore) {
  const {selectedId, selected, isOpening, unreadFromId} = store.state;
  const state = selectedId === undefined || isOpening ? undefined : store.timeline(selectedId).state;
  const capabilities = store.capabilitiesOf(selectedId);
  const messages = state && selectedId !== undefined ? store.threadMessages(selectedId) : NOTHING;
  return {
    conversationId: selectedId,
    conversation: selected,
    messages,
    // With nothing on its way the history is the whole thread, and knows by itself what changed in it.
    messageList: messages === state?.messages ? state.list : undefined,
    contactName: shownName(selected),
    group: selected?.kind === 'group',
    timeZone: state?.timeZone,
    status: state?.status ?? (isOpening ? 'loading' : 'idle'),
    error: state?.error,
    hasOlder: state?.hasOlder ?? false,
    loadingOlder: state?.loadingOlder ?? false,
    olderError: state?.olderError,
    hasNewer: state?.hasNewer ?? false,
    loadingNewer: state?.loadingNewer ?? false,
    newerError: state?.newerError,
    canLoadAround: can(capabilities, 'messagesAround'),
    directions: capabilities.messageDirections,
    unreadFromId,
    heldIds: heldIds(store),
  };
}

/** What waits behind a stuck message of the open conversation. */
function heldIds(store: InboxStore): ReadonlySet<string> | undefined {
  const [head, ...behind] = store.state.selectedId === undefined ? [] : store.outbox.queue(store.state.selectedId);
  if (!head || behind.length === 0 || head.state === 'sending' || head.state === 'queued') return undefined;
  return new Set(behind.map((entry) => entry.localId));
}
