import {expect} from '@open-wc/testing';
import {createHttpClient, kindOfStatus, type HttpClientOptions, type HttpRequest} from '../../src/adapter/http.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {errorOf, everythingIn} from './errors.js';

const TOKEN = 'secret-token-12345';
const GET: HttpRequest = {method: 'GET', path: '/things'};
const POST: HttpRequest = {method: 'POST', path: '/things', body: {text: 'Hello'}};

type Responder = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A client whose requests are answered one after the other; the last answer repeats. */
function clientWith(responders: readonly Responder[], options: Partial<HttpClientOptions> = {}) {
  const requests: {url: string; method: string; headers: Headers; body: BodyInit | null | undefined}[] = [];
  const client = createHttpClient({
    baseUrl: 'https://provider.example',
    adapter: 'example',
    fetch: async (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      requests.push({url, method: init.method ?? '', headers: new Headers(init.headers), body: init.body});
      const responder = responders[Math.min(requests.length, responders.length) - 1];
      if (!responder) throw new Error('no answer is prepared');
      return responder(url, init);
    },
    ...options,
  });
  return {client, requests};
}

const answering =
  (body: unknown, init?: ResponseInit): Responder =>
  () =>
    Response.json(body, init);

const untilAborted: Responder = (_url, {signal}) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });

const never = <Value>(): Promise<Value> => new Promise<Value>(() => {});

