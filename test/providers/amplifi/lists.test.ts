import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import {asCursor} from '../../../src/model/page.js';
import {errorOf} from '../../adapter/errors.js';
import {
  API,
  backend,
  connect,
  JANE,
  lastRequest,
  LENA,
  OMAR,
  ORGANIZATION,
  populate,
  seen,
  TOKEN,
  worker,
} from './account-scene.js';

describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('listing conversations', () => {
    it('asks with both headers and without any filter', async () => {
      const page = await connect().listConversations({});
      expect(lastRequest().url).to.equal(`${API}/api/conversations`);
      expect(lastRequest().headers.get('authorization')).to.equal(`Bearer ${TOKEN}`);
      expect(lastRequest().headers.get('x-organization-id')).to.equal(ORGANIZATION);
      expect(page.items.map(({id}) => id)).to.have.members([OMAR, JANE]);
      expect(page.next).to.equal(undefined);
      expect(page.total).to.equal(2);
    });

    it('asks for unread conversations', async () => {
      const page = await connect().listConversations({unread: true});
      expect(lastRequest().url).to.equal(`${API}/api/conversations?unread=true`);
      expect(page.items.map(({id}) => id)).to.deep.equal([JANE]);
      expect(page.items[0]).to.deep.include({starred: true, unread: {has: true, count: 1, source: 'native'}});
    });

    it('asks for conversations that need a reply', async () => {
      const page = await connect().listConversations({needsReply: true});
      expect(lastRequest().url).to.equal(`${API}/api/conversations?unresponded=true`);
      expect(page.items.map(({id}) => id)).to.deep.equal([JANE]);
      expect(page.items[0]?.needsReply).to.deep.equal({value: true, source: 'native'});
    });

    it('asks for archived conversations too', async () => {
      const page = await connect().listConversations({includeArchived: true, unread: false});
      expect(lastRequest().url).to.equal(`${API}/api/conversations?includeArchived=true`);
      expect(page.items.find(({id}) => id === LENA)?.status).to.equal('archived');
    });

    it('searches by name and by number, whose plus must survive the query', async () => {
      const adapter = connect();
      expect((await adapter.listConversations({search: ' omar '})).items.map(({id}) => id)).to.deep.equal([OMAR]);
      expect(lastRequest().url).to.equal(`${API}/api/conversations?search=omar`);
      expect((await adapter.listConversations({search: '+1919555'})).items).to.have.lengthOf(2);
      expect(lastRequest().url).to.equal(`${API}/api/conversations?search=%2B1919555`);
      expect((await adapter.listConversations({search: '  '})).items).to.have.lengthOf(2);
      expect(lastRequest().url).to.equal(`${API}/api/conversations`);
    });

    it('combines filters', async () => {
      const query = {unread: true, needsReply: true, includeArchived: true, search: 'smith & co'};
      expect((await connect().listConversations(query)).items).to.deep.equal([]);
      expect(lastRequest().url).to.equal(
        `${API}/api/conversations?unread=true&unresponded=true&search=smith+%26+co&includeArchived=true`,
      );
    });

    it('has no second page', async () => {
      const error = await errorOf(connect().listConversations({cursor: asCursor('x')}));
      expect(error.kind).to.equal('cursor-invalid');
      expect(seen).to.deep.equal([]);
    });

    it('does not take something else for a list', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/api/conversations`, () => HttpResponse.json({conversations: []})));
      expect((await errorOf(adapter.listConversations({}))).kind).to.equal('decode');
    });

    it('leaves out an entry without a number and keeps the rest', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/api/conversations`, () => HttpResponse.json([null, {}, {phoneNumber: JANE}])));
      expect((await adapter.listConversations({})).items.map(({id}) => id)).to.deep.equal([JANE]);
    });
  });
});
