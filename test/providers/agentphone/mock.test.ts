import {expect} from '@open-wc/testing';
import type {AgentPhoneMockOptions} from '../../../src/providers/agentphone/mock.js';
import {
  addNumbered,
  API,
  backend,
  clock,
  connect,
  idOf,
  JANE,
  OMAR,
  populate,
  START,
  storedTexts,
  threadOf,
  TOKEN,
  worker,
} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('the mock', () => {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${API}${path}`, {...init, headers: {authorization: `Bearer ${TOKEN}`, ...init.headers}});
    const post = (body: unknown) =>
      ask('/messages', {method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body)});
    const patch = (phone: string, body: unknown) =>
      ask(`/conversations/${idOf(phone)}`, {method: 'PATCH', body: JSON.stringify(body)});

    it('lets nobody in without a key', async () => {
      connect({acceptToken: (token) => token === TOKEN});
      expect((await fetch(`${API}/conversations`)).status).to.equal(401);
      expect((await ask('/conversations', {headers: {authorization: 'Basic abc'}})).status).to.equal(401);
      expect((await ask('/conversations', {headers: {authorization: 'Bearer other'}})).status).to.equal(401);
      expect((await ask('/conversations')).status).to.equal(200);
    });

    it('takes numbers within the bounds of the document, and times', async () => {
      connect({errorEnvelope: 'fastapi'});
      const history = `/conversations/${idOf(JANE)}/messages`;
      const bad = [
        ...['limit=0', 'limit=101', 'limit=ten', 'limit=', 'offset=-1'].map((query) => `/conversations?${query}`),
        ...['message_limit=0', 'message_limit=101'].map((query) => `/conversations/${idOf(JANE)}?${query}`),
        ...['limit=201', 'before=yesterday', 'after=', 'before=5'].map((query) => `${history}?${query}`),
      ];
      for (const path of bad) {
        const response = await ask(path);
        expect(response.status, path).to.equal(422);
        const {detail} = (await response.json()) as {detail: {loc: string[]; msg: string; type: string}[]};
        expect(detail[0]?.loc[0], path).to.equal('query');
        expect(detail[0]).to.have.all.keys('loc', 'msg', 'type');
      }
      for (const query of ['limit=200', 'before=2025-01-15T11:30:00Z', 'after=2025-01-15T11:30:00.123456']) {
        expect((await ask(`${history}?${query}`)).status, query).to.equal(200);
      }
    });

    it('has bounds, orders and ends as its switches say', async () => {
      const id = addNumbered(6, (index) => START - (60 - index) * 1000);
      const texts = async (mock: AgentPhoneMockOptions, query: string) => {
        worker.resetHandlers();
        connect(mock);
        const response = await ask(`/conversations/${id}/messages?${query}`);
        return ((await response.json()) as {data: {body: string}[]}).data.map(({body}) => body);
      };
      const third = new Date(START - 58_000).toISOString();
      expect(await texts({}, '')).to.deep.equal(['6', '5', '4', '3', '2', '1']);
      expect(await texts({messageOrder: 'oldest-first'}, 'limit=2')).to.deep.equal(['5', '6']);
      expect(await texts({}, `before=${third}`)).to.deep.equal(['2', '1']);
      expect(await texts({beforeBound: 'inclusive'}, `before=${third}`)).to.deep.equal(['3', '2', '1']);
      expect(await texts({}, `after=${third}&limit=2`)).to.deep.equal(['5', '4']);
      expect(await texts({afterBound: 'inclusive'}, `after=${third}&limit=2`)).to.deep.equal(['4', '3']);
      expect(await texts({pageTaken: 'newest'}, `after=${third}&limit=2`)).to.deep.equal(['6', '5']);
      expect(await texts({pageTaken: 'oldest'}, `before=${third}&limit=1`)).to.deep.equal(['1']);
    });

    it('sorts its list by activity, so that offsets shift', async () => {
      connect();
      const ids = async () => {
        const {data} = (await (await ask('/conversations')).json()) as {data: {id: string}[]};
        return data.map(({id}) => id);
      };
      expect(await ids()).to.deep.equal([idOf(JANE), idOf(OMAR)]);
      clock.advance(1000);
      backend.receive({phone: OMAR, text: 'Hello?'});
      expect(await ids()).to.deep.equal([idOf(OMAR), idOf(JANE)]);
    });

    it('leaves metadata alone that is not named, and takes objects and null only', async () => {
      connect();
      for (const metadata of [7, 'x', []]) expect((await patch(JANE, {metadata})).status).to.equal(422);
      expect((await patch(JANE, {})).status).to.equal(200);
      expect(threadOf(JANE).metadata).to.have.property('orderId');
      const answer = (await (await patch(JANE, {metadata: {a: {b: 1}}})).json()) as object;
      expect(answer).to.deep.include({metadata: {a: {b: 1}}});
      expect(answer).to.have.property('messages').that.has.lengthOf(2);
      expect(answer).not.to.have.property('lastMessagePreview');
      expect(await (await patch(JANE, {metadata: null})).json()).to.include({metadata: null});
    });

    it('checks a send before it does anything', async () => {
      connect();
      const sender = {number_id: 'num_1'};
      const refused: readonly (readonly [unknown, number])[] = [
        ['no json', 422],
        [[], 422],
        [{to_number: JANE, ...sender}, 422],
        [{to_number: JANE, body: ' ', ...sender}, 422],
        [{body: 'Hi', ...sender}, 422],
        [{to_number: 'somebody', body: 'Hi', ...sender}, 422],
        [{to_number: JANE, body: 'Hi'}, 400],
        [{to_number: JANE, body: 'Hi', agent_id: 'agt_other'}, 404],
        [{to_number: JANE, body: 'Hi', ...sender, media_urls: ['http://plain.example/a.png']}, 422],
        [{to_number: JANE, body: 'Hi', ...sender, media_urls: 'https://a'}, 422],
        [{to_number: JANE, body: 'Hi', ...sender, send_style: 'thunder'}, 422],
        [{to_number: JANE, body: '', ...sender, media_urls: ['https://a/1.png', 'https://a/2.png']}, 422],
        [{recipients: [JANE, OMAR], body: 'Hi', ...sender}, 400],
        [{to_number: JANE, body: 'Hi', number_id: 7}, 422],
      ];
      const before = storedTexts(JANE).length;
      for (const [body, status] of refused) {
        expect((await post(body)).status, JSON.stringify(body)).to.equal(status);
      }
      expect(storedTexts(JANE)).to.have.lengthOf(before);
      expect((await post({to_number: JANE, body: 'Hi', from_number: '+15551234568'})).status).to.equal(200);
      expect((await post({to_number: '(555) 987-6543', body: 'Hi', agent_id: 'agt_demo'})).status).to.equal(200);
    });

    it('answers preflights and lets pages read how long to wait', async () => {
      connect();
      const preflight = await ask('/messages', {method: 'OPTIONS'});
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-headers')).to.contain('x-sub-account-id');
      backend.setFaults({rateLimit: {next: 1, retryAfter: 1200}});
      const limited = await ask('/conversations');
      expect(limited.headers.get('access-control-expose-headers')).to.equal('Retry-After');
      expect(limited.headers.get('retry-after')).to.equal('2');
    });

    it('has the contacts and numbers the official client asks for, and nothing nobody documents', async () => {
      connect();
      expect(await (await ask('/contacts/con_1')).json()).to.include({name: 'Jane Doe', phoneNumber: JANE});
      expect((await ask('/contacts/con_9')).status).to.equal(404);
      expect(await (await ask('/contacts?search=OMAR')).json()).to.include({total: 1, hasMore: false});
      expect(await (await ask('/numbers?limit=1')).json()).to.include({total: 2, hasMore: true});
      expect((await ask('/messages')).status).to.equal(405);
      expect((await ask(`/conversations/${idOf(JANE)}/archive`, {method: 'POST'})).status).to.equal(404);
    });
  });
});
