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
import type {WireConversation, WireEvent} from './wire.js';

export interface BirdGatewayAccount {
  readonly tenant?: string;
  readonly workspaceId: string;
  readonly accessKey: string;
  /** Of webhook subscriptions: an event without a signature is refused. Each tenant needs its own, since events name none. */
  readonly signingKeys?: readonly string[];
}

export interface BirdGatewayOptions {
  readonly accounts: AccountsOption<BirdGatewayAccount>;
  /** `https://api.bird.com` by default. */
  readonly baseUrl?: string;
  /** The address of the subscription, which is signed too, where it is not the gateway's own. */
  readonly webhookUrl?: string;
}

function placeOfConversation(value: unknown): Place {
  const {id, channelId} = fieldsOf<WireConversation>(value);
  return placeOf({conversationId: id, ownNumberId: channelId});
}

const LIST = '/workspaces/:workspaceId/conversations';
const ONE = `${LIST}/:conversationId`;
const PAGE = ['limit', 'pageToken', 'reverse'];
const MESSAGE_FIELDS = [
  ...['participantType', 'participantId', 'addMissingParticipants', 'recipients', 'body', 'template', 'reference'],
  'replyToMessageId',
];
const about: AllowedRequest['about'] = ({parameters}) => placeOf({conversationId: parameters['conversationId']});

const ALLOW: readonly AllowedRequest[] = [
  {method: 'GET', path: LIST, query: PAGE, rows: {field: 'results', about: placeOfConversation}},
  {
    ...{method: 'POST', path: LIST, body: ['name', 'channelId', 'participants', 'initialMessage']},
    about: ({body}) => placeOfConversation(body),
  },
  {method: 'GET', path: ONE, about},
  {method: 'PATCH', path: ONE, body: ['status', 'attributes'], about},
  {method: 'DELETE', path: ONE, about},
  {method: 'GET', path: `${ONE}/messages`, query: PAGE, about},
  {method: 'POST', path: `${ONE}/messages`, body: MESSAGE_FIELDS, about},
  {method: 'DELETE', path: `${ONE}/messages/:messageId`, about},
  {method: 'GET', path: `${ONE}/participants`, query: PAGE, about},
];

/** Over time, address, and the digest of the body. */
async function signed({headers, body, url}: Delivery): Promise<SignedDelivery | undefined> {
  const timestamp = headers.get('messagebird-request-timestamp');
  const signature = headers.get('messagebird-signature');
  if (!timestamp || !signature) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return {
    content: prefixed(`${timestamp}\n${url}\n`, digest),
    signatures: [bytesOf(signature, 'base64')],
    at: Number(timestamp) * 1000,
  };
}

/** The server half of Bird. */
export function birdGateway({
  accounts,
  baseUrl = 'https://api.bird.com',
  webhookUrl,
}: BirdGatewayOptions): GatewayProvider {
  return {
    baseUrl,
    allow: ALLOW,
    accounts: accountsOf(accounts, ({tenant, workspaceId, accessKey, signingKeys = []}) => ({
      ...(tenant !== undefined && {tenant}),
      headers: {authorization: `AccessKey ${accessKey}`},
      secrets: [accessKey, ...signingKeys],
      parameters: {workspaceId},
      webhookSecrets: signingKeys,
    })),
    webhooks: {
      signed: (delivery) => signed({...delivery, ...(webhookUrl !== undefined && {url: webhookUrl})}),
      // Events have no id of their own.
      read: (payload) => ({about: placeOfConversation(fieldsOf<WireEvent>(payload).payload)}),
    },
  };
}
