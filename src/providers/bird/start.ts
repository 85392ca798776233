import type {StartForm, StartRequest} from '../../adapter/start-conversation.js';
import {normalizePhone} from '../../model/phone-number.js';
import {templateOf, templatesFor, wantsTemplates} from './channel-rules.js';
import {refusal} from './errors.js';
import {bodyToWire, templateToWire} from './new-message.js';
import type {BirdAdapterOptions, BirdChannel, BirdTemplate} from './options.js';
import type {WireBody, WireIdentifier, WireNewConversation, WireTemplate} from './wire.js';

type StartOptions = Pick<BirdAdapterOptions, 'channels' | 'templates'>;

/** The form for a new conversation, from what the host configured: Bird lists channels and templates in other APIs. */
export function startFormOf({channels = [], templates = []}: StartOptions): StartForm {
  const templatesOnly = channels.filter(wantsTemplates).map(({id}) => id);
  return {
    recipientKinds: ['address'],
    firstMessage: templatesOnly.length > 0 && templatesOnly.length === channels.length ? 'required' : 'optional',
    ...(templates.length > 0 && {templates: templates.map(templateOf), templatesOnly}),
    asksTitle: true,
  };
}

/**
 * The request for a new conversation.
 *
 * @throws ConversationError of kind `validation`
 */
export function newConversationToWire(
  start: StartRequest,
  options: StartOptions,
  reference: string,
): WireNewConversation {
  if (start.recipient.kind !== 'address') throw refusal('recipient', 'Bird starts a conversation with an address.');
  const identifier = identifierOf(start.recipient.value);
  const template = chosenTemplate(start, options);
  const channel = chosenChannel(template, start.ownEndpointId, identifier, options);
  const content = firstMessage(start, template, channel);
  return {
    // The document's samples have an empty name where there is none.
    name: start.title?.trim() ?? '',
    channelId: channel.id,
    participants: [{type: 'contact', ...identifier}],
    ...(content && {initialMessage: {...content, recipients: [{...identifier, type: 'to'}], reference}}),
  };
}

function firstMessage(
  start: StartRequest,
  template: BirdTemplate | undefined,
  channel: BirdChannel,
): {readonly template: WireTemplate} | {readonly body: WireBody} | undefined {
  if (template) return {template: templateToWire(template, start.template?.parameters ?? {})};
  if (wantsTemplates(channel)) throw refusal('template', 'On this channel the first message must be a template.');
  const text = start.text?.trim() ? start.text : undefined;
  return text === undefined ? undefined : {body: bodyToWire({text}, channel.platform ?? 'unknown')};
}

function chosenTemplate({template}: StartRequest, {templates = []}: StartOptions): BirdTemplate | undefined {
  if (!template) return undefined;
  const chosen = templates.find(({id}) => id === template.id);
  if (!chosen) throw refusal('template', 'There is no such template.');
  return chosen;
}

/** The channel that was chosen; else that of the template; else the first that fits what is to be sent. */
function chosenChannel(
  template: BirdTemplate | undefined,
  wanted: string | undefined,
  {identifierKey}: WireIdentifier,
  {channels = []}: StartOptions,
): BirdChannel {
  const fits = ({platform}: BirdChannel): boolean => (platform === 'email') === (identifierKey === 'emailaddress');
  const isOpen = (channel: BirdChannel): boolean => template !== undefined || !wantsTemplates(channel);
  const id = wanted ?? template?.channelId;
  const chosen =
    id === undefined
      ? (channels.find((channel) => fits(channel) && isOpen(channel)) ?? channels.find(isOpen) ?? channels[0])
      : channels.find((channel) => channel.id === id);
  if (!chosen) throw refusal('ownEndpointId', 'There is no such channel.');
  if (template && templatesFor([template], chosen.id).length === 0) {
    throw refusal('template', 'The template belongs to another channel.');
  }
  if (wanted !== undefined && chosen.platform !== undefined && !fits(chosen)) {
    throw refusal('recipient', 'The channel does not reach such an address.');
  }
  return chosen;
}

/** The two kinds of identifier the document shows. */
function identifierOf(address: string): WireIdentifier {
  const trimmed = address.trim();
  if (/^[^\s@]+@[^\s@]+$/.test(trimmed)) return {identifierKey: 'emailaddress', identifierValue: trimmed};
  const phone = normalizePhone(trimmed);
  if (phone === undefined) throw refusal('recipient', 'That is neither a phone number nor an e-mail address.');
  return {identifierKey: 'phonenumber', identifierValue: phone};
}
