import {fieldsOf, idOf, textOf} from '../../adapter/toolkit/fields.js';
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
import type {WireContact, WireConversation, WireEvent, WirePhoneNumber, WireSend} from './wire.js';

export interface SurgeGatewayAccount {
  readonly tenant?: string;
  readonly accountId: string;
  /**
   * A contact is read by its id alone, so a key reads the contacts of its whole project: tenants that must not meet need
   * projects of their own.
   */
  readonly apiKey: string;
  /** `whsec_…`; several while one is being replaced. */
  readonly webhookSecrets?: readonly string[];
}

export interface SurgeGatewayOptions {
  readonly accounts: AccountsOption<SurgeGatewayAccount>;
  /** `https://api.surge.app` by default. */
  readonly baseUrl?: string;
}

const CONTACT_FIELDS = ['phone_number', 'first_name', 'last_name', 'email', 'date_of_birth', 'metadata'];
const SEND_FIELDS = ['conversation', 'to', 'from', 'body', 'attachments', 'send_at', 'metadata', 'settings'];

function placeOfConversation(value: unknown): Place {
  const {id, contact, phone_number: own} = fieldsOf<WireConversation>(value);
  const {id: contactId, phone_number: address} = fieldsOf<WireContact>(contact);
  return placeOf({conversationId: id, contactId, address, ownNumberId: fieldsOf<WirePhoneNumber>(own).id});
}

function placeOfSend(body: unknown): Place {
  const {conversation, to, from} = fieldsOf<WireSend>(body);
  if (conversation === undefined) return placeOf({address: to, ownNumberId: from});
  const {id, contact, phone_number: ownNumberId} = fieldsOf<WireConversation>(conversation);
  return placeOf({conversationId: id, address: fieldsOf<WireContact>(contact).phone_number, ownNumberId});
}

const conversationIn = (row: unknown): unknown => fieldsOf<{readonly conversation: unknown}>(row).conversation;
const contactIn = (row: unknown): Place => {
  const {id, phone_number: address} = fieldsOf<WireContact>(row);
  return placeOf({contactId: id, address});
};

const ALLOW: readonly AllowedRequest[] = [
  {
    ...{method: 'GET', path: '/accounts/:accountId/messages', query: ['after']},
    rows: {field: 'data', about: (row) => placeOfConversation(conversationIn(row))},
  },
  {
    ...{method: 'POST', path: '/accounts/:accountId/messages', body: SEND_FIELDS},
    about: ({body}) => placeOfSend(body),
  },
  {
    ...{method: 'GET', path: '/accounts/:accountId/contacts', query: ['after']},
    rows: {field: 'data', about: contactIn},
  },
  {
    ...{method: 'POST', path: '/accounts/:accountId/contacts', body: CONTACT_FIELDS},
    about: ({body}) => contactIn(body),
  },
  {method: 'GET', path: '/contacts/:contactId', about: ({parameters}) => placeOf(parameters)},
  {method: 'PATCH', path: '/contacts/:contactId', body: CONTACT_FIELDS, about: ({parameters}) => placeOf(parameters)},
  {method: 'GET', path: '/accounts/:accountId/phone_numbers', query: ['after'], about: 'anybody'},
];

/** Standard Webhooks: any of several signatures over id, time and body. */
function signed({headers, body}: Delivery): SignedDelivery | undefined {
  const [id, timestamp] = [headers.get('webhook-id'), headers.get('webhook-timestamp')];
  const signatures = headers.get('webhook-signature')?.match(/(?<=(?:^|\s)v1,)\S+/g) ?? [];
  if (!id || !timestamp || signatures.length === 0) return undefined;
  return {
    content: prefixed(`${id}.${timestamp}.`, body),
    signatures: signatures.map((signature) => bytesOf(signature, 'base64')),
    at: Number(timestamp) * 1000,
  };
}

/** The server half of Surge. */
export function surgeGateway({accounts, baseUrl = 'https://api.surge.app'}: SurgeGatewayOptions): GatewayProvider {
  return {
    baseUrl,
    allow: ALLOW,
    accounts: accountsOf(accounts, ({apiKey, accountId, ...account}) => ({
      ...account,
      headers: {authorization: `Bearer ${apiKey}`},
      secrets: [apiKey, ...(account.webhookSecrets ?? [])],
      parameters: {accountId},
    })),
    webhooks: {
      signed,
      keyOf: (secret) => bytesOf(secret.replace(/^whsec_/, ''), 'base64'),
      read(payload, {headers}) {
        const {account_id: accountId, type, data} = fieldsOf<WireEvent>(payload);
        const id = headers.get('webhook-id');
        const isConversation = type === 'conversation.created';
        const about = conversationIn(data) ?? (isConversation ? data : undefined);
        const account = textOf(accountId);
        return {
          ...(id && {id}),
          ...(account !== undefined && {parameters: {accountId: account}}),
          // Of consent an event names the contact alone.
          about: about ? placeOfConversation(about) : placeOf({contactId: idOf(fieldsOf<WireContact>(data).id)}),
        };
      },
    },
  };
}
