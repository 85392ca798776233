// Stands for your product: its way in, and the page that the inbox is a part of.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {files} from './gateway.mjs';
import {signIn, signOut, viewerOf} from './sessions.mjs';
import {account} from './settings.mjs';

/** A product copies these to where its scripts are. */
const scripts = new URL('./', import.meta.resolve('parlor/browser'));

const inbox = `<script type="module" src="/parlor/parlor.js"></script>
    <parlor-inbox provider="surge" gateway="/messaging" adapter-options='{"accountId": "${account.accountId}"}'></parlor-inbox>
    <form method="post" action="/sign-out"><button>Sign out</button></form>`;
const entrance = `<form method="post" action="/sign-in">
      <label>Password <input type="password" name="password" autocomplete="current-password" required autofocus /></label>
      <button>Sign in</button>
    </form>`;

/** @param {string} content */
const page = (content) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Messages</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/product.css" />
  </head>
  <body>
    ${content}
  </body>
</html>
`;
const STYLES = `html, body {block-size: 100%; margin: 0; color-scheme: light dark; font: 1rem system-ui}
body {display: flex; flex-direction: column}
parlor-inbox {flex: 1; min-block-size: 0}
form {padding: 0.5rem}`;
const POLICY = "default-src 'self'; img-src 'self' https: data: blob:; frame-ancestors 'none'; base-uri 'none'";

/** @param {string | Uint8Array<ArrayBuffer>} body @param {string} type */
const answer = (body, type) =>
  new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });

/** @param {string} path */
async function script(path) {
  const file = new URL(`.${path}`, scripts);
  const body = file.href.startsWith(scripts.href) ? await readFile(fileURLToPath(file)).catch(() => null) : null;
  return body ? answer(new Uint8Array(body), 'text/javascript') : new Response('Not found', {status: 404});
}

export const product = {
  /** Everything but the gateway. @param {Request} request */
  async fetch(request) {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith('/files/')) return files.fetch(request);
    if (pathname.startsWith('/parlor/')) return script(pathname.slice('/parlor'.length));
    switch (`${request.method} ${pathname}`) {
      case 'GET /':
        return answer(page(viewerOf(request) ? inbox : entrance), 'text/html');
      case 'GET /product.css':
        return answer(STYLES, 'text/css');
      case 'POST /sign-in':
        return signIn(request);
      case 'POST /sign-out':
        return signOut(request);
      default:
        return new Response('Not found', {status: 404});
    }
  },
};
