import type {Backend} from '../../../backend/backend.js';
import type {BackendEvent, StoredMessage} from '../../../backend/types.js';
import {secondsFromInstant} from '../mapping.js';
import type {WireEvent, WireEventType} from '../wire.js';
import type {DigivaultMockOptions} from './options.js';
import {groupMessageToWire, messageToWire, threadToWire} from './to-wire.js';

/** A webhook payload as the webhooks page shows it. */
export const digivaultWebhook = (
  type: WireEventType,
  object: unknown,
  {id, createdAt}: {readonly id: string; readonly createdAt: number},
): WireEvent => ({id, type, created_at: secondsFromInstant(createdAt), data: {object}});

/** What was told of everything there is, one webhook for each conversation and each message. */
export function pastDigivaultWebhooks(backend: Backend, options: DigivaultMockOptions = {}): readonly WireEvent[] {
  let count = 0;
  const tell = (type: WireEventType, object: unknown, createdAt: number) =>
    digivaultWebhook(type, object, {id: `webhook_past_${++count}`, createdAt});
  return backend
    .threads()
    .flatMap((thread) => [
      tell('conversation.created', threadToWire(backend, thread), thread.createdAt),
      ...backend
        .messagesOf(thread.id)
        .map((message) =>
          tell('conversation.message.created', messageToWire(backend, message, undefined, options), message.at),
        ),
    ]);
}

/**
 * Tells what happens in the backend, and in groups, as webhooks, for a page that relays them to
 * `adapter.receiveWebhook`.
 *
 * @returns a function that ends it
 */
export function relayDigivaultWebhooks(
  backend: Backend,
  deliver: (payload: WireEvent) => void,
  options: DigivaultMockOptions = {},
): () => void {
  let count = 0;
  const tell = (type: WireEventType, object: unknown) =>
    deliver(
      digivaultWebhook(type, object, {
        id: `webhook_${String(++count).padStart(10, '0')}`,
        createdAt: backend.clock.now(),
      }),
    );

  function onEvent(event: BackendEvent): void {
    switch (event.type) {
      case 'message-created': {
        const {message} = event;
        tell('conversation.message.created', messageToWire(backend, message, undefined, options));
        for (const answered of answeredBy(backend, message)) {
          tell('conversation.message.read', messageToWire(backend, answered, message.at, options));
        }
        break;
      }
      case 'message-removed':
        tell('conversation.message.deleted', messageToWire(backend, event.message, undefined, options));
        break;
      case 'thread-updated': {
        const {thread} = event;
        tell(thread.archived ? 'conversation.archived' : 'conversation.updated', threadToWire(backend, thread));
        break;
      }
      // Deliveries and analyses are nothing this provider knows of.
      default:
        break;
    }
  }

  const ends = [
    backend.subscribe(onEvent),
    options.groups?.subscribe((group, message) =>
      tell('conversation.message.created', groupMessageToWire(backend, group, message, options)),
    ),
  ];
  return () => ends.forEach((end) => end?.());
}

/** Our messages since the contact last wrote: whoever answers has read them. */
function answeredBy(backend: Backend, {threadId, direction, sequence}: StoredMessage): readonly StoredMessage[] {
  if (direction === 'outbound') return [];
  const earlier = backend.messagesOf(threadId).filter((message) => message.sequence < sequence);
  return earlier.slice(earlier.findLastIndex((message) => message.direction === 'inbound') + 1);
}
