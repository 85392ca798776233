import {can} from '../model/capabilities.js';
import {contactOf} from '../model/conversation.js';
import type {InboxStore} from '../store/inbox-store.js';
import {shownName} from './shown-name.js';

const NOTHING: readonly never[] = [];

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
