import type {Backend} from '../../../backend/backend.js';
import type {BackendEvent, Thread} from '../../../backend/types.js';
import type {WireEvent} from '../wire.js';
import type {BirdMockOptions} from './options.js';
import {WireWriter} from './to-wire.js';
import {workspaceOf, type BirdWorkspace} from './workspace.js';

/** What Bird would post to a webhook after something happened in the backend; nothing after what it does not tell. */
export function birdWebhook(
  backend: Backend,
  event: BackendEvent,
  options: BirdMockOptions = {},
): WireEvent | undefined {
  return 'thread' in event ? aboutThread(workspaceOf(backend), event.thread, options) : undefined;
}

/**
 * Hands over what Bird would post to a webhook, as it happens. The signature is left to `signBirdWebhook`: a server
 * checks it before it passes the payload on to a page.
 *
 * @returns ends it
 */
export function relayBirdWebhooks(
  backend: Backend,
  deliver: (payload: WireEvent) => void,
  options: BirdMockOptions = {},
): () => void {
  const workspace = workspaceOf(backend);
  const writer = new WireWriter(workspace, options);
  const unsubscribe = [
    backend.subscribe((event) => {
      const payload = birdWebhook(backend, event, options);
      if (payload) deliver(payload);
    }),
    workspace.subscribe((change) => {
      if (change.type === 'deleted') {
        const payload = {...writer.conversation(change.thread), status: 'deleted' as const};
        return deliver({service: 'conversations', event: 'conversation.deleted', payload});
      }
      const payload = aboutThread(workspace, change.thread, options);
      if (payload) deliver(payload);
    }),
  ];
  return () => unsubscribe.forEach((end) => end());
}

function aboutThread(workspace: BirdWorkspace, {id}: Thread, options: BirdMockOptions): WireEvent | undefined {
  const thread = workspace.backend.thread(id);
  if (!thread) return undefined;
  const isKnown = workspace.announced.has(id);
  workspace.announced.add(id);
  return {
    service: 'conversations',
    event: isKnown ? 'conversation.updated' : 'conversation.created',
    payload: new WireWriter(workspace, options).conversation(thread),
  };
}

export interface WebhookToSign {
  /** The body as it is sent. */
  readonly body: string;
  /** The address it is sent to. */
  readonly url: string;
  readonly signingKey: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * The headers with which Bird signs a webhook: base64 of HMAC-SHA256 with the signing key, over the timestamp in
 * seconds, the address and the raw SHA-256 of the body, in lines.
 */
export async function signBirdWebhook(webhook: WebhookToSign): Promise<Readonly<Record<string, string>>> {
  const {body, url, signingKey, at} = webhook;
  const encoder = new TextEncoder();
  const timestamp = String(Math.floor(at / 1000));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(body)));
  const signed = new Uint8Array([...encoder.encode(`${timestamp}\n${url}\n`), ...digest]);
  const algorithm = {name: 'HMAC', hash: 'SHA-256'};
  const key = await crypto.subtle.importKey('raw', encoder.encode(signingKey), algorithm, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
  return {
    'messagebird-signature': btoa(String.fromCharCode(...signature)),
    'messagebird-request-timestamp': timestamp,
  };
}
