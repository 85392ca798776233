import {completeSent} from '../../adapter/toolkit/sent-message.js';
import {fieldsOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import type {MessagePage, MessageQuery, OutgoingMessage, RequestOptions} from '../../adapter/messaging-adapter.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Instant} from '../../model/capability-level.js';
import type {Message} from '../../model/message.js';
import {brokenRuleOf} from '../../model/send-rules.js';
import {filledTemplate, templatesFor} from './channel-rules.js';
import type {Addressees, Conversations} from './conversations.js';
import {birdError, refusal, undecodable} from './errors.js';
import {LARGEST_PAGE} from './list-reader.js';
import type {ConversationContext} from './map-conversation.js';
import {messageFromWire} from './map-message.js';
import {bodyToWire, newReference, sendOptionsOf, templateToWire} from './new-message.js';
import type {BirdTemplate} from './options.js';
import type {WireMessage, WireNewMessage} from './wire.js';

export interface SendingOptions {
  readonly request: HttpClient;
  readonly conversations: Conversations;
  readonly context: ConversationContext;
  readonly now: () => Instant;
  readonly listMessages: (query: MessageQuery, options?: RequestOptions) => Promise<MessagePage>;
}

/**
 * Sends messages, each with a `reference` of its own, of which Bird takes only one. No request is repeated here; but
 * when the caller sends the very same message again, after a send of which nobody knew how it ended, the reference is
 * the same too. Bird then says whether the first one arrived.
 */
export class Sending {
  readonly #options: SendingOptions;
  /** References of sends whose outcome is not known, until a repeated one tells. */
  readonly #unsettled = new WeakMap<OutgoingMessage, string>();

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  async send(message: OutgoingMessage, options: RequestOptions = {}): Promise<Message> {
    const {conversations, context} = this.#options;
    const {selfId: participantId} = context;
    if (participantId === undefined) {
      throw birdError('unsupported', {message: 'Sending needs the id of an access key.'});
    }
    if (message.ownEndpointId !== undefined) {
      throw refusal('ownEndpointId', 'A conversation of Bird stays on its channel.');
    }
    const {replyTo, providerOptions} = message;
    const sendOptions = sendOptionsOf({...providerOptions, ...(replyTo && {replyToMessageId: replyTo.id})});
    const {conversationId} = message;
    // Checked before anything is read, too.
    const template = this.#templateOf(message);
    if (!template) bodyToWire(message, 'unknown');
    const {signal} = options;
    const addressees = await conversations.addresseesOf(conversationId, {...(signal && {signal})});
    const earlier = this.#unsettled.get(message);
    const reference = earlier ?? sendOptions.reference ?? options.idempotencyKey ?? newReference();
    const {ids} = addressees;
    const body: WireNewMessage = {
      participantType: 'accessKey',
      participantId,
      addMissingParticipants: true,
      ...(ids.length > 0 && {recipients: ids.map((id) => ({type: 'to', id}))}),
      ...contentFor(message, template, addressees, this.#options.now()),
      ...sendOptions,
      reference,
    };
    try {
      const answer = await this.#post(message, template, body, options);
      this.#unsettled.delete(message);
      return answer;
    } catch (thrown) {
      // Without a status or a doubt nothing left, and no question to the provider could explain it.
      const hasLeft = thrown instanceof ConversationError && (thrown.status !== undefined || thrown.outcomeUnknown);
      if (!hasLeft) throw thrown;
      const error = thrown;
      if (error.outcomeUnknown) this.#unsettled.set(message, reference);
      if (earlier === undefined || error.kind !== 'conflict') throw await this.#explain(error, conversationId, signal);
      const arrived = await this.#find(conversationId, earlier, signal);
      if (!arrived) throw alreadyThere(error);
      this.#unsettled.delete(message);
      return arrived;
    }
  }

  async #post(
    message: OutgoingMessage,
    template: BirdTemplate | undefined,
    body: WireNewMessage,
    options: RequestOptions,
  ): Promise<Message> {
    const {conversations, request, context} = this.#options;
    const {conversationId} = message;
    const path = `${conversations.path(conversationId)}/messages`;
    const answer = await request({method: 'POST', path, body, ...options});
    // Whoever's name the answer carries, it is what was sent here.
    const sent = messageFromWire(answer, {...context, conversationId, direction: 'outbound'});
    if (!sent) throw undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
    if (!template) return completeSent(sent, message);
    const text = sent.text ?? filledTemplate(template, message.template?.parameters ?? {});
    if (text === undefined) return {...sent, unsupportedBody: sent.unsupportedBody ?? 'template'};
    return {...sent, text};
  }

  /** @throws ConversationError of kind `validation` for one that the host did not name */
  #templateOf({template, mediaUrls = []}: OutgoingMessage): BirdTemplate | undefined {
    if (!template) return undefined;
    const found = this.#options.context.templates?.find(({id}) => id === template.id);
    if (!found) throw refusal('template', 'There is no such template.');
    if (mediaUrls.length > 0) throw refusal('mediaUrls', 'A template takes no attachments.');
    templateToWire(found, template.parameters);
    return found;
  }

  /** The message with a reference, if it is among the newest ones. */
  async #find(
    conversationId: string,
    reference: string,
    signal: AbortSignal | undefined,
  ): Promise<Message | undefined> {
    const query = {conversationId, limit: LARGEST_PAGE};
    const page = await this.#options.listMessages(query, {...(signal && {signal})}).catch(() => undefined);
    return page?.messages.find(({raw}) => fieldsOf<WireMessage>(raw).reference === reference);
  }

  /** Which status a closed conversation answers with is not documented, so a refusal is looked into. */
  async #explain(
    error: ConversationError,
    conversationId: string,
    signal: AbortSignal | undefined,
  ): Promise<ConversationError> {
    if (error.outcomeUnknown || (error.kind !== 'conflict' && error.kind !== 'validation')) return error;
    const reading = {...(signal && {signal})};
    const conversation = await this.#options.conversations.get(conversationId, reading).catch(() => undefined);
    if (conversation?.status !== 'closed') return error;
    const {message, status, code, raw} = error;
    return birdError('conversation-closed', {message, status, code, raw, cause: error});
  }
}

/** @throws ConversationError of kind `validation` for what the conversation's channel does not take */
function contentFor(
  message: OutgoingMessage,
  template: BirdTemplate | undefined,
  {channel, channelId, sendRules}: Addressees,
  now: Instant,
): Pick<WireNewMessage, 'body' | 'template'> {
  if (template) {
    if (templatesFor([template], channelId).length === 0) {
      throw refusal('template', 'The template belongs to another channel.');
    }
    return {template: templateToWire(template, message.template?.parameters ?? {})};
  }
  const attachments = (message.mediaUrls ?? []).map(attachmentFromUrl);
  if (brokenRuleOf(sendRules, {text: message.text, attachments}, now) === 'template-only') {
    throw refusal('template', 'Until the contact writes, this channel takes nothing but templates.');
  }
  return {body: bodyToWire(message, channel)};
}

/** The reference of a repeated send is taken, so the first one arrived; it must not be taken for "not sent". */
const alreadyThere = ({kind, message, status, code, raw}: ConversationError): ConversationError =>
  birdError(kind, {message, status, code, raw, outcomeUnknown: true});
