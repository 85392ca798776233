import {expect, test} from '@playwright/test';
import type {GatewayOptions, UploadedFile, Viewer} from '../../src/gateway/index.js';
import {amplifiGateway} from '../../src/providers/amplifi/gateway.js';
import {HALVES, KEYS} from './accounts.js';
import {SAMPLES} from './requests.js';
import {charactersLooked, expectNoSecret} from './secrecy.js';
import {
  ANNA,
  fromPage,
  ORIGIN,
  problemIn,
  serveGateway,
  serveProvider,
  type Respond,
  type RunningGateway,
  type RunningProvider,
} from './servers.js';

const LIST = 'amplifi/api/api/conversations';
const REPLY = 'amplifi/api/api/conversations/%2B19195551234/reply';
const JSON_BODY = {'content-type': 'application/json'};

let provider: RunningProvider;
let gateway: RunningGateway;

async function start(
  respond: Respond = () => Response.json([]),
  options: Partial<GatewayOptions> = {},
  name = 'amplifi',
): Promise<void> {
  provider = await serveProvider(respond);
  const half = HALVES[name]?.({baseUrl: provider.url});
  if (!half) throw new Error(name);
  gateway = await serveGateway({providers: {[name]: half}, ...options});
}

test.afterEach(async () => {
  await gateway.close();
  await provider.close();
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) => fromPage(gateway.at(path), {headers});
const reply = (headers: Readonly<Record<string, string>> = JSON_BODY, body = '{"message":"Hi"}') =>
  fromPage(gateway.at(REPLY), {method: 'POST', headers, body});

test('the key is added on the server, and nothing of the page but what it asks for gets through', async () => {
  await start();
  await get(LIST, {
    ...{authorization: 'Bearer of-the-page', cookie: 'session=1', 'x-organization-id': 'org-other', referer: ORIGIN},
    ...{'x-forwarded-for': '1.2.3.4', forwarded: 'for=1.2.3.4', 'x-api-key': 'mine', accept: 'application/json'},
  });
  const {headers} = provider.arrived[0] ?? {};
  expect(headers).toMatchObject({
    authorization: `Bearer ${KEYS.acme.api}`,
    'x-organization-id': 'org-acme',
    accept: 'application/json',
  });
  for (const name of ['cookie', 'origin', 'referer', 'x-forwarded-for', 'forwarded', 'x-api-key']) {
    expect(headers).not.toHaveProperty(name);
  }
});

test('of an answer its status, its body and its limits get through, and nothing of the provider itself', async () => {
  await start(() =>
    Response.json([{phoneNumber: '+1'}], {
      headers: {
        ...{'set-cookie': 'provider=1', 'access-control-allow-origin': '*', server: 'nginx', 'x-request-id': 'r1'},
        ...{'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99', 'ratelimit-reset': '7', 'retry-after': '3'},
        ...{location: 'https://elsewhere.example', etag: 'x', 'x-powered-by': 'PHP'},
      },
    }),
  );
  const response = await get(LIST);
  expect(await response.json()).toEqual([{phoneNumber: '+1'}]);
  const names = [...response.headers.keys()].filter((name) => !['connection', 'date', 'keep-alive'].includes(name));
  expect(names.sort()).toEqual(
    [
      ...['cache-control', 'content-type', 'ratelimit-reset', 'retry-after', 'transfer-encoding'],
      ...['x-content-type-options', 'x-ratelimit-limit', 'x-ratelimit-remaining'],
    ].filter((name) => name !== 'transfer-encoding' || names.includes(name)),
  );
});

test('a page of the provider is no page of the host', async () => {
  await start(() => new Response('<script>alert(1)</script>', {headers: {'content-type': 'text/html'}}));
  const {headers} = await get(LIST);
  expect(headers.get('content-type')).toBe('text/plain');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('nobody gets nothing', async () => {
  await start(undefined, {authorize: () => null});
  expect(await problemIn(await get(LIST))).toBe('401 unauthorized');
  expect((await get('amplifi/events')).status).toBe(401);
  expect(await problemIn(await reply())).toBe('401 unauthorized');
  expect(provider.arrived).toEqual([]);
});

test('a tenant without an account at the provider gets nothing, nor does one who asks for that of another', async () => {
  await start(undefined, {authorize: () => ({tenant: 'initech', user: 'i'})}, 'surge');
  expect(await problemIn(await get('surge/api/accounts/acct_globex/messages'))).toBe('403 forbidden');
  await gateway.close();
  const half = HALVES['surge']?.({baseUrl: provider.url});
  if (half) gateway = await serveGateway({providers: {surge: half}});
  expect(await problemIn(await get('surge/api/accounts/acct_globex/messages'))).toBe('403 not-allowed');
  expect(provider.arrived).toEqual([]);
});

test('what authorize throws is nobody else’s business', async () => {
  await start(undefined, {
    authorize: () => {
      throw new Error(`cannot reach the session store with ${KEYS.acme.api}`);
    },
  });
  const response = await get(LIST);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('session store');
});

test('other sites get nothing, and cannot send', async () => {
  await start();
  const ask = async (method: string, path: string, headers: Readonly<Record<string, string>>) =>
    (
      await fetch(gateway.at(path), {
        method,
        headers,
        ...(method === 'POST' && {body: '{"message":"Hi"}'}),
      })
    ).status;
  expect(await ask('POST', REPLY, {...JSON_BODY, origin: 'https://evil.example'})).toBe(403);
  expect(await ask('POST', REPLY, {...JSON_BODY, origin: 'null'})).toBe(403);
  expect(await ask('POST', REPLY, {...JSON_BODY, origin: 'https://app.example.evil.example'})).toBe(403);
  expect(await ask('POST', REPLY, JSON_BODY)).toBe(403);
  expect(await ask('POST', REPLY, {...JSON_BODY, 'sec-fetch-site': 'cross-site'})).toBe(403);
  expect(await ask('POST', REPLY, {...JSON_BODY, 'x-forwarded-host': 'app.example', host: 'app.example'})).toBe(403);
  expect(await ask('GET', LIST, {origin: 'https://evil.example'})).toBe(403);
  expect(await ask('GET', LIST, {'sec-fetch-site': 'cross-site'})).toBe(403);
  expect(provider.arrived).toEqual([]);
  expect(await ask('POST', REPLY, {...JSON_BODY, 'sec-fetch-site': 'same-origin'})).toBe(200);
  expect(await ask('GET', LIST, {})).toBe(200);
});

test('no form can send: a body is JSON, and not too large', async () => {
  await start();
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', '']) {
    expect(await problemIn(await reply({'content-type': type})), type).toBe('415 unsupported-type');
  }
  const large = JSON.stringify({message: 'x'.repeat(2 ** 20)});
  expect(await problemIn(await reply(JSON_BODY, large))).toBe('413 too-large');
  expect(provider.arrived).toEqual([]);
  expect((await reply({'content-type': 'application/json; charset=utf-8'})).status).toBe(200);
});

test('a redirect is not followed, wherever it leads', async () => {
  await start(({path}) =>
    path.includes('elsewhere')
      ? Response.json({secret: true})
      : new Response(null, {status: 307, headers: {location: '/elsewhere'}}),
  );
  const response = await get(LIST);
  expect(response.headers.get('location')).toBeNull();
  expect(await problemIn(response)).toBe('502 provider-unreachable');
  expect(await problemIn(await reply())).toBe('502 provider-unreachable');
  expect(provider.arrived.map(({path}) => path)).toEqual(['/api/conversations', expect.stringContaining('/reply')]);
});

test('a provider that is late, silent or gone is told apart', async () => {
  await start(({path}) => (path.includes('late') ? new Promise<undefined>(() => undefined) : undefined), {
    timeout: 2000,
  });
  expect(await problemIn(await get(`${LIST}?search=late`))).toBe('504 provider-late');
  expect(await problemIn(await get(LIST))).toBe('502 provider-unreachable');
  await provider.close();
  expect(await problemIn(await get(LIST))).toBe('503 not-sent');
});

test('a key that the provider refuses is the gateway’s trouble, and not the end of the session', async () => {
  await start(() => Response.json({error: `bad key ${KEYS.acme.api}`}, {status: 401}));
  expect(await problemIn(await get(LIST))).toBe('403 key-refused');
  expect(gateway.reports.at(-1)).toEqual({
    ...{provider: 'amplifi', what: 'api', method: 'GET', status: 403, code: 'key-refused'},
  });
});

test('a problem says what it is and what to do, and nothing of the request', async () => {
  await start();
  const response = await get('amplifi/api/private/<script>?token=hush');
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    type: 'urn:parlor:problem:not-allowed',
    title: 'Not allowed',
    status: 403,
    detail: 'The adapter makes no such request, so it is not passed on.',
    code: 'not-allowed',
  });
  for (const path of [
    '',
    'nobody/api/x',
    'amplifi',
    'amplifi/api',
    'amplifi/eventsx',
    '__proto__/api/x',
    'toString/events',
  ]) {
    expect(await problemIn(await get(path)), path).toBe('404 not-found');
  }
  await get('+12025550123/events');
  expect(gateway.reports.map(({provider}) => provider).slice(-3)).toEqual([undefined, undefined, undefined]);
});

