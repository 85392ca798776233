import {getResponse, type HttpHandler} from 'msw';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';
import {createAgentPhoneAdapter} from '../../src/providers/agentphone/index.js';
import {createAgentPhoneHandlers} from '../../src/providers/agentphone/mock.js';
import {createAmplifiAdapter} from '../../src/providers/amplifi/index.js';
import {createAmplifiHandlers} from '../../src/providers/amplifi/mock.js';
import {createBirdAdapter} from '../../src/providers/bird/index.js';
import {createBirdHandlers} from '../../src/providers/bird/mock.js';
import {createDigivaultAdapter} from '../../src/providers/digivault/index.js';
import {createDigivaultHandlers} from '../../src/providers/digivault/mock.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {createSurgeAdapter} from '../../src/providers/surge/index.js';
import {createSurgeHandlers} from '../../src/providers/surge/mock.js';

/** Whether the page that asked is still there to hear the answer. */
export interface Life {
  dead: boolean;
}

/** What a provider is asked with. */
export interface Connection {
  readonly backend: Backend;
  readonly handlers: readonly HttpHandler[];
  readonly life: Life;
  /** Conversations or messages of a page, where the client says how many it wants. */
  readonly pageSize: number;
  /** The header of an answer "not now": `null` for none, `undefined` for what the provider writes by itself. */
  readonly retryAfter: () => string | null | undefined;
}

export interface SimulatedProvider {
  /** What is archived is not in the list. */
  readonly hidesArchived: boolean;
  /** What is said between a contact and another number of ours is another conversation. */
  readonly splitsByNumber?: boolean;
  /** The adapter reads no more of them, and says so. */
  readonly mostConversations?: number;
  /** One per account: the server's side. */
  serve(backend: Backend): readonly HttpHandler[];
  /** One per tab: the page's side. */
  connect(connection: Connection): MessagingAdapter;
}

/** Answers nothing to a page that is gone; what was processed stays processed. */
const whileAlive = async <Value>(life: Life, work: Promise<Value>): Promise<Value> => {
  try {
    const value = await work;
    return life.dead ? await new Promise<never>(() => {}) : value;
  } catch (thrown) {
    if (life.dead) return new Promise<never>(() => {});
    throw thrown;
  }
};

/** `fetch` over the handlers themselves: the provider's wire, without sockets. */
const fetchOver =
  ({handlers, life, retryAfter}: Connection): typeof fetch =>
  (input, init) =>
    whileAlive(
      life,
      (async () => {
        const response = await getResponse([...handlers], new Request(input, init));
        if (!response || response.type === 'error') throw new TypeError('Failed to fetch');
        return response.status === 429 ? withRetryAfter(response, retryAfter()) : response;
      })(),
    );

function withRetryAfter(response: Response, value: string | null | undefined): Response {
  if (value === undefined) return response;
  const {status, statusText} = response;
  const headers = new Headers(response.headers);
  if (value === null) headers.delete('retry-after');
  else headers.set('retry-after', value);
  return new Response(response.body, {status, statusText, headers});
}

function mortal(adapter: MessagingAdapter, life: Life): MessagingAdapter {
  return {
    ...adapter,
    listConversations: (query, options) => whileAlive(life, adapter.listConversations(query, options)),
    listMessages: (query, options) => whileAlive(life, adapter.listMessages(query, options)),
    sendMessage: (message, options) => whileAlive(life, adapter.sendMessage(message, options)),
    ...(adapter.markRead && {
      markRead: (id, options) => whileAlive(life, Promise.resolve(adapter.markRead?.(id, options))),
    }),
  };
}

const bearer = () => ({authorization: 'Bearer simulated'});
const polling = {conversations: 5000, messages: 2000};

/** What the adapters over HTTP have in common. */
const overHttp = (connection: Connection) => ({fetch: fetchOver(connection), headers: bearer, polling});

export const simulatedProviders: Readonly<Record<string, SimulatedProvider>> = {
  memory: {
    hidesArchived: true,
    serve: () => [],
    connect: ({backend, life, pageSize}) => mortal(createMemoryAdapter({backend, pageSize}), life),
  },
  amplifi: {
    hidesArchived: true,
    serve: (backend) => createAmplifiHandlers(backend, {replyIdDiffers: true}),
    connect: (connection) =>
      createAmplifiAdapter({
        ...{...overHttp(connection), organizationId: 'organization', pageSize: connection.pageSize},
      }),
  },
  surge: {
    splitsByNumber: true,
    hidesArchived: false,
    serve: (backend) => createSurgeHandlers(backend),
    connect: (connection) => createSurgeAdapter({...overHttp(connection), accountId: 'acct_1'}),
  },
  bird: {
    // It has no archive: what is archived in the world behind is closed, and listed.
    hidesArchived: false,
    serve: (backend) => createBirdHandlers(backend),
    connect: (connection) =>
      createBirdAdapter({
        ...overHttp(connection),
        headers: () => ({authorization: 'AccessKey simulated'}),
        ...{workspaceId: 'workspace', participantId: 'access-key', pageSize: connection.pageSize},
      }),
  },
  digivault: {
    hidesArchived: true,
    mostConversations: 900,
    serve: (backend) => createDigivaultHandlers(backend, {rateLimit: false}),
    connect: (connection) =>
      createDigivaultAdapter({
        ...overHttp(connection),
        rateLimit: {requests: 100_000, writes: 100_000},
        pageSize: connection.pageSize,
      }),
  },
  agentphone: {
    splitsByNumber: true,
    hidesArchived: true,
    serve: (backend) => createAgentPhoneHandlers(backend),
    connect: (connection) => createAgentPhoneAdapter({...overHttp(connection), pageSize: connection.pageSize}),
  },
};
