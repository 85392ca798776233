import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {
  accountsOf,
  placeOf,
  type AccountsOption,
  type AllowedRequest,
  type GatewayProvider,
  type Place,
} from '../../gateway/index.js';
import type {WireConversation} from './wire.js';

export interface AmplifiGatewayAccount {
  readonly tenant?: string;
  readonly organizationId: string;
  /** Of a session that ends after about an hour: give `accounts` as a function that has a fresh one. */
  readonly token: string;
}

export interface AmplifiGatewayOptions {
  readonly accounts: AccountsOption<AmplifiGatewayAccount>;
  /** `https://api.amplifi.com` by default. */
  readonly baseUrl?: string;
}

function placeOfRow(row: unknown): Place {
  const {phoneNumber, contactId} = fieldsOf<WireConversation>(row);
  return placeOf({conversationId: phoneNumber, address: phoneNumber, contactId});
}

const REPLY_FIELDS = ['message', 'fromPhoneNumberId', 'mediaUrl', 'normalizeText', 'forceRoute'];

const ALLOW: readonly AllowedRequest[] = [
  {
    ...{method: 'GET', path: '/api/conversations', query: ['unread', 'unresponded', 'search', 'includeArchived']},
    rows: {about: placeOfRow},
  },
  {
    ...{method: 'GET', path: '/api/conversations/:phoneNumber/messages', query: ['limit', 'cursor']},
    about: ({parameters}) => placeOfRow(parameters),
  },
  {
    ...{method: 'POST', path: '/api/conversations/:phoneNumber/reply', body: REPLY_FIELDS},
    about: ({parameters, body}) => ({...placeOfRow(parameters), ...placeOf({ownNumberId: body['fromPhoneNumberId']})}),
  },
];

/** The server half of Amplifi, which has no webhooks: pages look for what is new. */
export function amplifiGateway({
  accounts,
  baseUrl = 'https://api.amplifi.com',
}: AmplifiGatewayOptions): GatewayProvider {
  return {
    baseUrl,
    allow: ALLOW,
    accounts: accountsOf(accounts, ({tenant, organizationId, token}) => ({
      ...(tenant !== undefined && {tenant}),
      headers: {authorization: `Bearer ${token}`, 'x-organization-id': organizationId},
      secrets: [token],
    })),
  };
}
