import {fieldsOf, idOf, textOf} from '../../adapter/toolkit/fields.js';
import {
  accountsOf,
  bytesOf,
  placeOf,
  type AccountsOption,
  type AllowedRequest,
  type Delivery,
  type GatewayProvider,
  type Place,
  type ProviderBudget,
  type SignedDelivery,
} from '../../gateway/index.js';
import type {WireEvent} from './wire.js';

export interface DigivaultGatewayAccount {
  readonly tenant?: string;
  readonly token: string;
  /** Each tenant needs its own, since events name no account. */
  readonly webhookSecrets?: readonly string[];
}

export interface DigivaultGatewayOptions {
  readonly accounts: AccountsOption<DigivaultGatewayAccount>;
  /** `https://api.digivault.com` by default. */
  readonly baseUrl?: string;
  /** What an account may ask, all its viewers together: 100 requests and 10 writes a minute by default, as documented. */
  readonly budget?: ProviderBudget;
}

interface WireAny {
  readonly id: unknown;
  readonly conversation_id: unknown;
  readonly contact_id: unknown;
}

/** Contacts and groups name their conversation, and so do messages; a conversation is one. */
function placeOfConversation(value: unknown): Place {
  const {id, contact_id: contactId} = fieldsOf<WireAny>(value);
  return placeOf({conversationId: id, contactId});
}
const placeOfMessage = (value: unknown): Place => placeOf({conversationId: fieldsOf<WireAny>(value).conversation_id});
function placeOfContact(value: unknown): Place {
  const {id, conversation_id: conversationId} = fieldsOf<WireAny>(value);
  return placeOf({contactId: id, conversationId});
}

const PAGE = ['limit', 'starting_after', 'ending_before'];
const ofConversation: AllowedRequest['about'] = ({parameters}) => placeOf({conversationId: parameters['id']});
const ofContact: AllowedRequest['about'] = ({parameters}) => placeOf({contactId: parameters['id']});

const ALLOW: readonly AllowedRequest[] = [
  {method: 'GET', path: '/v1/conversations', query: PAGE, rows: {field: 'data', about: placeOfConversation}},
  {
    ...{method: 'POST', path: '/v1/conversations', body: ['contact_id', 'group_id']},
    about: ({body}) => placeOf({contactId: body['contact_id'] ?? body['group_id']}),
  },
  {method: 'GET', path: '/v1/conversations/:id', about: ofConversation},
  {method: 'PUT', path: '/v1/conversations/:id', body: ['archived_at'], about: ofConversation},
  {method: 'DELETE', path: '/v1/conversations/:id', about: ofConversation},
  {
    ...{method: 'GET', path: '/v1/messages', query: ['conversation_id', ...PAGE]},
    about: ({query}) => placeOf({conversationId: query.get('conversation_id')}),
    // A server may ignore which conversation was asked for.
    rows: {field: 'data', about: placeOfMessage},
  },
  {
    ...{method: 'POST', path: '/v1/messages', body: ['conversation_id', 'message', 'attachments']},
    about: ({body}) => placeOfMessage(body),
  },
  {
    ...{method: 'DELETE', path: '/v1/messages/:id'},
    // It does not say in which conversation it is; the message does, and stays there.
    readFirst: {
      path: ({parameters: {id = ''}}) => `/v1/messages/${encodeURIComponent(id)}`,
      about(answer, {parameters}) {
        const {id, conversation_id: conversationId} = fieldsOf<WireAny>(answer);
        return id === parameters['id'] && idOf(conversationId) !== undefined ? placeOfMessage(answer) : undefined;
      },
    },
  },
  ...['contacts', 'groups'].flatMap((name): AllowedRequest[] => [
    {method: 'GET', path: `/v1/${name}`, query: PAGE, rows: {field: 'data', about: placeOfContact}},
    {method: 'GET', path: `/v1/${name}/:id`, about: ofContact},
  ]),
];

/** The body alone is signed, without a time; the two names are those of the document's samples. */
function signed({headers, body}: Delivery): SignedDelivery | undefined {
  const signature = headers.get('x-digivault-signature') ?? headers.get('x-bitvault-signature');
  return signature ? {content: body, signatures: [bytesOf(signature.replace(/^sha256=/, ''), 'hex')]} : undefined;
}

/** What an event is about, by the kind of its object. */
function placeOfEvent(payload: unknown): Place {
  const {type, data} = fieldsOf<WireEvent>(payload);
  const {object} = fieldsOf<WireEvent['data']>(data);
  const kind = textOf(type) ?? '';
  if (kind.startsWith('conversation.message.')) return placeOfMessage(object);
  return kind.startsWith('conversation.') ? placeOfConversation(object) : placeOfContact(object);
}

/** The server half of DigiVault. */
export function digivaultGateway({
  accounts,
  baseUrl = 'https://api.digivault.com',
  budget = {requests: 100, writes: 10, window: 60_000},
}: DigivaultGatewayOptions): GatewayProvider {
  return {
    baseUrl,
    budget,
    allow: ALLOW,
    accounts: accountsOf(accounts, ({token, ...account}) => ({
      ...account,
      headers: {authorization: `Bearer ${token}`},
      secrets: [token, ...(account.webhookSecrets ?? [])],
    })),
    webhooks: {
      signed,
      read(payload) {
        const id = idOf(fieldsOf<WireEvent>(payload).id);
        return {...(id !== undefined && {id}), about: placeOfEvent(payload)};
      },
    },
  };
}