/** Nothing is granted anew while it lasts, however slow a machine is. */
async function atOneMoment(work: () => Promise<void>): Promise<void> {
  const {now} = Date;
  const moment = now();
  Date.now = () => moment;
  try {
    await work();
  } finally {
    Date.now = now;
  }
}

test('viewers and tenants have limits, each their own', async () => {
  const authorize = ({headers}: Request): Viewer => ({
    tenant: headers.get('x-tenant') ?? 'acme',
    user: headers.get('x-user') ?? 'anna',
  });
  const limits = {viewer: {perMinute: 60, burst: 3}, tenant: {perMinute: 60, burst: 5}};
  await start(undefined, {authorize, limits});
  const as = async (tenant: string, user: string) => (await get(LIST, {'x-tenant': tenant, 'x-user': user})).status;
  await atOneMoment(async () => {
    expect(await Promise.all([1, 2, 3].map(() => as('acme', 'anna')))).toEqual([200, 200, 200]);
    const refused = await get(LIST);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await problemIn(refused)).toBe('429 rate-limited');
    expect([await as('acme', 'berta'), await as('acme', 'berta'), await as('acme', 'berta')]).toEqual([200, 200, 429]);
    expect(await as('globex', 'anna')).toBe(200);
  });
});

test('what a provider grants an account is shared by all of its viewers', async () => {
  const users = ['anna', 'berta'];
  await start(() => Response.json({data: [], has_more: false}));
  await gateway.close();
  const half = HALVES['digivault']?.({baseUrl: provider.url, requests: 10});
  if (!half) throw new Error('digivault');
  gateway = await serveGateway({
    providers: {digivault: half},
    authorize: ({headers}) => ({tenant: headers.get('x-tenant') ?? 'acme', user: headers.get('x-user') ?? ''}),
  });
  const ask = (tenant: string, user: string) =>
    get('digivault/api/v1/conversations', {'x-tenant': tenant, 'x-user': user});
  await atOneMoment(async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 12; count++) statuses.push((await ask('acme', users[count % 2] ?? '')).status);
    expect(statuses.filter((status) => status === 200).length).toBe(10);
    expect(provider.arrived.length).toBe(10);
    const refused = await ask('acme', 'anna');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('globex', 'anna')).status).toBe(200);
  });
});

