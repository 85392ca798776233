import {expect} from '@open-wc/testing';
import {conversationFromWire} from '../../../src/providers/agentphone/mapping.js';
import {ID, OURS, THEIRS} from './mapping-scene.js';

describe('conversationFromWire', () => {
  const bare = {id: ID, participant: THEIRS};
  const group = {
    id: 'conv_g1',
    phoneNumber: OURS,
    participant: THEIRS,
    isGroup: true,
    groupId: 'grp_1',
    groupName: 'Saturday ride',
    participants: [{identifier: OURS}, {identifier: THEIRS, name: 'Jane'}, {identifier: 'omar@icloud.com', name: null}],
  };

  it('needs nothing but an id', () => {
    expect(conversationFromWire({id: ID})).to.deep.equal({
      id: ID,
      kind: 'direct',
      channel: 'sms',
      participants: [],
      participantsComplete: false,
      status: 'active',
      unread: {has: false, source: 'derived'},
      consent: {state: 'unknown', source: 'derived'},
      sendRules: {maximumAttachments: 1, withoutOptions: ['sendStyle', 'replyTo', 'reaction']},
      raw: {id: ID},
    });
    for (const value of [null, undefined, 7, 'x', [], {}, {id: ''}, {id: 7.5}]) {
      expect(conversationFromWire(value), JSON.stringify(value)).to.equal(undefined);
    }
  });

  it('takes null for what is not there, and tells empty metadata from unknown metadata', () => {
    const nulls = {agentId: null, lastMessageAt: null, lastMessagePreview: null, participants: null, groupId: null};
    const mapped = conversationFromWire({...bare, ...nulls, metadata: null});
    expect(mapped).to.include({metadata: null, kind: 'direct'});
    expect(mapped).not.to.have.any.keys('lastMessage', 'lastActivityAt', 'title');
    expect(conversationFromWire(bare)).not.to.have.property('metadata');
    expect(conversationFromWire({...bare, metadata: ['x']})?.metadata).to.equal(null);
    const nested = {flags: {vip: true}, tries: 2, note: null};
    expect(conversationFromWire({...bare, metadata: nested})?.metadata).to.deep.equal(nested);
  });

  it('makes a group of its members, ourselves left out', () => {
    const nameOf = (address: string) => (address === 'omar@icloud.com' ? 'Omar' : 'never asked');
    const mapped = conversationFromWire(group, {nameOf});
    expect(mapped).to.deep.include({
      kind: 'group',
      title: 'Saturday ride',
      channel: 'imessage',
      participantsComplete: true,
      participants: [
        {role: 'contact', name: 'Jane', address: THEIRS},
        {role: 'contact', name: 'Omar', address: 'omar@icloud.com'},
      ],
    });
    expect(conversationFromWire({...group, participants: null})).to.deep.include({
      participants: [],
      participantsComplete: false,
    });
  });

  it('calls somebody what the contacts call them', () => {
    const [participant] = conversationFromWire(bare, {nameOf: () => 'Jane Doe'})?.participants ?? [];
    expect(participant).to.deep.equal({role: 'contact', name: 'Jane Doe', address: THEIRS});
  });

  const channels: readonly (readonly [string, object, string])[] = [
    ['nothing else is said', {}, 'sms'],
    ['the participant is an e-mail address', {participant: 'jane@icloud.com'}, 'imessage'],
    ['its newest message says so', {messages: [{id: 'a', channel: 'imessage'}]}, 'imessage'],
    ['its newest message has a picture', {messages: [{id: 'a', channel: 'mms'}]}, 'sms'],
    ['its newest message came on something new', {messages: [{id: 'a', channel: 'rcs'}]}, 'rcs'],
  ];
  for (const [why, change, channel] of channels) {
    it(`says ${channel} when ${why}`, () => {
      expect(conversationFromWire({...bare, ...change})?.channel).to.equal(channel);
    });
  }

  it('survives values of the wrong type and keeps them in raw', () => {
    const odd = {
      ...bare,
      lastMessageAt: 'yesterday',
      messageCount: 'two',
      isGroup: 'no',
      participants: {},
      tags: ['vip'],
    };
    const mapped = conversationFromWire(odd);
    expect(mapped?.kind).to.equal('direct');
    expect(mapped).not.to.have.any.keys('lastActivityAt', 'messageCount');
    expect(mapped?.raw).to.equal(odd);
  });
});
