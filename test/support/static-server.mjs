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
 * @returns the address, and a function that stops the server
 */
export async function serve({dirs, port = 0, headers = {}}) {
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost');
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
