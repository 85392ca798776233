import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {
  accountsOf,
  bytesOf,
  placeOf,
  prefixed,
  type AccountsOption,
  type AllowedRequest,
  type Delivery,
  type GatewayProvider,
  type Place,
  type SignedDelivery,
} from '../../gateway/index.js';
import type {WireConversationSummary, WireWebhook, WireWebhookMessage} from './wire.js';

export interface AgentPhoneGatewayAccount {
  readonly tenant?: string;
  readonly apiKey: string;
  /** Sent as `X-Sub-Account-Id`; the master account without it. What a page says of it is not passed on. */
  readonly subAccountId?: string;
  /** Each tenant needs its own, since events name no account. */
  readonly webhookSecrets?: readonly string[];
}

export interface AgentPhoneGatewayOptions {
  readonly accounts: AccountsOption<AgentPhoneGatewayAccount>;
  /** `https://api.agentphone.to` by default, as for the adapter. */
  readonly baseUrl?: string;
}

function placeOfConversation(value: unknown): Place {
  const {id, phoneNumberId, participant} = fieldsOf<WireConversationSummary>(value);
  return placeOf({conversationId: id, ownNumberId: phoneNumberId, address: participant});
}

function placeOfContact(value: unknown): Place {
  const {id, phoneNumber} = fieldsOf<{readonly id: unknown; readonly phoneNumber: unknown}>(value);
  return placeOf({contactId: id, address: phoneNumber});
}

const ONE = '/v1/conversations/:conversationId';
const SEND_FIELDS = ['to_number', 'number_id', 'agent_id', 'body', 'media_urls', 'send_style', 'reply_to_message_id'];
const about: AllowedRequest['about'] = ({parameters}) => placeOf(parameters);

const ALLOW: readonly AllowedRequest[] = [
  {
    ...{method: 'GET', path: '/v1/conversations', query: ['limit', 'offset']},
    rows: {field: 'data', about: placeOfConversation},
  },
  {method: 'GET', path: ONE, query: ['message_limit'], about},
  {method: 'PATCH', path: ONE, body: ['metadata'], about},
  {method: 'GET', path: `${ONE}/messages`, query: ['limit', 'before', 'after'], about},
  {
    ...{method: 'POST', path: '/v1/messages', body: SEND_FIELDS},
    // Whom it goes to is all that a send says of its conversation.
    about: ({body}) => placeOf({address: body['to_number'], ownNumberId: body['number_id']}),
  },
  // No request reads a single message, so nobody can tell whose it is: only those who see everything may ask.
  {method: 'POST', path: '/v1/messages/:messageId/reactions', body: ['reaction']},
  {method: 'GET', path: '/v1/numbers', query: ['offset'], about: 'anybody'},
  {
    ...{method: 'GET', path: '/v1/contacts', query: ['limit', 'offset', 'search']},
    rows: {field: 'data', about: placeOfContact},
  },
];

function signed({headers, body}: Delivery): SignedDelivery | undefined {
  const [timestamp, signature] = [headers.get('x-webhook-timestamp'), headers.get('x-webhook-signature')];
  if (!timestamp || !signature) return undefined;
  return {
    content: prefixed(`${timestamp}.`, body),
    signatures: [bytesOf(signature.replace(/^sha256=/, ''), 'hex')],
    at: /^\d+$/.test(timestamp) ? Number(timestamp) * 1000 : Date.parse(timestamp),
  };
}

function placeOfEvent(payload: unknown): Place {
  const message = fieldsOf<WireWebhookMessage>(fieldsOf<WireWebhook>(payload).data);
  const address = message.direction === 'outbound' ? message.to : message.from;
  return placeOf({conversationId: message.conversationId, ownNumberId: message.numberId, address});
}

/** The server half of AgentPhone. */
export function agentPhoneGateway({
  accounts,
  baseUrl = 'https://api.agentphone.to',
}: AgentPhoneGatewayOptions): GatewayProvider {
  return {
    baseUrl,
    allow: ALLOW,
    accounts: accountsOf(accounts, ({apiKey, subAccountId, ...account}) => ({
      ...account,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(subAccountId !== undefined && {'x-sub-account-id': subAccountId}),
      },
      secrets: [apiKey, ...(account.webhookSecrets ?? [])],
    })),
    // The id of a delivery is not signed; its body is.
    webhooks: {signed, read: (payload) => ({about: placeOfEvent(payload)})},
  };
}
