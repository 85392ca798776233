import type {Backend} from '../../../backend/backend.js';
import type {BackendEvent} from '../../../backend/types.js';
import type {WireWebhook} from '../wire.js';
import {conversationId, messageId} from './to-wire.js';
import type {AgentPhoneMockOptions} from './options.js';
import {Words} from './to-wire.js';

/** How many messages a payload repeats. How many it really is, is not documented. */
const RECENT = 5;

/**
 * The payload the provider posts for something that happened in the backend: messages of both directions. Delivery
 * and changes of metadata are not told.
 */
export function agentPhoneWebhook(
  backend: Backend,
  event: BackendEvent,
  options: AgentPhoneMockOptions = {},
): WireWebhook | undefined {
  if (event.type !== 'message-created') return undefined;
  const {message, thread} = event;
  const words = new Words(backend, options);
  const wire = words.message(message);
  const contact = backend.contact(thread.contactId);
  const earlier = backend.messagesOf(thread.id).filter(({sequence}) => sequence < message.sequence);
  return {
    event: 'agent.message',
    channel: wire.channel,
    timestamp: words.write(words.timeOf(message)),
    agentId: words.agentId,
    data: {
      messageId: messageId(message.id),
      conversationId: conversationId(thread.id),
      numberId: message.ownNumberId,
      from: wire.fromNumber,
      to: wire.toNumber,
      contact: contact ? words.contact(contact) : null,
      message: wire.body,
      mediaUrl: wire.mediaUrl,
      mediaUrls: wire.mediaUrls,
      direction: message.direction,
      receivedAt: wire.receivedAt,
    },
    conversationState: words.conversation(thread).metadata ?? null,
    recentHistory: earlier.slice(-RECENT).map((recent) => {
      const {id, body, direction, channel, receivedAt} = words.message(recent);
      return {messageId: id, content: body, direction, channel, at: receivedAt};
    }),
  };
}

/**
 * Posts what happens from now on to wherever the host takes webhooks, already verified.
 *
 * @returns a function that ends it
 */
export function relayAgentPhoneWebhooks(
  backend: Backend,
  deliver: (payload: WireWebhook) => void,
  options: AgentPhoneMockOptions = {},
): () => void {
  return backend.subscribe((event) => {
    const payload = agentPhoneWebhook(backend, event, options);
    if (payload) deliver(payload);
  });
}
