import {instantOf} from '../../adapter/toolkit/fields.js';
import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import type {StartRequest} from '../../adapter/start-conversation.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {refusal} from './errors.js';
import type {WireSend, WireSendCommon} from './wire.js';

const FARTHEST_SEND = 60 * 24 * 3_600_000;

/**
 * The body of a reply. A thread belongs to one of our numbers, so a reply from another one goes to the contact
 * instead, in whose thread with that number it then stands.
 *
 * @param conversation what is known of the thread
 * @throws ConversationError of kind `validation`
 */
export function replyToWire(message: OutgoingMessage, conversation: Conversation | undefined): WireSend {
  const content = {...contentOf(message.text, message.mediaUrls), ...optionsOf(message.providerOptions)};
  const {ownEndpointId, conversationId} = message;
  const own = conversation?.ownEndpoint;
  if (ownEndpointId === undefined || ownEndpointId === own?.id || ownEndpointId === own?.address) {
    return {conversation: {id: conversationId}, ...content};
  }
  const phone = conversation && contactOf(conversation)?.address;
  if (phone === undefined) throw refusal('ownEndpointId', 'The number of the contact is not known yet.');
  return {conversation: {contact: {phone_number: phone}, phone_number: ownEndpointId}, ...content};
}

/** @throws ConversationError of kind `validation` */
export function startToWire({title, template, text = '', ownEndpointId}: StartRequest, to: string): WireSend {
  if (title) throw refusal('title', 'Conversations of Surge have no title.');
  if (template !== undefined) throw refusal('template', 'Surge has no templates.');
  return {to, ...(ownEndpointId !== undefined && {from: ownEndpointId}), ...contentOf(text)};
}

function contentOf(text: string, mediaUrls: readonly string[] = []): WireSendCommon {
  if (text.trim() === '' && mediaUrls.length === 0) throw refusal('body', 'A message needs a text or an attachment.');
  if (mediaUrls.some((url) => !/^https?:\/\/./i.test(url))) {
    throw refusal('attachments', 'Surge fetches attachments from public http or https addresses.');
  }
  return {
    ...(text.trim() !== '' && {body: text}),
    ...(mediaUrls.length > 0 && {attachments: mediaUrls.map((url) => ({url}))}),
  };
}

function optionsOf(options: OutgoingMessage['providerOptions'] = {}): WireSendCommon {
  const {sendAt, linkShortening, metadata, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal(other, `Surge has no send option "${other}".`);
  if (linkShortening !== undefined && linkShortening !== 'enabled' && linkShortening !== 'disabled') {
    throw refusal('linkShortening', 'linkShortening must be "enabled" or "disabled".');
  }
  return {
    ...(sendAt !== undefined && {send_at: sendTime(sendAt)}),
    ...(linkShortening !== undefined && {settings: {link_shortening: linkShortening}}),
    ...(metadata !== undefined && {metadata: stringsOf(metadata, 'metadata')}),
  };
}

function sendTime(value: unknown): string {
  const at = instantOf(value);
  if (at === undefined) throw refusal('sendAt', 'sendAt must be a time in ISO 8601.');
  if (at > Date.now() + FARTHEST_SEND) throw refusal('sendAt', 'sendAt must be within sixty days.');
  return new Date(at).toISOString();
}

/**
 * Metadata as Surge takes it: text values only.
 *
 * @throws ConversationError of kind `validation`
 */
export function stringsOf(value: unknown, field: string): Readonly<Record<string, string>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries: readonly (readonly [string, unknown])[] = isObject ? Object.entries(value) : [];
  const texts = entries.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
  if (!isObject || texts.length < entries.length) throw refusal(field, 'Metadata of Surge are texts by name.');
  return Object.fromEntries(texts);
}