test.describe('viewers who may not see everything', () => {
  const own = '+19195551234';
  const sees: Viewer['sees'] = ({conversationId}) => conversationId === own;

  test('see their rows of a list, and their conversations', async () => {
    const rows = [{phoneNumber: own}, {phoneNumber: '+19195550000', lastMessage: 'private'}, 7, null];
    await start(({path}) => Response.json(path.includes('messages') ? {messages: []} : rows), {
      authorize: () => ({...ANNA, sees}),
    });
    expect(await (await get(LIST)).json()).toEqual([{phoneNumber: own}]);
    const messages = (number: string) => get(`${LIST}/${encodeURIComponent(number)}/messages`);
    expect((await messages(own)).status).toBe(200);
    expect(await problemIn(await messages('+19195550000'))).toBe('403 forbidden');
    expect((await reply()).status).toBe(200);
  });

  test('write where they may write', async () => {
    await start(() => Response.json({}), {
      authorize: () => ({...ANNA, writes: ({ownNumberId}) => ownNumberId === 'ours'}),
    });
    expect((await get(LIST)).status).toBe(200);
    expect(await problemIn(await reply())).toBe('403 forbidden');
    expect((await reply(JSON_BODY, '{"message":"Hi","fromPhoneNumberId":"ours"}')).status).toBe(200);
  });

  const MESSAGE = {id: 'm1', conversation_id: own};
  const read: Readonly<Record<string, readonly [() => Response, string]>> = {
    'a message of theirs': [() => Response.json(MESSAGE), '200'],
    'somebody else’s': [() => Response.json({...MESSAGE, conversation_id: 'other'}), '403 forbidden'],
    'another message': [() => Response.json({...MESSAGE, id: 'm2'}), '403 forbidden'],
    'one that names no conversation': [() => Response.json({id: 'm1'}), '403 forbidden'],
    'no JSON': [() => new Response('<html>'), '403 forbidden'],
    trouble: [() => Response.json({}, {status: 503}), '503 not-sent'],
    'nothing there': [() => Response.json({}, {status: 404}), '404'],
  };
  for (const [what, [said, expected]] of Object.entries(read)) {
    test(`DigiVault is asked first what is to be deleted, and answers ${what}`, async () => {
      await start(
        ({method}) => (method === 'GET' ? said() : Response.json({id: 'm1', deleted: true})),
        {authorize: () => ({...ANNA, sees})},
        'digivault',
      );
      const response = await fromPage(gateway.at('digivault/api/v1/messages/m1'), {method: 'DELETE'});
      const isAnswer = /^\d+$/.test(expected);
      expect(isAnswer ? String(response.status) : await problemIn(response)).toBe(expected);
      const asked = provider.arrived.map(({method, path}) => `${method} ${path}`);
      const deletes = expected === '200' ? ['DELETE /v1/messages/m1'] : [];
      expect(asked).toEqual(['GET /v1/messages/m1', ...deletes]);
    });
  }

  for (const [name, samples] of Object.entries(SAMPLES)) {
    test(`${name}: see nothing where they may see nothing`, async () => {
      const row = {id: 'x', conversation: {id: 'x'}, conversation_id: 'x', phoneNumber: '+1', text: 'private'};
      const body = name === 'amplifi' ? [row] : {[name === 'bird' ? 'results' : 'data']: [row]};
      await start(() => Response.json(body), {authorize: () => ({...ANNA, sees: () => false})}, name);
      for (const {method, path, query, body: sent} of samples) {
        const search = new URLSearchParams({...query}).toString();
        const response = await fromPage(gateway.at(`${name}/api${path}${search && `?${search}`}`), {
          ...{method, headers: JSON_BODY},
          ...(sent && {body: JSON.stringify(sent)}),
        });
        // Our own numbers are no secret within a tenant.
        const isShared = path.endsWith('numbers');
        expect((await response.text()).includes('private'), `${method} ${path}`).toBe(isShared);
      }
    });
  }
});

