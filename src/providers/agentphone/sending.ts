import type {OutgoingMessage, RequestOptions, SendOption} from '../../adapter/messaging-adapter.js';
import type {StartForm, StartRequest} from '../../adapter/start-conversation.js';
import {fieldsOf, idOf} from '../../adapter/toolkit/index.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {isFailure} from '../../model/delivery-status.js';
import type {Message} from '../../model/message.js';
import {normalizePhone} from '../../model/phone-number.js';
import {brokenRuleOf, type SendRules} from '../../model/send-rules.js';
import {errors} from './errors.js';
import {readDetail} from './history.js';
import {readList} from './list-pages.js';
import {addressKey, messageFromSent, ownEndpointFromWire, sendRulesOf} from './mapping.js';
import type {AgentPhoneAdapterOptions, AgentPhoneSendOptions} from './options.js';
import type {Route, Session} from './session.js';
import {SEND_STYLES, type WireSend, type WireSent} from './wire.js';

/** In a form, what is chosen where no effect is. */
const NO_STYLE = 'none';

export const SEND_OPTIONS: readonly SendOption[] = [
  {name: 'sendStyle', kind: 'choice', choices: [NO_STYLE, ...SEND_STYLES], default: NO_STYLE},
];

/** How far down the list a new conversation is looked for: it was just active. */
const LOOK_AT = 20;
/** What may be sent while the channel is not known: the provider refuses what it cannot carry. */
const ANY_CHANNEL: SendRules = sendRulesOf('imessage');

/**
 * The body of a send, checked against the documents before anything leaves.
 *
 * @param rules of the conversation's channel, once that is known
 * @throws ConversationError of kind `validation`
 */
export function sendToWire(
  {text, mediaUrls = [], ownEndpointId, replyTo, providerOptions}: Omit<OutgoingMessage, 'conversationId'>,
  {to, numberId, agentId}: Pick<Route, 'to' | 'numberId' | 'agentId'>,
  rules: SendRules | undefined = ANY_CHANNEL,
): WireSend {
  checkContent(text, mediaUrls, rules);
  if (replyTo && rules.withoutOptions?.includes('replyTo')) {
    throw errors.refusal('replyTo', 'AgentPhone answers a message in an iMessage only.');
  }
  const {sendStyle, replyToMessageId} = sendOptions({
    ...providerOptions,
    ...(replyTo && {replyToMessageId: replyTo.id}),
  });
  // An agent works from numbers of its own: with another number chosen, the number alone decides.
  const isOtherNumber = ownEndpointId !== undefined && ownEndpointId !== numberId;
  const number = ownEndpointId ?? numberId;
  return {
    to_number: to,
    ...(number !== undefined && {number_id: number}),
    ...(agentId !== undefined && !isOtherNumber && {agent_id: agentId}),
    body: text,
    ...(mediaUrls.length > 0 && {media_urls: mediaUrls}),
    ...(sendStyle && {send_style: sendStyle}),
    ...(replyToMessageId !== undefined && {reply_to_message_id: replyToMessageId}),
  };
}

/**
 * An address as somebody typed it: international form where it is a number, as it is where it is an e-mail address, a
 * short code or a group.
 */
export function recipientToWire(text: string): string {
  const bare = text.trim();
  if (bare.includes('@') || /^(?:grp_|\d{5,6}$)/.test(bare)) return bare;
  const number = normalizePhone(bare);
  return number?.startsWith('+') ? number : bare;
}

const WORDS = {
  'too-many': 'AgentPhone takes one attachment in a text message, and up to 20 pictures in an iMessage.',
  'several-with-text': 'AgentPhone sends several pictures without a text only.',
  'not-only-images': 'AgentPhone sends several attachments only when all are pictures.',
  'template-only': 'AgentPhone takes no text here.',
} as const;

function checkContent(text: string, mediaUrls: readonly string[], rules: SendRules): void {
  if (text.trim() === '' && mediaUrls.length === 0) {
    throw errors.refusal('body', 'AgentPhone needs a text or a picture in every message.');
  }
  const broken = brokenRuleOf(rules, {text, attachments: mediaUrls.map(attachmentFromUrl)});
  if (broken) throw errors.refusal(broken === 'several-with-text' ? 'body' : 'media_urls', WORDS[broken]);
  if (mediaUrls.some((url) => !/^https:\/\/./i.test(url))) {
    throw errors.refusal('media_urls', 'AgentPhone fetches attachments from public https addresses.');
  }
}

