/**
 * One node of a product, as a process of its own: its page, our files and a gateway, with Redis as the log. Can be killed
 * in the middle of a send, at exactly the moment that the send's text names.
 */
import {readFile} from 'node:fs/promises';
import {createServer, type ServerResponse} from 'node:http';
import {createGateway, type GatewayLog, type Viewer} from '../../src/gateway/index.js';
import {nodeListener} from '../../src/gateway/node.js';
import {redisLog} from '../../src/gateway/redis.js';
import {ACCOUNT_IDS, HALVES} from './accounts.js';
import {deathIn, type Death} from './deaths.js';
import type {NodeMessage, NodeSettings} from './processes.js';
import {RespClient} from './redis.js';
import {viewerIn} from './sessions.js';

const settings = JSON.parse(process.argv[2] ?? '{}') as NodeSettings;

const pageOf = () => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A product on two nodes</title>
    <link rel="icon" href="data:," />
    <style>body { margin: 0 } parlor-inbox { block-size: 100vh }</style>
    <script type="module" src="/parlor.js"></script>
  </head>
  <body>
    <parlor-inbox provider="surge" gateway="/messaging" storage-key="anna"
      adapter-options='{"accountId": "${ACCOUNT_IDS.surge.acme}"}'></parlor-inbox>
  </body>
</html>`;

async function serveFile(url: string, response: ServerResponse): Promise<void> {
  if (url === '/') return void response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(pageOf());
  const file = await readFile(settings.files + new URL(url, 'http://localhost').pathname).catch(() => undefined);
  response.writeHead(file ? 200 : 404, {'content-type': 'text/javascript; charset=utf-8'}).end(file);
}

const say = (message: NodeMessage): void => void process.send?.(message);

/** The process is gone before anything else of it runs. */
function dieAt(moment: Death, text: string): void {
  if (deathIn(text) === moment) process.kill(process.pid, 'SIGKILL');
}

/** Kills the process where the key of a send says so. */
function mortal(log: GatewayLog): GatewayLog {
  return {
    ...log,
    async claim(key, ...rest) {
      const isClaimed = await log.claim(key, ...rest);
      if (isClaimed) dieAt('claimed', key);
      return isClaimed;
    },
    async put(key, ...rest) {
      await log.put(key, ...rest);
      dieAt('kept', key);
    },
  };
}

const half = HALVES['surge']?.({baseUrl: settings.provider});
if (!half) throw new Error('surge');
const gateway = createGateway({
  providers: {surge: half},
  publicUrl: settings.publicUrl,
  authorize: ({headers}): Viewer | null => viewerIn(headers.get('x-session') ?? headers.get('cookie') ?? ''),
  log: mortal(redisLog(new RespClient(settings.redisPort), {events: 5000})),
  streams: {perViewer: 200, keepAlive: 1},
  limits: {viewer: {perMinute: 1e6}, tenant: {perMinute: 1e6}},
  timeout: settings.timeout,
  report: (report) => say(report),
  async fetch(input, init) {
    const body = typeof init?.body === 'string' ? init.body : '';
    dieAt('leaving', body);
    const answer = fetch(input, init);
    // Also where the process is killed before it could report that.
    answer.catch(() => init?.signal?.aborted && say('late'));
    // The provider has it by then: it says so.
    if (deathIn(body) === 'at the provider') await new Promise((resolve) => process.once('message', resolve));
    dieAt('at the provider', body);
    const response = await answer;
    dieAt('answered', body);
    return response;
  },
});
const listener = nodeListener(gateway);
const server = createServer((request, response) => {
  const {url = '/'} = request;
  if (url.startsWith('/messaging/')) listener(request, response);
  else void serveFile(url, response);
});
process.on('disconnect', () => process.exit());
server.listen(settings.port, '127.0.0.1', () => say('listening'));
