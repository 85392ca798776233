import type {ConversationQuery, RequestOptions} from '../../adapter/messaging-adapter.js';
import type {StartForm, StartRequest} from '../../adapter/start-conversation.js';
import {changedOr, cursorCodec, fieldsOf, idOf, mergeFields, textOf} from '../../adapter/toolkit/index.js';
import type {Instant} from '../../model/capability-level.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Page} from '../../model/page.js';
import {pathTo, walkList, type Api} from './api.js';
import {ADAPTER, errors} from './errors.js';
import type {Inbox} from './inbox.js';
import {detailsOf, idIn, recipientOf, referenceOf, secondsFromInstant, type Reference} from './mapping.js';
import type {WireContact, WireConversation, WireConversationChange, WireNewConversation} from './wire.js';

/** Pages of one look at the list: a thousand conversations. The polling intervals are reckoned with this. */
export const LIST_PAGES = 10;
/** Pages of contacts, and of groups, that a form for a new conversation offers. */
const RECIPIENT_PAGES = 10;

/** Where the list of conversations goes on. */
export const listCursors = cursorCodec<{readonly after: string}>({
  adapter: ADAPTER,
  check: ({after}) => {
    const id = textOf(after);
    return id === undefined ? undefined : {after: id};
  },
});

/**
 * The list as a whole, or its first thousand: since nothing says how it is ordered, a single page could be any part of
 * it, and the newest conversation on the last one. Archived conversations are left out here; the document has no
 * filter.
 */
export async function listConversations(
  api: Api,
  inbox: Inbox,
  {cursor, includeArchived}: ConversationQuery,
  options: RequestOptions = {},
): Promise<Page<Conversation>> {
  const {signal} = options;
  const from = cursor === undefined ? undefined : listCursors.read(cursor).after;
  const {entries, next} = await walkList(
    (startingAfter) =>
      api.list({
        path: '/v1/conversations',
        ...(startingAfter !== undefined && {startingAfter}),
        ...(signal && {signal}),
      }),
    {list: 'the conversations', pages: LIST_PAGES, moves: true, ...(from !== undefined && {from})},
  );
  const conversations = await inbox.meetAll([...entries.values()], options);
  const items = conversations.filter(({status}) => includeArchived || status !== 'archived');
  return {items, ...(next !== undefined && {next: listCursors.write({after: next})})};
}

export async function getConversation(
  api: Api,
  inbox: Inbox,
  conversationId: string,
  options: RequestOptions = {},
): Promise<Conversation> {
  const answer = await api.request({method: 'GET', path: pathTo('conversations', conversationId), ...options});
  return answered(await inbox.meetOne(ownAnswer(answer, conversationId), options), answer);
}

/** Reads a conversation for what it points to, without waiting for a name. */
export async function meetConversation(
  api: Api,
  inbox: Inbox,
  conversationId: string,
  options: RequestOptions = {},
): Promise<Conversation> {
  const answer = await api.request({method: 'GET', path: pathTo('conversations', conversationId), ...options});
  return answered(inbox.meet(ownAnswer(answer, conversationId)), answer);
}

/** `archived_at` is the only thing about a conversation that the document lets us change; only changed keys are sent. */
export async function setArchived(
  api: Api,
  inbox: Inbox,
  conversationId: string,
  archivedAt: Instant | null,
  options: RequestOptions = {},
): Promise<Conversation> {
  const body: WireConversationChange = {
    archived_at: archivedAt === null ? null : secondsFromInstant(archivedAt),
  };
  const answer = await api.request({method: 'PUT', path: pathTo('conversations', conversationId), body, ...options});
  const known = inbox.wireOf(conversationId);
  return changedOr(answer, {
    adapter: ADAPTER,
    // The answer may be a part of the conversation: what is known stays.
    read: (changed) => {
      if (idIn(changed) !== conversationId) return undefined;
      return known === undefined && !isWhole(changed) ? undefined : inbox.meet(mergeFields(known, changed));
    },
    readAgain: () =>
      meetConversation(api, inbox, conversationId, options).catch((thrown: unknown) => {
        const conversation = known === undefined ? undefined : inbox.meet(mergeFields(known, body));
        if (conversation) return conversation;
        throw thrown;
      }),
  });
}

const isWhole = (value: unknown): boolean =>
  referenceOf(value) !== undefined && fieldsOf<WireConversation>(value).last_active_at !== undefined;

/** 204, or 200 with `{id, deleted: true}` as for contacts. [Inference] */
export async function deleteConversation(
  api: Api,
  inbox: Inbox,
  conversationId: string,
  options: RequestOptions = {},
): Promise<void> {
  await api.request({method: 'DELETE', path: pathTo('conversations', conversationId), ...options});
  inbox.forget(conversationId);
}