function sendOptions(options: OutgoingMessage['providerOptions'] = {}): AgentPhoneSendOptions {
  const {sendStyle, replyToMessageId, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw errors.refusal(other, `AgentPhone has no send option "${other}".`);
  const style = SEND_STYLES.find((known) => known === sendStyle);
  if (sendStyle !== undefined && sendStyle !== NO_STYLE && !style) {
    throw errors.refusal('sendStyle', `sendStyle must be ${SEND_STYLES.join(', ')}.`);
  }
  if (replyToMessageId !== undefined && (typeof replyToMessageId !== 'string' || !replyToMessageId)) {
    throw errors.refusal('replyToMessageId', 'replyToMessageId must be the id of a message.');
  }
  return {...(style && {sendStyle: style}), ...(replyToMessageId !== undefined && {replyToMessageId})};
}

export async function sendMessage(
  session: Session,
  message: OutgoingMessage,
  options: RequestOptions = {},
): Promise<Message> {
  const {signal} = options;
  const {conversationId, text, mediaUrls = []} = message;
  // Checked before anything is asked, and again with the route.
  sendToWire(message, {to: ''});
  const route = await routeOf(session, conversationId, {signal, needsChannel: mediaUrls.length > 1});
  const channel = session.channelOf(conversationId);
  const body = sendToWire(message, route, channel === undefined ? undefined : sendRulesOf(channel));
  const answer = await session.request({method: 'POST', path: '/v1/messages', body, ...options});
  const replyToMessageId = body.reply_to_message_id;
  const sent = messageFromSent(answer, {
    ...{conversationId, text, mediaUrls},
    ...(replyToMessageId !== undefined && {replyToMessageId}),
  });
  if (!sent) {
    throw errors.undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
  }
  // The answer has no time, and may name no conversation or another one: history knows.
  session.news.tell(
    {type: 'messages-invalidated', conversationId: sent.conversationId},
    {type: 'conversations-invalidated'},
  );
  return sent;
}

/** How a reply reaches a conversation: known from reading it, else asked for. */
async function routeOf(
  session: Session,
  conversationId: string,
  {signal, needsChannel}: {readonly signal: AbortSignal | undefined; readonly needsChannel: boolean},
): Promise<Route> {
  const known = session.route(conversationId);
  if (known && (!needsChannel || session.channelOf(conversationId) !== undefined)) return known;
  const detail = await readDetail(session.reading(conversationId, signal), 1);
  session.learn(detail);
  const route = session.route(conversationId);
  if (route) return route;
  throw errors.undecodable('The conversation names nobody to write to.', detail);
}

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
  const first = messageFromSent(answer, {conversationId: '', text: ''});
  if (first && isFailure(first.status)) {
    throw errors.error('carrier', {message: first.failure?.text ?? 'The first message failed.', raw: answer});
  }
  try {
    return await startedConversation(session, answer, body, signal);
  } catch (thrown) {
    // The message is sent; only where it went is not known.
    const {kind, message: text, status, raw} = ConversationError.from(thrown);
    throw errors.error(kind, {message: text, status, raw, outcomeUnknown: true, cause: thrown});
  }
}

async function recipientOf(session: Session, {recipient: {kind, value}}: StartRequest): Promise<string> {
  if (kind === 'contact') {
    await session.contacts?.ready();
    const contact = session.contacts?.all().find(({id}) => id === value);
    if (contact?.address !== undefined) return contact.address;
    throw errors.error('contact-not-found', {message: 'The contact is not known.'});
  }
  const address = recipientToWire(value);
  if (address) return address;
  throw errors.refusal('to_number', 'A conversation needs somebody to write to.');
}

/** The account's number when it has one alone. Among several, choosing is the user's. */
async function onlyNumber(session: Session, signal: AbortSignal | undefined): Promise<string> {
  const numbers = (await session.readAll('/v1/numbers', {}, signal))
    .map(ownEndpointFromWire)
    .filter((number) => number !== undefined);
  const [only] = numbers;
  if (numbers.length === 1 && only?.id !== undefined) return only.id;
  throw errors.error('no-from-number', {message: 'Choose a number to write from.', field: 'number_id'});
}

/** By the id of the answer; without one, the conversation with this recipient that was active last. */
async function startedConversation(
  session: Session,
  answer: unknown,
  {to_number: to, number_id: numberId}: WireSend,
  signal: AbortSignal | undefined,
): Promise<Conversation> {
  const {id, conversation_id: conversationId} = fieldsOf<WireSent>(answer);
  if (idOf(id) === undefined) throw errors.undecodable('The answer names no message.', answer);
  session.news.tell({type: 'conversations-invalidated'});
  const known = idOf(conversationId);
  if (known !== undefined) return session.conversation(await readDetail(session.reading(known, signal), 1));
  const {items} = await readList(session.request, {limit: LOOK_AT, ...(signal && {signal})});
  const found = items
    .map((wire) => session.conversationIn(wire))
    .filter((conversation) => conversation !== undefined)
    .find((conversation) => {
      const route = session.route(conversation.id);
      const isTo = route !== undefined && addressKey(route.to) === addressKey(to);
      return isTo && (numberId === undefined || route.numberId === numberId);
    });
  if (found) return found;
  throw errors.undecodable('The answer does not say in which conversation the message is.', answer);
}
