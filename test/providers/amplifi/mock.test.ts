import {expect} from '@open-wc/testing';
import {
  API,
  backend,
  connect,
  contactChange,
  JANE,
  OMAR,
  ORGANIZATION,
  populate,
  threadOf,
  TOKEN,
} from './account-scene.js';

describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('the mock', () => {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${API}/api/conversations${path}`, {
        ...init,
        headers: {authorization: `Bearer ${TOKEN}`, 'x-organization-id': ORGANIZATION, ...init.headers},
      });
    const reply = (phone: string, body: unknown) =>
      ask(`/${phone}/reply`, {method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body)});

    beforeEach(() => {
      connect();
    });

    it('lets nobody in without both headers', async () => {
      const url = `${API}/api/conversations`;
      expect((await fetch(url)).status).to.equal(401);
      expect((await fetch(url, {headers: {authorization: `Bearer ${TOKEN}`}})).status).to.equal(401);
      expect((await fetch(url, {headers: {'x-organization-id': ORGANIZATION}})).status).to.equal(401);
      expect((await ask('', {headers: {authorization: 'Basic abc'}})).status).to.equal(401);
      expect((await ask('')).status).to.equal(200);
    });

    it('decodes a path once and takes any US spelling of a number', async () => {
      for (const path of ['%2B19195551234', '+19195551234', '19195551234', '9195551234', '(919)%20555-1234']) {
        const body = (await (await ask(`/${path}/messages`)).json()) as {messages: unknown[]};
        expect(body.messages, path).to.have.lengthOf(2);
      }
      const twice = (await (await ask('/%252B19195551234/messages')).json()) as {messages: unknown[]};
      expect(twice.messages).to.deep.equal([]);
      expect((await reply('%252B19195551234', {message: 'Hello'})).status).to.equal(400);
      expect((await reply('(919)%20555-1234', {message: 'Hello'})).status).to.equal(200);
    });

    it('takes true, false, 1 and 0 for booleans and nothing else', async () => {
      for (const value of ['true', 'false', '1', '0']) expect((await ask(`?unread=${value}`)).status).to.equal(200);
      for (const name of ['unread', 'unresponded', 'includeArchived']) {
        for (const value of ['yes', 'TRUE', '']) expect((await ask(`?${name}=${value}`)).status, value).to.equal(400);
      }
    });

    it('takes limits from 1 to 200 and cursors of its own, for the thread they were made for', async () => {
      for (const limit of ['0', '201', '-1', '1.5', 'ten', '']) {
        expect((await ask(`/${JANE}/messages?limit=${limit}`)).status, limit).to.equal(400);
      }
      const first = (await (await ask(`/${JANE}/messages?limit=1`)).json()) as {cursor: string};
      const cursor = encodeURIComponent(first.cursor);
      const second: unknown = await (await ask(`/${JANE}/messages?limit=1&cursor=${cursor}`)).json();
      expect(second).not.to.have.property('cursor');
      expect((await ask(`/${OMAR}/messages?cursor=${cursor}`)).status).to.equal(400);
      for (const garbage of ['x', 'e30%3D', '']) {
        expect((await ask(`/${JANE}/messages?cursor=${garbage}`)).status, garbage).to.equal(400);
      }
    });

    it("leaves out what the document's outgoing sample leaves out", async () => {
      const {messages} = (await (await ask(`/${JANE}/messages`)).json()) as {messages: object[]};
      expect(Object.keys(messages[1] ?? {})).to.deep.equal([
        'id',
        'direction',
        'message',
        'mediaUrl',
        'status',
        'timestamp',
      ]);
      expect(messages[0]).to.include({direction: 'incoming', status: null, mediaUrl: null, mediaUrls: null});
    });

    it('checks a body before anything else', async () => {
      const bodies: unknown[] = ['', '[]', 'no json', {}, {message: ''}, {message: ' '}, {message: 5}];
      const more = [{mediaUrl: 'a.png'}, {normalizeText: 'true'}, {forceRoute: 'sms'}, {fromPhoneNumberId: 7}];
      for (const body of [...bodies, ...more.map((field) => ({message: 'Hello', ...field}))]) {
        const response = await reply('+12025550143', body);
        expect(response.status, JSON.stringify(body)).to.equal(400);
        expect(await response.json(), JSON.stringify(body)).to.have.keys('error');
      }
    });

    it('refuses in one order: contact, consent, textable, from number, default number, credits', async () => {
      const codeOf = async (body: object = {}) => {
        const response = await reply(JANE, {message: 'Hello', ...body});
        const {code} = (await response.json()) as {code?: string};
        return code ?? response.status;
      };
      const foreign = {fromPhoneNumberId: 'own-9'};
      backend.setCredits(0);
      expect(await codeOf()).to.equal(402);
      backend.setDefaultNumber(null);
      expect(await codeOf()).to.equal('NO_FROM_NUMBER');
      expect(await codeOf(foreign)).to.equal(403);
      contactChange(JANE, {textable: false});
      expect(await codeOf(foreign)).to.equal('CONTACT_NON_TEXTABLE');
      backend.optOut(threadOf(JANE).id);
      expect(await codeOf(foreign)).to.equal('CONTACT_OPTED_OUT');
    });

    it('answers preflights and lets pages read how long to wait', async () => {
      const preflight = await ask(`/${JANE}/reply`, {method: 'OPTIONS'});
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-headers')).to.contain('x-organization-id');
      backend.setFaults({rateLimit: {next: 1, retryAfter: 1200}});
      const limited = await ask('');
      expect(limited.headers.get('access-control-expose-headers')).to.equal('Retry-After');
      expect(limited.headers.get('retry-after')).to.equal('2');
    });

    it('has no endpoint the document does not have', async () => {
      expect((await ask(`/${JANE}/star`, {method: 'POST'})).status).to.equal(404);
      expect((await ask(`/${JANE}`, {method: 'DELETE'})).status).to.equal(404);
      expect((await ask('', {method: 'POST'})).status).to.equal(405);
    });
  });
});
