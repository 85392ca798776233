#!/usr/bin/env node
// The gateway as a program, with an inbox to look at: for trying Parlor on real data, or on none.
//   parlor-gateway --demo                      the embedded world: no provider, no key
//   PARLOR_PROVIDER=NAME PARLOR_ACCOUNTS=JSON parlor-gateway
//   parlor-gateway --config FILE.mjs           `export default` holds the options of `createGateway`
// It listens to this machine only, and lets in who opens the address that it prints, once.
import {randomBytes, timingSafeEqual} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';

const USAGE = `parlor-gateway [--demo] [--config FILE] [--port NUMBER] [--host ADDRESS]

  --demo      runs over an embedded world that needs no provider
  --config    a module whose default export holds options of createGateway; its
              own authorize is needed for any --host but this machine's
  --port      8787 by default, 0 for any that is free

  PARLOR_PROVIDER   the name of a provider's folder, such as one of parlor/gateway/NAME
  PARLOR_ACCOUNTS   JSON: the account, or several, as that provider's half takes them
  PARLOR_OPTIONS    JSON: what its adapter needs in the page, without any key`;

const dist = join(import.meta.dirname, '../dist');
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const MOUNT = '/messaging';

const {values: flags} = parseArgs({
  options: {
    demo: {type: 'boolean', default: false},
    config: {type: 'string'},
    port: {type: 'string', default: process.env.PORT ?? '8787'},
    host: {type: 'string', default: '127.0.0.1'},
    help: {type: 'boolean', short: 'h', default: false},
  },
});

const stop = (text) => {
  console.error(text);
  process.exit(1);
};

/** The options of `createGateway`, and what the page is told. */
async function setUp() {
  if (flags.demo) {
    const [{memoryGateway}, {createMemoryAdapter}] = await Promise.all([
      load('providers/memory/gateway.js'),
      load('providers/memory/index.js'),
    ]);
    return {providers: {memory: memoryGateway({adapter: createMemoryAdapter()})}, page: {provider: 'memory'}};
  }
  if (flags.config) {
    const {default: options} = await import(pathToFileURL(resolve(flags.config)).href);
    return {...options, page: {provider: Object.keys(options.providers)[0], ...options.page}};
  }
  const {PARLOR_PROVIDER: name, PARLOR_ACCOUNTS: accounts, PARLOR_OPTIONS: options = '{}'} = process.env;
  if (!name || !accounts || !/^[a-z]+$/.test(name)) stop(USAGE);
  const half = Object.entries(await load(`providers/${name}/gateway.js`)).find(([each]) => each.endsWith('Gateway'))[1];
  return {
    providers: {[name]: half({accounts: JSON.parse(accounts)})},
    page: {provider: name, options: JSON.parse(options)},
  };
}

/** Lets in who brings the token of the address that was printed, once; then the cookie counts. */
function door() {
  let token = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  const isEqual = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  return {
    token,
    cookie: `parlor=${session}; Path=/; HttpOnly; SameSite=Strict`,
    isIn: (cookies) => (cookies ?? '').split(/;\s*/).some((each) => isEqual(each, `parlor=${session}`)),
    /** @returns whether the token was the one, which no longer is */
    enter(given) {
      if (!token || !given || !isEqual(given, token)) return false;
      token = undefined;
      return true;
    },
  };
}

const escaped = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const pageOf = ({provider, options = {}}) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Inbox</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/parlor/parlor.js"></script>
  </head>
  <body>
    <parlor-inbox provider="${escaped(provider)}" gateway="${MOUNT}" storage-key="parlor-gateway"
      adapter-options="${escaped(JSON.stringify(options))}"></parlor-inbox>
  </body>
</html>
`;
const STYLES =
  'html, body {height: 100%; margin: 0; color-scheme: light dark} parlor-inbox {display: block; height: 100%}';
const POLICY =
  "default-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = {'.js': 'text/javascript', '.json': 'application/json', '.txt': 'text/plain'};

function send(response, status, body, headers = {}) {
  response.writeHead(status, {
    ...{'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer'},
    ...{'content-security-policy': POLICY, 'content-type': 'text/plain; charset=utf-8'},
    ...headers,
  });
  response.end(body);
}

async function sendFile(response, path) {
  const file = join(dist, 'browser', normalize(join('/', path)));
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return send(response, 404, 'Not found');
  send(response, 200, body, {'content-type': TYPES[extname(file)] ?? 'application/octet-stream'});
}

if (flags.help) {
  console.log(USAGE);
  process.exit(0);
}
const {page, ...options} = await setUp();
if (!LOOPBACK.includes(flags.host) && !options.authorize) {
  stop(`${flags.host} can be reached from elsewhere: that takes an authorize of your own, in --config.`);
}
const {createGateway} = await load('gateway/index.js');
const {nodeListener} = await load('gateway/node.js');
const entry = door();
let toGateway = (_request, response) => send(response, 503, 'Not ready');

const server = createServer((request, response) => {
  const {pathname, searchParams} = new URL(request.url, 'http://localhost');
  if (pathname.startsWith(`${MOUNT}/`)) return toGateway(request, response);
  if (pathname === '/' && entry.enter(searchParams.get('token'))) {
    return send(response, 303, '', {location: '/', 'set-cookie': entry.cookie});
  }
  if (!entry.isIn(request.headers.cookie)) return send(response, 401, 'Open the address that the program printed.');
  if (pathname === '/') return send(response, 200, pageOf(page), {'content-type': 'text/html; charset=utf-8'});
  if (pathname === '/page.css') return send(response, 200, STYLES, {'content-type': 'text/css'});
  if (pathname.startsWith('/parlor/')) return void sendFile(response, decodeURI(pathname.slice('/parlor'.length)));
  send(response, 404, 'Not found');
});

server.on('error', (error) => stop(`Cannot listen: ${error.message}`));
server.listen(Number(flags.port), flags.host, () => {
  const host = flags.host.includes(':') ? `[${flags.host}]` : flags.host;
  const origin = `http://${host}:${server.address().port}`;
  const gateway = createGateway({
    publicUrl: `${origin}${MOUNT}`,
    authorize: ({headers}) => (entry.isIn(headers.get('cookie')) ? {user: 'operator'} : null),
    ...options,
  });
  toGateway = nodeListener(gateway);
  console.log(`The inbox: ${origin}/?token=${entry.token}`);
  console.log('The address works once; the browser that opens it stays in until this program ends.');
  const end = () => void gateway.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
});
