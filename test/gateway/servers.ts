import {createServer, type IncomingMessage, type Server} from 'node:http';
import {getResponse, type HttpHandler} from 'msw';
import {
  createGateway,
  type Gateway,
  type GatewayOptions,
  type GatewayReport,
  type Viewer,
} from '../../src/gateway/index.js';
import {nodeListener} from '../../src/gateway/node.js';
import {expectNoSecret} from './secrecy.js';

/** Where pages think that they are. */
export const ORIGIN = 'https://app.example';
export const PUBLIC_URL = `${ORIGIN}/messaging`;

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

export async function listening(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A request as it arrived at a provider. */
export interface Arrived {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a provider does with a request; `undefined` cuts the connection without an answer. */
export type Respond = (arrived: Arrived) => Response | undefined | Promise<Response | undefined>;

export interface RunningProvider extends Running {
  readonly arrived: readonly Arrived[];
}

/** A provider over real HTTP, which remembers what it was asked. */
export async function serveProvider(respond: Respond): Promise<RunningProvider> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      request.setEncoding('utf8');
      for await (const part of request) body += String(part);
      const entry = {method: request.method ?? '', path: request.url ?? '', headers: request.headers, body};
      arrived.push(entry);
      const answer = await respond(entry);
      if (!answer || answer.type === 'error') return void response.destroy();
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  return {...(await listening(server)), arrived};
}

/** A provider's mock behind real HTTP. Its handlers know it by the address that it has in the world. */
export const fromHandlers =
  (handlers: readonly HttpHandler[], address: string): Respond =>
  ({method, path, headers, body}) =>
    getResponse(
      [...handlers],
      new Request(address + path, {
        method,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(body !== '' && {body}),
      }),
    );

export interface RunningGateway extends Running {
  readonly gateway: Gateway;
  readonly reports: readonly GatewayReport[];
  /** Where a provider's part of it is. */
  readonly at: (rest: string) => string;
}

export const ANNA: Viewer = {tenant: 'acme', user: 'anna', name: 'Anna'};

type ServedOptions = Partial<GatewayOptions> & Pick<GatewayOptions, 'providers'>;

/** A gateway over real HTTP, for Anna alone unless somebody else is let in. */
export const serveGateway = (options: ServedOptions): Promise<RunningGateway> =>
  served(options, (gateway) => createServer(nodeListener(gateway)));

/** The same on a host that does no more than hand over requests and responses. */
export const serveFetch = (options: ServedOptions): Promise<RunningGateway> =>
  served(options, ({fetch: answer}) => createServer(nodeListener({fetch: (request) => answer(request)})));

async function served(options: ServedOptions, serverFor: (gateway: Gateway) => Server): Promise<RunningGateway> {
  const reports: GatewayReport[] = [];
  const gateway = createGateway({
    authorize: () => ANNA,
    publicUrl: PUBLIC_URL,
    report(report) {
      expectNoSecret(JSON.stringify(report));
      reports.push(report);
    },
    ...options,
  });
  const running = await listening(serverFor(gateway));
  return {
    ...running,
    ...{gateway, reports},
    at: (rest) => `${running.url}/messaging/${rest}`,
    async close() {
      await gateway.close();
      await running.close();
    },
  };
}

/** A `fetch` as a page of the host's has it. */
export const fromPage: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  request.headers.set('origin', ORIGIN);
  const response = await fetch(request);
  const copy = response.clone();
  expectNoSecret(JSON.stringify([...copy.headers]) + (await copy.text()));
  return response;
};

/** The problem that an answer is. */
export async function problemIn(response: Response): Promise<string> {
  const {code} = (await response.json()) as {readonly code: string};
  return `${response.status} ${code}`;
}
