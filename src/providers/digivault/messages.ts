import type {MessagePage, MessageQuery, OutgoingMessage, RequestOptions} from '../../adapter/messaging-adapter.js';
import {assertId, completeSent, pageSize} from '../../adapter/toolkit/index.js';
import type {Message} from '../../model/message.js';
import {LARGEST_PAGE, pathTo, type Api} from './api.js';
import {meetConversation} from './conversations.js';
import {ADAPTER, errors} from './errors.js';
import {messageCursors, type HistoryPage, type MessageHistories} from './history.js';
import type {Inbox} from './inbox.js';
import {idIn, isOf, messageFromWire, senderIdOf, sentMessageFromWire} from './mapping.js';
import type {WireNewMessage} from './wire.js';

/** What the document does not limit, within reason. [Inference] */
export const MAXIMUM_ATTACHMENTS = 10;

export async function listMessages(
  api: Api,
  inbox: Inbox,
  histories: MessageHistories,
  {conversationId, cursor, around, limit: wish}: MessageQuery,
  {usual, ...options}: RequestOptions & {readonly usual: number},
): Promise<MessagePage> {
  pathTo('conversations', conversationId);
  const place = cursor === undefined ? undefined : messageCursors.read(cursor);
  // Whom it is with decides which messages are ours.
  if (inbox.wireOf(conversationId) === undefined) await meetConversation(api, inbox, conversationId, options);
  const {whom} = inbox.messageContext(conversationId);
  const {signal} = options;
  const query = {
    conversationId,
    limit: pageSize(wish, {usual, largest: LARGEST_PAGE}),
    isOwn: (value: unknown) => isOf(value, {conversationId, whom}),
    ...(signal && {signal}),
  };
  const read = (): Promise<HistoryPage> => {
    if (place) return histories.beyond(query, place);
    if (!around) return histories.newest(query);
    return 'at' in around ? histories.aroundMoment(query, around.at) : histories.aroundMessage(query, around.messageId);
  };
  const {entries, older, newer} = await read();
  const context = inbox.messageContext(conversationId);
  const messages = entries
    .map(({value, order}) => messageFromWire(value, context, order))
    .filter((message) => message !== undefined);
  if (!place && !around) inbox.learnNewest(messages.at(-1));
  return {
    messages,
    ...(older && {older: messageCursors.write(older)}),
    ...(newer && {newer: messageCursors.write(newer)}),
  };
}

/**
 * The newest message of a conversation, by one request in the background.
 *
 * @returns `undefined` where one page does not tell which is the newest
 */
export async function readNewest(
  api: Api,
  inbox: Inbox,
  conversationId: string,
  signal: AbortSignal,
): Promise<Message | undefined> {
  const context = inbox.messageContext(conversationId);
  const query = {path: '/v1/messages', conversationId, limit: 10, urgency: 'background', signal} as const;
  const {data, hasMore} = await api.list(query);
  const messages = data
    .filter((value) => isOf(value, context) && idIn(value) !== undefined)
    .map((value) => messageFromWire(value, context))
    .filter((message) => message !== undefined && message.at !== undefined);
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last || messages.length < data.length) return undefined;
  const isNewestFirst = (first.at ?? 0) > (last.at ?? 0);
  if (hasMore && !isNewestFirst) return undefined;
  return messages.reduce((newest, message) => ((message?.at ?? 0) > (newest?.at ?? 0) ? message : newest), first);
}

/** Sends once. Whoever the answer names as the writer is us, which is how our messages in groups are recognised. */
export async function sendMessage(
  api: Api,
  inbox: Inbox,
  message: OutgoingMessage,
  attachmentToWire: (url: string) => unknown,
  options: RequestOptions = {},
): Promise<Message> {
  const body = bodyOf(message, attachmentToWire);
  const answer = await api.request({method: 'POST', path: '/v1/messages', body, ...options});
  const sent = sentMessageFromWire(answer, inbox.messageContext(message.conversationId));
  if (!sent) {
    throw errors.undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
  }
  const ownId = senderIdOf(answer);
  const isGroup = inbox.messageContext(message.conversationId).whom?.kind === 'group';
  if (ownId !== undefined && inbox.learnOwnId(ownId) && isGroup) {
    // What we wrote earlier was taken for somebody else's.
    inbox.tell({type: 'messages-invalidated', conversationId: message.conversationId});
  }
  return completeSent(sent, message);
}

/** 204, or 200 with `{id, deleted: true}` as for contacts. [Inference] */
export async function deleteMessage(api: Api, messageId: string, options: RequestOptions = {}): Promise<void> {
  await api.request({method: 'DELETE', path: pathTo('messages', messageId), ...options});
}

/** @throws ConversationError of kind `validation`, before anything leaves */
function bodyOf(message: OutgoingMessage, attachmentToWire: (url: string) => unknown): WireNewMessage {
  const {conversationId, text, mediaUrls = [], ownEndpointId, providerOptions = {}} = message;
  const {refusal} = errors;
  assertId(conversationId, ADAPTER);
  const [option] = Object.keys(providerOptions);
  if (option !== undefined) throw refusal(option, `DigiVault has no send option "${option}".`);
  if (ownEndpointId !== undefined) throw refusal('ownEndpointId', 'DigiVault has no numbers to send from.');
  if (text.trim() === '') throw refusal('message', 'DigiVault needs a text in every message, also in one with a file.');
  if (mediaUrls.length > MAXIMUM_ATTACHMENTS) {
    throw refusal('attachments', `At most ${MAXIMUM_ATTACHMENTS} files are sent in a message.`);
  }
  if (mediaUrls.some((url) => !/^https?:\/\/./i.test(url))) {
    throw refusal('attachments', 'An attachment is a public http or https address.');
  }
  return {
    conversation_id: conversationId,
    message: text,
    ...(mediaUrls.length > 0 && {attachments: mediaUrls.map(attachmentToWire)}),
  };
}
