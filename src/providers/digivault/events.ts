import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {fieldsOf, idOf, lookUp, mergeFields, newsOr} from '../../adapter/toolkit/index.js';
import type {Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import {BoundedSet} from '../../util/bounded-set.js';
import type {Inbox} from './inbox.js';
import {
  conversationFromWire,
  idIn,
  instantFromSeconds,
  keyOf,
  messageFromWire,
  secondsFromInstant,
  type MessageContext,
  type People,
  type Reference,
} from './mapping.js';
import type {WireConversation, WireEvent, WireEventType, WireMessage} from './wire.js';

/** What a decoder may use of what is known; without it, an event is all there is. */
interface Knowledge extends People {
  context(conversationId: string): MessageContext;
  conversation(value: unknown): Conversation | undefined;
  /** What a message changes about its conversation, as the list shows it. */
  afterMessage(conversationId: string, message: Message): readonly AdapterEvent[];
  /** Somebody was changed, or is gone. */
  person(reference: Reference, value: unknown): readonly AdapterEvent[];
  removed(conversationId: string): void;
  messageRemoved(conversationId: string, messageId: string): void;
  /** The conversation that a message's `conversation_id` means. */
  conversationIdOf(id: string): string;
}

type Decoder = (object: unknown, knowledge: Knowledge) => readonly AdapterEvent[];

const LIST_IS_STALE: readonly AdapterEvent[] = [{type: 'conversations-invalidated'}];

const DECODERS: Readonly<Record<WireEventType, Decoder>> = {
  'conversation.created': conversationChanged,
  'conversation.updated': conversationChanged,
  'conversation.archived': (object, knowledge) => conversationChanged(asArchived(object), knowledge),
  'conversation.deleted': (object, knowledge) => {
    const conversationId = idIn(object);
    if (conversationId === undefined) return [];
    knowledge.removed(conversationId);
    return [{type: 'conversation-removed', conversationId}];
  },
  'conversation.message.created': (object, knowledge) => {
    const message = messageOf(object, knowledge);
    if (!message) return [];
    return [{type: 'message-created', message}, ...knowledge.afterMessage(message.conversationId, message)];
  },
  'conversation.message.updated': (object, knowledge) => messageChanged(messageOf(object, knowledge)),
  'conversation.message.read': (object, knowledge) => {
    const message = messageOf(object, knowledge);
    // The event says that it was read, even where its object does not say when.
    return messageChanged(message && message.direction !== 'inbound' ? {...message, status: 'read'} : message);
  },
  'conversation.message.deleted': (object, knowledge) => {
    const said = idOf(fieldsOf<WireMessage>(object).conversation_id);
    if (said === undefined) return [];
    const conversationId = knowledge.conversationIdOf(said);
    const messageId = idIn(object);
    if (messageId === undefined) return [{type: 'messages-invalidated', conversationId}];
    knowledge.messageRemoved(conversationId, messageId);
    return [{type: 'message-removed', conversationId, messageId}];
  },
  'contact.created': personChanged('contact'),
  'contact.updated': personChanged('contact'),
  'contact.deleted': personGone('contact'),
  'group.created': personChanged('group'),
  'group.updated': personChanged('group'),
  // What their object is, the group or a membership, is not documented: the group is read again.
  'group.member_added': membershipChanged,
  'group.member_removed': membershipChanged,
  'group.deleted': personGone('group'),
};

/**
 * Reads a webhook payload by itself: which way a message went is then `unknown`, and names are missing. An adapter's
 * `receiveWebhook` knows more.
 *
 * @returns nothing for a payload that is none of the documented events
 */
export const decodeDigivaultEvent = (payload: unknown): readonly AdapterEvent[] => decode(payload, KNOWS_NOTHING);

/** Retries end six hours after the first: far fewer events than this. */
const REMEMBERED_EVENTS = 2000;

/** Reads webhook payloads with what an adapter knows; each event once, since the provider may repeat them. */
export function createEventReader(inbox: Inbox): (payload: unknown) => readonly AdapterEvent[] {
  const seen = new BoundedSet<string>(REMEMBERED_EVENTS);
  const knowledge = knowledgeOf(inbox);
  return (payload) => {
    const id = idIn(payload);
    if (id !== undefined && seen.has(id)) return [];
    const events = decode(payload, knowledge);
    if (id !== undefined && events.length > 0) seen.add(id);
    return events;
  };
}

function decode(payload: unknown, knowledge: Knowledge): readonly AdapterEvent[] {
  const {type, data} = fieldsOf<WireEvent>(payload);
  const {object} = fieldsOf<WireEvent['data']>(data);
  const decoder = lookUp(DECODERS, type);
  if (!decoder) return [];
  const said = idOf(fieldsOf<WireMessage>(object).conversation_id);
  return newsOr(decoder(object, knowledge), object, said && knowledge.conversationIdOf(said));
}

function conversationChanged(object: unknown, knowledge: Knowledge): readonly AdapterEvent[] {
  const conversation = knowledge.conversation(object);
  return conversation ? [{type: 'conversation-updated', conversation}] : [];
}

/** An archived conversation is archived, even if its object should not say since when. */
function asArchived(object: unknown): unknown {
  const wire = fieldsOf<WireConversation>(object);
  if (instantFromSeconds(wire.archived_at) !== undefined) return object;
  return {...wire, archived_at: wire.last_active_at ?? wire.created_at ?? 0};
}

function messageOf(object: unknown, knowledge: Knowledge): Message | undefined {
  const conversationId = idOf(fieldsOf<WireMessage>(object).conversation_id);
  if (conversationId === undefined) return undefined;
  return messageFromWire(object, knowledge.context(knowledge.conversationIdOf(conversationId)));
}

const messageChanged = (message: Message | undefined): readonly AdapterEvent[] =>
  message ? [{type: 'message-updated', message}] : [];

function personChanged(kind: Reference['kind']): Decoder {
  return (object, knowledge) => {
    const id = idIn(object);
    return id === undefined ? [] : knowledge.person({kind, id}, object);
  };
}

function personGone(kind: Reference['kind']): Decoder {
  return (object, knowledge) => {
    const id = idIn(object);
    return id === undefined ? [] : knowledge.person({kind, id}, undefined);
  };
}

function membershipChanged(object: unknown, knowledge: Knowledge): readonly AdapterEvent[] {
  const {group_id, group, id, members} = fieldsOf<{group_id: string; group: unknown; id: string; members: unknown}>(
    object,
  );
  const isGroup = Array.isArray(members);
  const groupId = isGroup ? idOf(id) : (idOf(group_id) ?? idIn(group) ?? idOf(id));
  if (groupId === undefined) return LIST_IS_STALE;
  return knowledge.person({kind: 'group', id: groupId}, isGroup ? object : undefined);
}

const KNOWS_NOTHING: Knowledge = {
  book: {get: () => undefined},
  isOwn: () => false,
  context: (conversationId) => ({conversationId, book: KNOWS_NOTHING.book, isOwn: KNOWS_NOTHING.isOwn}),
  conversation: (value) => conversationFromWire(value, KNOWS_NOTHING),
  afterMessage: () => LIST_IS_STALE,
  person: () => LIST_IS_STALE,
  removed: () => undefined,
  messageRemoved: () => undefined,
  conversationIdOf: (id) => id,
};

function knowledgeOf(inbox: Inbox): Knowledge {
  return {
    book: inbox.names,
    isOwn: inbox.isOwn,
    context: (conversationId) => inbox.messageContext(conversationId),
    conversation(value) {
      const id = idIn(value);
      const known = id === undefined ? undefined : inbox.wireOf(id);
      // An event may hold less than the list does.
      const conversation = inbox.meet(known === undefined ? value : mergeFields(known, value));
      if (conversation) inbox.wantName(conversation.id);
      return conversation;
    },
    afterMessage(conversationId, message) {
      const {at, direction} = message;
      const known = inbox.wireOf(conversationId);
      if (known === undefined) return LIST_IS_STALE;
      inbox.learnNewest(message);
      // Our own message makes nothing unread.
      if (direction === 'outbound') return [];
      const wire = fieldsOf<WireConversation>(known);
      const seconds = at === undefined ? -Infinity : secondsFromInstant(at);
      const before = typeof wire.last_active_at === 'number' ? wire.last_active_at : -Infinity;
      const conversation = inbox.meet(seconds > before ? {...wire, last_active_at: seconds} : known);
      return conversation ? [{type: 'conversation-updated', conversation}] : [];
    },
    person(reference, value) {
      if (value === undefined) inbox.names.forget(reference);
      else inbox.names.put(reference, value);
      const conversations = inbox.conversationsWith((other) => keyOf(other) === keyOf(reference));
      if (value === undefined) {
        if (conversations[0]) inbox.wantName(conversations[0].id);
        return LIST_IS_STALE;
      }
      return conversations.map((conversation) => ({type: 'conversation-updated', conversation}));
    },
    removed: (conversationId) => inbox.forget(conversationId),
    messageRemoved: (conversationId, messageId) => inbox.forgetMessage(conversationId, messageId),
    conversationIdOf(id) {
      if (inbox.wireOf(id) !== undefined) return id;
      // In the sample of the webhooks page, `conversation_id` holds the id of the contact.
      return inbox.withReference({kind: 'contact', id}) ?? id;
    },
  };
}
