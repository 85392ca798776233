import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname} from 'node:path';
import {renderPage} from './dist-server/server.js';

const TYPES = {'.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8'};

createServer(async (request, response) => {
  if (request.url === '/') {
    const page = await readFile('dist/index.html', 'utf8');
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'});
    response.end(page.replace('<!--page-->', await renderPage()));
    return;
  }
  const body = await readFile(`dist${new URL(request.url, 'http://localhost').pathname}`).catch(() => undefined);
  response.writeHead(body ? 200 : 404, {'content-type': TYPES[extname(request.url)] ?? 'application/octet-stream'});
  response.end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