test('whatever a provider quotes, no key gets out', async () => {
  const types = ['application/json', 'text/plain', 'text/html', 'application/problem+json'];
  const statuses = [200, 201, 400, 403, 404, 409, 422, 429, 500, 503];
  let count = 0;
  await start(({headers, path}) => {
    const key = String(headers.authorization).replace(/^\w+ /, '');
    const quoted = [key, `Bearer ${key}`, encodeURIComponent(key), key.replaceAll('/', '\\/'), JSON.stringify({key})];
    return new Response(JSON.stringify({path, headers, quoted, raw: key}), {
      status: statuses[count % statuses.length] ?? 200,
      headers: {'content-type': types[count++ % types.length] ?? '', 'retry-after': '1', 'x-ratelimit-policy': 'x'},
    });
  });
  for (let round = 0; round < 40; round++) {
    const text = await (round % 2 ? reply({...JSON_BODY, 'idempotency-key': `k${round}`}) : get(LIST)).then((each) =>
      each.text(),
    );
    expectNoSecret(text);
    if (text.includes('quoted')) expect(text).toContain('[removed]');
  }
  console.log(`${charactersLooked()} characters that reached a page or a report in this worker hold no secret`);
});

test('a fresh key counts at once', async () => {
  let token = 'token-one-1234';
  await start();
  await gateway.close();
  const half = amplifiGateway({
    baseUrl: provider.url,
    accounts: async () => [{tenant: 'acme', token, organizationId: 'o'}],
  });
  gateway = await serveGateway({providers: {amplifi: half}});
  await get(LIST);
  token = 'token-two-1234';
  await get(LIST);
  expect(provider.arrived.map(({headers}) => headers.authorization)).toEqual([
    'Bearer token-one-1234',
    'Bearer token-two-1234',
  ]);
});

