import {createServer, type ServerResponse} from 'node:http';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {Backend} from '../../src/backend/backend.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import {createGateway, type Gateway, type GatewayProvider} from '../../src/gateway/index.js';
import {nodeListener} from '../../src/gateway/node.js';
import {memoryGateway} from '../../src/providers/memory/gateway.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';

const dist = fileURLToPath(new URL('../../dist/browser', import.meta.url));

/** Who a product writes through, and what its page says of them. */
export interface Connected {
  readonly name: string;
  readonly half: GatewayProvider;
  /** What the adapter in the page is told besides. */
  readonly options?: object;
  /** Told where the gateway is, before anything happens. */
  readonly sendWebhooksTo?: (publicUrl: string) => void;
  readonly close?: () => Promise<void>;
}

const pageOf = ({name, options = {}}: Connected): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A product with a gateway</title>
    <link rel="icon" href="data:," />
    <style>body { margin: 0 } parlor-inbox { block-size: 100vh }</style>
    <script type="module" src="/parlor.js"></script>
  </head>
  <body>
    <parlor-inbox provider="${name}" gateway="/messaging" adapter-options='${JSON.stringify(options)}'></parlor-inbox>
  </body>
</html>`;

const embedded = async (backend: Backend): Promise<Connected> => ({
  name: 'memory',
  half: memoryGateway({adapter: createMemoryAdapter({backend}), tenant: 'acme'}),
});

/** A product's server: its page, our files and a gateway, whose connections the test can break. */
export interface GatewayServer {
  readonly url: string;
  readonly backend: Backend;
  /** How many streams are open. */
  readonly streams: number;
  /** How often a stream was asked for. */
  readonly streamsAsked: number;
  /** Breaks all streams off; while it lasts, there are no new ones. */
  cutStreams(lasts: boolean): void;
  /** The answers of so many sends are lost on the way back. */
  loseAnswers(count: number): void;
  /** Nobody is signed in any more, or somebody is again. */
  signOut(isOut: boolean): void;
  close(): Promise<void>;
}

export async function serveProduct(
  connect: (backend: Backend) => Promise<Connected> = embedded,
): Promise<GatewayServer> {
  const backend = createBackend({scenario: 'busy-inbox'});
  const connected = await connect(backend);
  const page = pageOf(connected);
  const streams = new Set<ServerResponse>();
  const world = {streamsAsked: 0, isCut: false, answersToLose: 0, isOut: false};
  const handler: {listener?: ReturnType<typeof nodeListener>} = {};
  const server = createServer((request, response) => {
    const {url = '/', method} = request;
    if (!url.startsWith('/messaging/')) return void serveFile(url, page, response);
    if (url.endsWith('/events')) {
      world.streamsAsked++;
      if (world.isCut) return void response.destroy();
      streams.add(response);
      response.on('close', () => streams.delete(response));
    } else if (method === 'POST' && url.endsWith('/sendMessage') && world.answersToLose > 0) {
      world.answersToLose--;
      // It is done; whoever asked hears nothing of that.
      response.end = () => response.destroy();
    }
    handler.listener?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const gateway: Gateway = createGateway({
    providers: {[connected.name]: connected.half},
    authorize: () => (world.isOut ? null : {tenant: 'acme', user: 'anna', name: 'Anna'}),
    publicUrl: `${url}/messaging`,
  });
  handler.listener = nodeListener(gateway);
  connected.sendWebhooksTo?.(`${url}/messaging`);
  const breakOff = () => [...streams].forEach((stream) => stream.destroy());
  return {
    url,
    backend,
    get streams() {
      return streams.size;
    },
    get streamsAsked() {
      return world.streamsAsked;
    },
    cutStreams(lasts) {
      world.isCut = lasts;
      breakOff();
    },
    loseAnswers: (count) => void (world.answersToLose = count),
    signOut(isOut) {
      world.isOut = isOut;
      breakOff();
    },
    async close() {
      await gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      backend.close();
      await connected.close?.();
    },
  };
}

async function serveFile(url: string, page: string, response: ServerResponse): Promise<void> {
  if (url === '/') {
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(page);
    return;
  }
  const file = await readFile(dist + new URL(url, 'http://localhost').pathname).catch(() => undefined);
  response.writeHead(file ? 200 : 404, {'content-type': 'text/javascript; charset=utf-8'}).end(file);
}
