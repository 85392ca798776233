import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {conversationTitle} from '../../../src/model/conversation.js';
import {digivaultWebhook, relayDigivaultWebhooks} from '../../../src/providers/digivault/mock.js';
import {
  addGroup,
  asked,
  backend,
  connect,
  contactId,
  FRANK,
  groups,
  JANE,
  OMAR,
  populate,
  seen,
  START,
  threadId,
} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('webhooks', () => {
    it('are told to whoever listens, once each, with names and directions', async () => {
      const {id, conversationId} = addGroup();
      const adapter = connect();
      await adapter.listConversations({});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const payloads: unknown[] = [];
      const stop = relayDigivaultWebhooks(backend, (payload) => payloads.push(payload), {groups});
      backend.receive({phone: JANE, text: 'Running late'});
      groups.say(id, 'Wait for me', contactId(OMAR));
      backend.setArchived(threadId(OMAR), true);
      stop();
      backend.receive({phone: JANE, text: 'Unheard'});
      for (const payload of [...payloads, ...payloads]) adapter.receiveWebhook?.(payload);
      subscription?.close();

      const messages = events.flatMap((event) => (event.type === 'message-created' ? [event.message] : []));
      expect(messages.map(({text, direction, conversationId: of}) => [text, direction, of])).to.deep.equal([
        ['Running late', 'inbound', threadId(JANE)],
        ['Wait for me', 'inbound', conversationId],
      ]);
      const updates = events.flatMap((event) => (event.type === 'conversation-updated' ? [event.conversation] : []));
      expect(updates.map((conversation) => [conversationTitle(conversation), conversation.status])).to.deep.equal([
        ['Jane Smith', 'active'],
        ['Saturday ride', 'active'],
        ['Omar', 'archived'],
      ]);
      expect(updates[0]).to.deep.include({
        lastActivityAt: START,
        unread: {has: true, since: START - 75 * 60_000, source: 'derived'},
      });
    });

    it('tell that the contact has read what it answers', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const told: AdapterEvent[] = [];
      const stop = relayDigivaultWebhooks(backend, (payload) =>
        told.push(...(adapter.receiveWebhook?.(payload) ?? [])),
      );
      backend.receive({phone: OMAR, text: 'Great'});
      stop();
      expect(told.map(({type}) => type)).to.deep.equal(['message-created', 'conversation-updated', 'message-updated']);
      expect(told[2]).to.have.nested.property('message.text', 'Yes, come by');
      expect(told[2]).to.have.nested.property('message.status', 'read');
    });

    it('keep the address book up to date', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const tell = (type: Parameters<typeof digivaultWebhook>[0], object: unknown, id: string) =>
        adapter.receiveWebhook?.(digivaultWebhook(type, object, {id, createdAt: START})) ?? [];
      const id = contactId(JANE);
      const [renamed] = tell('contact.updated', {id, username: 'jane', display_name: 'Jane Jones'}, 'w1');
      expect(renamed?.type === 'conversation-updated' && conversationTitle(renamed.conversation)).to.equal(
        'Jane Jones',
      );
      const listed = (await adapter.listConversations({})).items[0];
      expect(listed && conversationTitle(listed)).to.equal('Jane Jones');
      expect(tell('contact.deleted', {id, deleted: true}, 'w2')).to.deep.equal([{type: 'conversations-invalidated'}]);
      expect(tell('conversation.message.created', {id: 'm', conversation_id: 'unknown'}, 'w3')[1]).to.deep.equal({
        type: 'conversations-invalidated',
      });
      const removed = tell('conversation.deleted', {id: threadId(OMAR), deleted: true}, 'w4');
      expect(removed).to.deep.equal([{type: 'conversation-removed', conversationId: threadId(OMAR)}]);
      const own = {id: 'm2', conversation_id: threadId(JANE), contact: {id: 'me'}, created_at: START / 1000};
      expect(tell('conversation.message.created', own, 'w5')).to.have.lengthOf(1);
    });

    it('read a group again when its members change', async () => {
      const {id} = addGroup();
      const adapter = connect();
      await adapter.listConversations({});
      const told: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => told.push(event));
      const payload = (type: 'group.member_added' | 'group.updated', object: unknown) =>
        digivaultWebhook(type, object, {id: `w-${type}-${JSON.stringify(object).length}`, createdAt: START});
      seen.length = 0;
      adapter.receiveWebhook?.(payload('group.member_added', {group_id: id, contact_id: contactId(FRANK)}));
      await waitUntil(() => told.some(({type}) => type === 'conversation-updated'));
      expect(asked()).to.deep.equal([`GET /groups/${id}`]);
      const whole = {id, name: 'Sunday ride', members: [contactId(FRANK)]};
      const [event] = adapter.receiveWebhook?.(payload('group.member_added', whole)) ?? [];
      expect(event).to.have.nested.property('conversation.title', 'Sunday ride');
      expect(event).to.have.nested.property('conversation.participants[0].name', 'Frank Old');
      subscription?.close();
    });
  });
});