test.describe('media', () => {
  const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const upload = (body: Uint8Array<ArrayBuffer> | string, type: string, name = 'photo.png') =>
    fromPage(gateway.at('amplifi/media'), {
      ...{method: 'POST', body},
      headers: {'content-type': type, 'x-file-name': encodeURIComponent(name)},
    });

  test('is kept by the host, and answered with its address', async () => {
    const stored: (UploadedFile & {readonly by: string})[] = [];
    await start(undefined, {
      storeMedia: async (file, {user}) => {
        stored.push({...file, by: user});
        return 'https://files.example/1.png';
      },
    });
    const response = await upload(PNG, 'image/png', '../../etc/Фото "1".png');
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({url: 'https://files.example/1.png'});
    expect(stored).toEqual([{name: 'Фото 1.png', type: 'image/png', bytes: PNG, by: 'anna'}]);
  });

  test('of another type, too large, empty, or in disguise is not taken, and the answer names the limit', async () => {
    let stored = 0;
    await start(undefined, {
      media: {bytes: 1000, types: ['image/png', 'image/jpeg']},
      storeMedia: async () => `https://files.example/${++stored}`,
    });
    for (const type of ['text/html', 'image/svg+xml', 'image/gif', 'IMAGE/PNGX', '']) {
      const refused = await upload('<script>', type);
      expect(refused.headers.get('content-type'), type).toBe('application/problem+json');
      expect(await refused.json(), type).toMatchObject({
        ...{status: 415, code: 'unsupported-type', types: ['image/png', 'image/jpeg']},
      });
    }
    expect(await (await upload(new Uint8Array(1001), 'image/png')).json()).toMatchObject({
      ...{status: 413, code: 'too-large', limit: 1000},
    });
    expect(await problemIn(await upload(new Uint8Array(), 'image/png'))).toBe('400 empty');
    for (const lie of ['<script>alert(1)</script>', '\ufeff\x89PNG\r\n', ' \x89PNG\r\n', 'P']) {
      expect(await problemIn(await upload(lie, 'image/png')), lie).toBe('400 unreadable');
    }
    expect(await problemIn(await upload(PNG, 'image/jpeg'))).toBe('400 unreadable');
    const foreign = {'content-type': 'image/png', origin: 'https://evil.example'};
    const crossed = await fetch(gateway.at('amplifi/media'), {method: 'POST', headers: foreign, body: PNG});
    expect(crossed.status).toBe(403);
    expect(stored).toBe(0);
  });

  test('has a name that nothing takes for a path, however the page calls it', async () => {
    const names: string[] = [];
    await start(undefined, {
      async storeMedia({name}) {
        names.push(name);
        return 'https://files.example/1.png';
      },
    });
    const calls = [
      '..',
      '../../x.png',
      '..\\..\\C:x.png',
      '/etc/passwd',
      '.htaccess',
      'a\0b.png',
      'a\r\nb.png',
      '\u202egnp.exe',
    ];
    for (const name of [...calls, `${'z'.repeat(199)}😀.png`])
      expect((await upload(PNG, 'image/png', name)).status).toBe(201);
    const given = ['file', 'x.png', 'Cx.png', 'passwd', 'htaccess', 'ab.png', 'ab.png', 'gnp.exe', 'z'.repeat(199)];
    expect(names).toEqual(given);
  });

  test('has no place where the host keeps none, and no address that is none', async () => {
    await start();
    expect((await upload(PNG, 'image/png')).status).toBe(404);
    await gateway.close();
    const half = HALVES['amplifi']?.({baseUrl: provider.url});
    if (half) gateway = await serveGateway({providers: {amplifi: half}, storeMedia: async () => 'javascript:alert(1)'});
    expect((await upload(PNG, 'image/png')).status).toBe(500);
  });
});
