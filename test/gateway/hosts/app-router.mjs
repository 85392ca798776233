// Serves an `app` folder as Next's app router does: exported methods of `route.js`, called with a Request and `params`
// that are a promise. Next itself is too large to be installed for every run of the tests.
import {readdirSync} from 'node:fs';
import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';

const app = new URL('../../../src/gateway/examples/next/app/', import.meta.url);

/** `messaging/[...path]/route.js` → the paths it answers. */
function patternOf(file) {
  const parts = file.split(/[/\\]/).slice(0, -1);
  const source = parts.map((part) =>
    part.replace(/^\[\.\.\.(\w+)\]$/, '(?<$1>.+)').replace(/^\[(\w+)\]$/, '(?<$1>[^/]+)'),
  );
  return {pattern: new RegExp(`^/${source.join('/')}/?$`), isCatchAll: file.includes('[...')};
}

const routes = await Promise.all(
  readdirSync(app, {recursive: true})
    .map(String)
    .filter((file) => /[/\\]route\.js$/.test(file))
    .map(async (file) => ({...patternOf(file), module: await import(new URL(file, app).href)})),
);
for (const {module} of routes) {
  if (module.dynamic !== 'force-dynamic' || module.runtime !== 'nodejs')
    throw new Error('A route is cached, or at the edge.');
}

async function answer(request) {
  const {pathname} = new URL(request.url);
  const route = routes.find(({pattern}) => pattern.test(pathname));
  if (!route) return new Response('Not found', {status: 404});
  const {module, pattern, isCatchAll} = route;
  const handler = module[request.method] ?? (request.method === 'HEAD' ? module.GET : undefined);
  if (!handler) return new Response(null, {status: 405});
  const params = Object.entries(pattern.exec(pathname)?.groups ?? {}).map(([name, value]) => [
    name,
    isCatchAll ? value.split('/') : value,
  ]);
  return handler(request, {params: Promise.resolve(Object.fromEntries(params))});
}

function requestOf(incoming, outgoing) {
  const {method = 'GET', url = '/', headers} = incoming;
  const left = new AbortController();
  outgoing.once('close', () => left.abort());
  const hasBody = !['GET', 'HEAD'].includes(method);
  return new Request(new URL(url, `http://${headers.host}`), {
    ...{method, headers, signal: left.signal},
    ...(hasBody && {body: Readable.toWeb(incoming), duplex: 'half'}),
  });
}

const server = createServer((incoming, outgoing) => {
  void (async () => {
    const response = await answer(requestOf(incoming, outgoing));
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.flushHeaders();
    if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing);
    else outgoing.end();
  })().catch(() => outgoing.destroy());
});
server.listen(process.env.PORT);
process.once('SIGTERM', () => server.close());
