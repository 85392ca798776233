import {expect} from '@open-wc/testing';
import type {Conversation} from '../../../src/model/conversation.js';
import {conversationFromWire} from '../../../src/providers/bird/map-conversation.js';
import {NO_CONSENT, NO_UNREAD} from './mapping-scene.js';

describe('conversationFromWire of Bird', () => {
  const read = (value: unknown, context = {}): Conversation => {
    const conversation = conversationFromWire(value, context);
    if (!conversation) throw new Error('no conversation');
    return conversation;
  };
  const john = {id: 'p1', type: 'contact', status: 'active', displayName: 'John Doe'};
  const key = {id: 'k1', type: 'accessKey', status: 'active', displayName: 'My key'};

  it('needs nothing but an id', () => {
    const bare = {id: 'c1'};
    expect(read(bare)).to.deep.equal({
      id: 'c1',
      kind: 'direct',
      channel: 'unknown',
      participants: [],
      participantsComplete: false,
      status: 'unknown',
      unread: NO_UNREAD,
      consent: NO_CONSENT,
      raw: bare,
    });
    for (const value of [null, undefined, 7, 'x', [], {}, {id: ''}, {id: 0.5}]) {
      expect(conversationFromWire(value), JSON.stringify(value)).to.equal(undefined);
    }
  });

  it('treats null, empty and absent alike', () => {
    const nulls = {name: null, featuredParticipants: null, lastMessage: null, attributes: null, channelId: null};
    const empty = {name: '', featuredParticipants: [], lastMessage: {}, channelId: '', createdAt: ''};
    const bare = {...read({id: 'c1'}), raw: 0};
    expect({...read({id: 'c1', ...nulls}), raw: 0}).to.deep.equal(bare);
    expect({...read({id: 'c1', ...empty}), raw: 0}).to.deep.equal(bare);
    const spellings = [{contact: {}}, {contact: null}, {}, {contact: {identifierValue: '', platformAddress: null}}];
    for (const spelling of spellings) {
      const featuredParticipants = [{...john, avatarUrl: '', ...spelling}];
      expect(read({id: 'c1', featuredParticipants}).participants, JSON.stringify(spelling)).to.deep.equal([
        {id: 'p1', role: 'contact', name: 'John Doe'},
      ]);
    }
  });

  it('survives values of the wrong type, and keeps them in raw', () => {
    const odd = {id: 'c1', name: 5, status: 'paused', featuredParticipants: 'x', lastMessage: 7, attributes: [1]};
    expect(read(odd)).to.include({status: 'unknown', raw: odd});
    expect(read({...odd, featuredParticipants: [null, 7, {}, {id: {}}]}).participants).to.deep.equal([]);
    expect(read({...odd, id: 5, featuredParticipants: [{id: 4}]})).to.deep.include({
      id: '5',
      participants: [{id: '4', role: 'unknown'}],
    });
  });

  for (const [wire, status] of [
    ['active', 'active'],
    ['closed', 'closed'],
    ['deleted', 'deleted'],
    ['snoozed', 'unknown'],
    ['toString', 'unknown'],
  ] as const) {
    it(`reads the status ${wire} as ${status}`, () => expect(read({id: 'c', status: wire}).status).to.equal(status));
  }

  const counts: readonly (readonly [featured: number, active: unknown, pending: unknown, complete: boolean])[] = [
    [1, 1, 0, true],
    [2, 2, undefined, true],
    [3, 2, 1, true],
    [3, 3, 1, false],
    [5, 9, 0, false],
    [1, undefined, 0, false],
    [1, 'one', 0, false],
  ];
  for (const [featured, active, pending, complete] of counts) {
    it(`knows that ${featured} of ${String(active)} active and ${String(pending)} pending is ${complete ? 'everybody' : 'not everybody'}`, () => {
      const featuredParticipants = Array.from({length: featured}, (_, index) => ({...john, id: `p${index}`}));
      const wire = {id: 'c', featuredParticipants, activeParticipantCount: active, pendingParticipantCount: pending};
      expect(read(wire).participantsComplete).to.equal(complete);
    });
  }

  it('shows the other side: contacts, or else everybody but ourselves', () => {
    const user = {id: 'u1', type: 'user', displayName: 'Una'};
    const names = (featuredParticipants: unknown, selfId?: string) =>
      read({id: 'c', featuredParticipants}, {selfId}).participants.map(({name}) => name);
    expect(names([key, john, user])).to.deep.equal(['John Doe']);
    expect(names([key, user], 'k1')).to.deep.equal(['Una']);
    expect(read({id: 'c', featuredParticipants: [john, {...john, id: 'p2'}]}).kind).to.equal('group');
    expect(read({id: 'c', featuredParticipants: [john, key]}).kind).to.equal('direct');
  });

  it('waits for a reply while the contact spoke last and nobody closed it', () => {
    const needs = (type: string, status: string) =>
      read({id: 'c', status, lastMessage: {id: 'm', sender: {id: 'x', type}}}).needsReply?.value;
    expect(needs('contact', 'active')).to.equal(true);
    expect(needs('contact', 'closed')).to.equal(false);
    expect(needs('flow', 'active')).to.equal(false);
    expect(needs('connector', 'active')).to.equal(undefined);
  });

  it('says "picture" instead of the stand-in for its text, but keeps a real one', () => {
    const last = (type: string, text: string) =>
      read({id: 'c', lastMessage: {id: 'm', type, preview: {text}}}).lastMessage;
    expect(last('image', "Message type 'image' was sent.")).to.deep.include({attachmentKind: 'image'});
    expect(last('image', "Message type 'image' was sent.")?.text).to.equal(undefined);
    expect(last('image', 'The frame')?.text).to.equal('The frame');
    expect(last('carousel', "Message type 'carousel' was sent.")?.text).to.equal("Message type 'carousel' was sent.");
    expect(last('html', 'test\r\n')?.text).to.equal('test');
  });

  it('takes the last traffic for activity where there is no last message', () => {
    const times = {createdAt: '2024-01-01T00:00:00Z', lastMessageIncomingAt: '2024-03-01T00:00:00.5Z'};
    const later = '2024-03-02T00:00:00.123456789Z';
    expect(read({id: 'c', ...times}).lastActivityAt).to.equal(Date.UTC(2024, 2, 1, 0, 0, 0, 500));
    expect(read({id: 'c', ...times, lastMessageOutgoingAt: later}).lastActivityAt).to.equal(
      Date.UTC(2024, 2, 2, 0, 0, 0, 123),
    );
    expect(read({id: 'c', createdAt: times.createdAt}).lastActivityAt).to.equal(Date.UTC(2024, 0, 1));
  });

  it('calls e-mail e-mail whatever the host says of the channel', () => {
    const channels = [{id: 'ch', platform: 'sms'}];
    expect(read({id: 'c', channelId: 'ch', platformStyle: 'direct'}, {channels}).channel).to.equal('sms');
    expect(read({id: 'c', channelId: 'ch', platformStyle: 'email'}, {channels}).channel).to.equal('email');
  });

  it('has the attributes as metadata, without those that are null', () => {
    expect(read({id: 'c', attributes: {a: '1', b: null, c: {d: null}}}).metadata).to.deep.equal({a: '1', c: {d: null}});
  });
});
