import type {InboxStore} from '../store/inbox-store.js';
import {shownName} from './shown-name.js';

export const threadParts = (store: InboxStore) =>
  store.state.selectedId === undefined
    ? [store]
    : [store, store.conversationList, store.outbox, store.timeline(store.state.selectedId)];

const NOTHING: readonly never[] = [];

/** The properties of a message thread showing the selected conversation. */
export function threadProperties(store: InboxStore) {
  const {selectedId, unreadFromId} = store.state;
  const conversation = store.selected;
  const state = selectedId === undefined ? undefined : store.timeline(selectedId).state;
  return {
    conversationId: selectedId,
    messages: selectedId === undefined ? NOTHING : store.threadMessages(selectedId),
    contactName: shownName(conversation),
    group: conversation?.kind === 'group',
    timeZone: state?.timeZone,
    status: state?.status ?? 'idle',
    error: state?.error,
    hasOlder: state?.hasOlder ?? false,
    loadingOlder: state?.loadingOlder ?? false,
    olderError: state?.olderError,
    hasNewer: state?.hasNewer ?? false,
    loadingNewer: state?.loadingNewer ?? false,
    newerError: state?.newerError,
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
