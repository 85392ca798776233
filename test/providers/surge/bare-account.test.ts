import {expect} from '@open-wc/testing';
import {
  backend,
  clock,
  close,
  connect,
  JANE,
  OMAR,
  pathsSeen,
  phoneOf,
  populate,
  relay,
  seen,
  threadWith,
} from './account-scene.js';

describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(close);

  describe('an account with nothing but what the document describes', () => {
    it('lists nothing, and grants nothing else', async () => {
      const adapter = connect({}, {documentedOnly: true});
      expect(adapter.capabilities).to.include({
        listConversations: 'none',
        messageHistory: 'local',
        contactDetails: 'none',
        editMetadata: 'none',
        chooseOwnEndpoint: 'none',
        sendText: 'native',
        liveUpdates: 'native',
      });
      expect(adapter).not.to.have.any.keys('getContact', 'updateMetadata', 'listOwnEndpoints');
      expect(await adapter.listConversations({})).to.deep.equal({items: [], incomplete: true});
      expect(await adapter.describeStart?.()).to.deep.include({recipientKinds: ['address']});
      expect(seen).to.deep.equal([]);
    });

    it('knows threads from events and sends', async () => {
      const adapter = connect({}, {documentedOnly: true});
      relay(adapter);
      backend.receive({phone: JANE, text: 'Hello?'});
      const [conversation] = (await adapter.listConversations({})).items;
      const id = conversation?.id ?? '';
      expect(conversation && phoneOf(conversation)).to.equal(JANE);
      await adapter.sendMessage({conversationId: id, text: 'Hi Jane'});
      clock.advance(10_000);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.map(({text, direction, status}) => [text, direction, status])).to.deep.equal([
        ['Hello?', 'inbound', 'received'],
        ['Hi Jane', 'outbound', 'delivered'],
      ]);
      expect(pathsSeen()).to.deep.equal(['POST /messages']);
    });

    it('replies in a thread the page names', async () => {
      const {id} = await threadWith(connect(), OMAR);
      const adapter = connect({}, {documentedOnly: true});
      expect(await adapter.getConversation?.(id)).to.deep.include({id, status: 'unknown', participantsComplete: false});
      await adapter.sendMessage({conversationId: id, text: 'Hi Omar'});
      expect((await adapter.getConversation?.(id))?.participants[0]?.address).to.equal(OMAR);
    });
  });
});
