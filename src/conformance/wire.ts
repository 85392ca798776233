import type {HeaderSupplier} from '../adapter/http.js';
import type {Operation, PlannedAnswer, SeenRequest} from './world.js';

export interface ConformanceWireOptions {
  /** What requests go to: a mock, or a `fetch` that a mock intercepts. `globalThis.fetch` by default. */
  readonly fetch?: typeof globalThis.fetch;
  /** The key or token the adapter signs in with. */
  readonly secret?: string;
  /** Headers made of the secret. `authorization: Bearer …` by default. */
  readonly headers?: (secret: string) => HeadersInit;
}

/** Does something else with a request than passing it on. */
export type Interference = (pass: () => Promise<Response>) => Promise<Response>;

/** The line between an adapter and its provider: give the adapter `fetch` and `headers`; `wireHooks` move the rest. */
export interface ConformanceWire {
  readonly fetch: typeof globalThis.fetch;
  readonly headers: HeaderSupplier;
  readonly secret: string;
  /** Every request that left the adapter. */
  readonly requests: readonly SeenRequest[];
  /** What the adapter said in `refused` each time it asked for headers. */
  readonly headerRequests: readonly boolean[];
  /** Interferes with the next request of this sort that nothing else interferes with. Only a GET is a `read`. */
  interfere(on: Operation, interference: Interference): void;
  setOffline(offline: boolean): void;
  /** Puts every JSON answer through `rewrite` from now on. */
  setRewrite(rewrite: ((body: unknown) => unknown) | undefined): void;
  /** Keeps answers back until they are released. */
  hold(): {readonly underWay: Promise<void>; readonly release: () => void};
}

export const connectionLost = (): TypeError => new TypeError('The connection was lost.');

export const toResponse = ({status, headers = {}, body}: PlannedAnswer): Response =>
  new Response(body ?? null, {status, headers});

interface Gate {
  readonly opened: Promise<void>;
  readonly arrived: () => void;
}

export function createConformanceWire(options: ConformanceWireOptions = {}): ConformanceWire {
  const {secret = 'conformance-secret-5b1f', headers = (key) => ({authorization: `Bearer ${key}`})} = options;
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init));
  const requests: SeenRequest[] = [];
  const headerRequests: boolean[] = [];
  const plans: {readonly on: Operation; readonly interference: Interference}[] = [];
  let offline = false;
  let rewrite: ((body: unknown) => unknown) | undefined;
  let gate: Gate | undefined;

  function nextInterference(on: Operation): Interference {
    const index = plans.findIndex((plan) => plan.on === on);
    const [plan] = index < 0 ? [] : plans.splice(index, 1);
    return plan?.interference ?? ((pass) => pass());
  }

  return {
    secret,
    requests,
    headerRequests,
    headers: ({refused}) => {
      headerRequests.push(refused);
      return headers(secret);
    },
    fetch: async (input, init) => {
      const {method, url, signal} = new Request(input instanceof Request ? input.clone() : input, init);
      signal.throwIfAborted();
      requests.push({method, url});
      if (offline) throw connectionLost();
      const response = await nextInterference(method === 'GET' ? 'read' : 'send')(() => send(input, init));
      if (gate) await waitAt(gate, signal);
      return rewrite ? rewritten(response, rewrite) : response;
    },
    interfere: (on, interference) => void plans.push({on, interference}),
    setOffline: (now) => {
      offline = now;
    },
    setRewrite: (now) => {
      rewrite = now;
    },
    hold: () => {
      const {promise: opened, resolve: open} = settleable();
      const {promise: underWay, resolve: arrived} = settleable();
      gate = {opened, arrived};
      const release = () => {
        gate = undefined;
        open();
      };
      return {underWay, release};
    },
  };
}

function settleable(): {readonly promise: Promise<void>; readonly resolve: () => void} {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return {promise, resolve: () => resolve()};
}

async function waitAt({opened, arrived}: Gate, signal: AbortSignal): Promise<void> {
  arrived();
  await new Promise<void>((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, {once: true});
    void opened.then(resolve);
  });
}

async function rewritten(response: Response, rewrite: (body: unknown) => unknown): Promise<Response> {
  const text = await response.text();
  const {status, statusText} = response;
  const headers = new Headers(response.headers);
  // They are about the body as it came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(text === '' ? null : rewriteText(text, rewrite), {status, statusText, headers});
}

function rewriteText(text: string, rewrite: (body: unknown) => unknown): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  return JSON.stringify(rewrite(body));
}
