import {createHash, createHmac, randomUUID} from 'node:crypto';
import {ACCOUNT_IDS, type TenantName} from './accounts.js';
import {PUBLIC_URL} from './servers.js';

/** A webhook as a provider posts it. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
}

export interface ToSign {
  readonly secret: string;
  /** Epoch milliseconds; now by default. */
  readonly at?: number;
}

/** A provider's webhooks, written down here by its documents, without its mock and without the gateway's code. */
export interface Deliveries {
  /** What a page can tell apart: each message has its own id. */
  readonly payload: (tenant: TenantName, message: string, text: string) => Readonly<Record<string, unknown>>;
  readonly sign: (body: Buffer, signing: ToSign) => Readonly<Record<string, string>>;
  /** Whether the time is signed, so that an old delivery can be told. */
  readonly isTimed: boolean;
  /** Whether an event says itself whose it is. */
  readonly namesTenant: boolean;
  /** The message of a payload that reached a page. */
  readonly messageIn: (payload: unknown) => string;
}

const ISO = () => new Date().toISOString();
const seconds = (at = Date.now()) => String(Math.floor(at / 1000));
const hmac = (key: Buffer | string, ...parts: readonly (Buffer | string)[]) =>
  parts.reduce((made, part) => made.update(part), createHmac('sha256', key));
type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const DELIVERIES: Readonly<Record<string, Deliveries>> = {
  surge: {
    isTimed: true,
    namesTenant: true,
    payload: (tenant, message, text) => ({
      ...{id: `evt_${message}`, type: 'message.received', timestamp: ISO(), account_id: ACCOUNT_IDS.surge[tenant]},
      data: {
        ...{id: message, body: text, attachments: [], metadata: {}, received_at: ISO()},
        conversation: {id: `cnv_${tenant}`, contact: {id: 'ctc_1', phone_number: '+18015551234'}},
      },
    }),
    sign(body, {secret, at}) {
      const [id, timestamp] = [`msg_${createHash('sha256').update(body).digest('hex').slice(0, 20)}`, seconds(at)];
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const signature = hmac(key, `${id}.${timestamp}.`, body).digest('base64');
      const headers = {'webhook-id': id, 'webhook-timestamp': timestamp};
      return {...headers, 'webhook-signature': `v1,bm90IHRoaXMgb25l v1,${signature} v2,other`};
    },
    messageIn: (payload) => String((payload as Fields)['data']?.['id']),
  },
  bird: {
    isTimed: true,
    namesTenant: false,
    payload: (tenant, message, text) => ({
      ...{service: 'conversations', event: 'conversation.updated'},
      payload: {id: `c-${tenant}`, name: message, channelId: 'ch', lastMessage: {id: message, preview: {text}}},
    }),
    sign(body, {secret, at}) {
      const timestamp = seconds(at);
      const digest = createHash('sha256').update(body).digest();
      const signature = hmac(secret, `${timestamp}\n${PUBLIC_URL}/bird/webhook\n`, digest).digest('base64');
      return {'messagebird-signature': signature, 'messagebird-request-timestamp': timestamp};
    },
    messageIn: (payload) => String((payload as Fields)['payload']?.['name']),
  },
  digivault: {
    isTimed: false,
    namesTenant: false,
    payload: (tenant, message, text) => ({
      ...{id: `webhook_${message}`, type: 'conversation.message.created', created_at: 1640995200},
      data: {object: {id: message, conversation_id: `v-${tenant}`, message: text}},
    }),
    sign: (body, {secret}) => ({'x-digivault-signature': hmac(secret, body).digest('hex')}),
    messageIn: (payload) => String((payload as Readonly<Record<string, Fields>>)['data']?.['object']?.['id']),
  },
  agentphone: {
    isTimed: true,
    namesTenant: false,
    payload: (tenant, message, text) => ({
      ...{event: 'agent.message', channel: 'sms', timestamp: ISO(), agentId: 'agt_1'},
      data: {
        ...{messageId: message, conversationId: `conv_${tenant}`, numberId: 'num_1', from: '+1', to: '+2'},
        ...{message: text, direction: 'inbound', receivedAt: ISO()},
      },
    }),
    sign(body, {secret, at}) {
      const timestamp = seconds(at);
      const signature = `sha256=${hmac(secret, `${timestamp}.`, body).digest('hex')}`;
      const headers = {'x-webhook-signature': signature, 'x-webhook-timestamp': timestamp};
      return {...headers, 'x-webhook-id': randomUUID()};
    },
    messageIn: (payload) => String((payload as Fields)['data']?.['messageId']),
  },
};

export const deliveriesOf = (name: string): Deliveries => {
  const found = DELIVERIES[name];
  if (!found) throw new Error(`${name} has no webhooks`);
  return found;
};

export function post(name: string, tenant: TenantName, message: string, signing: ToSign, text = 'Hello'): Post {
  const {payload, sign} = deliveriesOf(name);
  const body = Buffer.from(JSON.stringify(payload(tenant, message, text)));
  return {body, headers: {'content-type': 'application/json', ...sign(body, signing)}};
}

/** Posts it as a provider does: no page, no cookie, no origin. */
export const deliver = (url: string, {headers, body}: Post): Promise<Response> =>
  fetch(url, {method: 'POST', headers, body});
