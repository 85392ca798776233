import {expect} from '@open-wc/testing';
import {usNumberToE164} from '../../../src/providers/amplifi/index.js';
import {conversationFromWire} from '../../../src/providers/amplifi/mapping.js';
import {JANE} from './mapping-scene.js';

describe('conversationFromWire', () => {
  const wire = {phoneNumber: JANE, lastMessage: 'Hello', lastMessageAt: '2025-04-23T18:45:00.000Z'};

  it('needs nothing but the phone number', () => {
    const bare = {phoneNumber: JANE};
    expect(conversationFromWire(bare)).to.deep.equal({
      id: JANE,
      kind: 'direct',
      channel: 'sms',
      participants: [{role: 'contact', address: JANE}],
      participantsComplete: true,
      status: 'active',
      unread: {has: false, source: 'derived'},
      consent: {state: 'unknown', source: 'derived'},
      raw: bare,
    });
  });

  it('treats null like a missing key', () => {
    const nulls = {contactId: null, firstName: null, lastName: null, lastMessage: null, lastMessageAt: null};
    const flags = {unreadCount: null, isArchived: null, isStarred: null};
    const {raw, ...mapped} = conversationFromWire({phoneNumber: JANE, ...nulls, ...flags}) ?? {raw: undefined};
    const {raw: bareRaw, ...bare} = conversationFromWire({phoneNumber: JANE}) ?? {raw: undefined};
    expect(mapped).to.deep.equal(bare);
    expect(raw).not.to.equal(bareRaw);
  });

  it('has no use for an entry without a phone number, or for something that is no object', () => {
    for (const value of [null, undefined, 7, 'x', [], {}, {phoneNumber: ''}, {phoneNumber: {}}]) {
      expect(conversationFromWire(value), JSON.stringify(value)).to.equal(undefined);
    }
  });

  it('keeps unknown fields in raw and survives values of the wrong type', () => {
    const odd = {phoneNumber: JANE, lastMessageAt: 'yesterday', unreadCount: 'two', isArchived: 'no', tags: ['vip']};
    const mapped = conversationFromWire(odd);
    expect(mapped?.lastActivityAt).to.equal(undefined);
    expect(mapped?.unread).to.deep.equal({has: false, source: 'derived'});
    expect(mapped?.raw).to.equal(odd);
  });

  const names: readonly (readonly [unknown, unknown, string | undefined])[] = [
    ['Jane', 'Smith', 'Jane Smith'],
    ['Jane', null, 'Jane'],
    [undefined, 'Smith', 'Smith'],
    [' Jane ', '', 'Jane'],
    ['', '', undefined],
    ['名前', '', '名前'],
  ];
  for (const [firstName, lastName, name] of names) {
    it(`names ${JSON.stringify([firstName, lastName])} ${name}`, () => {
      expect(conversationFromWire({...wire, firstName, lastName})?.participants[0]?.name).to.equal(name);
    });
  }

  it('tells archived from active, and says unknown only where both are listed', () => {
    expect(conversationFromWire({...wire, isArchived: true}, {includeArchived: true})?.status).to.equal('archived');
    expect(conversationFromWire({...wire, isArchived: false}, {includeArchived: true})?.status).to.equal('active');
    expect(conversationFromWire(wire, {includeArchived: true})?.status).to.equal('unknown');
    expect(conversationFromWire(wire)?.status).to.equal('active');
  });

  it('knows that a reply is due only from the question', () => {
    expect(conversationFromWire({...wire, unreadCount: 3})?.needsReply).to.equal(undefined);
    const awaiting = conversationFromWire(wire, {needsReply: true});
    expect(awaiting?.needsReply).to.deep.equal({value: true, source: 'native'});
    expect(awaiting?.lastMessage?.direction).to.equal('inbound');
  });

  it('takes a stop word for a hint only when the contact is known to have written', () => {
    const stop = {...wire, lastMessage: ' Stop. ', unreadCount: 0};
    expect(conversationFromWire(stop)?.consent.state).to.equal('unknown');
    const hint = {state: 'probably-opted-out', since: Date.UTC(2025, 3, 23, 18, 45), source: 'derived'};
    expect(conversationFromWire({...stop, unreadCount: 1})?.consent).to.deep.equal(hint);
    expect(conversationFromWire(stop, {needsReply: true})?.consent).to.deep.equal(hint);
    const sentence = {...stop, lastMessage: 'Please stop by', unreadCount: 1};
    expect(conversationFromWire(sentence)?.consent.state).to.equal('unknown');
  });
});

describe('usNumberToE164', () => {
  const table: readonly (readonly [string, string | undefined])[] = [
    ['+19195551234', '+19195551234'],
    ['19195551234', '+19195551234'],
    ['9195551234', '+19195551234'],
    ['(919) 555-1234', '+19195551234'],
    ['1-919.555.1234', '+19195551234'],
    [' +1 (919) 555 1234 ', '+19195551234'],
    ['+9195551234', undefined],
    ['29195551234', undefined],
    ['+447911123456', undefined],
    ['12345', undefined],
    ['%2B19195551234', undefined],
    ['919555123x', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of table) {
    it(`reads "${text}" as ${expected}`, () => expect(usNumberToE164(text)).to.equal(expected));
  }
});
