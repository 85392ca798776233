import {expect} from '@open-wc/testing';
import {messageFromSent, messageFromWire} from '../../../src/providers/agentphone/mapping.js';
import {arrange, fineTimeOf, tieNumbers} from '../../../src/providers/agentphone/message-order.js';
import {ID, OURS, THEIRS} from './mapping-scene.js';

describe('messageFromWire', () => {
  const wire = {
    id: 'msg_1',
    body: 'Hello',
    fromNumber: THEIRS,
    direction: 'inbound',
    receivedAt: '2025-01-15T11:30:00Z',
  };
  const map = (change: object, names?: ReadonlyMap<string, string>) =>
    messageFromWire({...wire, ...change}, {conversationId: ID, names});

  it('needs nothing but an id', () => {
    expect(messageFromWire({id: 'msg_1'}, {conversationId: ID})).to.deep.equal({
      id: 'msg_1',
      conversationId: ID,
      direction: 'unknown',
      text: null,
      attachments: [],
      status: 'unknown',
      atSource: 'none',
      raw: {id: 'msg_1'},
    });
    expect(messageFromWire({body: 'Hello'}, {conversationId: ID})).to.equal(undefined);
  });

  it('says sent of what left, never delivered', () => {
    expect(map({direction: 'outbound', status: 'delivered'})).to.deep.include({
      status: 'sent',
      sender: {role: 'self', address: THEIRS},
    });
    expect(map({direction: 'sideways'})).to.include({direction: 'unknown', status: 'unknown'});
    expect(map({direction: 'sideways'})).not.to.have.property('sender');
  });

  it('prefers the list of attachments to the older single one', () => {
    const urls = (change: object) => map(change)?.attachments.map(({url}) => url);
    expect(urls({mediaUrls: ['https://a/1.png', 'https://a/2.png'], mediaUrl: 'https://a/1.png'})).to.deep.equal([
      'https://a/1.png',
      'https://a/2.png',
    ]);
    expect(urls({mediaUrls: [], mediaUrl: 'https://a/3.png'})).to.deep.equal(['https://a/3.png']);
    expect(urls({mediaUrls: null, mediaUrl: null})).to.deep.equal([]);
    expect(urls({mediaUrls: [7, '', 'https://a/4.png']})).to.deep.equal(['https://a/4.png']);
  });

  it('names who of a group wrote', () => {
    const names = new Map([['omar@icloud.com', 'Omar']]);
    expect(map({senderIdentifier: 'omar@icloud.com'}, names)?.sender).to.deep.equal({
      role: 'contact',
      name: 'Omar',
      address: 'omar@icloud.com',
    });
  });

  it('gathers reactions by what they are, and shows tapbacks as people know them', () => {
    const reaction = (reactionType: unknown, fromNumber: unknown) => ({
      ...{id: 'r', reactionType, fromNumber},
      direction: fromNumber === OURS ? 'outbound' : 'inbound',
    });
    const reactions = [
      reaction('love', THEIRS),
      reaction('love', OURS),
      reaction('🔥', THEIRS),
      reaction('constructor', THEIRS),
      reaction(7, THEIRS),
      reaction('like', null),
    ];
    expect(map({reactions})?.reactions).to.deep.equal([
      {name: '❤️', by: [THEIRS, OURS], kind: 'love', isOwn: true},
      {name: '🔥', by: [THEIRS]},
      {name: 'constructor', by: [THEIRS]},
      {name: '👍', by: [], kind: 'like'},
    ]);
    expect(map({reactions: 'none'})?.reactions).to.equal(undefined);
    // Who reacted may take that back: an empty list says so.
    expect(map({reactions: []})?.reactions).to.deep.equal([]);
  });

  it('takes no reaction where its own channel has none', () => {
    expect(map({channel: 'sms'})?.takesReactions).to.equal(false);
    expect(map({channel: 'imessage'})?.takesReactions).to.equal(undefined);
  });

  it('names the message it answers', () => {
    expect(map({replyTo: {messageId: 'msg_0', message: 'When?', mediaUrls: []}})?.replyTo).to.deep.equal({
      id: 'msg_0',
      text: 'When?',
    });
    expect(map({replyTo: {message: 'When?'}})?.replyTo).to.equal(undefined);
  });
});

