import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Serves folders to tests: the first that has the file answers.
 *
 * @param {object} options
 * @param {string[]} options.dirs
 * @param {number} [options.port] any free one by default
 * @param {Record<string, string>} [options.headers] sent with every answer
 * @param {(request: Request) => Promise<Response | undefined>} [options.answer] asked first, with the request as if it
 *   was sent to http://localhost; `undefined` leaves it to the folders
 * @returns the address, and a function that stops the server
 */
export async function serve({dirs, port = 0, headers = {}, answer}) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const answered = await answer?.(await toFetchRequest(request, url));
    // What a fault plan loses is lost here too: the line goes dead.
    if (answered?.type === 'error') return response.destroy();
    if (answered) {
      // Chromium sends a request again by itself when a connection that it used before goes dead.
      const own = {...Object.fromEntries(answered.headers), connection: 'close'};
      response.writeHead(answered.status, {...own, ...headers});
      return response.end(await answered.text());
    }
    const {pathname} = url;
    const path = normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    for (const dir of dirs) {
      const body = await readFile(join(dir, path)).catch(() => undefined);
      if (!body) continue;
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      return response.writeHead(200, {'content-type': type, 'cache-control': 'no-store', ...headers}).end(body);
    }
    return response.writeHead(404, {'content-type': 'text/plain', ...headers}).end('Not found');
  });
  await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

async function toFetchRequest(request, url) {
  const chunks = await request.toArray();
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  return new Request(url, {
    method: request.method,
    headers: Object.entries(request.headersDistinct).flatMap(each),
    body,
  });
}

const each = ([name, values]) => values.map((value) => [name, value]);
