import {fieldsOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import type {OutgoingMessage, RequestOptions} from '../../adapter/messaging-adapter.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {Conversations} from './conversations.js';
import {LARGEST_PAGE, undecodable, type createListReader} from './list-reader.js';
import {messageFromWire} from './map-message.js';
import {bodyToWire, newReference, refusal, sendOptionsOf} from './new-message.js';
import type {WireMessage, WireNewMessage} from './wire.js';

/**
 * Sends messages, each with a `reference` of its own, of which Bird takes only one. No request is repeated here; but
 * when the caller sends the very same message again, after a send of which nobody knew how it ended, the reference is
 * the same too. Bird then says whether the first one arrived.
 */
export class Sending {
  /** References of sends whose outcome is not known, until a repeated one tells. */
  private readonly unsettled = new WeakMap<OutgoingMessage, string>();

  constructor(
    private readonly request: HttpClient,
    private readonly conversations: Conversations,
    private readonly readMessages: ReturnType<typeof createListReader>,
    /** The id of the access key. */
    private readonly participantId: string | undefined,
  ) {}

  async send(message: OutgoingMessage, options: RequestOptions = {}): Promise<Message> {
    const {participantId} = this;
    if (participantId === undefined) {
      throw new ConversationError('unsupported', {adapter: 'bird', message: 'Sending needs the id of an access key.'});
    }
    if (message.ownEndpointId !== undefined) {
      throw refusal('ownEndpointId', 'A conversation of Bird stays on its channel.');
    }
    const sendOptions = sendOptionsOf(message.providerOptions);
    const {conversationId} = message;
    // Checked before anything is read, too.
    bodyToWire(message, 'unknown');
    const {ids, channel} = await this.conversations.addresseesOf(conversationId, options);
    const earlier = this.unsettled.get(message);
    const reference = earlier ?? sendOptions.reference ?? newReference();
    const body: WireNewMessage = {
      participantType: 'accessKey',
      participantId,
      addMissingParticipants: true,
      ...(ids.length > 0 && {recipients: ids.map((id) => ({type: 'to', id}))}),
      body: bodyToWire(message, channel),
      ...sendOptions,
      reference,
    };
    try {
      const answer = await this.post(conversationId, body, options);
      this.unsettled.delete(message);
      return answer;
    } catch (thrown) {
      // Without a status or a doubt nothing left, and no question to the provider could explain it.
      const hasLeft = thrown instanceof ConversationError && (thrown.status !== undefined || thrown.outcomeUnknown);
      if (!hasLeft) throw thrown;
      const error = thrown;
      if (error.outcomeUnknown) this.unsettled.set(message, reference);
      if (earlier === undefined || error.kind !== 'conflict') throw await this.explain(error, conversationId, options);
      const arrived = await this.find(conversationId, earlier, options);
      if (!arrived) throw alreadyThere(error);
      this.unsettled.delete(message);
      return arrived;
    }
  }

  private async post(conversationId: string, body: WireNewMessage, options: RequestOptions): Promise<Message> {
    const path = `${this.conversations.path(conversationId)}/messages`;
    const answer = await this.request({method: 'POST', path, body, ...options});
    const sent = messageFromWire(answer, conversationId, this.participantId);
    if (!sent) throw undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
    // Whoever's name the answer carries, it is what was sent here.
    return sent.direction === 'outbound' ? sent : {...sent, direction: 'outbound'};
  }

  /** The message with a reference, if it is among the newest ones. */
  private async find(
    conversationId: string,
    reference: string,
    {signal}: RequestOptions,
  ): Promise<Message | undefined> {
    const path = `${this.conversations.path(conversationId)}/messages`;
    const page = await this.readMessages({path, limit: LARGEST_PAGE, signal}).catch(() => undefined);
    const found = page?.entries.find((entry) => fieldsOf<WireMessage>(entry).reference === reference);
    return found === undefined ? undefined : messageFromWire(found, conversationId, this.participantId);
  }

  /** Which status a closed conversation answers with is not documented, so a refusal is looked into. */
  private async explain(
    error: ConversationError,
    conversationId: string,
    options: RequestOptions,
  ): Promise<ConversationError> {
    if (error.kind !== 'conflict' && error.kind !== 'validation') return error;
    const conversation = await this.conversations.get(conversationId, options).catch(() => undefined);
    if (conversation?.status !== 'closed') return error;
    const {message, status, code, raw} = error;
    return new ConversationError('conversation-closed', {adapter: 'bird', message, status, code, raw, cause: error});
  }
}

/** The reference of a repeated send is taken, so the first one arrived; it must not be taken for "not sent". */
const alreadyThere = ({kind, message, status, code, raw}: ConversationError): ConversationError =>
  new ConversationError(kind, {adapter: 'bird', message, status, code, raw, outcomeUnknown: true});
