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

export interface SimulatedProvider {
  /** One per account: the server's side. */
  serve(backend: Backend): readonly HttpHandler[];
  /** One per tab: the page's side. */
  connect(backend: Backend, handlers: readonly HttpHandler[], life: Life): MessagingAdapter;
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
  (handlers: readonly HttpHandler[], life: Life): typeof fetch =>
  (input, init) =>
    whileAlive(
      life,
      (async () => {
        const response = await getResponse([...handlers], new Request(input, init));
        if (!response || response.type === 'error') throw new TypeError('Failed to fetch');
        return response;
      })(),
    );

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

export const simulatedProviders: Readonly<Record<string, SimulatedProvider>> = {
  memory: {
    serve: () => [],
    connect: (backend, _handlers, life) => mortal(createMemoryAdapter({backend}), life),
  },
  amplifi: {
    serve: (backend) => createAmplifiHandlers(backend, {replyIdDiffers: true}),
    connect: (_backend, handlers, life) =>
      createAmplifiAdapter({
        fetch: fetchOver(handlers, life),
        headers: bearer,
        organizationId: 'organization',
        polling,
      }),
  },
  surge: {
    serve: (backend) => createSurgeHandlers(backend),
    connect: (_backend, handlers, life) =>
      createSurgeAdapter({fetch: fetchOver(handlers, life), headers: bearer, accountId: 'acct_1', polling}),
  },
  bird: {
    serve: (backend) => createBirdHandlers(backend),
    connect: (_backend, handlers, life) =>
      createBirdAdapter({
        fetch: fetchOver(handlers, life),
        headers: () => ({authorization: 'AccessKey simulated'}),
        workspaceId: 'workspace',
        participantId: 'access-key',
        polling,
      }),
  },
  digivault: {
    serve: (backend) => createDigivaultHandlers(backend, {rateLimit: false}),
    connect: (_backend, handlers, life) =>
      createDigivaultAdapter({
        fetch: fetchOver(handlers, life),
        headers: bearer,
        rateLimit: {requests: 100_000, writes: 100_000},
        polling,
      }),
  },
  agentphone: {
    serve: (backend) => createAgentPhoneHandlers(backend),
    connect: (_backend, handlers, life) =>
      createAgentPhoneAdapter({fetch: fetchOver(handlers, life), headers: bearer, polling}),
  },
};
