// How long an event takes from one node to another: from `append` to the listener, over a Redis of its own.
import {spawn} from 'node:child_process';
import {createServer} from 'node:net';
import {setTimeout as pause} from 'node:timers/promises';
import {createClient} from 'redis';
import {redisLog} from '../../../dist/gateway/redis.js';

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @returns delays in milliseconds; nothing where there is no redis-server */
export async function redisHop({events, perSecond, size}) {
  const port = await freePort();
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {stdio: 'ignore'});
  const isThere = await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.once('spawn', () => resolve(true));
  });
  if (!isThere) return undefined;
  const url = `redis://127.0.0.1:${port}`;
  const clients = await Promise.all(
    [0, 1].map(() =>
      createClient({url, socket: {reconnectStrategy: () => 50}})
        .on('error', () => {})
        .connect(),
    ),
  );
  const [here, there] = clients.map((client) => redisLog(client));
  try {
    const delays = [];
    const isUp = new Promise((resolve) => {
      there.listen('bench', {
        up: resolve,
        down() {},
        entry: ({text}) => delays.push(performance.now() - Number(text.slice(0, 24))),
      });
    });
    await isUp;
    for (let count = 0; count < events; count++) {
      await here.append('bench', String(performance.now()).padEnd(24).padEnd(size, 'x'));
      await pause(1000 / perSecond);
    }
    await pause(100);
    return {delays, lost: events - delays.length};
  } finally {
    await Promise.all([here.close(), there.close()]);
    for (const client of clients) client.destroy();
    server.kill();
  }
}
