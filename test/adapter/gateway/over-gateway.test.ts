import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {uploadMedia} from '../../../src/adapter/gateway/problems.js';
import type {AdapterOptions} from '../../../src/adapter/adapter-registry.js';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {createAdapter as createAgentPhone} from '../../../src/providers/agentphone/index.js';
import {createAdapter as createAmplifi} from '../../../src/providers/amplifi/index.js';
import {createAdapter as createBird} from '../../../src/providers/bird/index.js';
import {createAdapter as createDigivault} from '../../../src/providers/digivault/index.js';
import {createAdapter as createMemory} from '../../../src/providers/memory/index.js';
import {createAdapter as createSurge} from '../../../src/providers/surge/index.js';
import {randomId} from '../../../src/util/random-id.js';
import {LIVE, StreamServer, webhook} from './stream-server.js';

type Create = (options: AdapterOptions) => MessagingAdapter;

const PROVIDERS: Readonly<Record<string, readonly [Create, Readonly<Record<string, unknown>>]>> = {
  surge: [createSurge, {accountId: 'acct_1'}],
  amplifi: [createAmplifi, {}],
  bird: [createBird, {workspaceId: 'ws', participantId: 'key'}],
  digivault: [createDigivault, {}],
  agentphone: [createAgentPhone, {numberId: 'num'}],
  memory: [createMemory, {}],
};

interface Asked {
  readonly path: string;
  readonly init: RequestInit;
}

/** A gateway: streams are the test's, everything else is answered by it. */
function playGateway(answer: (asked: Asked) => Response) {
  const streams = new StreamServer();
  const asked: Asked[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const {pathname} = new URL(input instanceof Request ? input.url : input, 'https://host.example');
    if (pathname.endsWith('/events')) {
      asked.push({path: pathname, init});
      return streams.fetch(input, init);
    }
    asked.push({path: pathname, init});
    return answer({path: pathname, init});
  };
  return {streams, asked, fetch};
}

const problem = (status: number, code: string, headers = {}) =>
  new Response(
    JSON.stringify({type: `urn:parlor:problem:${code}`, title: code, status, detail: `About ${code}.`, code}),
    {
      status,
      headers: {'content-type': 'application/problem+json', ...headers},
    },
  );

const connect = (
  name: string,
  fetch: typeof globalThis.fetch,
  more: Partial<AdapterOptions> = {},
): MessagingAdapter => {
  const [create, options] = PROVIDERS[name] ?? [createSurge, {}];
  return create({...options, gateway: '/messaging/', fetch, viewer: randomId(), ...more});
};

async function errorOf(work: Promise<unknown>): Promise<ConversationError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof ConversationError) return thrown;
  }
  throw new Error('It was expected to fail with an error of ours.');
}

