import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {AmplifiSendOptions} from './options.js';
import type {WireReply, WireRoute} from './wire.js';

const ROUTES: readonly WireRoute[] = ['AUTO', 'SMS', 'MMS'];

/**
 * The body of a reply, checked against the document before anything leaves.
 *
 * @throws ConversationError of kind `validation`
 */
export function replyToWire(message: OutgoingMessage): WireReply {
  if (message.text.trim() === '') {
    throw refusal('message', 'Amplifi needs a text in every message, also in one with a picture.');
  }
  const [mediaUrl, ...more] = message.mediaUrls ?? [];
  if (more.length > 0) throw refusal('mediaUrl', 'Amplifi takes one attachment in a message.');
  if (mediaUrl !== undefined && !/^https?:\/\/./i.test(mediaUrl)) {
    throw refusal('mediaUrl', 'Amplifi fetches an attachment from a public http or https address.');
  }
  return {
    message: message.text,
    ...(message.ownEndpointId !== undefined && {fromPhoneNumberId: message.ownEndpointId}),
    ...(mediaUrl !== undefined && {mediaUrl}),
    ...sendOptions(message.providerOptions),
  };
}

function sendOptions(options: OutgoingMessage['providerOptions'] = {}): AmplifiSendOptions {
  const {normalizeText, forceRoute, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal(other, `Amplifi has no send option "${other}".`);
  if (normalizeText !== undefined && typeof normalizeText !== 'boolean') {
    throw refusal('normalizeText', 'normalizeText must be true or false.');
  }
  const route = ROUTES.find((known) => known === forceRoute);
  if (forceRoute !== undefined && !route) throw refusal('forceRoute', `forceRoute must be ${ROUTES.join(', ')}.`);
  return {...(normalizeText !== undefined && {normalizeText}), ...(route && {forceRoute: route})};
}

const refusal = (field: string, message: string): ConversationError =>
  new ConversationError('validation', {adapter: 'amplifi', field, message});
