import {can} from '../model/capabilities.js';
import {contactOf, type Conversation} from '../model/conversation.js';
import {formatPhone, normalizePhone} from '../model/phone-number.js';
import type {OwnEndpoint} from '../model/participant.js';
import {shownName} from '../model/shown-name.js';
import type {InboxStore} from '../store/inbox-store.js';

// What each element shows of a store: the parts of it to watch, and the element's properties drawn from them. Pure: an
// element that was given its properties by hand is drawn the same.

const NOTHING: readonly never[] = [];

// --- The conversation list

export const listParts = (store: InboxStore) => [store, store.conversationList, store.drafts];

/** The properties of a conversation list. */
export function listProperties(store: InboxStore) {
  const {selectedId, unsent} = store.state;
  return {
    ...store.conversationList.state,
    error: store.conversationList.state.error,
    moreError: store.conversationList.state.moreError,
    total: store.conversationList.state.total,
    selectedId,
    capabilities: store.capabilities,
    selected: store.state.selected,
    drafts: store.drafts.elsewhere(selectedId),
    unsentCount: unsent.count,
  };
}

// --- The thread

export const threadParts = (store: InboxStore) => {
  const {selectedId} = store.state;
  return selectedId === undefined ? [store] : [store, store.outbox, store.timeline(selectedId)];
};

/** The properties of a message thread showing the selected conversation. */
export function threadProperties(store: InboxStore) {
  const {selectedId, selected, isOpening, unreadFromId} = store.state;
  const state = selectedId === undefined || isOpening ? undefined : store.timeline(selectedId).state;
  const messages = state && selectedId !== undefined ? store.threadMessages(selectedId) : NOTHING;
  return {
    conversationId: selectedId,
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
    canLoadAround: can(store.capabilities, 'messagesAround'),
    directions: store.capabilities.messageDirections,
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

// --- The reply box

export const replyParts = (store: InboxStore) => [store, store.sending, store.drafts, store.pending];

const WITHOUT_SEGMENTS = new Set(['imessage', 'whatsapp', 'email', 'in-app']);

/** The properties of a reply box for the selected conversation. */
export function replyProperties(store: InboxStore) {
  const {capabilities} = store;
  const {selectedId, selected} = store.state;
  // What is chosen for a new conversation only is no choice in one that is there.
  const endpoints = capabilities.chooseOwnEndpoint === 'native' ? store.pending.state.endpoints : NOTHING;
  const draft = selectedId === undefined ? undefined : store.drafts.get(selectedId);
  const address = selected && contactOf(selected)?.address;
  const chosen = selectedId === undefined ? undefined : store.sending.state.chosenEndpoints.get(selectedId);
  return {
    value: draft?.text ?? '',
    mediaUrls: draft?.mediaUrls ?? NOTHING,
    conversationId: selectedId,
    conversationName: shownName(selected) || (address ? formatPhone(address) : ''),
    disabled: selectedId === undefined,
    pending: selectedId !== undefined && store.sending.state.checking.has(selectedId),
    block: selectedId === undefined ? undefined : store.blockOf(selectedId),
    error: selectedId === undefined ? undefined : store.sendError(selectedId),
    canSendTemplates: can(capabilities, 'sendTemplates'),
    templates: selectedId === undefined ? undefined : store.pending.state.templates.get(selectedId)?.templates,
    canSendMedia: can(capabilities, 'sendMedia'),
    maximumAttachments: capabilities.maximumAttachments,
    normalizesText: can(capabilities, 'normalizeText'),
    sendRules: selected?.sendRules,
    sendOptions: store.adapter.sendOptions ?? NOTHING,
    sendNotes: store.adapter.sendNotes ?? NOTHING,
    countsSegments: !WITHOUT_SEGMENTS.has(selected?.channel ?? 'unknown'),
    endpoints,
    expectsEndpoints: endpoints.length === 0 && capabilities.chooseOwnEndpoint === 'native',
    ownEndpointId: chosen ?? endpointIdOf(selected, endpoints),
  };
}

/** The number a conversation runs over, by id, or by address where the provider says no more. */
export function endpointIdOf(
  conversation: Conversation | undefined,
  endpoints: readonly OwnEndpoint[],
): string | undefined {
  const own = conversation?.ownEndpoint;
  if (!own) return undefined;
  const spelled = (address: string) => normalizePhone(address) ?? address;
  const address = own.address && spelled(own.address);
  return (
    endpoints.find(({id}) => id !== undefined && id === own.id) ??
    endpoints.find((endpoint) => address && spelled(endpoint.address ?? '') === address)
  )?.id;
}

// --- The choice of a template

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

// --- The actions on a conversation

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

// --- The contact

export const contactParts = (store: InboxStore) => {
  const {selectedId} = store.state;
  return [store, store.pending, ...(selectedId === undefined ? [] : [store.timeline(selectedId)])];
};

/** The properties of a contact panel for the selected conversation. */
export function contactProperties(store: InboxStore) {
  const {selectedId, selected, timeZone} = store.state;
  const contact = selectedId === undefined ? undefined : store.pending.state.contacts.get(selectedId);
  const save = selectedId === undefined ? undefined : store.pending.state.saves.get(selectedId);
  const messages = selectedId === undefined ? NOTHING : store.timeline(selectedId).state.messages;
  return {
    conversation: selected,
    insight: messages.findLast(({insight}) => insight !== undefined)?.insight,
    details: contact?.details,
    status: contact?.status ?? 'idle',
    error: contact?.error,
    saving: save?.saving ?? false,
    saveError: save?.saveError,
    capabilities: store.capabilities,
    timeZone,
  };
}

// --- The form for a new conversation

export const startParts = (store: InboxStore) => [store.pending];

/** The properties of the form for a new conversation. */
export function startProperties(store: InboxStore) {
  const {start, endpoints} = store.pending.state;
  const {form, status, error, sending, startError} = start;
  return {form, status, error, sending, startError, endpoints, capabilities: store.capabilities};
}