describe('an adapter over a gateway', () => {
  for (const name of Object.keys(PROVIDERS)) {
    it(`asks there, and may repeat its sends: ${name}`, async () => {
      const {asked, fetch} = playGateway(() => Response.json({data: []}));
      const adapter = connect(name, fetch);
      expect(adapter.capabilities.repeatableSends).to.equal('native');
      await adapter.listConversations({}).catch(() => undefined);
      expect(asked.length).to.be.greaterThan(0);
      for (const {path} of asked) expect(path.startsWith(`/messaging/${name}/api/`), path).to.equal(true);
    });

    it(`sends under the key it is given: ${name}`, async () => {
      const {asked, fetch} = playGateway(({init}) =>
        init.method === 'GET' ? Response.json(GROUND[name] ?? {}) : problem(409, 'outcome-unknown'),
      );
      const adapter = connect(name, fetch);
      const conversationId = name === 'amplifi' ? '+19195551234' : 'c1';
      const sending = adapter.sendMessage({conversationId, text: 'Hello'}, {idempotencyKey: 'local-1'});
      const error = await errorOf(sending);
      const [post] = asked.filter(({init}) => init.method === 'POST');
      expect(new Headers(post?.init.headers).get('idempotency-key')).to.equal('local-1');
      expect(error).to.include({kind: 'timeout', code: 'outcome-unknown', outcomeUnknown: true});
    });

    it(`says nothing of it without one: ${name}`, () => {
      const [create, options] = PROVIDERS[name] ?? [createSurge, {}];
      expect(create({...options, baseUrl: '/proxy'}).capabilities.repeatableSends).to.equal('none');
    });
  }

  /** What an adapter reads before it sends, where it reads at all. */
  const GROUND: Readonly<Record<string, unknown>> = {
    bird: {id: 'c1', status: 'active', channelId: 'ch', featuredParticipants: [], results: []},
    digivault: {id: 'c1', contact_id: 'p1', group_id: null, archived_at: null, data: []},
    agentphone: {id: 'c1', participant: '+14155551234', phoneNumberId: 'num', messages: [], data: []},
  };

  const problems: readonly (readonly [number, string, Partial<ConversationError>])[] = [
    [403, 'not-allowed', {kind: 'forbidden', outcomeUnknown: false}],
    [413, 'too-large', {kind: 'validation', outcomeUnknown: false}],
    [422, 'key-reused', {kind: 'validation', outcomeUnknown: false}],
    [429, 'rate-limited', {kind: 'rate-limited', retryAfter: 7000, outcomeUnknown: false}],
    [503, 'log-unavailable', {kind: 'server', outcomeUnknown: false}],
    [503, 'not-sent', {kind: 'server', outcomeUnknown: false}],
    [502, 'provider-unreachable', {kind: 'server', outcomeUnknown: true}],
    [504, 'provider-late', {kind: 'server', outcomeUnknown: true}],
    [409, 'outcome-unknown', {kind: 'timeout', outcomeUnknown: true}],
  ];
  for (const [status, code, expected] of problems) {
    it(`knows what the gateway itself says: ${code}`, async () => {
      const {fetch} = playGateway(() => problem(status, code, {'retry-after': '7'}));
      const error = await errorOf(connect('surge', fetch).sendMessage({conversationId: 'c1', text: 'Hello'}));
      expect(error).to.include({...expected, status, code, message: `About ${code}.`});
    });
  }

  it('leaves what the provider says to the adapter', async () => {
    const body = {error: {type: 'opted_out', message: 'The contact has opted out.'}};
    const {fetch} = playGateway(() => Response.json(body, {status: 422}));
    const error = await errorOf(connect('surge', fetch).sendMessage({conversationId: 'c1', text: 'Hello'}));
    expect(error.kind).to.equal('opted-out');
  });

  it('says what only webhooks tell for as long as they arrive, and no longer', async () => {
    const {streams, fetch} = playGateway(() => Response.json({data: []}));
    const adapter = connect('surge', fetch);
    const events: AdapterEvent[] = [];
    const subscription = adapter.subscribe?.((event) => events.push(event));
    const last = () => events.flatMap((event) => (event.type === 'live-changed' ? [event.state] : [])).at(-1);
    expect(adapter.capabilities).to.include({
      deliveryStatus: 'none',
      messageDirections: 'none',
      liveUpdates: 'derived',
    });
    (await streams.connection(0)).open(LIVE);
    await waitUntil(() => last() === 'live');
    expect(adapter.capabilities.deliveryStatus, 'perhaps nobody registered a webhook').to.equal('none');
    const message = {id: 'msg_1', body: 'Hi', conversation: {id: 'c1', contact: {id: 'ctc_1'}}};
    const payload = {type: 'message.received', account_id: 'acct_1', timestamp: '2026-01-01T00:00:00Z', data: message};
    streams.connections[0]?.write(webhook(payload, '1'));
    await waitUntil(() => events.some(({type}) => type === 'message-created'));
    const live = adapter.capabilities;
    expect(live).to.include({deliveryStatus: 'native', messageDirections: 'derived', liveUpdates: 'native'});
    expect(adapter.capabilities, 'the same object while nothing changes').to.equal(live);
    streams.connections[0]?.write('event: poll\ndata: {}\n\n');
    await waitUntil(() => last() === 'interrupted');
    expect(adapter.capabilities).to.include({
      deliveryStatus: 'none',
      messageDirections: 'none',
      liveUpdates: 'derived',
    });
    subscription?.close();
    await waitUntil(() => streams.connections[0]?.isOver);
  });

  it('asks for no stream where the provider has no webhooks', async () => {
    const {asked, fetch} = playGateway(() => Response.json([]));
    const subscription = connect('amplifi', fetch).subscribe?.(() => undefined);
    subscription?.watch('+19195551234');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked.filter(({path}) => path.endsWith('/events'))).to.deep.equal([]);
    subscription?.close();
  });

  it('looks again while what it was told of cannot be read', async () => {
    let isDown = true;
    const {streams, fetch} = playGateway(() => (isDown ? problem(503, 'failed') : Response.json({data: []})));
    const adapter = connect('surge', fetch, {polling: {conversations: 10, messages: 10}});
    const events: AdapterEvent[] = [];
    const subscription = adapter.subscribe?.((event) => events.push(event));
    const looks = () => events.filter(({type}) => type === 'conversations-invalidated').length;
    (await streams.connection(0)).open(LIVE, webhook({type: 'of another kind'}, '1'));
    await waitUntil(() => adapter.capabilities.liveUpdates === 'native');
    await adapter.listConversations({}).catch(() => undefined);
    const before = looks();
    await waitUntil(() => looks() > before + 1);
    isDown = false;
    await adapter.listConversations({});
    const rested = looks();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(looks()).to.equal(rested);
    subscription?.close();
  });

  it('closes a subscription that was given up before all of it was there', async () => {
    const {streams, fetch} = playGateway(() => Response.json({data: []}));
    connect('surge', fetch)
      .subscribe?.(() => undefined)
      .close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(streams.connections).to.deep.equal([]);
  });

  describe('uploading', () => {
    const file = new File(['abc'], 'Übersicht €.png', {type: 'image/png'});
    const {signal} = new AbortController();

    it('hands the file over as it is, and gets its address', async () => {
      const {asked, fetch} = playGateway(() => Response.json({url: 'https://cdn.example/1.png'}, {status: 201}));
      const address = await uploadMedia(file, {url: '/messaging/surge/media', fetch}, signal);
      expect(address).to.equal('https://cdn.example/1.png');
      const headers = new Headers(asked[0]?.init.headers);
      expect(headers.get('content-type')).to.equal('image/png');
      expect(decodeURIComponent(headers.get('x-file-name') ?? '')).to.equal('Übersicht €.png');
      expect(asked[0]?.init.body).to.equal(file);
    });

    it('fails with an error of ours, whatever is answered', async () => {
      const answers: readonly (readonly [() => Response, string])[] = [
        [() => problem(413, 'too-large'), 'validation'],
        [() => problem(415, 'unsupported-type'), 'validation'],
        [() => new Response('', {status: 401}), 'unauthorized'],
        [() => new Response('<html>', {status: 200}), 'decode'],
        [() => Response.json({}), 'decode'],
      ];
      for (const [answer, kind] of answers) {
        const {fetch} = playGateway(answer);
        expect((await errorOf(uploadMedia(file, {url: '/m', fetch}, signal))).kind).to.equal(kind);
      }
      const gone = () => Promise.reject(new TypeError('Failed to fetch'));
      expect((await errorOf(uploadMedia(file, {url: '/m', fetch: gone}, signal))).kind).to.equal('network');
    });
  });
});
