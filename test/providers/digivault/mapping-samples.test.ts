import {expect} from '@open-wc/testing';
import contactSample from './fixtures/contact.json' with {type: 'json'};
import conversationSample from './fixtures/conversation.json' with {type: 'json'};
import messageSample from './fixtures/message.json' with {type: 'json'};
import webhookSample from './fixtures/webhook.json' with {type: 'json'};
import {adapterAnswering, DECEMBER_1991, FRANK, list, MAY_1992, TALK} from './mapping-scene.js';

describe("the DigiVault document's samples", () => {
  const CONVERSATION = {
    id: TALK,
    kind: 'direct',
    participants: [
      {
        id: FRANK,
        role: 'contact',
        name: 'Frank McCallister',
        address: '1-800-759-3000',
        avatarUrl: 'https://assets.digivault.com/avatars/frank.jpg',
      },
    ],
    participantsComplete: true,
    channel: 'in-app',
    status: 'active',
    unread: {has: false, source: 'derived'},
    consent: {state: 'unknown', source: 'derived'},
    lastActivityAt: MAY_1992,
    createdAt: DECEMBER_1991,
    raw: conversationSample,
  };

  it('maps the conversation, whose times are of 1991 and 1992', async () => {
    const {adapter, asked} = adapterAnswering({
      [`/v1/conversations/${TALK}`]: conversationSample,
      [`/v1/contacts/${FRANK}`]: contactSample,
    });
    expect(await adapter.getConversation?.(TALK)).to.deep.equal(CONVERSATION);
    expect(asked).to.deep.equal([`GET /v1/conversations/${TALK}`, `GET /v1/contacts/${FRANK}`]);
  });

  it('maps the list', async () => {
    const {adapter, asked} = adapterAnswering({
      '/v1/conversations': list(conversationSample),
      [`/v1/contacts/${FRANK}`]: contactSample,
    });
    expect(await adapter.listConversations({})).to.deep.equal({items: [CONVERSATION]});
    expect(asked[0]).to.equal('GET /v1/conversations?limit=100');
  });

  it('maps the contact', async () => {
    const {adapter} = adapterAnswering({
      [`/v1/conversations/${TALK}`]: conversationSample,
      [`/v1/contacts/${FRANK}`]: contactSample,
    });
    expect(await adapter.getContact?.(TALK)).to.deep.equal({
      id: FRANK,
      name: 'Frank McCallister',
      address: '1-800-759-3000',
      avatarUrl: 'https://assets.digivault.com/avatars/frank.jpg',
      raw: contactSample,
    });
  });

  it('maps the message', async () => {
    const {adapter, asked} = adapterAnswering({
      [`/v1/conversations/${TALK}`]: conversationSample,
      '/v1/messages': list(messageSample),
    });
    const page = await adapter.listMessages({conversationId: TALK});
    expect(page).to.deep.equal({
      messages: [
        {
          id: 'SIuAFUNKNKNNyLT',
          conversationId: TALK,
          direction: 'inbound',
          text: "I'm traveling to Barcelona next week, do you have any tips?",
          attachments: [],
          status: 'received',
          at: DECEMBER_1991,
          atSource: 'server',
          order: 0,
          readAt: MAY_1992,
          sender: {
            id: FRANK,
            role: 'contact',
            name: 'FrankMcCallister',
            address: '1-800-759-3000',
            avatarUrl: 'https://assets.bitvault.com/avatars/frank.jpg',
          },
          raw: messageSample,
        },
      ],
    });
    expect(asked).to.deep.equal([`GET /v1/conversations/${TALK}`, `GET /v1/messages?conversation_id=${TALK}&limit=50`]);
  });

  it('maps the webhook, whose conversation_id holds the id of the contact', async () => {
    const {adapter} = adapterAnswering({
      [`/v1/conversations/${TALK}`]: conversationSample,
      [`/v1/contacts/${FRANK}`]: contactSample,
    });
    await adapter.getConversation?.(TALK);
    const [created, updated] = adapter.receiveWebhook?.(webhookSample) ?? [];
    expect(created).to.deep.equal({
      type: 'message-created',
      message: {
        id: 'xgQQXg3hrtjh7AvZ',
        conversationId: TALK,
        direction: 'inbound',
        text: 'Hello, world!',
        attachments: [],
        status: 'received',
        at: 1640995200_000,
        atSource: 'server',
        sender: CONVERSATION.participants[0],
        raw: webhookSample.data.object,
      },
    });
    expect(updated).to.have.nested.property('conversation.lastActivityAt', 1640995200_000);
    expect(updated).to.have.nested.property('conversation.unread.has', true);
  });
});
