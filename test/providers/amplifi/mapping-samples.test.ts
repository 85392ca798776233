import {expect} from '@open-wc/testing';
import conversationsSample from './fixtures/conversations.json' with {type: 'json'};
import messagesSample from './fixtures/messages.json' with {type: 'json'};
import replySample from './fixtures/reply.json' with {type: 'json'};
import {adapterAnswering, JANE} from './mapping-scene.js';

describe("the Amplifi document's samples", () => {
  it('maps the conversation list', async () => {
    const {adapter, requests} = adapterAnswering(conversationsSample);
    const page = await adapter.listConversations({});
    const at = Date.UTC(2025, 3, 23, 18, 45);
    expect(page).to.deep.equal({
      items: [
        {
          id: JANE,
          kind: 'direct',
          channel: 'sms',
          participants: [
            {id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', role: 'contact', name: 'Jane Smith', address: JANE},
          ],
          participantsComplete: true,
          status: 'active',
          starred: false,
          unread: {has: true, count: 1, source: 'native'},
          consent: {state: 'unknown', source: 'derived'},
          lastMessage: {text: 'Sounds great, see you there!', at},
          lastActivityAt: at,
          raw: conversationsSample[0],
        },
      ],
      total: 1,
    });
    expect(requests[0]?.url).to.equal('https://api.amplifi.com/api/conversations');
  });

  it('maps the messages, oldest first', async () => {
    const {adapter, requests} = adapterAnswering(messagesSample);
    const page = await adapter.listMessages({conversationId: JANE});
    expect(page).to.deep.equal({
      messages: [
        {
          id: 'e5f6a7b8-c9d0-1234-efgh-567890123456',
          conversationId: JANE,
          direction: 'outbound',
          text: 'Hi Jane, just confirming your RSVP for April 28!',
          attachments: [],
          status: 'delivered',
          at: Date.UTC(2025, 3, 23, 17, 30),
          atSource: 'server',
          order: 0,
          raw: messagesSample.messages[1],
        },
        {
          id: 'f6a7b8c9-d0e1-2345-fghi-678901234567',
          conversationId: JANE,
          direction: 'inbound',
          text: 'Sounds great, see you there!',
          attachments: [],
          status: 'received',
          at: Date.UTC(2025, 3, 23, 18, 45),
          atSource: 'server',
          order: 0,
          insight: {
            sentiment: 'positive',
            sentimentScore: 0.92,
            category: 'general',
            requiresResponse: false,
            optOutDetected: false,
          },
          raw: messagesSample.messages[0],
        },
      ],
      timeZone: 'America/New_York',
    });
    expect(requests[0]?.url).to.equal('https://api.amplifi.com/api/conversations/%2B19195551234/messages?limit=50');
  });

  it('maps the answer to a reply', async () => {
    const {adapter, requests} = adapterAnswering(replySample);
    const text = 'Thanks for reaching out! Our team will follow up shortly.';
    const ownEndpointId = 'a2b3c4d5-e6f7-8901-bcde-f23456789012';
    const sent = await adapter.sendMessage({conversationId: JANE, text, ownEndpointId});
    expect(sent).to.deep.equal({
      id: 'g7h8i9j0-k1l2-3456-mnop-789012345678',
      conversationId: JANE,
      direction: 'outbound',
      text,
      attachments: [],
      status: 'sent',
      references: [{name: 'twilio', id: 'SM1234567890abcdef1234567890abcdef'}],
      at: Date.UTC(2025, 3, 24, 10, 30),
      atSource: 'server',
      raw: replySample,
    });
    expect(requests[0]?.url).to.equal('https://api.amplifi.com/api/conversations/%2B19195551234/reply');
    expect(JSON.parse(requests[0]?.body ?? '')).to.deep.equal({message: text, fromPhoneNumberId: ownEndpointId});
  });
});
