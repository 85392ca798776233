import {expect} from '@open-wc/testing';
import {errorOf} from '../../adapter/errors.js';
import {
  asked,
  backend,
  connect,
  contactId,
  lastRequest,
  OMAR,
  populate,
  seen,
  START,
  threadId,
} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('reading messages', () => {
    it('gives them oldest first, with who wrote them and whether they were read', async () => {
      const {messages, older} = await connect().listMessages({conversationId: threadId(OMAR)});
      expect(asked()).to.deep.equal([
        `GET /conversations/${threadId(OMAR)}`,
        `GET /messages?conversation_id=${threadId(OMAR)}&limit=50`,
      ]);
      expect(messages.map(({text, direction, status}) => [text, direction, status])).to.deep.equal([
        ['Is it ready?', 'inbound', 'received'],
        ['Yes, come by', 'outbound', 'sent'],
      ]);
      expect(messages[0]?.sender).to.include({id: contactId(OMAR), role: 'contact'});
      expect(messages[1]?.sender).to.include({role: 'self'});
      expect(older).to.equal(undefined);
      backend.receive({phone: OMAR, text: 'Thanks'});
      const again = await connect().listMessages({conversationId: threadId(OMAR)});
      expect(again.messages[1]).to.include({status: 'read', readAt: START});
    });

    it('asks for no more than 100 and no less than 1', async () => {
      const adapter = connect({}, {pageSize: 80});
      for (const [limit, expected] of [
        [1000, 100],
        [0, 1],
        [2.7, 2],
        [undefined, 80],
      ] as const) {
        await adapter.listMessages({conversationId: threadId(OMAR), limit});
        expect(new URL(lastRequest().url).searchParams.get('limit'), String(limit)).to.equal(String(expected));
      }
    });

    it('encodes ids, and asks nothing about what cannot be one', async () => {
      const adapter = connect();
      expect((await errorOf(adapter.getConversation?.('a/b?c')))?.kind).to.equal('not-found');
      expect(asked()).to.deep.equal(['GET /conversations/a%2Fb%3Fc']);
      seen.length = 0;
      for (const id of ['', '.', '..', 'a\ud800']) {
        expect((await errorOf(adapter.listMessages({conversationId: id}))).kind, id).to.equal('not-found');
        expect((await errorOf(adapter.deleteConversation?.(id))).kind, id).to.equal('not-found');
      }
      expect(seen).to.deep.equal([]);
    });
  });
});
