import {expect} from '@open-wc/testing';
import type {AgentPhone} from 'agentphone';
import {asCursor} from '../../../src/model/page.js';
import {decodeAgentPhoneEvent} from '../../../src/providers/agentphone/index.js';
import conversationsSample from './fixtures/conversations.json' with {type: 'json'};
import messagesSample from './fixtures/messages.json' with {type: 'json'};
import metadataChange from './fixtures/metadata-change.json' with {type: 'json'};
import sentSample from './fixtures/sent.json' with {type: 'json'};
import webhookSample from './fixtures/webhook.json' with {type: 'json'};
import {adapterAnswering, ID, OURS, THEIRS} from './mapping-scene.js';

const [summary] = conversationsSample.data;
/** One conversation with its recent messages: the document has no sample of its own, so it is put together. */
const detail = (() => {
  const {lastMessagePreview, ...rest} = summary ?? {lastMessagePreview: ''};
  return {...rest, messages: messagesSample.data, lastMessageWas: lastMessagePreview};
})();
// The official client's types are a second opinion on what the wire looks like.
conversationsSample satisfies AgentPhone.AppRoutesConversationsConversationListResponse;
messagesSample satisfies AgentPhone.MessagesListResponse;
sentSample satisfies AgentPhone.SendMessageResponse;
metadataChange satisfies Omit<AgentPhone.UpdateConversationRequest, 'conversation_id'>;

describe("the AgentPhone document's samples", () => {
  it('maps the conversation list', async () => {
    const {adapter, requests} = adapterAnswering(conversationsSample);
    const at = Date.UTC(2025, 0, 15, 12);
    expect(await adapter.listConversations({limit: 10})).to.deep.equal({
      items: [
        {
          id: ID,
          kind: 'direct',
          channel: 'sms',
          participants: [{role: 'contact', address: THEIRS}],
          participantsComplete: true,
          ownEndpoint: {id: 'num_xyz789', address: OURS},
          status: 'active',
          unread: {has: false, source: 'derived'},
          consent: {state: 'unknown', source: 'derived'},
          lastMessage: {text: 'Thanks for your help!', at},
          lastActivityAt: at,
          createdAt: Date.UTC(2025, 0, 15, 11, 30),
          messageCount: 8,
          agentId: 'agt_abc123',
          sendRules: {maximumAttachments: 1, withoutOptions: ['sendStyle', 'replyTo', 'reaction']},
          metadata: {customerName: 'Jane Doe', orderId: 'ORD-12345'},
          raw: summary,
        },
      ],
      order: 'activity',
      total: 1,
    });
    expect(requests.map(({url}) => url)).to.deep.equal([
      'https://api.agentphone.to/v1/conversations?limit=10&offset=0',
    ]);
  });

  it('maps the messages', async () => {
    const {adapter, requests} = adapterAnswering(messagesSample, {data: [], hasMore: false});
    const at = Date.UTC(2025, 0, 15, 11, 30);
    const place = {conversationId: ID, towards: 'older', at: at + 60_000, ids: ['msg_002']};
    const page = await adapter.listMessages({conversationId: ID, cursor: asCursor(JSON.stringify(place)), limit: 20});
    expect(page.messages).to.deep.equal([
      {
        id: 'msg_001',
        conversationId: ID,
        direction: 'inbound',
        text: 'Hi, I need help with my order',
        attachments: [],
        status: 'received',
        at,
        atSource: 'server',
        order: 0,
        sender: {role: 'contact', address: THEIRS},
        raw: messagesSample.data[0],
      },
    ]);
    expect(requests[0]?.url).to.equal(
      `https://api.agentphone.to/v1/conversations/${ID}/messages?limit=21&before=2025-01-15T11%3A31%3A00.001Z`,
    );
  });

  it('maps a conversation with its recent messages', async () => {
    const {adapter, requests} = adapterAnswering(detail);
    const conversation = await adapter.getConversation?.(ID);
    expect(conversation?.lastMessage).to.deep.equal({
      id: 'msg_001',
      text: 'Hi, I need help with my order',
      at: Date.UTC(2025, 0, 15, 11, 30),
      direction: 'inbound',
      status: 'received',
    });
    expect(conversation).to.deep.include({needsReply: {value: true, source: 'derived'}, raw: detail});
    expect(requests[0]?.url).to.equal(`https://api.agentphone.to/v1/conversations/${ID}?message_limit=1`);
  });

  it('changes metadata with the body of the sample', async () => {
    const {adapter, requests} = adapterAnswering(detail, {...detail, ...metadataChange});
    const changes = {topic: 'order_tracking', resolved: false};
    const changed = await adapter.updateMetadata?.(ID, {base: summary?.metadata ?? null, changes});
    expect(requests[1]).to.deep.equal({
      method: 'PATCH',
      url: `https://api.agentphone.to/v1/conversations/${ID}`,
      body: JSON.stringify(metadataChange),
    });
    expect(changed?.metadata).to.deep.equal(metadataChange.metadata);
  });

  it('maps the answer to a send', async () => {
    const {adapter, requests} = adapterAnswering(conversationsSample, sentSample);
    await adapter.listConversations({});
    const sent = await adapter.sendMessage({conversationId: ID, text: 'On its way'});
    expect(sent).to.deep.equal({
      id: 'msg_009',
      conversationId: ID,
      direction: 'outbound',
      text: 'On its way',
      attachments: [],
      status: 'sent',
      atSource: 'none',
      sender: {role: 'self', address: OURS},
      raw: sentSample,
    });
    expect(JSON.parse(requests[1]?.body ?? '')).to.deep.equal({
      to_number: THEIRS,
      number_id: 'num_xyz789',
      agent_id: 'agt_abc123',
      body: 'On its way',
    });
  });

  it('maps a webhook', () => {
    expect(decodeAgentPhoneEvent(webhookSample)).to.deep.equal([
      {
        type: 'message-created',
        message: {
          id: 'msg_001',
          conversationId: 'conv_abc',
          direction: 'inbound',
          text: 'Hello',
          attachments: [],
          status: 'received',
          at: Date.UTC(2025, 5, 1, 9, 59, 59, 123),
          atSource: 'event',
          sender: {role: 'contact', address: THEIRS},
          raw: webhookSample,
        },
      },
      {type: 'conversations-invalidated'},
    ]);
  });
});
