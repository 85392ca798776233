import type {Backend} from '../../../backend/backend.js';
import type {BackendEvent, StoredMessage, Thread} from '../../../backend/types.js';
import type {WireEvent, WireEventMessage, WireMessageEventType} from '../wire.js';
import {SurgeIds} from './ids.js';
import type {SurgeMockOptions} from './options.js';
import {isoTime, ToWire} from './to-wire.js';

const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';

/**
 * The webhook payloads for something that happened in the backend, in the order of the reference pages: an opt-out
 * comes before the message that caused it.
 */
export function surgeWebhooks(
  backend: Backend,
  event: BackendEvent,
  options: SurgeMockOptions = {},
): readonly WireEvent[] {
  const writer = new EventWriter(backend, options);
  if (event.type === 'message-created') return writer.created(event.message);
  if (event.type === 'message-updated' && event.message.direction === 'outbound') return writer.outcome(event.message);
  return [];
}

/** What the webhooks of everything so far would have been, for a host that kept them. */
export function pastSurgeWebhooks(backend: Backend, options: SurgeMockOptions = {}): readonly WireEvent[] {
  const writer = new EventWriter(backend, options);
  const messages = backend.threads().flatMap(({id}) => backend.messagesOf(id));
  const inOrder = messages.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
  return inOrder.flatMap((message) => [
    ...writer.created(message),
    ...(message.direction === 'outbound' ? writer.outcome(message, message.at) : []),
  ]);
}

/**
 * Delivers webhooks for everything that happens from now on, as a host that relays them to its page would.
 *
 * @returns ends it
 */
export function relaySurgeWebhooks(
  backend: Backend,
  deliver: (payload: WireEvent) => void,
  options: SurgeMockOptions = {},
): () => void {
  const consents = new Map(backend.threads().map((thread) => [thread.id, thread.consent]));
  return backend.subscribe((event) => {
    if (event.type === 'connection-changed') return;
    const before = consents.get(event.thread.id) ?? {};
    consents.set(event.thread.id, event.thread.consent);
    const bySelf = event.type === 'thread-updated' ? changedConsent(backend, event.thread, before, options) : [];
    [...bySelf, ...surgeWebhooks(backend, event, options)].forEach(deliver);
  });
}

/** Consent that changed without a message. */
function changedConsent(
  backend: Backend,
  thread: Thread,
  before: Thread['consent'],
  options: SurgeMockOptions,
): readonly WireEvent[] {
  const changed = Object.entries(thread.consent).filter(([number, {state}]) => before[number]?.state !== state);
  return changed.map(([, {state}]) =>
    new EventWriter(backend, options).consent(thread.contactId, state === 'opted-out' ? 'opt-out' : 'opt-in'),
  );
}

class EventWriter {
  readonly #toWire: ToWire;
  readonly #backend: Backend;
  readonly #options: SurgeMockOptions;

  constructor(backend: Backend, options: SurgeMockOptions) {
    this.#backend = backend;
    this.#options = options;
    this.#toWire = new ToWire(backend, new SurgeIds(backend, options.ids), options);
  }

  created(message: StoredMessage): WireEvent[] {
    const {consentChange, direction, at} = message;
    const contactId = this.#backend.thread(message.threadId)?.contactId ?? '';
    return [
      ...this.#newConversation(message),
      ...(consentChange ? [this.consent(contactId, consentChange, at)] : []),
      direction === 'inbound'
        ? this.#message('message.received', message, {received_at: isoTime(at)}, at)
        : this.#message('message.sent', message, {sent_at: isoTime(at)}, at),
    ].filter((event) => event !== undefined);
  }

  /** How a delivery ended; nothing while it has not. */
  outcome(message: StoredMessage, at = this.#backend.clock.now()): WireEvent[] {
    const {status} = message;
    if (status === null || status === 'sent') return [];
    const time = isoTime(at);
    const event =
      status === 'delivered'
        ? this.#message('message.delivered', message, {delivered_at: time}, at)
        : this.#message('message.failed', message, {failed_at: time, failure_reason: this.#reason(message)}, at);
    return event ? [event] : [];
  }

  consent(contactId: string, change: 'opt-out' | 'opt-in', at = this.#backend.clock.now()): WireEvent {
    const type = change === 'opt-out' ? 'contact.opted_out' : 'contact.opted_in';
    const id = this.#toWire.ids.contact({id: contactId});
    return {...this.#envelope(type, id, at), type, data: {id}};
  }

  #newConversation(message: StoredMessage): WireEvent[] {
    const pair = this.#toWire.ids.pairOf(message);
    const ofPair = this.#backend
      .messagesOf(message.threadId)
      .find((other) => other.ownNumberId === message.ownNumberId);
    if (!pair || ofPair?.id !== message.id) return [];
    const data = this.#toWire.conversation(pair, {forEvent: true});
    const type = 'conversation.created';
    return [{...this.#envelope(type, data.id, message.at), type, data}];
  }

  #message(
    type: WireMessageEventType,
    message: StoredMessage,
    times: Partial<WireEventMessage>,
    at: number,
  ): WireEvent | undefined {
    const data = this.#toWire.message(message, {forEvent: true});
    return data && {...this.#envelope(type, data.id, at), type, data: {...data, ...times}};
  }

  #envelope(type: string, about: string, at: number) {
    return {
      id: this.#toWire.ids.event(type, about),
      account_id: this.#options.accountId ?? ACCOUNT,
      timestamp: isoTime(at),
    };
  }

  /** Of the provider's reasons three are public. */
  #reason({threadId, failure}: StoredMessage): string {
    const contact = this.#backend.contact(this.#backend.thread(threadId)?.contactId ?? '');
    if (contact?.textable === false) return 'invalid_mobile_number';
    return failure?.code === '30006' ? 'unreachable_carrier' : 'unreachable_destination';
  }
}

export interface SurgeSignatureOptions {
  /** `whsec_` and the key in base 64. */
  readonly secret: string;
  readonly id: string;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** The headers that go with a webhook's body, after the Standard Webhooks scheme: for trying out a host's server. */
export async function surgeWebhookHeaders(
  body: string,
  {secret, id, timestamp}: SurgeSignatureOptions,
): Promise<Record<string, string>> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, {name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${timestamp}.${body}`));
  const signature = btoa(String.fromCharCode(...new Uint8Array(signed)));
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
