import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {can, type CapabilityName} from '../../../src/model/capabilities.js';
import {createAmplifiAdapter} from '../../../src/providers/amplifi/index.js';
import {API, backend, connect, JANE, ORGANIZATION, populate, seen} from './account-scene.js';

describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('what it offers', () => {
    it('offers a method for everything it claims, and nothing the document does not have', () => {
      const adapter = connect();
      const offered = (Object.keys(adapter.capabilities) as (keyof typeof adapter.capabilities)[])
        .filter((name): name is CapabilityName => name !== 'maximumAttachments')
        .filter((name) => can(adapter.capabilities, name));
      expect(offered).to.have.members([
        'listConversations',
        'filterUnread',
        'filterNeedsReply',
        'includeArchived',
        'searchConversations',
        'unreadCount',
        'markRead',
        'starred',
        'consent',
        'messageHistory',
        'messageDirections',
        'deliveryStatus',
        'insight',
        'timeZone',
        'sendText',
        'sendMedia',
        'normalizeText',
        'liveUpdates',
      ]);
      expect(adapter.capabilities).to.include({consent: 'derived', liveUpdates: 'derived', maximumAttachments: 1});
      expect(adapter).not.to.have.any.keys('markRead', 'setArchived', 'setStarred', 'listOwnEndpoints');
    });

    it('names the account without a secret', () => {
      expect(connect().id).to.equal(`amplifi:${ORGANIZATION}`);
      expect(createAmplifiAdapter().id).to.equal(`amplifi:${API}`);
    });

    it('looks for news at the intervals it was given', async () => {
      const events: AdapterEvent[] = [];
      const adapter = connect({}, {polling: {conversations: 10, messages: 5}});
      const subscription = adapter.subscribe?.((event) => events.push(event));
      subscription?.watch(JANE);
      await waitUntil(() => events.some(({type}) => type === 'conversations-invalidated'));
      await waitUntil(() => events.some(({type}) => type === 'messages-invalidated'));
      subscription?.close();
      expect(seen).to.deep.equal([]);
    });
  });
});
