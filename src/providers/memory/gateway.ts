import type {AdapterEvent} from '../../adapter/adapter-event.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {placeOf, type AllowedRequest, type AskedOf, type GatewayProvider, type Place} from '../../gateway/index.js';
import type {MetadataEdit} from '../../model/contact-details.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';

export interface MemoryGatewayOptions {
  /** The world that all viewers share, such as `createMemoryAdapter()`. */
  readonly adapter: MessagingAdapter;
  readonly tenant?: string;
}

/** Of what a call is, by its arguments. */
type About = 'anybody' | ((given: readonly unknown[]) => Place);

const byId: About = ([conversationId]) => placeOf({conversationId});
const byQuery: About = ([query]) => placeOf(fieldsOf<Place>(query));

function byRow(row: unknown): Place {
  const {id, ownEndpoint} = fieldsOf<Conversation>(row);
  return placeOf({conversationId: id, ownNumberId: fieldsOf<{id: unknown}>(ownEndpoint).id});
}

/** Every call of the adapter that goes over the wire, by its method's name. */
const CALLS: readonly (readonly ['GET' | 'POST', keyof MessagingAdapter, About?])[] = [
  ['GET', 'listConversations'],
  ['GET', 'listMessages', byQuery],
  ['GET', 'getConversation', byId],
  ['GET', 'listOwnEndpoints', 'anybody'],
  ['GET', 'listTemplates', byId],
  ['GET', 'describeStart'],
  ['POST', 'sendMessage', byQuery],
  ['POST', 'startConversation'],
  ['POST', 'markRead', byId],
  ['POST', 'setArchived', byId],
  ['POST', 'setStarred', byId],
  ['POST', 'deleteConversation', byId],
  ['POST', 'deleteMessage', byId],
  ['POST', 'react', byId],
  ['POST', 'updateMetadata', byId],
];

/** JSON has no `undefined`, which takes an entry out: the names of those come beside the edit. */
function editIn([id, edit, removed]: readonly unknown[]): readonly unknown[] {
  const {base, changes} = fieldsOf<MetadataEdit>(edit);
  const gone = Array.isArray(removed) ? removed.map((key) => [String(key), undefined] as const) : [];
  return [id, {base, changes: {...fieldsOf(changes), ...Object.fromEntries(gone)}}];
}

async function ask(
  adapter: MessagingAdapter,
  name: keyof MessagingAdapter,
  given: readonly unknown[],
): Promise<unknown> {
  const method: unknown = Reflect.get(adapter, name);
  if (typeof method !== 'function') return null;
  const answered: unknown = await Reflect.apply(method, adapter, name === 'updateMetadata' ? editIn(given) : given);
  return answered ?? null;
}

function argumentsIn({query, body}: Pick<AskedOf, 'query' | 'body'>): readonly unknown[] {
  const text = query.get('arguments');
  try {
    const given: unknown = text === null ? body['arguments'] : JSON.parse(text);
    return Array.isArray(given) ? given : [];
  } catch {
    return [];
  }
}

const ALLOW = CALLS.map(([method, name, about]): AllowedRequest => ({
  method,
  path: `/${name}`,
  ...(method === 'GET' ? {query: ['arguments']} : {body: ['arguments']}),
  ...(about && {about: about === 'anybody' ? about : (asked) => about(argumentsIn(asked))}),
  ...(name === 'listConversations' && {rows: {field: 'items', about: byRow}}),
}));

/** The server half of the embedded world, which needs no key: pages reach it with `createRemoteMemoryAdapter`. */
export function memoryGateway({adapter, tenant}: MemoryGatewayOptions): GatewayProvider {
  const ofTenant = tenant === undefined ? {} : {tenant};
  return {
    baseUrl: 'memory:',
    allow: ALLOW,
    accounts: () => [{...ofTenant, headers: {}, secrets: []}],
    fetch: async (input, init) => answer(adapter, new URL(input instanceof Request ? input.url : input), init?.body),
    listen(tell) {
      const subscription = adapter.subscribe?.((event) => {
        if (event.type === 'connection-changed' || event.type === 'details-progress') return;
        tell({...ofTenant, payload: event, about: placeOfEvent(event)});
      });
      return () => subscription?.close();
    },
  };
}

async function answer(adapter: MessagingAdapter, {pathname, searchParams}: URL, body: unknown): Promise<Response> {
  const call = CALLS.find(([, name]) => name === pathname.replace(/^\/+/, ''));
  const given = argumentsIn({
    query: searchParams,
    body: fieldsOf<Record<string, unknown>>(typeof body === 'string' ? JSON.parse(body) : {}),
  });
  try {
    return Response.json({result: call ? await ask(adapter, call[1], given) : null});
  } catch (thrown) {
    const {kind, code, message, field, retryAfter, outcomeUnknown} = ConversationError.from(thrown);
    const status = outcomeUnknown ? 500 : (STATUSES[kind] ?? 422);
    return Response.json({kind, code, message, field, retryAfter}, {status});
  }
}

const STATUSES: {readonly [Kind in ConversationError['kind']]?: number} = {
  'not-found': 404,
  conflict: 409,
  'rate-limited': 429,
  network: 503,
  server: 500,
};

function placeOfEvent(event: AdapterEvent): Place {
  const said = fieldsOf<{conversation: Conversation; message: Message; conversationId: string}>(event);
  if (said.conversation) return byRow(said.conversation);
  const {conversationId} = fieldsOf<Message>(said.message);
  return placeOf({conversationId: conversationId ?? said.conversationId});
}
