// The servers that are compared. Each opens an event stream for whoever asks for /messaging/bench/events, and tells all of
// them what it is told.
import {createServer} from 'node:http';
import {serve as serveNode} from '@hono/node-server';
import {createChannel, createSession} from 'better-sse';
import {Hono} from 'hono';
import {streamSSE} from 'hono/streaming';
import {serve as serveStandard} from 'srvx';
import {createGateway} from '../../../dist/gateway/index.js';
import {nodeListener} from '../../../dist/gateway/node.js';

const HEADERS = {'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform'};
const PUBLIC_URL = 'http://127.0.0.1/messaging';

const listening = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

/** What most people would write, and the fastest that there can be: one buffer to all, with or without Node's own framing. */
function bare(isRaw) {
  return async () => {
    const open = new Set();
    const server = createServer((request, response) => {
      response.writeHead(200, HEADERS).flushHeaders();
      const to = isRaw ? response.socket : response;
      open.add(to);
      response.on('close', () => open.delete(to));
    });
    let id = 0;
    const tell = (text) => {
      const event = `id: ${++id}\nevent: webhook\ndata: ${text}\n\n`;
      const bytes = Buffer.from(isRaw ? `${event.length.toString(16)}\r\n${event}\r\n` : event);
      for (const to of open) to.write(bytes);
    };
    return {port: await listening(server), tell};
  };
}

/** The gateway, with one tenant of which everybody is, and every viewer asked for what they may see. */
function gateway(listen) {
  return async () => {
    let tellGateway = () => {};
    const made = createGateway({
      publicUrl: PUBLIC_URL,
      authorize: () => ({user: 'anna', sees: ({conversationId}) => conversationId !== 'of somebody else'}),
      providers: {
        bench: {
          ...{baseUrl: PUBLIC_URL, accounts: () => [], allow: []},
          listen(tell) {
            tellGateway = tell;
            return () => {};
          },
        },
      },
      limits: {viewer: {perMinute: 1e6}, tenant: {perMinute: 1e6}},
      streams: {perViewer: 10_000},
    });
    const port = await listen(made);
    return {port, tell: (payload) => tellGateway({payload, about: {conversationId: 'c-1'}})};
  };
}

const standardServer = async (fetch) => {
  const server = serveStandard({fetch, port: 0, hostname: '127.0.0.1', silent: true, gracefulShutdown: false});
  await server.ready();
  return Number(new URL(server.url).port);
};

/** What a `Response` costs at least, whoever makes it: a stream without a bound and without a viewer. */
async function bareResponse() {
  const open = new Set();
  const port = await standardServer(() => {
    let mine;
    const body = new ReadableStream({
      start: (controller) => open.add((mine = controller)),
      cancel: () => open.delete(mine),
    });
    mine.enqueue(Buffer.from(': open\n\n'));
    return new Response(body, {headers: HEADERS});
  });
  let id = 0;
  const tell = (text) => {
    const bytes = Buffer.from(`id: ${++id}\nevent: webhook\ndata: ${text}\n\n`);
    for (const controller of open) controller.enqueue(bytes);
  };
  return {port, tell};
}

const contestants = {
  'bare node:http': {start: bare(true), around: 30},
  'response.write': {start: bare(false), around: 30},
  'parlor/gateway/node': {
    start: gateway((made) => listening(createServer(nodeListener(made)))),
    around: 96,
  },
  'parlor, plain fetch': {
    start: gateway((made) => listening(createServer(nodeListener({fetch: (request) => made.fetch(request)})))),
    around: 96,
  },
  'parlor, plain fetch over srvx': {
    start: gateway((made) => standardServer((request) => made.fetch(request))),
    around: 96,
  },
  'bare Response over srvx': {start: bareResponse, around: 30},
  'better-sse': {
    around: 70,
    async start() {
      const channel = createChannel();
      const server = createServer((request, response) => {
        void createSession(request, response).then((session) => channel.register(session));
      });
      return {port: await listening(server), tell: (text) => channel.broadcast(text, 'webhook')};
    },
  },
  'hono streamSSE': {
    around: 30,
    async start() {
      const open = new Set();
      const app = new Hono().get('/messaging/bench/events', (context) =>
        streamSSE(context, async (stream) => {
          open.add(stream);
          await new Promise((resolve) => stream.onAbort(resolve));
          open.delete(stream);
        }),
      );
      let id = 0;
      const port = await new Promise((resolve) => {
        serveNode({fetch: app.fetch, port: 0, hostname: '127.0.0.1'}, ({port}) => resolve(port));
      });
      const tell = (data) => {
        id++;
        for (const stream of open) void stream.writeSSE({id: String(id), event: 'webhook', data});
      };
      return {port, tell};
    },
  },
};

/** The floor comes first. */
export const NAMES = Object.keys(contestants);

/** @returns its port, how it is told something, and the bytes that it puts around that */
export async function start(name) {
  const {start, around} = contestants[name];
  return {...(await start()), around};
}
