import {expect} from '@open-wc/testing';
import {decodeAgentPhoneEvent} from '../../../src/providers/agentphone/index.js';
import webhookSample from './fixtures/webhook.json' with {type: 'json'};
import {ID, THEIRS} from './mapping-scene.js';

describe('webhooks', () => {
  const {data} = webhookSample;

  it('tell of what was sent elsewhere, and of who wrote', () => {
    const contact = {id: 'con_1', name: 'Jane Doe', email: null, phoneNumber: THEIRS};
    const inbound = decodeAgentPhoneEvent({...webhookSample, data: {...data, contact}})[0];
    expect(inbound).to.have.nested.property('message.sender.name', 'Jane Doe');
    const outbound = decodeAgentPhoneEvent({...webhookSample, data: {...data, contact, direction: 'outbound'}})[0];
    expect(outbound).to.have.nested.property('message.status', 'sent');
    expect(outbound).to.have.nested.property('message.sender').that.deep.equals({role: 'self', address: THEIRS});
  });

  it('tell that a conversation got a reaction', () => {
    expect(decodeAgentPhoneEvent({event: 'agent.reaction', data: {conversationId: ID, anything: 1}})).to.deep.equal([
      {type: 'messages-invalidated', conversationId: ID},
    ]);
  });

  it('say nothing when they are about something else or cannot be understood', () => {
    const nonsense: readonly unknown[] = [
      null,
      'text',
      {event: 'agent.call_ended', data: {conversationId: ID, callId: 'c'}},
      {event: 'agent.dreamed', data: {conversationId: ID}},
      {event: 'agent.message'},
    ];
    for (const payload of nonsense) expect(decodeAgentPhoneEvent(payload), JSON.stringify(payload)).to.deep.equal([]);
  });
});
