// What the program serves besides the gateway: a page with an inbox, and our own files, to whoever is let in.
import {randomBytes, timingSafeEqual} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {extname, join, normalize} from 'node:path';

const browserFiles = join(import.meta.dirname, '../dist/browser');

/** Lets in who brings the token of the address that was printed, once; then the cookie counts. */
export function door() {
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
const pageOf = ({provider, options = {}}, mount) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
    <meta name="color-scheme" content="light dark" />
    <title>Inbox</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/parlor/parlor.js"></script>
  </head>
  <body>
    <parlor-inbox provider="${escaped(provider)}" gateway="${mount}" storage-key="parlor-gateway"
      adapter-options="${escaped(JSON.stringify(options))}"></parlor-inbox>
  </body>
</html>
`;
const STYLES = `:root {color-scheme: light dark; background: Canvas}
body {margin: 0}
parlor-inbox {display: block; height: 100vh; height: 100dvh}
`;
const POLICY =
  "default-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = {'.js': 'text/javascript', '.json': 'application/json', '.txt': 'text/plain'};

export function send(response, status, body, headers = {}) {
  response.writeHead(status, {
    ...{'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer'},
    ...{'content-security-policy': POLICY, 'content-type': 'text/plain; charset=utf-8'},
    ...headers,
  });
  response.end(body);
}

async function sendFile(response, path) {
  const file = join(browserFiles, normalize(join('/', path)));
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return send(response, 404, 'Not found');
  send(response, 200, body, {'content-type': TYPES[extname(file)] ?? 'application/octet-stream'});
}

/** Answers what is not the gateway's. */
export function answerPage(request, response, {entry, mount, page}) {
  const {pathname, searchParams} = new URL(request.url, 'http://localhost');
  const token = searchParams.get('token');
  if (pathname === '/' && entry.enter(token)) {
    return send(response, 303, '', {location: '/', 'set-cookie': entry.cookie});
  }
  if (!entry.isIn(request.headers.cookie)) {
    const reason = token ? 'This address is not the one, or was used: it works once.' : '';
    return send(response, 401, `${reason} Open the address that the program printed.`.trim());
  }
  // Nobody is to copy the address with its token, or to come back to it.
  if (pathname === '/' && token) return send(response, 303, '', {location: '/'});
  if (pathname === '/') return send(response, 200, pageOf(page, mount), {'content-type': 'text/html; charset=utf-8'});
  if (pathname === '/page.css') return send(response, 200, STYLES, {'content-type': 'text/css'});
  if (pathname.startsWith('/parlor/')) return void sendFile(response, decodeURI(pathname.slice('/parlor'.length)));
  send(response, 404, 'Not found');
}