describe('messageFromSent', () => {
  const sent = {conversationId: ID, text: 'Hello', mediaUrls: ['https://a/1.png']};

  it('takes any other word than sent for an acceptance', () => {
    expect(messageFromSent({id: 'm', status: 'queued'}, sent)).to.deep.include({
      status: 'accepted',
      conversationId: ID,
    });
    expect(messageFromSent({id: 'm'}, sent)?.status).to.equal('accepted');
    expect(messageFromSent({status: 'sent'}, sent)).to.equal(undefined);
  });

  it('belongs to the conversation the provider put it into, and has what was asked where the answer is silent', () => {
    const other = messageFromSent({id: 'm', conversation_id: 'conv_other'}, sent);
    expect(other?.conversationId).to.equal('conv_other');
    expect(other?.attachments.map(({url}) => url)).to.deep.equal(['https://a/1.png']);
    expect(messageFromSent({id: 'm', conversation_id: 7}, sent)?.conversationId).to.equal(ID);
    expect(messageFromSent({id: 'm'}, {...sent, replyToMessageId: 'msg_1'})?.replyTo).to.deep.equal({id: 'msg_1'});
  });
});

describe('a page of messages', () => {
  const at = (id: string, receivedAt?: unknown) => ({id, receivedAt});
  const ids = (page: readonly unknown[], known?: 'newest-first' | 'oldest-first') =>
    arrange(page, known).entries.map(({id}) => id);
  const noon = '2025-01-15T12:00:00Z';
  const one = '2025-01-15T13:00:00Z';

  it('is put in order whichever way it comes, equal times by the place they had', () => {
    expect(ids([at('a', noon), at('b', noon), at('c', one)])).to.deep.equal(['a', 'b', 'c']);
    expect(ids([at('c', one), at('b', noon), at('a', noon)])).to.deep.equal(['a', 'b', 'c']);
    expect(ids([at('b', one), at('a', noon), at('c', one)])).to.deep.equal(['a', 'b', 'c']);
    expect(arrange([at('c', one), at('b', noon)]).order).to.equal('newest-first');
  });

  it('goes by what earlier pages showed when all times are equal', () => {
    const page = [at('a', noon), at('b', noon)];
    expect(ids(page)).to.deep.equal(['a', 'b']);
    expect(ids(page, 'newest-first')).to.deep.equal(['b', 'a']);
  });

  it('tells microseconds apart', () => {
    const early = at('a', '2025-01-15T12:00:00.123001Z');
    const late = at('b', '2025-01-15T12:00:00.123002Z');
    expect(ids([late, early, at('c', one)])).to.deep.equal(['a', 'b', 'c']);
  });

  it('holds each id once, and no entry without one', () => {
    expect(ids([at('a', noon), at('a', noon), {receivedAt: noon}, null, 7, at('b', 'soon')])).to.deep.equal(['a', 'b']);
  });

  it('numbers messages of one millisecond on from the page before', () => {
    const {entries} = arrange([at('a', noon), at('b', noon), at('c', one)]);
    const noonAt = Date.parse(noon);
    const oneAt = Date.parse(one);
    expect(tieNumbers(entries)).to.deep.equal([-1, 0, 0]);
    expect(tieNumbers(entries, {at: oneAt, count: 2, towards: 'newer'})).to.deep.equal([-1, 0, -2]);
    expect(tieNumbers(entries, {at: noonAt, count: 3, towards: 'older'})).to.deep.equal([3, 4, 0]);
  });
});

describe('the times', () => {
  const cases: readonly (readonly [unknown, number | undefined, number?])[] = [
    ['2025-01-15T11:30:00Z', Date.UTC(2025, 0, 15, 11, 30), 0],
    ['2025-01-15T11:30:00.5Z', Date.UTC(2025, 0, 15, 11, 30, 0, 500), 0],
    ['2025-01-15T11:30:00.123456Z', Date.UTC(2025, 0, 15, 11, 30, 0, 123), 456_000],
    ['2025-01-15T11:30:00.123456', Date.UTC(2025, 0, 15, 11, 30, 0, 123), 456_000],
    ['2025-01-15T11:30:00.999999999Z', Date.UTC(2025, 0, 15, 11, 30, 0, 999), 999_999],
    ['2025-01-15 11:30:00', Date.UTC(2025, 0, 15, 11, 30), 0],
    ['2025-01-15T12:30:00.123456+01:00', Date.UTC(2025, 0, 15, 11, 30, 0, 123), 456_000],
    ['soon', undefined],
    [1736940600, Date.UTC(2025, 0, 15, 11, 30), 0],
    [1736, undefined],
    [null, undefined],
  ];
  for (const [text, at, rest] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(fineTimeOf(text)).to.deep.equal(at === undefined ? undefined : {at, rest});
    });
  }
});
