import {expect} from '@open-wc/testing';
import {
  addGroup,
  API,
  backend,
  clock,
  connect,
  contactId,
  FRANK,
  JANE,
  OMAR,
  populate,
  START,
  threadId,
  TOKEN,
  worker,
} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('the mock', () => {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${API}${path}`, {...init, headers: {authorization: `Bearer ${TOKEN}`, ...init.headers}});
    const write = (method: string, path: string, body?: unknown) =>
      ask(path, {method, ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)})});
    const read = async (response: Response) => (await response.json()) as Readonly<Record<string, unknown>>;

    it('lets in Bearer and Basic, and nobody else', async () => {
      connect();
      for (const authorization of [`Bearer ${TOKEN}`, 'Basic dXNlcjpwYXNz']) {
        expect((await ask('/conversations', {headers: {authorization}})).status, authorization).to.equal(200);
      }
      for (const authorization of ['', 'Bearer', 'Digest x', 'Bearer a b']) {
        const response = await ask('/conversations', {headers: {authorization}});
        expect(response.status, authorization).to.equal(401);
        expect(await read(response)).to.include({type: 'authentication_error'});
      }
    });

    it('lists ten by default and a hundred at most', async () => {
      connect();
      for (let index = 0; index < 20; index++) backend.receive({phone: `+1303555${1000 + index}`, text: 'Hi'});
      const page = await read(await ask('/conversations'));
      expect(page['has_more']).to.equal(true);
      expect(page['data']).to.have.lengthOf(10);
      for (const limit of ['0', '101', '-1', '1.5', 'ten', '']) {
        expect((await ask(`/conversations?limit=${limit}`)).status, limit).to.equal(400);
      }
      expect((await ask('/conversations?limit=100')).status).to.equal(200);
    });

    it('pages in both directions by ids that it knows', async () => {
      connect();
      const [frank, jane, omar] = [threadId(FRANK), threadId(JANE), threadId(OMAR)];
      const idsAt = async (query: string) => {
        const {data, has_more} = (await (await ask(`/conversations?${query}`)).json()) as {
          data: {id: string}[];
          has_more: boolean;
        };
        return [has_more, ...data.map(({id}) => id)];
      };
      expect(await idsAt('limit=1')).to.deep.equal([true, frank]);
      expect(await idsAt(`limit=1&starting_after=${frank}`)).to.deep.equal([true, jane]);
      expect(await idsAt(`starting_after=${jane}`)).to.deep.equal([false, omar]);
      expect(await idsAt(`ending_before=${omar}&limit=1`)).to.deep.equal([true, jane]);
      expect(await idsAt(`ending_before=${omar}`)).to.deep.equal([false, frank, jane]);
      for (const query of ['starting_after=x', 'ending_before=x', `starting_after=${jane}&ending_before=${jane}`]) {
        const response = await ask(`/conversations?${query}`);
        expect(response.status, query).to.equal(400);
        expect(await read(response)).to.include({type: 'invalid_request'});
      }
      connect({inclusiveCursors: true});
      expect(await idsAt(`limit=1&starting_after=${jane}`)).to.deep.equal([true, jane]);
      expect(await idsAt(`ending_before=${frank}`)).to.deep.equal([false, frank]);
    });

    it('writes seconds, and null for never', async () => {
      connect();
      const conversation = await read(await ask(`/conversations/${threadId(FRANK)}`));
      expect(conversation).to.deep.equal({
        id: threadId(FRANK),
        contact_id: contactId(FRANK),
        group_id: null,
        last_active_at: 705103200,
        last_opened_at: 705103200,
        created_at: 692233200,
        archived_at: null,
      });
      const made = await write('POST', '/conversations', {contact_id: contactId('+12125550177')});
      expect(made.status).to.equal(201);
      expect(await read(made)).to.include({last_active_at: null, last_opened_at: null, created_at: START / 1000});
      const again = await write('POST', '/conversations', {contact_id: contactId('+12125550177')});
      expect(again.status).to.equal(200);
    });

    it('checks what is written', async () => {
      addGroup();
      connect({rateLimit: false});
      const conversation = `/conversations/${threadId(JANE)}`;
      const id = threadId(JANE);
      const table: readonly (readonly [string, string, unknown, number, string])[] = [
        ['POST', '/conversations', {}, 400, 'invalid_request'],
        ['POST', '/conversations', {contact_id: 'a', group_id: 'b'}, 400, 'invalid_request'],
        ['POST', '/conversations', {contact_id: 5}, 422, 'validation_error'],
        ['POST', '/conversations', {contact_id: 'a', title: 'b'}, 422, 'validation_error'],
        ['POST', '/conversations', {group_id: 'nobody'}, 404, 'not_found_error'],
        ['POST', '/conversations', 'not json', 400, 'invalid_request'],
        ['POST', '/conversations', [], 400, 'invalid_request'],
        ['PUT', conversation, {archived_at: 'now'}, 422, 'validation_error'],
        ['PUT', conversation, {archived_at: 1.5}, 422, 'validation_error'],
        ['PUT', conversation, {is_muted: 'yes'}, 422, 'validation_error'],
        ['PUT', conversation, {pinned_message_id: 5}, 422, 'validation_error'],
        ['PUT', conversation, {last_opened_at: 5}, 422, 'validation_error'],
        ['PUT', '/conversations/nobody', {archived_at: null}, 404, 'not_found_error'],
        ['DELETE', '/conversations/nobody', undefined, 404, 'not_found_error'],
        ['PATCH', conversation, {archived_at: null}, 404, 'not_found_error'],
        ['POST', '/messages', {message: 'Hi'}, 400, 'invalid_request'],
        ['POST', '/messages', {conversation_id: id}, 400, 'invalid_request'],
        ['POST', '/messages', {conversation_id: id, message: ' '}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: id, message: 'Hi', attachments: 'a'}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: id, message: 'Hi', attachments: ['a']}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: id, message: 'Hi', from: 'a'}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: 'nobody', message: 'Hi'}, 404, 'not_found_error'],
        ['GET', '/messages?conversation_id=nobody', undefined, 404, 'not_found_error'],
        ['GET', '/contacts/nobody', undefined, 404, 'not_found_error'],
        ['GET', '/groups/nobody', undefined, 404, 'not_found_error'],
      ];
      for (const [method, path, body, status, type] of table) {
        const response = await write(method, path, body);
        expect(response.status, `${method} ${path} ${JSON.stringify(body)}`).to.equal(status);
        expect(await read(response)).to.include({type});
      }
      expect((await write('PUT', conversation, {is_pinned: true})).status).to.equal(200);
      const every = await read(await ask('/messages?limit=100'));
      expect(every['data']).to.have.lengthOf(8);
    });

    it('keeps to its limits, and says so in four headers', async () => {
      connect({rateLimit: {requests: 3, writes: 1}});
      const first = await ask('/conversations');
      const told = (response: Response) =>
        ['Limit', 'Remaining', 'Reset'].map((name) => response.headers.get(`X-RateLimit-${name}`));
      expect(told(first)).to.deep.equal(['3', '2', String(START / 1000 + 60)]);
      clock.advance(10_000);
      const body = {conversation_id: threadId(JANE), message: 'Hi'};
      expect((await write('POST', '/messages', body)).status).to.equal(201);
      const second = await write('POST', '/messages', body);
      expect(second.status).to.equal(429);
      expect(second.headers.get('Retry-After')).to.equal('60');
      expect(await read(second)).to.include({type: 'rate_limit_error', retry_after: 60});
      expect((await ask('/conversations')).status).to.equal(200);
      const refused = await ask('/conversations');
      expect(refused.status).to.equal(429);
      expect(refused.headers.get('Retry-After')).to.equal('50');
      expect(told(refused)).to.deep.equal(['3', '0', String(START / 1000 + 60)]);
      clock.advance(50_000);
      expect((await ask('/conversations')).status).to.equal(200);
      worker.resetHandlers();
      connect({rateLimit: false});
      expect(told(await ask('/conversations'))).to.deep.equal([null, null, null]);
    });

    it('answers what a browser asks before it asks', async () => {
      connect();
      const response = await fetch(`${API}/conversations`, {method: 'OPTIONS'});
      expect(response.status).to.equal(204);
      expect(response.headers.get('access-control-allow-headers')).to.contain('authorization');
      expect(response.headers.get('access-control-allow-methods')).to.contain('PUT');
    });
  });
});
