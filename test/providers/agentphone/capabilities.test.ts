import {expect} from '@open-wc/testing';
import {can, type CapabilityName} from '../../../src/model/capabilities.js';
import {backend, connect, populate} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('what it offers', () => {
    it('offers what there are calls for, and nothing else', () => {
      const adapter = connect();
      const offered = (Object.keys(adapter.capabilities) as (keyof typeof adapter.capabilities)[])
        .filter((name): name is CapabilityName => name !== 'maximumAttachments')
        .filter((name) => can(adapter.capabilities, name));
      expect(offered).to.have.members([
        'listConversations',
        'filterNeedsReply',
        'searchConversations',
        'markRead',
        'messageHistory',
        'messageDirections',
        'newerMessages',
        'messagesAround',
        'sendText',
        'sendMedia',
        'replyToMessage',
        'reactToMessage',
        'chooseOwnEndpoint',
        'startConversation',
        'editMetadata',
        'contactDetails',
        'liveUpdates',
      ]);
      expect(adapter).not.to.have.any.keys('markRead', 'setArchived', 'setStarred', 'setClosed', 'deleteConversation');
      expect(adapter.id).to.equal('agentphone:https://api.agentphone.to');
    });
  });
});
