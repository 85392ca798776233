import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {can, type CapabilityName} from '../../../src/model/capabilities.js';
import {backend, connect, JANE, populate, seen, threadId} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('what it offers', () => {
    it('offers what the document has, and says what is worked out', () => {
      const {capabilities, id, name} = connect();
      const offered = (Object.keys(capabilities) as (keyof typeof capabilities)[])
        .filter((key): key is CapabilityName => key !== 'maximumAttachments')
        .filter((key) => can(capabilities, key));
      expect(offered).to.have.members([
        'listConversations',
        'filterUnread',
        'searchConversations',
        'includeArchived',
        'markRead',
        'messageHistory',
        'messageDirections',
        'newerMessages',
        'messagesAround',
        'readReceipts',
        'sendText',
        'sendMedia',
        'startConversation',
        'archiveConversation',
        'deleteConversation',
        'deleteMessage',
        'contactDetails',
        'liveUpdates',
      ]);
      expect(capabilities).to.include({filterUnread: 'derived', markRead: 'local', liveUpdates: 'derived'});
      expect({id, name}).to.deep.equal({id: 'digivault:https://api.digivault.com', name: 'DigiVault'});
    });

    it('looks for news at the intervals it was given', async () => {
      const events: AdapterEvent[] = [];
      const adapter = connect({}, {polling: {conversations: 10, messages: 5}});
      const subscription = adapter.subscribe?.((event) => events.push(event));
      subscription?.watch(threadId(JANE));
      subscription?.setPollMode('idle');
      subscription?.setPollMode('active');
      await waitUntil(() => events.some(({type}) => type === 'conversations-invalidated'));
      await waitUntil(() => events.some(({type}) => type === 'messages-invalidated'));
      subscription?.close();
      expect(seen).to.deep.equal([]);
    });
  });
});