/** Reads the contact, or the group, again, whatever is remembered of it. */
export async function getContact(
  api: Api,
  inbox: Inbox,
  conversationId: string,
  options: RequestOptions = {},
): Promise<ContactDetails> {
  const known = inbox.wireOf(conversationId) ?? (await meetConversation(api, inbox, conversationId, options)).raw;
  const reference = referenceOf(known);
  if (!reference) throw errors.error('contact-not-found');
  const {kind, id} = reference;
  const path = pathTo(kind === 'contact' ? 'contacts' : 'groups', id);
  const answer = await api.request({method: 'GET', path, ...options});
  const said = idIn(answer);
  if (said !== undefined && said !== id) throw errors.undecodable('The answer is about somebody else.', answer);
  inbox.putPerson(reference, answer);
  return detailsOf(reference, answer);
}

/** Conversations are made with contacts and groups that exist; the first message is written in the thread. */
export async function describeStart(api: Api, inbox: Inbox, {signal}: RequestOptions = {}): Promise<StartForm> {
  const readAll = async (kind: Reference['kind']) => {
    const path = kind === 'contact' ? '/v1/contacts' : '/v1/groups';
    const {entries} = await walkList(
      (startingAfter) => api.list({path, ...(startingAfter !== undefined && {startingAfter}), ...(signal && {signal})}),
      {list: `the ${kind}s`, pages: RECIPIENT_PAGES},
    );
    return [...entries].map(([id, value]) => {
      inbox.names.put({kind, id}, value);
      return recipientOf({kind, id}, value);
    });
  };
  const contacts = await readAll('contact');
  const groups = await readAll('group').catch((thrown: unknown) => {
    const {kind} = ConversationError.from(thrown);
    // A token without the right to groups can still write to contacts.
    if (kind === 'forbidden' || kind === 'not-found') return undefined;
    throw thrown;
  });
  return {
    recipientKinds: groups ? ['contact', 'group'] : ['contact'],
    recipients: [...contacts, ...(groups ?? [])],
    firstMessage: 'none',
    asksTitle: false,
  };
}

/**
 * A contact, even a new one, and a group already have a conversation (`conversation_id`): it is opened rather than made
 * a second time. Without one, or when it was deleted, a new one is made. [Inference]
 */
export async function startConversation(
  api: Api,
  inbox: Inbox,
  start: StartRequest,
  options: RequestOptions = {},
): Promise<Conversation> {
  const {kind, value: id} = start.recipient;
  if (kind === 'address') throw unsupported('DigiVault starts conversations with contacts and groups.');
  if (start.text || start.template || start.title || start.ownEndpointId !== undefined) {
    throw unsupported('DigiVault starts a conversation without message, title or sender.');
  }
  const {signal} = options;
  const reading: RequestOptions = {...(signal && {signal})};
  const existing = await existingConversation(api, inbox, {kind, id}, reading);
  if (existing) return existing;
  const body: WireNewConversation = kind === 'contact' ? {contact_id: id} : {group_id: id};
  const answer = await api.request({method: 'POST', path: '/v1/conversations', body, ...options});
  return changedOr<Conversation>(answer, {
    adapter: ADAPTER,
    read: () => undefined,
    readAgain: async () => {
      const made = idIn(answer);
      if (made !== undefined && isWhole(answer)) return answered(await inbox.meetOne(answer), answer);
      if (made !== undefined) return getConversation(api, inbox, made, reading);
      // An answer without the conversation: whom it is with knows it.
      const path = pathTo(kind === 'contact' ? 'contacts' : 'groups', id);
      inbox.names.put({kind, id}, await api.request({method: 'GET', path, ...reading}));
      const found = await existingConversation(api, inbox, {kind, id}, reading);
      if (found) return found;
      throw errors.undecodable('The answer is no conversation.', answer);
    },
  });
}

async function existingConversation(
  api: Api,
  inbox: Inbox,
  reference: Reference,
  options: RequestOptions,
): Promise<Conversation | undefined> {
  const known = idOf(fieldsOf<WireContact>(inbox.names.get(reference)).conversation_id);
  if (known === undefined) return undefined;
  try {
    return await getConversation(api, inbox, known, options);
  } catch (thrown) {
    if (ConversationError.from(thrown).kind === 'not-found') return undefined;
    throw thrown;
  }
}

/** @throws ConversationError of kind `decode` for the answer about another conversation */
function ownAnswer(answer: unknown, conversationId: string): unknown {
  const said = idIn(answer);
  if (said === undefined || said === conversationId) return answer;
  throw errors.undecodable('The answer is about another conversation.', answer);
}

function answered(conversation: Conversation | undefined, raw: unknown): Conversation {
  if (conversation) return conversation;
  throw errors.undecodable('The answer is no conversation.', raw);
}

const unsupported = (message: string): ConversationError => errors.error('unsupported', {message});
