import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {relayBirdWebhooks, signBirdWebhook} from '../../../src/providers/bird/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {backend, clock, connect, JANE, MINUTE, OMAR, populate, threadIdOf} from './account-scene.js';

describe('the Bird adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('webhooks', () => {
    it('reach everybody who listens, and mark what is news', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => heard.push(event));
      const relayed: string[] = [];
      const end = relayBirdWebhooks(backend, (payload) => {
        relayed.push(payload.event);
        adapter.receiveWebhook?.(payload);
      });
      clock.advance(MINUTE);
      backend.receive({phone: OMAR, text: 'On my way'});
      const [updated, stale] = heard;
      expect(updated?.type === 'conversation-updated' && updated.conversation.unread.has).to.equal(true);
      expect(stale).to.deep.equal({type: 'messages-invalidated', conversationId: threadIdOf(OMAR)});

      backend.receive({phone: '+12025550177', text: 'Hello, I am new'});
      expect(relayed).to.include('conversation.created');
      const gone = threadIdOf(JANE);
      await adapter.deleteConversation?.(gone);
      expect(relayed.at(-1)).to.equal('conversation.deleted');
      expect(heard.at(-1)).to.deep.equal({type: 'conversation-removed', conversationId: gone});
      expect((await errorOf(adapter.getConversation?.(gone))).kind).to.equal('not-found');

      subscription?.close();
      const before = heard.length;
      await adapter.setClosed?.(threadIdOf(OMAR), true);
      expect(relayed.at(-1)).to.equal('conversation.updated');
      expect(heard).to.have.lengthOf(before);
      end();
    });

    it('are signed over timestamp, address and the digest of the body', async () => {
      const headers = await signBirdWebhook({
        body: '{"service":"conversations"}',
        url: 'https://example.com/hook',
        signingKey: 'secret-key',
        at: 1_733_249_848_900,
      });
      expect(headers).to.deep.equal({
        'messagebird-signature': 'AXoIJp+bHCHqytJ6ROOwM00MY3D1bYjqdea3bZbCCAw=',
        'messagebird-request-timestamp': '1733249848',
      });
    });
  });
});
