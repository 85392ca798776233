import {fileURLToPath} from 'node:url';
import {getResponse, type HttpHandler} from 'msw';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Backend} from '../../src/backend/backend.js';
import {createAgentPhoneHandlers} from '../../src/providers/agentphone/mock.js';
import {createAmplifiHandlers} from '../../src/providers/amplifi/mock.js';
import {createBirdHandlers} from '../../src/providers/bird/mock.js';
import {createDigivaultHandlers} from '../../src/providers/digivault/mock.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {createSurgeHandlers, pastSurgeWebhooks, relaySurgeWebhooks} from '../../src/providers/surge/mock.js';
import {serve} from '../../scripts/static-server.mjs';
import type {EVERY_PROVIDER} from './inbox-page.js';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export type ProviderName = (typeof EVERY_PROVIDER)[number];

interface AccountSetUp {
  readonly handlers: (backend: Backend, baseUrl: string) => readonly HttpHandler[];
  readonly authorization?: string;
  /** For a provider whose history says too little by itself: what its webhooks told so far, growing. */
  readonly webhooks?: (backend: Backend) => readonly unknown[];
  /** What the page gives the adapter besides its address. */
  readonly options?: object;
}

const setUps: Readonly<Record<ProviderName, AccountSetUp>> = {
  memory: {handlers: () => []},
  amplifi: {handlers: (backend, baseUrl) => createAmplifiHandlers(backend, {baseUrl})},
  surge: {
    handlers: (backend, baseUrl) => createSurgeHandlers(backend, {baseUrl}),
    // Its history tells neither direction nor status; a host that wants to know relays the webhooks.
    webhooks(backend) {
      const told: unknown[] = [...pastSurgeWebhooks(backend)];
      relaySurgeWebhooks(backend, (event) => told.push(event));
      return told;
    },
    options: {accountId: 'acct_01j9a43avnfqzbjfch6pygv1td', webhooks: true},
  },
  bird: {
    handlers: (backend, baseUrl) => createBirdHandlers(backend, {baseUrl}),
    authorization: 'AccessKey kept-on-the-server',
    options: {workspaceId: 'workspace', participantId: 'access-key'},
  },
  digivault: {handlers: (backend, baseUrl) => createDigivaultHandlers(backend, {baseUrl})},
  agentphone: {handlers: (backend, baseUrl) => createAgentPhoneHandlers(backend, {baseUrl})},
};

export interface AccountServer {
  readonly backend: Backend;
  /** The page of the account. */
  readonly url: string;
  /** Sends the server has heard of, answered or not. */
  sends(): number;
  /** When each request arrived, by the backend's clock. */
  readonly requests: readonly {readonly at: number; readonly method: string; readonly path: string}[];
  close(): Promise<void>;
}

/** One account at one provider behind a real HTTP server: pages come and go, the account stays. */
export async function serveAccount(
  provider: ProviderName,
  backend: Backend,
  polling: object | undefined = OFTEN,
): Promise<AccountServer> {
  const {handlers, webhooks, authorization = 'Bearer kept-on-the-server', options = {}} = setUps[provider];
  const api = handlers(backend, 'http://localhost/api');
  const told = webhooks?.(backend);
  const embedded = createMemoryAdapter({backend});
  const requests: {at: number; method: string; path: string}[] = [];
  const server = await serve({
    dirs: [fromRoot('test/e2e/host'), fromRoot('dist/browser')],
    answer: async (request: Request) => {
      const {pathname, searchParams} = new URL(request.url);
      if (pathname === '/webhooks') return Response.json(told?.slice(Number(searchParams.get('from'))) ?? []);
      const isEmbedded = pathname.startsWith('/embedded/');
      if (!isEmbedded && !pathname.startsWith('/api/')) return undefined;
      const isRead = request.method === 'GET' || (isEmbedded && !pathname.endsWith('/sendMessage'));
      requests.push({at: backend.clock.now(), method: isRead ? 'GET' : request.method, path: pathname});
      if (isEmbedded)
        return answerEmbedded(embedded, pathname.slice('/embedded/'.length), (await request.json()) as never);
      const proxied = new Request(request);
      proxied.headers.set('authorization', authorization);
      proxied.headers.set('x-organization-id', 'organization');
      return getResponse([...api], proxied);
    },
  });
  const query = new URLSearchParams({
    provider,
    webhooks: told ? 'yes' : 'no',
    options: JSON.stringify({...(polling && {polling}), ...options}),
  });
  return {
    backend,
    requests,
    url: `${server.url}/account.html?${query.toString()}`,
    sends: () =>
      requests.filter(({method, path}) => method === 'POST' && /message|repl|sendMessage/i.test(path)).length,
    close: async () => {
      backend.close();
      await server.close();
    },
  };
}

/** The network is this machine: looking often costs nothing. */
const OFTEN = {conversations: 1500, messages: 700};

async function answerEmbedded(adapter: MessagingAdapter, method: string, query: never): Promise<Response> {
  const {contractVersion, id, name, capabilities} = adapter;
  if (method === 'describe') return Response.json({contractVersion, id, name, capabilities});
  try {
    return Response.json((await askEmbedded(adapter, method, query)) ?? null);
  } catch (thrown) {
    // What never arrived, or was answered to nobody, is no answer: the line goes dead, as over HTTP.
    if (thrown instanceof ConversationError && thrown.kind === 'network') return Response.error();
    return new Response(String(thrown), {status: 500});
  }
}

function askEmbedded(adapter: MessagingAdapter, method: string, query: never): Promise<unknown> | undefined {
  switch (method) {
    case 'listConversations':
      return adapter.listConversations(query);
    case 'listMessages':
      return adapter.listMessages(query);
    case 'sendMessage':
      return adapter.sendMessage(query);
    case 'getConversation':
      return adapter.getConversation?.(query);
    case 'markRead':
      return adapter.markRead?.(query);
    default:
      throw new RangeError(`The embedded adapter is not asked to ${method} here.`);
  }
}
