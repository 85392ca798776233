// Serves dist/ on loopback.
import {createServer} from 'node:http';
import {readFileSync, existsSync} from 'node:fs';
import {join, extname} from 'node:path';

const types = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};
export async function serve(dist) {
  const server = createServer((q, s) => {
    const p = join(dist, decodeURIComponent(new URL(q.url, 'http://x').pathname).replace(/\/$/, '/index.html'));
    if (!p.startsWith(dist) || !existsSync(p)) {
      s.writeHead(404).end();
      return;
    }
    s.writeHead(200, {'content-type': types[extname(p)] ?? 'application/octet-stream'}).end(readFileSync(p));
  });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  return {base: `http://127.0.0.1:${server.address().port}`, close: () => server.close()};
}
