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
