// Serves dist/ on loopback, and pictures that come late: /late/<milliseconds>/<width>x<height>/<name>.svg
import {createServer} from 'node:http';
import {readFileSync, existsSync} from 'node:fs';
import {join, extname} from 'node:path';

const types = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml'};
const LATE = /^\/late\/(\d+)\/(\d+)x(\d+)\//;

export async function serve(dist) {
  const server = createServer((q, s) => {
    const {pathname} = new URL(q.url, 'http://x');
    const late = LATE.exec(pathname);
    if (late) {
      const [, wait, width, height] = late;
      const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="teal"/></svg>`;
      setTimeout(() => s.writeHead(200, {'content-type': types['.svg']}).end(picture), Number(wait));
      return;
    }
    const p = join(dist, decodeURIComponent(pathname).replace(/\/$/, '/index.html'));
    if (!p.startsWith(dist) || !existsSync(p)) {
      s.writeHead(404).end();
      return;
    }
    s.writeHead(200, {'content-type': types[extname(p)] ?? 'application/octet-stream'}).end(readFileSync(p));
  });
  await new Promise((r) => server.listen(0, '127.0.0.1', r));
  return {base: `http://127.0.0.1:${server.address().port}`, close: () => server.close()};
}
