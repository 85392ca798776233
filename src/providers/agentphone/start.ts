import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import type {StartForm, StartRequest} from '../../adapter/start-conversation.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {readList} from './list-pages.js';
import {START} from './list-place.js';
import {addressKey, ownEndpointFromWire} from './map-contact.js';
import {readDetail} from './message-pages.js';
import type {AgentPhoneAdapterOptions} from './options.js';
import {recipientToWire, sendToWire} from './outgoing.js';
import type {Session} from './session.js';
import type {WireSend, WireSent} from './wire.js';

/** How far down the list a new conversation is looked for: it was just active. */
const LOOK_AT = 20;

/** The first message makes the conversation, so there must be one. */
export async function describeStart(session: Session): Promise<StartForm> {
  await session.contacts?.ready();
  const recipients = (session.contacts?.all() ?? []).flatMap(({id, name, address}) =>
    id === undefined || address === undefined
      ? []
      : [{id, kind: 'contact' as const, ...(name !== undefined && {name}), address}],
  );
  return {
    recipientKinds: recipients.length > 0 ? ['address', 'contact'] : ['address'],
    ...(recipients.length > 0 && {recipients}),
    firstMessage: 'required',
    asksTitle: false,
  };
}

export async function startConversation(
  session: Session,
  start: StartRequest,
  {numberId, agentId}: Pick<AgentPhoneAdapterOptions, 'numberId' | 'agentId'>,
  {signal, beforeLeave}: RequestOptions = {},
): Promise<Conversation> {
  const to = await recipientOf(session, start);
  const message = {
    text: start.text ?? '',
    ...(start.ownEndpointId !== undefined && {ownEndpointId: start.ownEndpointId}),
  };
  // Checked before anything is asked.
  sendToWire(message, {to});
  const own =
    numberId ?? (agentId === undefined ? (start.ownEndpointId ?? (await onlyNumber(session, signal))) : undefined);
  const body = sendToWire(message, {
    to,
    ...(own !== undefined && {numberId: own}),
    ...(agentId !== undefined && {agentId}),
  });
  const answer = await session.request({method: 'POST', path: '/v1/messages', body, signal, beforeLeave});
  try {
    return await startedConversation(session, answer, body, signal);
  } catch (thrown) {
    // The message is sent; only where it went is not known.
    const {kind, message: text, status, raw} = ConversationError.from(thrown);
    throw new ConversationError(kind, {
      adapter: 'agentphone',
      message: text,
      status,
      raw,
      outcomeUnknown: true,
      cause: thrown,
    });
  }
}

async function recipientOf(session: Session, {recipient: {kind, value}}: StartRequest): Promise<string> {
  if (kind === 'contact') {
    await session.contacts?.ready();
    const contact = session.contacts?.all().find(({id}) => id === value);
    if (contact?.address !== undefined) return contact.address;
    throw new ConversationError('contact-not-found', {adapter: 'agentphone', message: 'The contact is not known.'});
  }
  const address = recipientToWire(value);
  if (address) return address;
  throw new ConversationError('validation', {
    adapter: 'agentphone',
    field: 'to_number',
    message: 'A conversation needs somebody to write to.',
  });
}

/** The account's number when it has one alone. Among several, choosing is the user's. */
async function onlyNumber(session: Session, signal: AbortSignal | undefined): Promise<string> {
  const numbers = (await session.readAll('/v1/numbers', {}, signal)).flatMap((wire) => ownEndpointFromWire(wire) ?? []);
  const [only] = numbers;
  if (numbers.length === 1 && only?.id !== undefined) return only.id;
  throw new ConversationError('no-from-number', {
    adapter: 'agentphone',
    message: 'Choose a number to write from.',
    field: 'number_id',
  });
}

/** By the id of the answer; without one, the conversation with this recipient that was active last. */
async function startedConversation(
  session: Session,
  answer: unknown,
  {to_number: to, number_id: numberId}: WireSend,
  signal: AbortSignal | undefined,
): Promise<Conversation> {
  const {id, conversation_id: conversationId} = fieldsOf<WireSent>(answer);
  if (textOf(id) === undefined) {
    throw new ConversationError('decode', {
      adapter: 'agentphone',
      message: 'The answer names no message.',
      raw: answer,
    });
  }
  session.report({type: 'conversations-invalidated'});
  const known = textOf(conversationId);
  if (known !== undefined) {
    const detail = await readDetail(session.request, {conversationId: known, limit: 1, signal});
    return session.conversation(detail);
  }
  const {items} = await readList(session.request, START, LOOK_AT, signal);
  const found = items
    .flatMap((wire) => session.conversationIn(wire) ?? [])
    .find((conversation) => {
      const route = session.known.route(conversation.id);
      const isTo = route !== undefined && addressKey(route.to) === addressKey(to);
      return isTo && (numberId === undefined || route.numberId === numberId);
    });
  if (found) return found;
  throw new ConversationError('decode', {
    adapter: 'agentphone',
    message: 'The answer does not say in which conversation the message is.',
    raw: answer,
  });
}
