import {expect, waitUntil} from '@open-wc/testing';
import type {AgentPhone} from 'agentphone';
import type {ErrorKind} from '../../../src/model/conversation-error.js';
import {asCursor} from '../../../src/model/page.js';
import {ContactBook} from '../../../src/providers/agentphone/contacts.js';
import {readAgentPhoneError} from '../../../src/providers/agentphone/errors.js';
import {
  createAdapter,
  createAgentPhoneAdapter,
  decodeAgentPhoneEvent,
} from '../../../src/providers/agentphone/index.js';
import {listPlaceOf} from '../../../src/providers/agentphone/list-pages.js';
import {conversationFromWire, messageFromSent, messageFromWire} from '../../../src/providers/agentphone/mapping.js';
import {placeOf} from '../../../src/providers/agentphone/history.js';
import {recipientToWire, sendToWire} from '../../../src/providers/agentphone/sending.js';
import {arrange, fineTimeOf, tieNumbers} from '../../../src/providers/agentphone/message-order.js';
import conversationsSample from './fixtures/conversations.json' with {type: 'json'};
import messagesSample from './fixtures/messages.json' with {type: 'json'};
import metadataChange from './fixtures/metadata-change.json' with {type: 'json'};
import sentSample from './fixtures/sent.json' with {type: 'json'};
import webhookSample from './fixtures/webhook.json' with {type: 'json'};

// The official client's types are a second opinion on what the wire looks like.
conversationsSample satisfies AgentPhone.AppRoutesConversationsConversationListResponse;
messagesSample satisfies AgentPhone.MessagesListResponse;
sentSample satisfies AgentPhone.SendMessageResponse;
metadataChange satisfies Omit<AgentPhone.UpdateConversationRequest, 'conversation_id'>;

const ID = 'conv_def456';
const THEIRS = '+15559876543';
const OURS = '+15551234567';
const [summary] = conversationsSample.data;
/** One conversation with its recent messages: the document has no sample of its own, so it is put together. */
const detail = (() => {
  const {lastMessagePreview, ...rest} = summary ?? {lastMessagePreview: ''};
  return {...rest, messages: messagesSample.data, lastMessageWas: lastMessagePreview};
})();

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers the requests in turn, and the last answer from then on. */
function adapterAnswering(...answers: readonly unknown[]) {
  const requests: {method: string; url: string; body: string}[] = [];
  const adapter = createAgentPhoneAdapter({
    contactNames: false,
    fetch: async (input, init) => {
      const {method = 'GET', body} = init ?? {};
      requests.push({method, url: urlOf(input), body: typeof body === 'string' ? body : ''});
      return Response.json(answers[Math.min(requests.length, answers.length) - 1]);
    },
  });
  return {adapter, requests};
}

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
          sendRules: {maximumAttachments: 1, withoutOptions: ['sendStyle']},
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
      sendRules: {maximumAttachments: 1, withoutOptions: ['sendStyle']},
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
    const reaction = (reactionType: unknown, fromNumber: unknown) => ({id: 'r', reactionType, fromNumber});
    const reactions = [
      reaction('love', THEIRS),
      reaction('love', OURS),
      reaction('🔥', THEIRS),
      reaction('constructor', THEIRS),
      reaction(7, THEIRS),
      reaction('like', null),
    ];
    expect(map({reactions})?.reactions).to.deep.equal([
      {name: '❤️', by: [THEIRS, OURS]},
      {name: '🔥', by: [THEIRS]},
      {name: 'constructor', by: [THEIRS]},
      {name: '👍', by: []},
    ]);
    expect(map({reactions: 'none'})?.reactions).to.equal(undefined);
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

