import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import {ConversationError} from '../../model/conversation-error.js';
import {normalizePhone} from '../../model/phone-number.js';
import type {Route} from './known-conversations.js';
import type {AgentPhoneSendOptions} from './options.js';
import {SEND_STYLES, type WireSend} from './wire.js';

/** A carousel of iMessage, which is the only message of pictures without a text. */
export const MAXIMUM_ATTACHMENTS = 20;

/**
 * The body of a send, checked against the documents before anything leaves.
 *
 * @throws ConversationError of kind `validation`
 */
export function sendToWire(
  {text, mediaUrls = [], ownEndpointId, providerOptions}: Omit<OutgoingMessage, 'conversationId'>,
  {to, numberId, agentId}: Pick<Route, 'to' | 'numberId' | 'agentId'>,
): WireSend {
  checkText(text, mediaUrls);
  const {sendStyle, replyToMessageId} = sendOptions(providerOptions);
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

function checkText(text: string, mediaUrls: readonly string[]): void {
  if (text.trim() === '' && mediaUrls.length < 2) {
    throw refusal('body', 'AgentPhone needs a text in every message, also in one with a picture.');
  }
  if (mediaUrls.length > MAXIMUM_ATTACHMENTS) {
    throw refusal('media_urls', `AgentPhone takes ${MAXIMUM_ATTACHMENTS} attachments in a message at most.`);
  }
  if (mediaUrls.some((url) => !/^https:\/\/./i.test(url))) {
    throw refusal('media_urls', 'AgentPhone fetches attachments from public https addresses.');
  }
}

function sendOptions(options: OutgoingMessage['providerOptions'] = {}): AgentPhoneSendOptions {
  const {sendStyle, replyToMessageId, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal(other, `AgentPhone has no send option "${other}".`);
  const style = SEND_STYLES.find((known) => known === sendStyle);
  if (sendStyle !== undefined && !style) throw refusal('sendStyle', `sendStyle must be ${SEND_STYLES.join(', ')}.`);
  if (replyToMessageId !== undefined && (typeof replyToMessageId !== 'string' || !replyToMessageId)) {
    throw refusal('replyToMessageId', 'replyToMessageId must be the id of a message.');
  }
  return {...(style && {sendStyle: style}), ...(replyToMessageId !== undefined && {replyToMessageId})};
}

const refusal = (field: string, message: string): ConversationError =>
  new ConversationError('validation', {adapter: 'agentphone', field, message});
