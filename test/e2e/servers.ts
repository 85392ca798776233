import {fileURLToPath} from 'node:url';
import {getResponse, type HttpHandler} from 'msw';
import {createBackend} from '../../src/backend/scenarios/index.js';
import {createAmplifiHandlers} from '../../src/providers/amplifi/mock.js';
import {serve} from '../../scripts/static-server.mjs';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What a host page with a strict policy sends: nothing inline, nothing from elsewhere but images. */
const strictPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' https: data:";

/**
 * The host's proxy to its provider under `/amplifi`, which adds what no page may know. Each address that a page has,
 * its query included, meets a world of its own.
 */
function createProxy(): (request: Request) => Promise<Response | undefined> {
  const worlds = new Map<string, HttpHandler[]>();
  const worldOf = (referrer: string): HttpHandler[] => {
    const known = worlds.get(referrer);
    if (known) return known;
    const world = createAmplifiHandlers(createBackend({scenario: 'busy-inbox'}), {
      baseUrl: 'http://localhost/amplifi',
      acceptToken: (token) => token === 'kept-on-the-server',
    });
    worlds.set(referrer, world);
    return world;
  };
  return (request) => {
    const proxied = new Request(request);
    proxied.headers.set('authorization', 'Bearer kept-on-the-server');
    proxied.headers.set('x-organization-id', '3f4e5c6d-7a8b-9012-cdef-1234567890ab');
    return getResponse(worldOf(request.headers.get('referer') ?? ''), proxied);
  };
}

/** Serves what was built, on any free ports, for the length of the run. Tests read the addresses from `addresses`. */
export default async function startServers(): Promise<() => Promise<void>> {
  const servers = {
    DEMO_URL: await serve({dirs: [fromRoot('node_modules/.cache/demo')]}),
    STORYBOOK_URL: await serve({dirs: [fromRoot('storybook-static')]}),
    HOST_URL: await serve({
      dirs: [fromRoot('test/e2e/host'), fromRoot('dist/browser')],
      headers: {'content-security-policy': strictPolicy},
      answer: createProxy(),
    }),
  };
  for (const [name, {url}] of Object.entries(servers)) process.env[name] = url;
  return async () => {
    await Promise.all(Object.values(servers).map((server) => server.close()));
  };
}

const address = (name: string): string => {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is set by the servers that Playwright starts before the tests.`);
  return url;
};

export const addresses = {
  /** The demo build. */
  demo: (): string => address('DEMO_URL'),
  /** The built Storybook. */
  storybook: (): string => address('STORYBOOK_URL'),
  /** `test/e2e/host` with the script-tag files beside it, under a strict Content-Security-Policy, and a provider. */
  host: (): string => address('HOST_URL'),
};
