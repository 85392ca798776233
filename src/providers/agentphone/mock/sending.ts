import type {Backend} from '../../../backend/backend.js';
import type {Thread} from '../../../backend/types.js';
import {recipientToWire} from '../sending.js';
import type {WireSent} from '../wire.js';
import {answer, invalid, Refused, refusedBecause} from './answers.js';
import type {AgentPhoneMockOptions} from './options.js';
import type {SendRequest} from './requests.js';
import {conversationId, messageId, type Words} from './to-wire.js';

/** Sends, and makes the conversation if there is none: to whom it goes need not be a contact. */
export function sendAnswer(
  backend: Backend,
  words: Words,
  send: SendRequest,
  options: AgentPhoneMockOptions,
): Response {
  const {body, media_urls: mediaUrls = [], reply_to_message_id: replyTo} = send;
  const to = recipientToWire(send.to_number);
  const group = backend.threads().find((thread) => options.conversationExtras?.(thread).groupId === to);
  if (!group && !/^\+?\d+$/.test(to)) throw invalid(['body', 'to_number'], 'Not a number this line can write to');
  checkIMessage(send, group ?? backend.threadWithPhone(to), options);
  const ownNumberId = ownNumberOf(backend, words, send);
  if (!group && !backend.contactWithPhone(to)) backend.addContact({firstName: '', lastName: '', phone: to});
  const sent = backend.send({
    ...(group ? {threadId: group.id} : {phone: to}),
    text: body,
    mediaUrls,
    ownNumberId,
  });
  if (replyTo !== undefined) words.replies.set(sent.id, replyTo);
  return answer({
    id: messageId(sent.id),
    status: 'sent',
    channel: words.channel(backend.thread(sent.threadId), mediaUrls.length),
    from_number: words.ownNumber(ownNumberId)?.phone ?? '',
    to_number: to,
    ...(!options.hidesSentConversation && {conversation_id: conversationId(sent.threadId)}),
    media_urls: [...mediaUrls],
    ...(replyTo !== undefined && {reply_to_message_id: replyTo}),
  } satisfies WireSent);
}

/** Effects, and several pictures, are of iMessage. */
function checkIMessage(
  {send_style: style, media_urls: mediaUrls = []}: SendRequest,
  thread: Thread | undefined,
  {isIMessage}: AgentPhoneMockOptions,
): void {
  if (thread && isIMessage?.(thread)) return;
  if (style !== undefined) {
    const message = 'send_style is only valid on iMessage-capable numbers.';
    throw new Refused({status: 400, code: 'VALIDATION_ERROR', message});
  }
  if (mediaUrls.length > 1) throw invalid(['body', 'media_urls'], 'Carousels are for iMessage lines only', 'too_long');
}

/**
 * By the number's id, else by the number, else the agent's, which here is the account's default one.
 *
 * @throws Refused without any of the three, or for somebody else's
 */
function ownNumberOf(backend: Backend, words: Words, send: SendRequest): string {
  const {number_id: numberId, from_number: fromNumber, agent_id: agentId} = send;
  const {defaultNumberId} = backend.account;
  // An account without a default number is not set up to send at all.
  if (defaultNumberId === null) throw refusedBecause('no-from-number');
  if (numberId === undefined && fromNumber === undefined) {
    if (agentId === undefined) throw refusedBecause('no-from-number');
    if (agentId !== words.agentId) throw new Refused({status: 404, code: 'NOT_FOUND', message: 'Agent not found'});
    return defaultNumberId;
  }
  const own = backend
    .ownNumbers()
    .find(({id, phone}) => (numberId === undefined ? phone === fromNumber : id === numberId));
  if (!own) throw refusedBecause('from-number-not-owned');
  return own.id;
}