describe('cursors', () => {
  it('are of one conversation, and of nobody else', () => {
    const place = {conversationId: ID, towards: 'older', at: 5, ids: ['a', 7, 'b'], order: 'sideways'};
    expect(placeOf(asCursor(JSON.stringify(place)), ID)).to.deep.equal({
      conversationId: ID,
      towards: 'older',
      at: 5,
      ids: ['a', 'b'],
    });
    const broken = [
      '',
      'x',
      '{}',
      'null',
      '[]',
      JSON.stringify({...place, at: 'now'}),
      JSON.stringify({...place, ids: 1}),
    ];
    for (const text of [...broken, JSON.stringify({...place, conversationId: 'conv_other'})]) {
      expect(() => placeOf(asCursor(text), ID), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
  });

  it('of the list name who was met', () => {
    const place = {seen: ['a'], end: 1, edge: ['a'], total: null, newest: 5};
    expect(listPlaceOf(asCursor(JSON.stringify(place)))).to.deep.equal(place);
    for (const text of [
      '',
      'x',
      '{}',
      '[]',
      JSON.stringify({...place, seen: [1]}),
      JSON.stringify({...place, end: 'one'}),
    ]) {
      expect(() => listPlaceOf(asCursor(text)), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
  });
});

describe('what is sent', () => {
  const route = {to: THEIRS, numberId: 'num_1', agentId: 'agt_1'};

  it('goes from the number and the agent of the conversation, or from the number that was chosen', () => {
    expect(sendToWire({text: 'Hi'}, route)).to.deep.equal({
      to_number: THEIRS,
      number_id: 'num_1',
      agent_id: 'agt_1',
      body: 'Hi',
    });
    expect(sendToWire({text: 'Hi', ownEndpointId: 'num_1'}, route)).to.include({agent_id: 'agt_1'});
    const other = sendToWire({text: 'Hi', ownEndpointId: 'num_2'}, route);
    expect(other).to.include({number_id: 'num_2'});
    expect(other).not.to.have.property('agent_id');
    expect(sendToWire({text: 'Hi'}, {to: 'grp_1'})).to.deep.equal({to_number: 'grp_1', body: 'Hi'});
  });

  it('carries what only this provider has', () => {
    const mediaUrls = ['https://a/1.png', 'https://a/2.png'];
    const providerOptions = {sendStyle: 'confetti', replyToMessageId: 'msg_1'};
    expect(sendToWire({text: '', mediaUrls, providerOptions}, {to: THEIRS})).to.deep.equal({
      to_number: THEIRS,
      body: '',
      media_urls: mediaUrls,
      send_style: 'confetti',
      reply_to_message_id: 'msg_1',
    });
  });

  const refused: readonly (readonly [string, Parameters<typeof sendToWire>[0], string])[] = [
    ['nothing', {text: ''}, 'body'],
    ['blanks', {text: ' \n'}, 'body'],
    ['several pictures with a text', {text: 'Hi', mediaUrls: ['https://a/1.png', 'https://a/2.png']}, 'body'],
    ['several files', {text: '', mediaUrls: ['https://a/1.png', 'https://a/2.pdf']}, 'media_urls'],
    ['a picture that is not public', {text: 'Hi', mediaUrls: ['http://a/1.png']}, 'media_urls'],
    ['too many pictures', {text: 'Hi', mediaUrls: Array.from({length: 21}, () => 'https://a/1.png')}, 'media_urls'],
    ['an effect there is not', {text: 'Hi', providerOptions: {sendStyle: 'thunder'}}, 'sendStyle'],
    ['an answer to nothing', {text: 'Hi', providerOptions: {replyToMessageId: ''}}, 'replyToMessageId'],
    ['an option of another provider', {text: 'Hi', providerOptions: {forceRoute: 'SMS'}}, 'forceRoute'],
  ];
  for (const [name, message, field] of refused) {
    it(`is not ${name}`, () => {
      expect(() => sendToWire(message, route))
        .to.throw(/\w+ \w+/)
        .with.include({kind: 'validation', field, outcomeUnknown: false});
    });
  }

  const recipients: readonly (readonly [string, string])[] = [
    ['(919) 555-1234', '+19195551234'],
    [' +44 20 7946 0123 ', '+442079460123'],
    ['+15559876543', '+15559876543'],
    ['729725', '729725'],
    ['Jane@iCloud.com', 'Jane@iCloud.com'],
    ['grp_1', 'grp_1'],
    ['somebody', 'somebody'],
  ];
  for (const [typed, wire] of recipients) {
    it(`goes to ${wire} when somebody types "${typed}"`, () => expect(recipientToWire(typed)).to.equal(wire));
  }
});

describe('errors', () => {
  const send = {method: 'POST', path: '/v1/messages'} as const;
  const read = {method: 'GET', path: '/v1/conversations', query: {limit: 20}} as const;
  const page = {method: 'GET', path: `/v1/conversations/${ID}/messages`, query: {before: 'x'}} as const;
  const documented = (code: string) => ({error: {message: 'Some words', code, type: 'x', details: []}});
  const complaint = (name: string, msg = 'Not like this') => ({detail: [{loc: ['query', name], msg, type: 'x'}]});
  const sender = 'One of agent_id, number_id or from_number is required.';

  const cases: readonly (readonly [string, number, unknown, typeof send | typeof read | typeof page, ErrorKind?])[] = [
    ['INSUFFICIENT_BALANCE', 402, documented('INSUFFICIENT_BALANCE'), send, 'insufficient-credits'],
    ['RATE_LIMIT_EXCEEDED', 429, documented('RATE_LIMIT_EXCEEDED'), send, 'rate-limited'],
    ['PHONE_NUMBER_NOT_FOUND', 404, documented('PHONE_NUMBER_NOT_FOUND'), send, 'from-number-forbidden'],
    [
      'PHONE_NUMBER_NOT_FOUND with another status',
      400,
      documented('PHONE_NUMBER_NOT_FOUND'),
      send,
      'from-number-forbidden',
    ],
    ['CARRIER_ERROR', 502, documented('CARRIER_ERROR'), send, 'carrier'],
    ['TWILIO_ERROR', 502, documented('TWILIO_ERROR'), send, 'carrier'],
    ['VALIDATION_ERROR_NUMBER_LIMIT', 400, documented('VALIDATION_ERROR_NUMBER_LIMIT'), send, 'quota-exceeded'],
    ['VALIDATION_ERROR', 400, documented('VALIDATION_ERROR'), send, undefined],
    ['a code nobody knows', 418, documented('TEAPOT'), send, undefined],
    [
      'a number that is not ours, in the other envelope',
      404,
      {detail: 'Phone number not found'},
      send,
      'from-number-forbidden',
    ],
    ['a carrier, in the other envelope', 502, {detail: 'Carrier error: 21610'}, send, 'carrier'],
    ['a gateway', 502, '<html>Bad Gateway</html>', send, undefined],
    ['no sender', 400, {error: {code: 'VALIDATION_ERROR', message: sender}}, send, 'no-from-number'],
    ['no sender, in the other envelope', 422, {detail: sender}, send, 'no-from-number'],
    ['one sender spelled wrongly', 422, complaint('number_id', 'number_id is malformed'), send, undefined],
    ['a conversation that is gone', 404, {detail: 'Conversation not found'}, read, undefined],
    ['a bad time', 422, complaint('before'), page, 'cursor-invalid'],
    ['a bad limit', 422, complaint('limit'), page, undefined],
    ['nothing at all', 500, '', read, undefined],
  ];
  for (const [name, status, body, request, kind] of cases) {
    it(`reads ${name} as ${kind ?? 'what the status says'}`, () => {
      expect(readAgentPhoneError(status, body, request).kind).to.equal(kind);
    });
  }

  it('finds words, code and field in either envelope', () => {
    expect(readAgentPhoneError(402, documented('INSUFFICIENT_BALANCE'), send)).to.deep.equal({
      kind: 'insufficient-credits',
      code: 'INSUFFICIENT_BALANCE',
      message: 'Some words',
    });
    const details = [{loc: ['body', 'to_number'], msg: 'Not a number', type: 'x'}];
    const complaining = {error: {message: 'Invalid', code: 'VALIDATION_ERROR', details}};
    expect(readAgentPhoneError(422, complaining, send)).to.deep.equal({
      code: 'VALIDATION_ERROR',
      message: 'Not a number',
      field: 'to_number',
    });
    expect(readAgentPhoneError(422, complaint('limit'), read)).to.deep.equal({
      message: 'Not like this',
      field: 'limit',
    });
    expect(readAgentPhoneError(400, {message: 'Only this'}, read)).to.deep.equal({message: 'Only this'});
    expect(readAgentPhoneError(400, {error: 'Just a text'}, read)).to.deep.equal({message: 'Just a text'});
    for (const body of [null, [], 7, {detail: []}, {detail: [7]}, {error: null}]) {
      expect(readAgentPhoneError(400, body, read), JSON.stringify(body)).to.deep.equal({});
    }
  });
});

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

describe('the contact book', () => {
  const contact = (name: string) => ({
    id: 'con_1',
    name,
    address: '(555) 987-6543',
    email: 'Jane@Example.com',
    raw: {},
  });

  it('finds people by number in any spelling, and by e-mail address', async () => {
    const book = new ContactBook({read: async () => [contact('Jane')], onNews: () => undefined});
    await book.ready();
    expect(book.nameOf('+15559876543')).to.equal('Jane');
    expect(book.nameOf('jane@example.com')).to.equal('Jane');
    expect(book.nameOf('+15559876544')).to.equal(undefined);
    expect(book.all()).to.have.lengthOf(1);
  });

  it('lets nobody wait long, and says when names came late', async () => {
    let arrive: (name: string) => void = () => undefined;
    const name = new Promise<string>((resolve) => (arrive = resolve));
    let news = 0;
    const book = new ContactBook({read: async () => [contact(await name)], onNews: () => news++, patience: 1});
    await book.ready();
    expect(book.nameOf('+15559876543')).to.equal(undefined);
    arrive('Jane');
    await waitUntil(() => news === 1);
    expect(book.nameOf('+15559876543')).to.equal('Jane');
  });

  it('reads again after a while, showing what it knows meanwhile', async () => {
    let now = 0;
    let reads = 0;
    let news = 0;
    const read = async () => [contact(`Jane ${++reads}`)];
    const book = new ContactBook({read, onNews: () => news++, now: () => now});
    await book.ready();
    await book.ready();
    expect(reads).to.equal(1);
    expect(news).to.equal(0);
    now += 300_000;
    await book.ready();
    await waitUntil(() => news === 1);
    expect(book.nameOf('+15559876543')).to.equal('Jane 2');
  });

  it('leaves the provider alone for a while after a failure', async () => {
    let now = 0;
    let reads = 0;
    const read = async () => {
      reads++;
      throw new Error('not today');
    };
    const book = new ContactBook({read, onNews: () => undefined, now: () => now});
    await book.ready();
    await book.ready();
    expect(reads).to.equal(1);
    now += 30_000;
    await book.ready();
    expect(reads).to.equal(2);
    expect(book.all()).to.deep.equal([]);
  });
});

describe('createAdapter', () => {
  it('takes what a page gives it, and leaves out what is of no use', async () => {
    const requests: Request[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/',
      subAccountId: 'sub_1',
      pageSize: 'many',
      contactNames: false,
      polling: 'often',
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return Response.json(conversationsSample);
      },
    });
    await adapter.listConversations({});
    expect(adapter.id).to.equal('agentphone:sub_1');
    expect(requests[0]?.url).to.equal('https://proxy.example/v1/conversations?limit=50&offset=0');
    expect(requests[0]?.headers.get('x-sub-account-id')).to.equal('sub_1');
  });
});
