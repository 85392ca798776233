import type {MessagePage, MessageQuery, OutgoingMessage, RequestOptions} from '../../adapter/messaging-adapter.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import {ADAPTER, LARGEST_PAGE, pathTo, undecodable, type Api} from './api.js';
import {meetConversation} from './conversations.js';
import type {Inbox} from './inbox.js';
import {messageFromWire, senderIdOf, sentMessageFromWire} from './map-message.js';
import {cursorOf, placeOf} from './message-cursor.js';
import type {MessageHistories} from './message-history.js';
import type {WireNewMessage} from './wire.js';

/** What the document does not limit, within reason. [Inference] */
export const MAXIMUM_ATTACHMENTS = 10;

export async function listMessages(
  api: Api,
  inbox: Inbox,
  histories: MessageHistories,
  {conversationId, cursor, limit}: MessageQuery,
  options: RequestOptions = {},
): Promise<MessagePage> {
  pathTo('conversations', conversationId);
  const place = cursor === undefined ? undefined : placeOf(cursor);
  // Whom it is with decides which messages are ours.
  if (inbox.wireOf(conversationId) === undefined) await meetConversation(api, inbox, conversationId, options);
  const size = Math.min(LARGEST_PAGE, Math.max(1, Math.floor(limit ?? 0) || 1));
  const {entries, older} = place
    ? await histories.older(conversationId, place, size, options.signal)
    : await histories.newest(conversationId, size, options.signal);
  const context = inbox.messageContext(conversationId);
  const messages = entries
    .map(({value, order}) => messageFromWire(value, context, order))
    .filter((message) => message !== undefined);
  return {messages, ...(older && {older: cursorOf(older)})};
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
  if (!sent) throw undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
  const ownId = senderIdOf(answer);
  const isGroup = inbox.messageContext(message.conversationId).whom?.kind === 'group';
  if (ownId !== undefined && inbox.learnOwnId(ownId) && isGroup) {
    // What we wrote earlier was taken for somebody else's.
    inbox.tell({type: 'messages-invalidated', conversationId: message.conversationId});
  }
  return sent;
}

/** @throws ConversationError of kind `validation`, before anything leaves */
function bodyOf(message: OutgoingMessage, attachmentToWire: (url: string) => unknown): WireNewMessage {
  const {conversationId, text, mediaUrls = [], ownEndpointId, providerOptions = {}} = message;
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

const refusal = (field: string, message: string): ConversationError =>
  new ConversationError('validation', {adapter: ADAPTER, field, message});
