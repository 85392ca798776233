import {expect, test} from '@playwright/test';
import {memoryLog, type GatewayLog} from '../../src/gateway/index.js';
import {redisLog} from '../../src/gateway/redis.js';
import {HALVES} from './accounts.js';
import {DEATHS, textOf} from './deaths.js';
import {HAS_REDIS, startRedis, type RunningRedis} from './redis.js';
import {startSendProcesses} from './send-processes.js';
import {LocalNode, MOODS, play, ProviderRecord, type Run, type Verdict, type World} from './send-runs.js';
import {fromPage, problemIn, serveGateway, serveProvider, type Respond} from './servers.js';

const RUNS = 1000;
/** Runs over processes that are really killed. */
const PROCESS_RUNS = Number(process.env['SEND_RUNS'] ?? 48);
const PAIRS = 8;

/** Every combination comes up, most of them often. */
function runOf(index: number, name = 'run'): Run {
  const deaths = [undefined, undefined, undefined, ...DEATHS];
  const moods = ['takes it', 'takes it', 'takes it', ...MOODS] as const;
  const death = deaths[index % deaths.length];
  return {
    text: textOf(`${name}-${index}`, death),
    ...(death && {death}),
    mood: moods[Math.floor(index / deaths.length) % moods.length] ?? 'takes it',
    losesAnswer: index % 3 === 0,
    twoTabs: index % 5 === 0,
    reloads: index % 4 === 0,
  };
}

async function playAll(runs: readonly Run[], atOnce: number, world: World) {
  const {record} = world;
  const wrong: string[] = [];
  const counts: Record<Verdict | 'doubled' | 'lost' | 'unconfirmed without need', number> = {
    ...{sent: 0, refused: 0, unconfirmed: 0, never: 0},
    ...{doubled: 0, lost: 0, 'unconfirmed without need': 0},
  };
  for (let start = 0; start < runs.length; start += atOnce) {
    await Promise.all(
      runs.slice(start, start + atOnce).map(async (run) => {
        const {verdicts, isUnknowable} = await play(run, world);
        const times = record.sent.get(run.text) ?? 0;
        for (const verdict of verdicts) counts[verdict]++;
        const isLost = verdicts.includes('never') || (verdicts.includes('sent') && times === 0);
        const isNeedless = verdicts.includes('unconfirmed') && !isUnknowable;
        if (times > 1) counts.doubled++;
        if (isLost) counts.lost++;
        if (isNeedless) counts['unconfirmed without need']++;
        if (times > 1 || isLost || isNeedless) wrong.push(JSON.stringify({...run, verdicts, times}));
      }),
    );
  }
  return {wrong, counts};
}

/** The same, between nodes in this process that die by never going on. */
async function playHere(count: number, logFor: () => GatewayLog) {
  const record = new ProviderRecord();
  const provider = await serveProvider(record.respond);
  const nodesFor = async ({death}: Run) =>
    [death, undefined].map((each) => new LocalNode(logFor(), provider.url, 2500, each));
  const played = await playAll(
    Array.from({length: count}, (_, index) => runOf(index)),
    250,
    {record, nodesFor},
  );
  await provider.close();
  return played;
}

test(`${RUNS} sends through everything that goes wrong: none doubled, none lost`, async () => {
  test.setTimeout(120_000);
  const shared = memoryLog();
  const {wrong, counts} = await playHere(RUNS, () => ({...shared, close: () => undefined}));
  console.log(`${RUNS} sends over the memory log: ${JSON.stringify(counts)}`);
  expect(wrong).toEqual([]);
  expect(counts).toMatchObject({doubled: 0, lost: 0, 'unconfirmed without need': 0});
});

