import {streamSink, STREAM_HEADERS, type EventSink} from './event-frames.js';
import {EventHub} from './event-hub.js';
import {Buckets, type RequestRate} from './limits.js';
import type {GatewayLog} from './log/log.js';
import {memoryLog} from './log/memory-log.js';
import {takeMedia, type MediaLimits, type StoreMedia} from './media.js';
import {checkOrigin} from './origin.js';
import {Problem, type ProblemCode} from './problem.js';
import {proxy} from './proxy.js';
import type {GatewayProvider} from './provider.js';
import {Sends} from './sends.js';
import {tenantOf, type Viewer} from './viewer.js';
import {channelOf, eventText, receiveWebhook} from './webhooks.js';

/** Something for an operator to know of. It holds no key, no text and no number. */
export interface GatewayReport {
  readonly provider: string | undefined;
  readonly what: 'api' | 'events' | 'webhook' | 'media' | 'other';
  readonly method: string;
  readonly status: number;
  readonly code?: ProblemCode;
}

export interface GatewayOptions {
  /** By the part of the address that they get. */
  readonly providers: Readonly<Record<string, GatewayProvider>>;
  /**
   * Who asks, by the host's own session: `null` is nobody, and gets 401. The request has no body. What it throws is a 500,
   * and told to `report` alone.
   */
  readonly authorize: (request: Request) => Viewer | null | Promise<Viewer | null>;
  /** Where pages and providers reach the gateway, such as `https://app.example/messaging`. What requests say of it is not trusted. */
  readonly publicUrl: string;
  /** `memoryLog()` by default: for one node. */
  readonly log?: GatewayLog;
  /** Takes uploads where it is given. */
  readonly storeMedia?: StoreMedia;
  readonly media?: MediaLimits;
  /** Requests of one viewer and of all viewers of one tenant, on each node: 600 and 6000 a minute by default. */
  readonly limits?: {readonly viewer?: RequestRate; readonly tenant?: RequestRate};
  /** Milliseconds until a provider is given up: 30 000 by default. */
  readonly timeout?: number;
  /** What becomes of a send with a key while the log is out of reach: refused by default. `send` may send it twice. */
  readonly sendsWithoutLog?: 'refuse' | 'send';
  readonly streams?: {
    /** Bytes that wait for a reader before it is sent away: 262 144 by default. */
    readonly waiting?: number;
    /** Streams of one viewer on one node: 20 by default. */
    readonly perViewer?: number;
    /** Ends a stream by itself; the page comes back with its place. */
    readonly seconds?: number;
    /** Seconds between two signs of life: 15 by default. */
    readonly keepAlive?: number;
    /** Seconds after which `authorize` is asked again: 60 by default. */
    readonly recheck?: number;
  };
  readonly report?: (report: GatewayReport) => void;
  /** How providers are reached. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a host can do better than a `Response`. */
export interface GatewayHost {
  /** Opens the answer to this request as a stream; the response that is returned then has been sent. */
  readonly openStream?: (headers: Readonly<Record<string, string>>, onClose: () => void) => EventSink;
}

export interface Gateway {
  readonly fetch: (request: Request, host?: GatewayHost) => Promise<Response>;
  /** Ends the streams of viewers who signed out, or may see other things from now on. */
  readonly endStreams: (isMeant: (viewer: Viewer) => boolean) => void;
  /** Ends all streams, waits for sends that are under way, and closes the log. */
  readonly close: () => Promise<void>;
}

/** The half of an inbox that runs on the host's server: it holds the keys, and knows who may see what. */
export function createGateway(options: GatewayOptions): Gateway {
  const {providers, authorize, log = memoryLog(), timeout = 30_000, streams = {}, limits = {}} = options;
  const base = new URL(options.publicUrl);
  const root = base.pathname.replace(/\/+$/, '');
  const sends = new Sends({log, timeout, unprotected: options.sendsWithoutLog === 'send'});
  const {waiting = 2 ** 18, perViewer = 20, seconds = Infinity, keepAlive = 15, recheck = 60} = streams;
  const hub = new EventHub({log, limit: waiting, streamsPerViewer: perViewer, seconds, keepAlive, recheck});
  const ofViewer = new Buckets(limits.viewer ?? {perMinute: 600, burst: 200});
  const ofTenant = new Buckets(limits.tenant ?? {perMinute: 6000, burst: 2000});
  const fetch = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init));
  const stops = Object.entries(providers).map(([name, {listen}]) =>
    listen?.((news) => {
      // What the log does not take is read again by pages, which poll while it is out of reach.
      log.append(channelOf(name, tenantOf(news)), eventText(news.about, news.payload)).catch(() => undefined);
    }),
  );

  async function viewerOf({url, method, headers}: Pick<Request, 'url' | 'method' | 'headers'>): Promise<Viewer | null> {
    const viewer = await authorize(new Request(url, {method, headers}));
    return viewer && (viewer.expiresAt ?? Infinity) > Date.now() ? viewer : null;
  }

  function openStream(name: string, request: Request, viewer: Viewer, host: GatewayHost): Response {
    const {webhooks, listen} = providers[name] ?? {};
    if (request.method !== 'GET') throw new Problem('not-found');
    // Whoever left meanwhile is told by nobody that a stream of theirs would have to be closed.
    if ((!webhooks && !listen) || request.signal.aborted) return new Response(null, {status: 204});
    const after = request.headers.get('last-event-id') ?? undefined;
    let body: ReadableStream | undefined;
    const sinkFor = (onClose: () => void): EventSink => {
      if (host.openStream) return host.openStream(STREAM_HEADERS, onClose);
      const made = streamSink(waiting, onClose);
      body = made.body;
      return made.sink;
    };
    // A stream lives for long: it keeps no more of its request than it needs.
    const {url, method, headers} = request;
    const again = () => viewerOf({url, method, headers});
    hub.open(channelOf(name, tenantOf(viewer)), {viewer, again, ...{after: after || undefined}}, sinkFor);
    return new Response(body ?? null, {headers: STREAM_HEADERS});
  }

  async function answer(request: Request, {name, what, path}: Asked, host: GatewayHost): Promise<Response> {
    const provider = name !== undefined && Object.hasOwn(providers, name) ? providers[name] : undefined;
    if (!provider || name === undefined || what === 'other') throw new Problem('not-found');
    if (what === 'webhook') {
      return receiveWebhook({request, name, provider, url: `${base.origin}${root}/${name}/webhook`}, log);
    }
    checkOrigin(request, base.origin);
    const viewer = await viewerOf(request);
    if (!viewer) throw new Problem('unauthorized');
    ofViewer.take(JSON.stringify([tenantOf(viewer), viewer.user]));
    ofTenant.take(tenantOf(viewer));
    if (what === 'events') return openStream(name, request, viewer, host);
    if (what === 'media') return takeMedia(request, viewer, options.storeMedia, options.media);
    return proxy({request, name, provider, path, viewer}, {log, sends, fetch, timeout});
  }

  return {
    async fetch(request, host = {}) {
      const asked = askedIn(new URL(request.url).pathname, root);
      let code: ProblemCode | undefined;
      const response = await answer(request, asked, host).catch((thrown: unknown) => {
        // Whatever else was thrown may quote anything.
        const problem = thrown instanceof Problem ? thrown : new Problem('failed');
        ({code} = problem);
        return problem.toResponse();
      });
      const {name = '', what} = asked;
      // Anybody may write anything there.
      const provider = Object.hasOwn(providers, name) ? name : undefined;
      options.report?.({provider, what, method: request.method, status: response.status, ...(code && {code})});
      return response;
    },
    endStreams: (isMeant) => hub.end(isMeant),
    async close() {
      stops.forEach((stop) => stop?.());
      hub.end(() => true);
      await sends.close();
      await log.close();
    },
  };
}

interface Asked {
  readonly name?: string;
  readonly what: GatewayReport['what'];
  readonly path: string;
}

/** `…/NAME/api/…`, `…/NAME/events`, `…/NAME/webhook`, `…/NAME/media`. */
function askedIn(path: string, root: string): Asked {
  const [, name, what, rest = ''] =
    /^\/([^/]+)\/(api(?=\/)|events$|webhook$|media$)(.*)$/.exec(
      path.startsWith(`${root}/`) ? path.slice(root.length) : '',
    ) ?? [];
  switch (what) {
    case 'api':
    case 'events':
    case 'webhook':
    case 'media':
      return {...(name !== undefined && {name}), what, path: rest};
    default:
      return {what: 'other', path: ''};
  }
}
