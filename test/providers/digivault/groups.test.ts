import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {conversationTitle} from '../../../src/model/conversation.js';
import {addDigivaultExtras, OWN_CONTACT} from '../../../src/providers/digivault/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {addGroup, backend, connect, JANE, OLD, OMAR, populate} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('groups', () => {
    it('have their name and members, and ours are theirs until we are known', async () => {
      const group = addGroup();
      const adapter = connect();
      const conversation = (await adapter.listConversations({})).items[0];
      expect(conversation).to.include({id: group.conversationId, kind: 'group', title: 'Saturday ride'});
      expect(conversation?.participants.map(({name}) => name)).to.deep.equal(['Jane Smith', 'Omar']);
      expect(conversation?.unread.has).to.equal(true);

      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const directions = async () => {
        const {messages} = await adapter.listMessages({conversationId: group.conversationId});
        return messages.map(({direction}) => direction);
      };
      expect(await directions()).to.deep.equal(['inbound', 'inbound', 'inbound']);
      const sent = await adapter.sendMessage({conversationId: group.conversationId, text: 'On our way'});
      expect(sent).to.include({direction: 'outbound', status: 'sent'});
      expect(events).to.deep.equal([{type: 'messages-invalidated', conversationId: group.conversationId}]);
      expect(await directions()).to.deep.equal(['inbound', 'outbound', 'inbound', 'outbound']);
      subscription?.close();
    });

    it('know us at once when they are told who we are', async () => {
      const {conversationId} = addGroup();
      const adapter = connect({members: 'contact'}, {ownContactId: 'ownContact000001'});
      const {messages} = await adapter.listMessages({conversationId});
      expect(messages.map(({direction}) => direction)).to.deep.equal(['inbound', 'outbound', 'inbound']);
      const {participants} = (await adapter.getConversation?.(conversationId)) ?? {};
      expect(participants?.map(({address}) => address)).to.deep.equal([JANE, OMAR]);
    });

    it('come with the demonstration, and so does a conversation of long ago', async () => {
      const adapter = connect({groups: addDigivaultExtras(backend)}, {ownContactId: OWN_CONTACT.id});
      const {items} = await adapter.listConversations({});
      const ride = items.find(({kind}) => kind === 'group');
      expect(ride).to.include({title: 'Saturday ride'});
      expect(ride?.participants).to.have.lengthOf(3);
      expect(ride?.unread.has).to.equal(true);
      const {messages} = await adapter.listMessages({conversationId: ride?.id ?? ''});
      expect(messages.map(({direction}) => direction)).to.deep.equal(['outbound', 'inbound', 'inbound']);
      const old = items.find((conversation) => conversationTitle(conversation) === 'Frank Fairchild');
      expect(old).to.include({createdAt: OLD.created, lastActivityAt: OLD.active});
    });

    it('tell more about themselves', async () => {
      const {id, conversationId} = addGroup();
      const details = await connect().getContact?.(conversationId);
      expect(details).to.deep.include({id, name: 'Saturday ride', notes: 'Meet at nine'});
    });

    it('can be archived and deleted', async () => {
      const {conversationId} = addGroup();
      const adapter = connect();
      expect((await adapter.setArchived?.(conversationId, true))?.status).to.equal('archived');
      expect((await adapter.setArchived?.(conversationId, false))?.status).to.equal('active');
      await adapter.deleteConversation?.(conversationId);
      expect((await errorOf(adapter.listMessages({conversationId}))).kind).to.equal('not-found');
    });
  });
});