test.describe('with Redis', () => {
  test.skip(!HAS_REDIS, 'there is no redis-server on this machine');
  let redis: RunningRedis;
  test.beforeAll(async () => {
    redis = await startRedis();
  });
  test.afterAll(() => redis.close());

  test('200 sends between nodes that share nothing but Redis: none doubled, none lost', async () => {
    test.setTimeout(120_000);
    const client = redis.client();
    const {wrong, counts} = await playHere(200, () => redisLog(client));
    console.log(`200 sends over Redis: ${JSON.stringify(counts)}`);
    expect(wrong).toEqual([]);
    client.destroy();
  });

  test(`${PROCESS_RUNS} sends through processes that are killed before, during and after the answer: none doubled, none lost`, async () => {
    test.setTimeout(120_000 + PROCESS_RUNS * 2000);
    const record = new ProviderRecord();
    const provider = await serveProvider(record.respond);
    const settings = {redisPort: redis.port, provider: provider.url, timeout: 1500};
    const processes = await startSendProcesses(PAIRS, settings);
    // Some of each combination, also where there are few.
    const runs = Array.from({length: PROCESS_RUNS}, (_, index) => runOf(index * 29, 'killed'));
    const {wrong, counts} = await playAll(runs, Infinity, {record, nodesFor: processes.nodesFor});
    console.log(`${PROCESS_RUNS} sends, ${processes.deaths} processes killed: ${JSON.stringify(counts)}`);
    expect(wrong).toEqual([]);
    expect(processes.deaths).toBeGreaterThan(PROCESS_RUNS / 3);
    await processes.close();
    await provider.close();
  });

  test('while Redis is gone a send with a key is refused, and certainly not sent; afterwards it goes out once', async () => {
    test.setTimeout(120_000);
    const record = new ProviderRecord();
    const client = redis.client();
    const stage = await start(record.respond, redisLog(client, {prefix: 'gone'}));
    await redis.kill();
    expect(await problemIn(await stage.send('hello', 'key-1'))).toBe('503 log-unavailable');
    expect((await stage.send('without a key')).status).toBe(201);
    await redis.start();
    expect((await stage.send('hello', 'key-1')).status).toBe(201);
    expect(record.sent.get('hello')).toBe(1);

    // A claim that Redis took late is taken back, since nothing left.
    redis.freeze(true);
    expect(await problemIn(await stage.send('later', 'key-2'))).toBe('503 log-unavailable');
    redis.freeze(false);
    await expect.poll(async () => (await stage.send('later', 'key-2')).status, {timeout: 15_000}).toBe(201);
    expect(record.sent.get('later')).toBe(1);
    client.destroy();
    await stage.close();
  });
});

async function start(respond: Respond, log: GatewayLog = memoryLog(), timeout = 1000) {
  const provider = await serveProvider(respond);
  const half = HALVES['surge']?.({baseUrl: provider.url});
  if (!half) throw new Error('surge');
  const gateway = await serveGateway({providers: {surge: half}, log, timeout});
  const send = (text: string, key?: string) =>
    fromPage(gateway.at('surge/api/accounts/acct_01j9a43avnfqzbjfch6pygv1td/messages'), {
      method: 'POST',
      headers: {'content-type': 'application/json', ...(key !== undefined && {'idempotency-key': key})},
      body: JSON.stringify({conversation: {id: 'cnv_1'}, body: text}),
    });
  return {
    ...{provider, gateway, send},
    close: async () => {
      await gateway.close();
      await provider.close();
    },
  };
}

test('a repeat gets the recorded answer, and says so', async () => {
  const record = new ProviderRecord();
  const {send, close} = await start(record.respond);
  const [first, again] = [await send('hello', 'k'), await send('hello', 'k')];
  expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  expect(await again.text()).toBe(await first.text());
  expect(record.sent.get('hello')).toBe(1);
  await close();
});

test('a key belongs to one request: another body is told so, and another viewer has keys of their own', async () => {
  const record = new ProviderRecord();
  const {send, close} = await start(record.respond);
  expect((await send('hello', 'k')).status).toBe(201);
  expect(await problemIn(await send('goodbye', 'k'))).toBe('422 key-reused');
  expect((await send('goodbye', 'k2')).status).toBe(201);
  expect(await problemIn(await send('hello', 'not a key'))).toBe('403 not-allowed');
  expect(record.sent.get('hello')).toBe(1);
  await close();
});

test('a repeat of one that is under way waits for it', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let asked = 0;
  const {send, close} = await start(async () => {
    asked++;
    await held;
    return Response.json({id: 'msg_1'}, {status: 201});
  });
  const both = [send('hello', 'k'), send('hello', 'k')];
  await expect.poll(() => asked).toBe(1);
  release();
  expect((await Promise.all(both)).map(({status}) => status)).toEqual([201, 201]);
  expect(asked).toBe(1);
  await close();
});

test('what the provider did not say is unknown, and not sent again; what it refused may be', async () => {
  const moods: (Response | undefined)[] = [
    undefined,
    Response.json({}, {status: 422}),
    Response.json({}, {status: 429}),
  ];
  const {send, provider, close} = await start(() =>
    provider.arrived.length > 3 ? Response.json({id: 'msg_1'}, {status: 201}) : moods[provider.arrived.length - 1],
  );
  expect(await problemIn(await send('one', 'k1'))).toBe('502 provider-unreachable');
  expect(await problemIn(await send('one', 'k1'))).toBe('409 outcome-unknown');
  expect((await send('two', 'k2')).status).toBe(422);
  expect((await send('two', 'k2')).status).toBe(429);
  expect((await send('two', 'k2')).status).toBe(201);
  expect(provider.arrived.length).toBe(4);
  await close();
});

test('a provider that takes too long is given up, and one that is not there got nothing', async () => {
  const {send, provider, close} = await start(() => new Promise<undefined>(() => undefined), memoryLog(), 2000);
  expect(await problemIn(await send('one', 'k1'))).toBe('504 provider-late');
  expect(await problemIn(await send('one', 'k1'))).toBe('409 outcome-unknown');
  await provider.close();
  expect(await problemIn(await send('two', 'k2'))).toBe('503 not-sent');
  expect(await problemIn(await send('two', 'k2'))).toBe('503 not-sent');
  await close();
});
