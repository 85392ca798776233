import {waitUntil} from '@open-wc/testing';

/** One request for the stream, and what the test makes of it. */
export interface Connection {
  readonly headers: Headers;
  readonly signal: AbortSignal | undefined;
  /** Nobody listens any more. */
  readonly isOver: boolean;
  answer(response: Response): void;
  /** Begins the stream, with these pieces. */
  open(...pieces: readonly string[]): void;
  write(piece: string): void;
  /** Ends as a server ends, or breaks off. */
  end(): void;
  breakOff(): void;
}

/** Written by hand, piece by piece: a piece may end anywhere. */
export class StreamServer {
  readonly connections: Connection[] = [];

  readonly fetch = (_url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const encoder = new TextEncoder();
      let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
      let isOver = false;
      const body = new ReadableStream<Uint8Array>({
        start: (started) => void (controller = started),
        cancel: () => void (isOver = true),
      });
      const signal = init.signal ?? undefined;
      signal?.addEventListener('abort', () => {
        isOver = true;
        reject(new DOMException('aborted', 'AbortError'));
        try {
          controller?.error(new DOMException('aborted', 'AbortError'));
        } catch {
          // It had ended.
        }
      });
      this.connections.push({
        headers: new Headers(init.headers),
        signal,
        get isOver() {
          return isOver;
        },
        answer: resolve,
        open(...pieces) {
          resolve(new Response(body, {headers: {'content-type': 'text/event-stream'}}));
          pieces.forEach((piece) => this.write(piece));
        },
        write: (piece) => controller?.enqueue(encoder.encode(piece)),
        end: () => controller?.close(),
        breakOff: () => controller?.error(new TypeError('network error')),
      });
    });

  /** The nth connection, once it is asked for. */
  async connection(place: number): Promise<Connection> {
    await waitUntil(() => this.connections.length > place, `there is no connection ${place}`);
    const connection = this.connections[place];
    if (!connection) throw new Error('There is none.');
    return connection;
  }
}

export const LIVE = 'event: live\ndata: {}\n\n';

export const webhook = (payload: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: webhook\ndata: ${JSON.stringify({payload})}\n\n`;
