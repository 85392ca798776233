import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {lastMessage} from '../../../src/backend/queries.js';
import type {Message} from '../../../src/model/message.js';
import {agentPhoneWebhook, relayAgentPhoneWebhooks} from '../../../src/providers/agentphone/mock.js';
import {backend, connect, idOf, JANE, populate, seen, threadOf} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('news', () => {
    it('comes from relayed webhooks, and agrees with what is read', async () => {
      const adapter = connect();
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => heard.push(event));
      const unsubscribe = relayAgentPhoneWebhooks(backend, (payload) => void adapter.receiveWebhook?.(payload));
      backend.receive({phone: JANE, text: 'One more thing', mediaUrls: ['https://files.example/a.png']});
      unsubscribe();
      subscription?.close();
      expect(heard.map(({type}) => type)).to.deep.equal(['message-created', 'conversations-invalidated']);
      const told = heard.flatMap((event) => (event.type === 'message-created' ? event.message : []))[0];
      const read = (await adapter.listMessages({conversationId: idOf(JANE)})).messages.at(-1);
      const compared = ({id, conversationId, direction, text, attachments, status, at}: Message) => ({
        ...{id, conversationId, direction, text, attachments, status, at},
      });
      expect(told && compared(told)).to.deep.equal(read && compared(read));
    });

    it('is the metadata and the last messages too, for whoever reads the payload', () => {
      const message = lastMessage(backend, threadOf(JANE));
      if (!message) throw new Error('no message');
      const payload = agentPhoneWebhook(backend, {type: 'message-created', message, thread: threadOf(JANE)});
      expect(payload?.conversationState).to.deep.equal({customerName: 'Jane Doe', orderId: 'ORD-12345'});
      expect(payload?.recentHistory?.map(({content}) => content)).to.deep.equal(['How can we help?']);
      expect(agentPhoneWebhook(backend, {type: 'thread-updated', thread: threadOf(JANE)})).to.equal(undefined);
    });

    it('is looked for at the intervals it was given', async () => {
      const events: AdapterEvent[] = [];
      const adapter = connect({}, {polling: {conversations: 10, messages: 5}});
      const subscription = adapter.subscribe?.((event) => events.push(event));
      subscription?.watch(idOf(JANE));
      await waitUntil(() => events.some(({type}) => type === 'conversations-invalidated'));
      await waitUntil(() => events.some(({type}) => type === 'messages-invalidated'));
      subscription?.close();
      expect(seen).to.deep.equal([]);
    });
  });
});
