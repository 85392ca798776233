import type {MessageTemplate, StartForm, StartRequest} from '../../adapter/start-conversation.js';
import {normalizePhone} from '../../model/phone-number.js';
import {bodyToWire, refusal} from './new-message.js';
import type {BirdAdapterOptions, BirdChannel, BirdTemplate} from './options.js';
import type {WireBody, WireIdentifier, WireNewConversation, WireTemplate} from './wire.js';

type StartOptions = Pick<BirdAdapterOptions, 'channels' | 'templates'>;

/** The form for a new conversation, from what the host configured: Bird lists channels and templates in other APIs. */
export function startFormOf({templates = []}: StartOptions): StartForm {
  return {
    recipientKinds: ['address'],
    firstMessage: templates.length > 0 ? 'required' : 'optional',
    ...(templates.length > 0 && {templates: templates.map(templateOf)}),
    asksTitle: true,
  };
}

const templateOf = ({id, name, preview, parameters = []}: BirdTemplate): MessageTemplate => ({
  id,
  name,
  ...(preview !== undefined && {preview}),
  parameters,
});

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
  const channel = chosenChannel(template?.channelId ?? start.ownEndpointId, options);
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
  const text = start.text?.trim() ? start.text : undefined;
  return text === undefined ? undefined : {body: bodyToWire({text}, channel.platform ?? 'unknown')};
}

function templateToWire(
  {projectId, version, locale, parameters = []}: BirdTemplate,
  values: Readonly<Record<string, string>>,
): WireTemplate {
  const missing = parameters.find(({key}) => !values[key]?.trim());
  if (missing) throw refusal(missing.key, `The template needs a value for "${missing.key}".`);
  return {
    projectId,
    version,
    locale,
    parameters: parameters.map(({key}) => ({type: 'string', key, value: values[key] ?? ''})),
  };
}

function chosenTemplate(start: StartRequest, {templates = []}: StartOptions): BirdTemplate | undefined {
  if (!start.template) {
    if (templates.length > 0) throw refusal('template', 'The first message must be one of the templates.');
    return undefined;
  }
  const chosen = templates.find(({id}) => id === start.template?.id);
  if (!chosen) throw refusal('template', 'There is no such template.');
  return chosen;
}

function chosenChannel(id: string | undefined, {channels = []}: StartOptions): BirdChannel {
  const chosen = id === undefined ? channels[0] : channels.find((channel) => channel.id === id);
  if (!chosen) throw refusal('ownEndpointId', 'There is no such channel.');
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