describe('createHttpClient', () => {
  describe('asking', () => {
    it('puts base, path and query together and leaves out what is undefined', async () => {
      const {client, requests} = clientWith([answering([])], {baseUrl: 'https://proxy.example/sms//'});
      await client({...GET, query: {search: '+1 919&x', unread: true, limit: 50, cursor: undefined}});
      expect(requests[0]?.url).to.equal('https://proxy.example/sms/things?search=%2B1+919%26x&unread=true&limit=50');
      expect(requests[0]?.method).to.equal('GET');
      expect(requests[0]?.headers.get('accept')).to.equal('application/json');
      expect(requests[0]?.headers.has('content-type')).to.equal(false);
      expect(requests[0]?.body).to.equal(undefined);
    });

    it('sends a body as JSON', async () => {
      const {client, requests} = clientWith([answering({id: 1})]);
      expect(await client(POST)).to.deep.equal({id: 1});
      expect(requests[0]?.headers.get('content-type')).to.equal('application/json');
      expect(requests[0]?.body).to.equal('{"text":"Hello"}');
    });

    it('asks the supplier before every request', async () => {
      let count = 0;
      const {client, requests} = clientWith([answering([])], {
        headers: async () => ({authorization: `Bearer token-${++count}`}),
      });
      await client(GET);
      await client(GET);
      expect(requests.map(({headers}) => headers.get('authorization'))).to.deep.equal([
        'Bearer token-1',
        'Bearer token-2',
      ]);
    });

    it('adds fixed headers, which win over supplied ones', async () => {
      const {client, requests} = clientWith([answering([])], {
        headers: () => [
          ['Authorization', 'Bearer a'],
          ['X-Tenant', 'theirs'],
        ],
        fixedHeaders: {'x-tenant': 'ours'},
      });
      await client(GET);
      expect([...(requests[0]?.headers ?? [])]).to.deep.equal([
        ['accept', 'application/json'],
        ['authorization', 'Bearer a'],
        ['x-tenant', 'ours'],
      ]);
    });

    it('gives back nothing for an empty answer', async () => {
      const {client} = clientWith([() => new Response(null, {status: 204})]);
      expect(await client(POST)).to.equal(undefined);
    });
  });

  describe('after a 401', () => {
    const refusal = answering({error: 'expired'}, {status: 401});

    it('asks for fresh headers once and repeats even a send: it was not processed', async () => {
      const asked: boolean[] = [];
      const {client, requests} = clientWith([refusal, answering({id: 1})], {
        headers: ({refused}) => {
          asked.push(refused);
          return {authorization: refused ? 'Bearer fresh' : 'Bearer stale'};
        },
      });
      expect(await client(POST)).to.deep.equal({id: 1});
      expect(asked).to.deep.equal([false, true]);
      expect(requests.map(({headers}) => headers.get('authorization'))).to.deep.equal(['Bearer stale', 'Bearer fresh']);
    });

    it('gives up when the fresh headers are refused too', async () => {
      const {client, requests} = clientWith([refusal], {headers: () => ({authorization: `Bearer ${TOKEN}`})});
      const error = await errorOf(client(POST));
      expect(error).to.include({kind: 'unauthorized', status: 401, outcomeUnknown: false, retry: 'after-sign-in'});
      expect(requests).to.have.lengthOf(2);
    });

    it('does not repeat when nobody supplies headers', async () => {
      const {client, requests} = clientWith([refusal]);
      expect((await errorOf(client(GET))).kind).to.equal('unauthorized');
      expect(requests).to.have.lengthOf(1);
    });

    it('is in doubt again once the repeated send has left', async () => {
      const lost: Responder = () => Promise.reject(new TypeError('Failed to fetch'));
      const {client} = clientWith([refusal, lost], {headers: () => ({})});
      expect(await errorOf(client(POST))).to.include({kind: 'network', outcomeUnknown: true});
    });

    it('is not in doubt when the fresh headers cannot be had', async () => {
      const {client, requests} = clientWith([refusal], {
        headers: ({refused}) => {
          if (refused) throw new ConversationError('unauthorized', {message: 'Signed out.'});
          return {};
        },
      });
      expect(await errorOf(client(POST))).to.include({message: 'Signed out.', outcomeUnknown: false});
      expect(requests).to.have.lengthOf(1);
    });
  });

  describe('the last word before a request leaves', () => {
    it('is awaited after the headers are there, and right before the request', async () => {
      const steps: string[] = [];
      const {client} = clientWith(
        [
          () => {
            steps.push('fetch');
            return Response.json({id: 1});
          },
        ],
        {
          headers: () => {
            steps.push('headers');
            return {};
          },
        },
      );
      const beforeLeave = async () => {
        await Promise.resolve();
        steps.push('last word');
      };
      expect(await client({...POST, beforeLeave})).to.deep.equal({id: 1});
      expect(steps).to.deep.equal(['headers', 'last word', 'fetch']);
    });

    const objections: readonly (readonly [string, Error])[] = [
      ['an error of this library', new ConversationError('opted-out', {message: 'They wrote STOP.'})],
      ['any other error', new RangeError('no')],
    ];
    for (const [name, objection] of objections) {
      it(`keeps it here by ${name}, which the caller gets as it is`, async () => {
        const {client, requests} = clientWith([answering({})], {headers: () => ({})});
        const beforeLeave = () => Promise.reject(objection);
        const thrown: unknown = await client({...POST, beforeLeave}).catch((reason: unknown) => reason);
        expect(thrown).to.equal(objection);
        expect(requests).to.have.lengthOf(0);
      });
    }

    it('is asked again before a repeat with fresh headers', async () => {
      let count = 0;
      const objection = new ConversationError('opted-out');
      const beforeLeave = () => {
        if (++count === 2) throw objection;
      };
      const refusal = answering({}, {status: 401});
      const {client, requests} = clientWith([refusal, answering({})], {headers: () => ({})});
      const thrown: unknown = await client({...POST, beforeLeave}).catch((reason: unknown) => reason);
      expect(thrown).to.equal(objection);
      expect(requests).to.have.lengthOf(1);
    });

    it('is that of the device: what would change something does not leave while it is offline, and that is certain', async () => {
      let isOnline = false;
      Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => isOnline});
      try {
        const {client, requests} = clientWith([answering({id: 1})]);
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
          const error = await errorOf(client({method, path: '/things'}));
          expect(error, method).to.include({kind: 'network', outcomeUnknown: false});
        }
        expect(requests).to.have.lengthOf(0);
        // What is kept on the way, or close by, can be read all the same.
        expect(await client(GET)).to.deep.equal({id: 1});
        isOnline = true;
        expect(await client(POST)).to.deep.equal({id: 1});
      } finally {
        Reflect.deleteProperty(navigator, 'onLine');
      }
    });

    it('does not outlast the deadline or the signal, and nothing leaves after them', async () => {
      const slow = clientWith([answering({})], {timeout: 5});
      const error = await errorOf(slow.client({...POST, beforeLeave: () => never<void>()}));
      expect(error).to.include({kind: 'timeout', outcomeUnknown: false});
      const controller = new AbortController();
      const {client, requests} = clientWith([answering({})]);
      const aborted = await errorOf(
        client({...POST, signal: controller.signal, beforeLeave: () => controller.abort()}),
      );
      expect(aborted).to.include({kind: 'aborted', outcomeUnknown: false});
      expect(requests).to.have.lengthOf(0);
    });
  });

  describe('redirects', () => {
    for (const status of [301, 302, 307, 308]) {
      it(`does not follow a ${status} of anything but a read: nothing was sent, and that is said`, async () => {
        const {client} = clientWith([() => new Response(null, {status, headers: {location: '/elsewhere'}})]);
        const error = await errorOf(client(POST));
        expect(error).to.include({kind: 'not-ready', status, outcomeUnknown: false, retry: 'after-change'});
        expect(error.message).to.contain(String(status)).and.contain('baseUrl');
      });
    }

    it('is in doubt after "see other", which is said once the work is done', async () => {
      const {client} = clientWith([() => new Response(null, {status: 303})]);
      expect(await errorOf(client(POST))).to.include({kind: 'not-ready', outcomeUnknown: true});
    });

    it('of a real server do not turn a send into a read', async () => {
      const client = createHttpClient({baseUrl: location.origin, adapter: 'example'});
      for (const status of [301, 302, 307]) {
        const path = `/redirects/${status}`;
        const error = await errorOf(client({...POST, path}));
        expect(error).to.include({kind: 'not-ready', outcomeUnknown: false});
        expect(error.message).to.contain('redirect').and.contain('baseUrl');
        expect(await client({method: 'GET', path})).to.deep.equal({method: 'GET'});
      }
    });
  });

  describe('answers without JSON', () => {
    const html: Responder = () => new Response(`<html>Sign in, ${TOKEN}</html>`);
    const empty: Responder = () => new Response('  ');

    for (const [name, responder] of [
      ['an HTML page', html],
      ['an empty body', empty],
    ] as const) {
      it(`says where ${name} came instead of what was read`, async () => {
        const {client} = clientWith([responder], {headers: () => ({authorization: `Bearer ${TOKEN}`})});
        const error = await errorOf(client({...GET, query: {search: 'private'}}));
        expect(error).to.include({kind: 'decode', status: 200, outcomeUnknown: false});
        expect(error.message).to.contain('GET /things was answered 200');
        expect(everythingIn(error)).not.to.contain(TOKEN).and.not.to.contain('private');
      });
    }

    it('takes an empty answer to an act for done', async () => {
      const {client} = clientWith([empty]);
      expect(await client(POST)).to.equal(undefined);
    });

    it('takes JSON that breaks off for no answer', async () => {
      const {client} = clientWith([() => new Response('{"items": [')]);
      expect(await errorOf(client(GET))).to.include({kind: 'decode', outcomeUnknown: false});
      expect(await errorOf(client(POST))).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('goes by the status where the body of an error breaks off', async () => {
      const broken: Responder = () =>
        new Response(new ReadableStream({start: (stream) => stream.error(new TypeError('cut'))}), {status: 422});
      const {client} = clientWith([broken]);
      expect(await errorOf(client(POST))).to.include({kind: 'validation', status: 422, outcomeUnknown: false});
    });
  });

  describe('never repeating anything else', () => {
    const cases: readonly (readonly [string, Responder, string, boolean])[] = [
      ['a lost answer', () => Promise.reject(new TypeError('Failed to fetch')), 'network', true],
      ['a broken server', answering({}, {status: 500}), 'server', true],
      ['a gateway timeout', answering({}, {status: 504}), 'server', true],
      ['a request timeout', answering({}, {status: 408}), 'timeout', true],
      ['an answer that is not JSON', () => new Response('<html>'), 'decode', true],
      ['a rate limit', answering({}, {status: 429}), 'rate-limited', false],
      ['a conflict', answering({}, {status: 409}), 'conflict', false],
      ['a refused input', answering({}, {status: 422}), 'validation', false],
    ];
    for (const [name, responder, kind, doubt] of cases) {
      it(`reports ${name} of a send as ${kind}, ${doubt ? 'in doubt' : 'not processed'}`, async () => {
        const {client, requests} = clientWith([responder], {headers: () => ({})});
        const error = await errorOf(client(POST));
        expect(error).to.include({kind, outcomeUnknown: doubt, adapter: 'example'});
        expect(requests).to.have.lengthOf(1);
      });
      it(`has no doubt about ${name} of a read`, async () => {
        const {client, requests} = clientWith([responder]);
        expect(await errorOf(client(GET))).to.include({kind, outcomeUnknown: false});
        expect(requests).to.have.lengthOf(1);
      });
    }
  });

  describe('giving up', () => {
    it('ends a request without an answer after the timeout', async () => {
      const {client} = clientWith([untilAborted], {timeout: 5});
      expect(await errorOf(client(GET))).to.include({kind: 'timeout', outcomeUnknown: false});
      expect(await errorOf(client(POST))).to.include({kind: 'timeout', outcomeUnknown: true});
    });

    it('also when the fetch, the supplier or the body do not listen to a signal', async () => {
      const deaf = clientWith([() => never()], {timeout: 5});
      expect(await errorOf(deaf.client(POST))).to.include({kind: 'timeout', outcomeUnknown: true});

      const stuck = clientWith([answering([])], {timeout: 5, headers: () => never()});
      expect(await errorOf(stuck.client(POST))).to.include({kind: 'timeout', outcomeUnknown: false});
      expect(stuck.requests).to.have.lengthOf(0);

      const endless = clientWith([() => new Response(new ReadableStream())], {timeout: 5});
      expect(await errorOf(endless.client(POST))).to.include({kind: 'timeout', outcomeUnknown: true});
    });

    it('waits as long as it takes with a timeout no timer can hold', async () => {
      // Answers once another request has been given up.
      const slow: Responder = async () => {
        await errorOf(clientWith([untilAborted], {timeout: 20}).client(GET));
        return Response.json([1]);
      };
      const {client} = clientWith([slow], {timeout: Infinity});
      expect(await client(GET)).to.deep.equal([1]);
    });

    it('sends nothing when called off before', async () => {
      const {client, requests} = clientWith([answering([])]);
      const error = await errorOf(client({...POST, signal: AbortSignal.abort()}));
      expect(error).to.include({kind: 'aborted', outcomeUnknown: false});
      expect(requests).to.have.lengthOf(0);
    });

    it('stops when called off on the way; a send is then in doubt', async () => {
      const controller = new AbortController();
      const {client} = clientWith([
        (url, init) => {
          queueMicrotask(() => controller.abort());
          return untilAborted(url, init);
        },
      ]);
      const error = await errorOf(client({...POST, signal: controller.signal}));
      expect(error).to.include({kind: 'aborted', outcomeUnknown: true});
    });
  });

  describe('reading errors', () => {
    it("passes on the provider folder's reading, the status and the body", async () => {
      const body = {code: 'NOPE', error: 'No.'};
      const {client} = clientWith([answering(body, {status: 400})], {
        readError: (status, read, {path}) => ({
          kind: 'opted-out',
          code: `${status}${path}`,
          message: JSON.stringify(read),
          field: 'text',
        }),
      });
      const error = await errorOf(client(POST));
      expect(error).to.include({kind: 'opted-out', status: 400, code: '400/things', field: 'text'});
      expect(error.message).to.equal(JSON.stringify(body));
      expect(error.raw).to.deep.equal(body);
    });

    it('keeps a body that is not JSON as text', async () => {
      const {client} = clientWith([() => new Response('Bad gateway', {status: 502})]);
      expect((await errorOf(client(GET))).raw).to.equal('Bad gateway');
    });

    it('tells how long to wait, by the body before the header', async () => {
      const limited = answering({}, {status: 429, headers: {'retry-after': '7'}});
      const {client} = clientWith([limited]);
      expect((await errorOf(client(GET))).retryAfter).to.equal(7000);
      const reading = clientWith([limited], {readError: () => ({retryAfter: 1500})});
      expect((await errorOf(reading.client(GET))).retryAfter).to.equal(1500);
      const zero = clientWith([limited], {readError: () => ({retryAfter: 0})});
      expect((await errorOf(zero.client(GET))).retryAfter).to.equal(7000);
      const silent = clientWith([answering({}, {status: 429})]);
      expect((await errorOf(silent.client(GET))).retryAfter).to.equal(undefined);
    });
  });

  describe('keeping secrets', () => {
    const headers = () => ({authorization: `Bearer ${TOKEN}`, 'x-api-key': 'key-abcdefgh'});
    const echo: Responder = (_url, init) =>
      Response.json(
        {error: `Bad token ${TOKEN} or key-abcdefgh`, seen: new Headers(init.headers).get('authorization')},
        {status: 403},
      );

    it('takes what the supplier gave out of an answer that repeats it', async () => {
      const {client} = clientWith([echo], {
        headers,
        readError: (_status, body) => ({message: JSON.stringify(body)}),
      });
      const error = await errorOf(client(POST));
      expect(error.kind).to.equal('forbidden');
      expect(error.message).to.contain('Bad token');
      expect(everythingIn(error)).not.to.contain(TOKEN).and.not.to.contain('key-abcdefgh');
    });

    it('says nothing of a header that cannot be sent', async () => {
      const {client, requests} = clientWith([answering([])], {headers: () => ({authorization: `Bearer ${TOKEN}\n\0`})});
      const error = await errorOf(client(POST));
      expect(error).to.include({kind: 'unauthorized', outcomeUnknown: false});
      expect(everythingIn(error)).not.to.contain(TOKEN);
      expect(requests).to.have.lengthOf(0);
    });
  });
});

describe('kindOfStatus', () => {
  const table: readonly (readonly [number, ConversationError['kind']])[] = [
    [400, 'validation'],
    [401, 'unauthorized'],
    [402, 'insufficient-credits'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [408, 'timeout'],
    [409, 'conflict'],
    [410, 'not-found'],
    [418, 'validation'],
    [422, 'validation'],
    [429, 'rate-limited'],
    [500, 'server'],
    [503, 'server'],
  ];
  for (const [status, kind] of table) it(`${status} is ${kind}`, () => expect(kindOfStatus(status)).to.equal(kind));
});
