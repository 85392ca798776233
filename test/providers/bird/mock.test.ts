import {expect} from '@open-wc/testing';
import {addBirdExtras, type BirdMockOptions} from '../../../src/providers/bird/mock.js';
import {WORKSPACE} from './bird-world.js';
import {backend, connect, JANE, KEY, MINUTE, populate, ROOT, START, storedTexts, threadIdOf} from './account-scene.js';

describe('the Bird adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('the mock', () => {
    const ask = (path = '', init: RequestInit = {}) =>
      fetch(ROOT + path, {...init, headers: {authorization: `AccessKey ${KEY}`, ...init.headers}});
    const read = async (path = '') => (await (await ask(path)).json()) as Record<string, unknown>;
    const post = (path: string, body: unknown, method = 'POST') =>
      ask(path, {method, body: typeof body === 'string' ? body : JSON.stringify(body)});

    it('lets in access keys only, into its own workspace only', async () => {
      connect();
      for (const authorization of ['', `Bearer ${KEY}`, KEY, 'AccessKey ', 'accesskey x y']) {
        expect((await ask('', {headers: {authorization}})).status, authorization).to.equal(401);
      }
      const foreign = ROOT.replace(WORKSPACE.workspaceId, 'another');
      expect((await fetch(foreign, {headers: {authorization: `AccessKey ${KEY}`}})).status).to.equal(403);
      expect((await ask()).status).to.equal(200);
    });

    it('takes limits from 1 to 100, booleans, dates and tokens of its own', async () => {
      connect();
      const messages = `/${threadIdOf(JANE)}/messages`;
      for (const path of ['', messages, `/${threadIdOf(JANE)}/participants`]) {
        for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=', 'reverse=1', 'pageToken=x', 'pageToken=']) {
          const response = await ask(`${path}?${query}`);
          expect(response.status, path + query).to.equal(422);
          expect(await response.json()).to.have.keys('code', 'message');
        }
        expect((await ask(`${path}?pageToken=${'x'.repeat(8001)}`)).status).to.equal(422);
        expect((await ask(`${path}?limit=100&reverse=true`)).status, path).to.equal(200);
      }
      expect((await ask(`${messages}?dateFrom=soon`)).status).to.equal(422);
      const {results} = await read(`${messages}?dateFrom=${new Date(START - MINUTE).toISOString()}`);
      expect(results).to.have.lengthOf(1);
    });

    it('spells "none" in all the ways of the documents', async () => {
      addBirdExtras(backend);
      connect();
      const {results} = (await read('?limit=100')) as {results: Record<string, unknown>[]};
      expect(results.map(({name}) => name)).to.include.members(['', 'Sunday ride']);
      const contacts = results.flatMap(({featuredParticipants}) => featuredParticipants as Record<string, unknown>[]);
      expect(contacts.some(({contact}) => JSON.stringify(contact) === '{}')).to.equal(true);
      expect(contacts.some((participant) => !('contact' in participant))).to.equal(true);
      expect(contacts.every(({avatarUrl}) => avatarUrl === '')).to.equal(true);
      const messages: Record<string, unknown>[] = [];
      for (const {id} of backend.threads()) {
        messages.push(...((await read(`/${id}/messages`))['results'] as Record<string, unknown>[]));
      }
      expect(messages.some(({recipients}) => recipients === null)).to.equal(true);
      expect(messages.some((message) => !('recipients' in message))).to.equal(true);
      expect(messages.some(({reference}) => reference === '')).to.equal(true);
      expect(messages.some(({interactions}) => interactions === null)).to.equal(true);
      expect(messages.some(({interactions}) => Array.isArray(interactions))).to.equal(true);
      expect(await read('?limit=100')).not.to.have.property('nextPageToken');
    });

    it('writes times with none to nine fraction digits', async () => {
      const contact = backend.addContact({firstName: 'Tick', lastName: '', phone: '+12025550150'});
      const thread = backend.addThread({
        contactId: contact.id,
        messages: Array.from({length: 60}, (_, index) => ({
          direction: 'inbound' as const,
          text: `${index}`,
          at: START - (START % 1000) + index * 10 + (index % 7),
        })),
      });
      const lengths = async (mock: BirdMockOptions) => {
        connect(mock);
        const {results} = (await read(`/${thread.id}/messages?limit=100`)) as {results: {createdAt: string}[]};
        return new Set(results.map(({createdAt}) => /\.(\d+)Z$/.exec(createdAt)?.[1]?.length ?? 0));
      };
      expect([...(await lengths({}))]).to.include.members([0, 2, 3, 9]);
      expect([...(await lengths({fractionDigits: 'none'}))]).to.deep.equal([0]);
      expect([...(await lengths({fractionDigits: 'nine'}))]).to.deep.equal([9]);
    });

    it('checks a message before it sends it', async () => {
      const accessKeys = [{id: WORKSPACE.participantId, name: 'My first key'}];
      connect({accessKeys});
      const path = `/${threadIdOf(JANE)}/messages`;
      const id = backend.contactWithPhone(JANE)?.id;
      const text = {type: 'text', text: {text: 'Hi'}};
      const {participantId} = WORKSPACE;
      const message = {participantId, participantType: 'accessKey', addMissingParticipants: true, body: text};
      const images = (count: number) =>
        Array.from({length: count}, (__, index) => ({mediaUrl: `https://media.example/${index}.jpg`}));
      for (const change of [
        {participantId: undefined},
        {participantId: 'unknown-key'},
        {participantType: 'robot'},
        {addMissingParticipants: 'yes'},
        {recipients: [{type: 'to', id: 'stranger'}]},
        {recipients: [{type: 'from', id}]},
        {recipients: [{type: 'to'}]},
        {recipients: 'x'},
        {body: undefined},
        {body: {type: 'hologram', hologram: {}}},
        {body: {type: 'text'}},
        {body: {type: 'text', text: {text: ' '}}},
        {body: {type: 'image', image: {images: []}}},
        {body: {type: 'image', image: {images: images(11)}}},
        {body: {type: 'file', file: {files: [{mediaUrl: 'x'}]}}},
        {template: {projectId: 'p', version: 'v', locale: 'en'}},
        {reference: 7},
        {surprise: true},
      ]) {
        expect((await post(path, {...message, ...change})).status, JSON.stringify(change)).to.equal(422);
      }
      for (const body of ['', '[]', 'no json']) expect((await post(path, body)).status, body).to.equal(422);
      expect(storedTexts(JANE)).to.have.lengthOf(2);
      const sent = await post(path, {
        ...message,
        recipients: [{type: 'to', id}],
        body: {type: 'image', image: {images: images(10)}},
      });
      expect(sent.status).to.equal(201);
      expect(await sent.json()).to.deep.include({status: 'accepted', reference: '', draft: false, interactions: null});
      expect((await post('/nowhere/messages', message)).status).to.equal(404);
    });

    it('needs addMissingParticipants for a sender who has not joined, who then has', async () => {
      connect();
      const silent = backend.addContact({firstName: 'New', lastName: '', phone: '+12025550151'});
      const {id} = backend.addThread({contactId: silent.id, messages: [{direction: 'inbound', text: 'Hi', at: START}]});
      const message = {
        participantId: WORKSPACE.participantId,
        participantType: 'accessKey',
        body: {type: 'text', text: {text: 'Hi'}},
      };
      expect((await post(`/${id}/messages`, message)).status).to.equal(422);
      expect((await post(`/${id}/messages`, {...message, addMissingParticipants: true})).status).to.equal(201);
      const {results} = (await read(`/${id}/participants`)) as {results: {type: string}[]};
      expect(results.map(({type}) => type)).to.deep.equal(['contact', 'accessKey']);
      expect((await post(`/${id}/messages`, message)).status).to.equal(201);
    });

    it('checks changes and new conversations', async () => {
      connect();
      const one = `/${threadIdOf(JANE)}`;
      for (const change of [{status: 'archived'}, {name: 5}, {attributes: []}]) {
        expect((await post(one, change, 'PATCH')).status, JSON.stringify(change)).to.equal(422);
      }
      expect(await (await post(one, {name: 'Brakes'}, 'PATCH')).json()).to.include({name: 'Brakes', status: 'active'});
      const contact = {type: 'contact', identifierKey: 'phonenumber', identifierValue: '+12025550152'};
      const good = {name: '', channelId: 'channel-sms', participants: [contact]};
      for (const change of [
        {channelId: 'nobodys'},
        {channelId: undefined},
        {participants: []},
        {participants: Array.from({length: 6}, () => contact)},
        {participants: [{type: 'contact'}]},
        {initialMessage: {}},
        {initialMessage: {template: {projectId: 'p'}}},
      ]) {
        expect((await post('', {...good, ...change})).status, JSON.stringify(change)).to.equal(422);
      }
      expect((await post('', good)).status).to.equal(201);
      expect((await post('', good)).status).to.equal(409);
      expect((await ask(one, {method: 'DELETE'})).status).to.equal(204);
      expect((await ask(one, {method: 'DELETE'})).status).to.equal(404);
    });

    it('has single messages, and nothing the documents do not have', async () => {
      connect();
      const conversation = `/${threadIdOf(JANE)}`;
      const [first] = backend.messagesOf(threadIdOf(JANE));
      expect(await read(`${conversation}/messages/${first?.id}`)).to.include({id: first?.id});
      expect((await ask(`${conversation}/messages/nothing`)).status).to.equal(404);
      expect((await ask(`${conversation}/read`, {method: 'POST'})).status).to.equal(404);
    });

    it('answers preflights and lets pages read how long to wait', async () => {
      connect();
      const preflight = await ask('', {method: 'OPTIONS'});
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-methods')).to.contain('PATCH');
      backend.setFaults({rateLimit: {next: 1, retryAfter: 1200}});
      const limited = await ask();
      expect(limited.headers.get('access-control-expose-headers')).to.equal('Retry-After');
      expect(limited.headers.get('retry-after')).to.equal('2');
    });
  });
});
