import {getResponse} from 'msw';
import type {HttpOptions} from '../../../src/adapter/http.js';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {
  createConformanceWire,
  wireHooks,
  type ConformanceHooks,
  type KnownConversation,
  type WiredWorld,
} from '../../../src/conformance/index.js';
import {createAdapter} from './index.js';
import {createPigeonHandlers, PigeonPost} from './mock.js';

type World = WiredWorld & {readonly post: PigeonPost};

type Connect = (options: Required<Pick<HttpOptions, 'fetch' | 'headers'>>) => MessagingAdapter;

/** A fresh world and an adapter over it. */
export function setUp(connect: Connect = createAdapter): World {
  const post = new PigeonPost();
  const handlers = createPigeonHandlers(post);
  const wire = createConformanceWire({
    fetch: async (input, init) => (await getResponse(handlers, new Request(input, init))) ?? Response.error(),
  });
  return {
    post,
    wire,
    adapter: connect({fetch: wire.fetch, headers: wire.headers}),
    facts: {
      conversations: post.threads().map(({id, contact}) => ({id, name: contact.name ?? undefined})),
      open: {id: 'thread-1', name: 'Pen Friend 1', lastText: 'Hello 1'},
      history: {
        conversation: {id: 'thread-long'},
        texts: Array.from({length: 70}, (_, index) => `Line ${index + 1}`),
      },
    },
  };
}

const idOf = (known: KnownConversation): string => known.id ?? '';

/** What is known of the world and can be done to it; what happens on the wire comes from `wireHooks`. */
export const hooks: ConformanceHooks<World> = {
  ...wireHooks,
  unread: () => [{conversation: {id: 'thread-2'}, count: 3}],
  refusals: () => [{conversation: {id: 'thread-3'}, why: 'somebody who wants no letters', kinds: ['not-textable']}],
  deliveries: () => [{conversation: {id: 'thread-1'}, status: 'delivered'}],
  strangerId: () => 'thread-of-nobody',
  webhookPayloads: ({post}) => post.webhooks(),
  contactWrites: ({post}, known, text) => post.receive(idOf(known), text),
  advance: ({post}, milliseconds) => post.advance(milliseconds),
  setCredits: ({post}, credits) => {
    post.stamps = credits;
  },
  timesSent: ({post}, known, text) =>
    post.thread(idOf(known)).letters.filter((letter) => letter.from === 'us' && letter.text === text).length,
};
