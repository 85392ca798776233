import type {SendOption} from '../../adapter/messaging-adapter.js';
import {can} from '../../model/capabilities.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {formatPhone, normalizePhone} from '../../model/phone-number.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {SendRules} from '../../model/send-rules.js';
import {shownName} from '../../model/shown-name.js';
import type {InboxStore} from '../../store/inbox-store.js';

const NOTHING: readonly never[] = [];

/** What a reply box shows of a store: the parts to watch. */
export const replyParts = (store: InboxStore) => [store, store.sending, store.drafts, store.pending];

const WITHOUT_SEGMENTS = new Set(['imessage', 'whatsapp', 'email', 'in-app']);

/** The properties of a reply box for the selected conversation. */
export function replyProperties(store: InboxStore) {
  const {selectedId, selected} = store.state;
  const capabilities = store.capabilitiesOf(selectedId);
  const account = selectedId === undefined ? undefined : store.adapter.accountOf?.(selectedId);
  // What is chosen for a new conversation only is no choice in one that is there.
  const endpoints = capabilities.chooseOwnEndpoint === 'native' ? endpointsIn(store, account?.id) : NOTHING;
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
    sendOptions: optionsFor(store.adapter.sendOptions, selected?.sendRules),
    sendNotes: (account ?? store.adapter).sendNotes ?? NOTHING,
    countsSegments: !WITHOUT_SEGMENTS.has(selected?.channel ?? 'unknown'),
    endpoints,
    expectsEndpoints: endpoints.length === 0 && capabilities.chooseOwnEndpoint === 'native',
    replyTo: selectedId === undefined ? undefined : store.sending.state.repliesTo.get(selectedId),
    ownEndpointId: chosen ?? endpointIdOf(selected, endpoints),
  };
}

/** Our own numbers; of several accounts only those of the one that the conversation is in. */
function endpointsIn(store: InboxStore, accountId: string | undefined): readonly OwnEndpoint[] {
  const {endpoints} = store.pending.state;
  if (accountId === undefined) return endpoints;
  return endpoints.filter(({id}) => id !== undefined && store.adapter.accountOf?.(id)?.id === accountId);
}

/** What the provider lets be chosen, without what cannot be had in this conversation. */
function optionsFor(options: readonly SendOption[] = NOTHING, {withoutOptions = NOTHING}: SendRules = {}) {
  const offered = options.filter(({name}) => !withoutOptions.includes(name));
  // The same list as before where nothing is left out, so that nothing is drawn again.
  return offered.length === options.length ? options : offered.length > 0 ? offered : NOTHING;
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
