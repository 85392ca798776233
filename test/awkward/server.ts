import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {ConversationError} from '../../src/model/conversation-error.js';

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What is answered: a body is sent as it is when it is text or bytes, and as JSON otherwise. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sends only the first so many characters of the body, though the head promises all of it. */
  readonly cutAfter?: number;
}

/** A provider that answers as it is told, and remembers what it was asked. */
export interface AwkwardServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** How to answer from now on. */
  readonly answer: (respond: (asked: Asked) => Answer) => void;
  readonly close: () => Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function write(response: ServerResponse, {status = 200, headers = {}, body, cutAfter}: Answer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status !== 204 && {'content-length': String(bytes.length)}),
    ...headers,
  });
  if (cutAfter === undefined) response.end(status === 204 ? undefined : bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}

/** Starts a server on a free port. */
export async function startServer(): Promise<AwkwardServer> {
  const asked: Asked[] = [];
  let respond: (asked: Asked) => Answer = () => ({status: 500});
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost');
      const {method = 'GET', headers} = request;
      const entry = {method, path: pathname, query: searchParams, headers, body};
      asked.push(entry);
      write(response, respond(entry));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (next) => (respond = next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What work is rejected with, which must be the library's own error. */
export async function errorOf(work: Promise<unknown> | undefined): Promise<ConversationError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof ConversationError) return thrown;
    throw new Error('something else than a ConversationError was thrown', {cause: thrown});
  }
  throw new Error('nothing was thrown');
}

/** Answers to reading that hold nothing to read, by what they are. */
export const UNREADABLE: Readonly<Record<string, Answer>> = {
  'a sign-in page': {headers: {'content-type': 'text/html'}, body: '<!doctype html><title>Sign in</title>'},
  'an empty body': {body: ''},
  'nothing at all (204)': {status: 204},
  'a text that is no JSON': {body: 'OK'},
  null: {body: null},
  'a number': {body: '7'},
};
