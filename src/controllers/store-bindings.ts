import {can} from '../model/capabilities.js';
import {contactOf, conversationTitle, type Conversation} from '../model/conversation.js';
import {formatPhone} from '../model/phone-number.js';
import type {InboxStore} from '../store/inbox-store.js';

/** How a conversation is called on screen, without the fallback words. */
export function shownName(conversation: Conversation | undefined): string {
  const title = conversation && conversationTitle(conversation);
  return title ? formatPhone(title) : '';
}

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

export const replyParts = (store: InboxStore) => [store, store.sending, store.conversationList, store.drafts];

const WITHOUT_SEGMENTS = new Set(['imessage', 'whatsapp', 'email', 'in-app']);

/** The properties of a reply box for the selected conversation. */
export function replyProperties(store: InboxStore) {
  const {capabilities} = store.adapter;
  const {selectedId} = store.state;
  const conversation = store.selected;
  const draft = selectedId === undefined ? undefined : store.drafts.get(selectedId);
  return {
    value: draft?.text ?? '',
    mediaUrls: draft?.mediaUrls ?? NOTHING,
    conversationId: selectedId,
    conversationName: shownName(conversation) || (conversation && contactOf(conversation)?.address) || '',
    disabled: selectedId === undefined,
    block: selectedId === undefined ? undefined : store.blockOf(selectedId),
    error: selectedId === undefined ? undefined : store.sendError(selectedId),
    canSendMedia: can(capabilities, 'sendMedia'),
    maximumAttachments: capabilities.maximumAttachments,
    normalizesText: can(capabilities, 'normalizeText'),
    countsSegments: !WITHOUT_SEGMENTS.has(conversation?.channel ?? 'unknown'),
  };
}
