import type {EventSink} from './event-frames.js';
import type {Gateway} from './gateway.js';

/** What is needed of Node's `IncomingMessage`; Express adds `originalUrl` where it takes the mount path away. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly originalUrl?: string;
  readonly rawHeaders: readonly string[];
  readonly httpVersion: string;
}

/** What is needed of Node's `Socket`. */
export interface NodeSocket {
  readonly writableLength: number;
  write(bytes: Uint8Array): boolean;
  end(bytes: Uint8Array): unknown;
  on(event: 'drain', listener: () => void): unknown;
}

/** What is needed of Node's `ServerResponse`. */
export interface NodeResponse {
  readonly socket: NodeSocket | null;
  readonly writableFinished: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  flushHeaders(): void;
  write(bytes: Uint8Array): boolean;
  end(body?: Uint8Array): unknown;
  destroy(): unknown;
  on(event: 'close' | 'drain', listener: () => void): unknown;
}

export type NodeListener = (request: NodeRequest, response: NodeResponse) => void;

const BODILESS = ['GET', 'HEAD'];
const LAST_CHUNK = new TextEncoder().encode('0\r\n\r\n');

/**
 * A listener for `node:http`, and for what is built on it. Streams are written to their sockets at once, the same bytes to
 * all, which carries about twice as many events as a `Response` does.
 *
 * @example
 * createServer(nodeListener(gateway)).listen(3000);
 */
export function nodeListener(gateway: Pick<Gateway, 'fetch'>): NodeListener {
  const chunks = new Chunks();
  return (incoming, outgoing) => {
    void answer(gateway, {incoming, outgoing, chunks}).catch(() => outgoing.destroy());
  };
}

interface Exchange {
  readonly incoming: NodeRequest;
  readonly outgoing: NodeResponse;
  readonly chunks: Chunks;
}

async function answer(gateway: Pick<Gateway, 'fetch'>, {incoming, outgoing, chunks}: Exchange): Promise<void> {
  let left: AbortController | undefined = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) left?.abort();
  });
  const request = requestOf(incoming, left.signal);
  if (!request) {
    outgoing.writeHead(400, {});
    outgoing.end();
    return;
  }
  // Before HTTP/1.1 there are no chunks, after it there are frames.
  const isChunked = incoming.httpVersion === '1.1';
  let isStream = false;
  const response = await gateway.fetch(request, {
    ...(isChunked && {
      openStream: (headers, onClose) => {
        isStream = true;
        outgoing.on('close', onClose);
        return socketSink(outgoing, openSocket(outgoing, 200, headers), chunks);
      },
    }),
  });
  // A stream lives for long, and has no use for its request.
  left = undefined;
  if (isStream) return;
  const {status, body} = response;
  const headers = Object.fromEntries(response.headers);
  if (headers['content-type'] === 'text/event-stream' && body) {
    const socket = isChunked ? openSocket(outgoing, status, headers) : undefined;
    if (socket) return pump(body, outgoing, rawBody(socket, chunks));
    outgoing.writeHead(status, headers);
    outgoing.flushHeaders();
    return pump(body, outgoing, outgoing);
  }
  outgoing.writeHead(status, headers);
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}

/** `undefined` for what no request can be made of. The address is only a place to stand: the gateway knows its own. */
function requestOf(incoming: NodeRequest, signal: AbortSignal): Request | undefined {
  const {method = 'GET', url = '/', originalUrl = url, rawHeaders} = incoming;
  try {
    const headers = new Headers();
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const name = rawHeaders[index] ?? '';
      // HTTP/2 has some that are none.
      if (!name.startsWith(':')) headers.append(name, rawHeaders[index + 1] ?? '');
    }
    const body = BODILESS.includes(method) ? undefined : bodyOf(incoming);
    const init = {method, headers, signal, ...(body && {body, duplex: 'half'})};
    return new Request(new URL(originalUrl, 'http://gateway.invalid'), init);
  } catch {
    return undefined;
  }
}

/** Read as it is asked for; what is not read any more goes with the connection. */
function bodyOf(incoming: NodeRequest): ReadableStream<Uint8Array> {
  const parts = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}

/** What Node makes of bytes each time that they are written, unless they are that already. */
const native = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => {
  const {Buffer} = globalThis as {Buffer?: {from(bytes: ArrayBuffer): Uint8Array}};
  return Buffer?.from(bytes.buffer) ?? bytes;
};

/** Bytes as chunks of HTTP/1.1. The same go to many sockets in a row, so the last are remembered. */
class Chunks {
  #bytes: Uint8Array | undefined;
  #chunk: Uint8Array = LAST_CHUNK;

  of(bytes: Uint8Array): Uint8Array {
    if (bytes === this.#bytes) return this.#chunk;
    const head = new TextEncoder().encode(`${bytes.length.toString(16)}\r\n`);
    const chunk = new Uint8Array(head.length + bytes.length + 2);
    chunk.set(head);
    chunk.set(bytes, head.length);
    chunk.set([13, 10], head.length + bytes.length);
    this.#bytes = bytes;
    this.#chunk = native(chunk);
    return this.#chunk;
  }
}

/** Sends the head of an answer of which the rest is written to its socket, without Node in between. */
function openSocket(
  outgoing: NodeResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): NodeSocket | null {
  outgoing.writeHead(status, {...headers, 'transfer-encoding': 'chunked', connection: 'close'});
  outgoing.flushHeaders();
  return outgoing.socket;
}

const socketSink = (outgoing: NodeResponse, socket: NodeSocket | null, chunks: Chunks): EventSink => ({
  write: ({bytes}) => void socket?.write(chunks.of(bytes)),
  get waiting() {
    return socket?.writableLength ?? 0;
  },
  end: () => void socket?.end(LAST_CHUNK),
  abort: () => outgoing.destroy(),
});

/** Where a body goes, piece by piece. */
interface Outlet {
  write(bytes: Uint8Array): boolean;
  end(): unknown;
  on(event: 'drain', listener: () => void): unknown;
}

const rawBody = (socket: NodeSocket, chunks: Chunks): Outlet => ({
  write: (bytes) => socket.write(chunks.of(bytes)),
  end: () => socket.end(LAST_CHUNK),
  on: (event, listener) => socket.on(event, listener),
});

/** What waits stays in the body, whose size is known there, until the reader takes more. */
async function pump(body: ReadableStream<Uint8Array>, outgoing: NodeResponse, outlet: Outlet): Promise<void> {
  const reader = body.getReader();
  let go = () => {};
  outlet.on('drain', () => go());
  outgoing.on('close', () => {
    go();
    void reader.cancel().catch(() => undefined);
  });
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    if (!outlet.write(value)) await new Promise<void>((resolve) => (go = resolve));
  }
  outlet.end();
}
