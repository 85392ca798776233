import {fieldsOf, textOf} from '../adapter/toolkit/fields.js';
import {isBound} from './allow-list.js';
import type {GatewayLog} from './log/log.js';
import {ANSWER_HEADERS, Problem} from './problem.js';
import type {Delivery, GatewayAccount, GatewayProvider, GatewayWebhooks} from './provider.js';
import {bodyOf, digestOf, textOfBytes} from './request-body.js';
import {placeOf, tenantOf, type Place} from './viewer.js';

const LARGEST_WEBHOOK = 2 ** 20;
/** How old a signature may be, and how far ahead the provider's clock. */
const TOLERANCE = 5 * 60_000;
const DAY = 24 * 3_600_000;

export const channelOf = (provider: string, tenant: string): string => `${provider}/${tenant}`;

/** What the log holds of an event: what a page gets, and who may get it. */
export interface LoggedEvent {
  readonly about: Place;
  /** JSON, as it goes into the stream. */
  readonly data: string;
}

export const eventText = (about: Place, payload: unknown): string => {
  const data = JSON.stringify({payload, receivedAt: new Date().toISOString()});
  return JSON.stringify({about, data} satisfies LoggedEvent);
};

export function loggedEvent(text: string): LoggedEvent {
  const {about, data} = fieldsOf<LoggedEvent>(JSON.parse(text));
  return {about: placeOf(fieldsOf<Place>(about)), data: textOf(data) ?? '{}'};
}

/**
 * Takes an event in: whatever is answered with success is verified and kept.
 *
 * @throws Problem
 */
export async function receiveWebhook(
  {
    request,
    name,
    provider,
    url,
  }: {
    readonly request: Request;
    readonly name: string;
    readonly provider: GatewayProvider;
    readonly url: string;
  },
  log: GatewayLog,
): Promise<Response> {
  const {webhooks} = provider;
  if (!webhooks || request.method !== 'POST') throw new Problem('not-found');
  const delivery: Delivery = {headers: request.headers, body: await bodyOf(request, LARGEST_WEBHOOK), url};
  const accounts = await signersOf(delivery, webhooks, await provider.accounts());
  if (accounts.length === 0) throw new Problem('unauthorized');
  let payload: unknown;
  try {
    payload = JSON.parse(textOfBytes(delivery.body));
  } catch {
    throw new Problem('unreadable');
  }
  const {id, parameters = {}, about} = webhooks.read(payload, delivery);
  const [tenant, ...others] = new Set(accounts.filter((each) => isBound(parameters, each)).map(tenantOf));
  // Signed by one tenant and about another one, or nobody can tell whose it is.
  if (tenant === undefined || others.length > 0) throw new Problem('forbidden');
  const key = id ?? (await digestOf(delivery.body));
  const once = {key: `webhook:${JSON.stringify([name, tenant, key])}`, lifetime: DAY};
  await log.append(channelOf(name, tenant), eventText(about, payload), once).catch(() => {
    throw new Problem('log-unavailable');
  });
  return new Response(null, {status: 204, headers: ANSWER_HEADERS});
}

/** The accounts that a delivery is signed for, by any of their secrets, now. */
async function signersOf(
  delivery: Delivery,
  {signed, keyOf = (secret) => new TextEncoder().encode(secret)}: GatewayWebhooks,
  accounts: readonly GatewayAccount[],
): Promise<readonly GatewayAccount[]> {
  const found = await signed(delivery);
  const isLate = found?.at !== undefined && !(Math.abs(Date.now() - found.at) <= TOLERANCE);
  if (!found || isLate) return [];
  const {content, signatures} = found;
  const isBy = async (secret: string) => {
    const algorithm = {name: 'HMAC', hash: 'SHA-256'};
    const key = await crypto.subtle.importKey('raw', keyOf(secret), algorithm, false, ['verify']);
    // Takes the same time whatever is wrong.
    const fits = await Promise.all(signatures.map((each) => crypto.subtle.verify('HMAC', key, each, content)));
    return fits.includes(true);
  };
  const fits = await Promise.all(
    accounts.map(async ({webhookSecrets = []}) => {
      const secrets = webhookSecrets.filter((secret) => secret !== '');
      return (await Promise.all(secrets.map(isBy))).includes(true);
    }),
  );
  return accounts.filter((_, index) => fits[index]);
}

/** Bytes of hexadecimal or base 64; none for what is neither. */
export function bytesOf(text: string, encoding: 'hex' | 'base64'): Uint8Array<ArrayBuffer> {
  if (encoding === 'hex') {
    return /^(?:[\da-f]{2})+$/i.test(text)
      ? Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
      : new Uint8Array();
  }
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** What is signed is often the body after something else. */
export function prefixed(text: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = new TextEncoder().encode(text);
  const whole = new Uint8Array(prefix.length + body.length);
  whole.set(prefix);
  whole.set(body, prefix.length);
  return whole;
}
