import {expect} from '@open-wc/testing';
import {consentFromMessages} from '../../model/consent-from-messages.js';
import type {Message} from '../../../src/model/message.js';
import {asCursor} from '../../../src/model/page.js';
import {createAdapter, createAmplifiAdapter, usNumberToE164} from '../../../src/providers/amplifi/index.js';
import {readAmplifiError} from '../../../src/providers/amplifi/errors.js';
import {nextCursorIn} from '../../../src/adapter/toolkit/next-cursor.js';
import {instantOf, timeZoneOf} from '../../../src/adapter/toolkit/fields.js';
import {conversationFromWire, messageFromWire} from '../../../src/providers/amplifi/mapping.js';
import {cursorOf, OLDER, placeOf} from '../../../src/providers/amplifi/pages.js';
import conversationsSample from './fixtures/conversations.json' with {type: 'json'};
import messagesSample from './fixtures/messages.json' with {type: 'json'};
import replySample from './fixtures/reply.json' with {type: 'json'};

const JANE = '+19195551234';

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers every request with the same body. */
function adapterAnswering(body: unknown) {
  const requests: {url: string; body: string}[] = [];
  const adapter = createAmplifiAdapter({
    organizationId: '3f4e5c6d-7a8b-9012-cdef-1234567890ab',
    fetch: async (input, init) => {
      requests.push({url: urlOf(input), body: typeof init?.body === 'string' ? init.body : ''});
      return Response.json(body);
    },
  });
  return {adapter, requests};
}

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

describe('messageFromWire', () => {
  const incoming = {id: 'm1', direction: 'incoming', message: 'Hi', timestamp: '2025-04-23T18:45:00.000Z'};
  const outgoing = {...incoming, direction: 'outgoing'};
  const read = (value: unknown): Message => {
    const message = messageFromWire(value, JANE);
    if (!message) throw new Error('no message');
    return message;
  };

  const statuses: readonly (readonly [direction: string | null, status: unknown, Message['status']])[] = [
    ['outgoing', 'sent', 'sent'],
    ['outgoing', 'delivered', 'delivered'],
    ['outgoing', 'failed', 'failed'],
    ['outgoing', 'undelivered', 'undelivered'],
    ['outgoing', null, 'unknown'],
    ['outgoing', undefined, 'unknown'],
    ['outgoing', 'queued_at_carrier', 'unknown'],
    ['outgoing', 'constructor', 'unknown'],
    ['outgoing', 4, 'unknown'],
    ['incoming', null, 'received'],
    ['incoming', undefined, 'received'],
    ['incoming', 'read_by_bot', 'unknown'],
    [null, null, 'unknown'],
    ['sideways', null, 'unknown'],
  ];
  for (const [direction, status, expected] of statuses) {
    it(`reads status ${String(status)} of ${String(direction)} as ${expected}, with raw kept`, () => {
      const value = {...incoming, direction, status};
      const message = read(value);
      expect(message.status).to.equal(expected);
      expect(message.raw).to.equal(value);
    });
  }

  it('reads directions, and admits not to know others', () => {
    expect(read(incoming).direction).to.equal('inbound');
    expect(read(outgoing).direction).to.equal('outbound');
    expect(read({...incoming, direction: 'internal'}).direction).to.equal('unknown');
    expect(read({...incoming, direction: undefined}).direction).to.equal('unknown');
  });

  it('survives anything but a missing id', () => {
    expect(messageFromWire({message: 'x'}, JANE)).to.equal(undefined);
    expect(messageFromWire(null, JANE)).to.equal(undefined);
    expect(messageFromWire('text', JANE)).to.equal(undefined);
    const odd = {id: 'm', message: [], mediaUrl: {}, mediaUrls: 7, sentiment: 3, timestamp: 12, direction: []};
    const message = read(odd);
    expect(message).to.include({text: null, status: 'unknown', atSource: 'none', raw: odd});
    expect(message.attachments).to.deep.equal([]);
    expect(message.at).to.equal(undefined);
  });

  const a = 'https://media.example/a.jpg';
  const b = 'https://media.example/b.mp4?x=1';
  const media: readonly (readonly [unknown, unknown, readonly string[]])[] = [
    [null, null, []],
    [undefined, undefined, []],
    [a, undefined, [a]],
    [a, null, [a]],
    [a, [], [a]],
    [a, [a, b], [a, b]],
    [null, [a, a, b], [a, b]],
    [a, [b, null, 7], [b]],
    ['', [''], []],
  ];
  for (const [mediaUrl, mediaUrls, urls] of media) {
    it(`finds ${urls.length} attachments in ${JSON.stringify([mediaUrl, mediaUrls])}`, () => {
      const {attachments} = read({...incoming, mediaUrl, mediaUrls});
      expect(attachments.map(({url}) => url)).to.deep.equal(urls);
    });
  }

  it('has no text where there is only a picture', () => {
    expect(read({...incoming, message: '', mediaUrl: a}).text).to.equal(null);
    expect(read({...incoming, message: null, mediaUrl: a}).text).to.equal(null);
    expect(read({...incoming, message: '', mediaUrl: a}).attachments[0]).to.include({kind: 'image', name: 'a.jpg'});
  });

  it('says "not analysed yet" of an inbound message, and nothing of an outbound one', () => {
    expect(read(incoming).insight).to.deep.equal({
      sentiment: null,
      sentimentScore: null,
      category: null,
      requiresResponse: null,
      optOutDetected: null,
    });
    expect(read(outgoing).insight).to.equal(undefined);
    expect(read({...outgoing, sentiment: null}).insight).to.equal(undefined);
  });

  it('keeps a sentiment and a category that are not in the document', () => {
    const {insight} = read({...incoming, sentiment: 'mixed', messageCategory: 'billing', sentimentScore: 0});
    expect(insight).to.include({sentiment: 'mixed', category: 'billing', sentimentScore: 0});
  });

  it('marks an opt-out by the provider, and an opt-in by its word', () => {
    const optOut = {kind: 'opt-out', source: 'native'};
    const optIn = {kind: 'opt-in', source: 'derived'};
    expect(read({...incoming, message: 'leave me alone', optOutDetected: true}).consentChange).to.deep.equal(optOut);
    for (const word of ['START', 'unstop', ' Yes ']) {
      const change = read({...incoming, message: word, optOutDetected: false}).consentChange;
      expect(change, word).to.deep.equal(optIn);
    }
    expect(read({...incoming, message: 'Yes please'}).consentChange).to.equal(undefined);
    expect(read({...outgoing, message: 'START', optOutDetected: true}).consentChange).to.equal(undefined);
    expect(read({...incoming, direction: 'other', message: 'START'}).consentChange).to.equal(undefined);
  });

  it('lets the timeline tell opted out from probably opted out', () => {
    const stop = {...incoming, message: 'STOP'};
    const stateOf = (value: unknown) => consentFromMessages([read(value)])?.state;
    expect(stateOf({...stop, optOutDetected: true})).to.equal('opted-out');
    expect(stateOf({...stop, optOutDetected: null})).to.equal('probably-opted-out');
    expect(stateOf({...stop, optOutDetected: false})).to.equal(undefined);
    expect(stateOf({...incoming, message: 'START', optOutDetected: false})).to.equal('unknown');
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

describe('times and zones of Amplifi', () => {
  const noon = Date.UTC(2025, 3, 23, 12);
  const table: readonly (readonly [unknown, number | undefined])[] = [
    ['2025-04-23T12:00:00.000Z', noon],
    ['2025-04-23T08:00:00-04:00', noon],
    ['2025-04-23T12:00:00', noon],
    ['2025-04-23 12:00', noon],
    ['2025-04-23T12:00:00.123456Z', noon + 123],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [noon, noon],
    [String(noon / 1000), noon],
    ['Room 7', undefined],
    [7, undefined],
  ];
  for (const [value, expected] of table) {
    it(`reads ${String(value)}`, () => expect(instantOf(value)).to.equal(expected));
  }

  it('passes on only zones that this browser can use', () => {
    expect(timeZoneOf('America/New_York')).to.equal('America/New_York');
    for (const value of ['Mars/Olympus', '', null, 5]) expect(timeZoneOf(value), String(value)).to.equal(undefined);
  });
});

describe('readAmplifiError', () => {
  const reply = {method: 'POST', path: '/api/conversations/%2B19195551234/reply'} as const;
  const history = {method: 'GET', path: '/api/conversations/%2B19195551234/messages'} as const;
  const code = 'CONTACT_OPTED_OUT';

  const bodies: readonly (readonly [unknown, string | undefined])[] = [
    [{error: 'Opted out.', code}, 'Opted out.'],
    [{error: {code, message: 'Opted out.'}}, 'Opted out.'],
    [{error: code, message: 'Opted out.'}, 'Opted out.'],
    [{error: code}, code],
    [{code}, undefined],
  ];
  for (const [body, message] of bodies) {
    it(`finds code and message in ${JSON.stringify(body)}`, () => {
      const reading = readAmplifiError(400, body, reply);
      expect(reading).to.deep.equal({kind: 'opted-out', code, ...(message && {message})});
    });
  }

  it('finds nothing in a body that says nothing', () => {
    for (const body of ['<html>Bad gateway</html>', null, [], {}, {error: 5}, {code: ''}]) {
      expect(readAmplifiError(502, body, reply), JSON.stringify(body)).to.deep.equal({});
    }
  });

  it('keeps a code it does not know and leaves the kind to the status', () => {
    expect(readAmplifiError(400, {error: 'x', code: 'NEW_RULE'}, reply)).to.deep.equal({
      code: 'NEW_RULE',
      message: 'x',
    });
    expect(readAmplifiError(400, {code: 'toString'}, reply)).to.deep.equal({code: 'toString'});
  });

  it('takes a refusal for a pending look-up only when the words say so', () => {
    const kindFor = (error: string, withCode?: string) =>
      readAmplifiError(400, {error, ...(withCode && {code: withCode})}, reply).kind;
    expect(kindFor('Number lookup in progress')).to.equal('lookup-pending');
    expect(kindFor('isTextable is pending', 'CONTACT_NON_TEXTABLE')).to.equal('lookup-pending');
    expect(kindFor('Look-up not finished', 'SOME_CODE')).to.equal('lookup-pending');
    expect(kindFor('This is a landline', 'CONTACT_NON_TEXTABLE')).to.equal('not-textable');
    expect(kindFor('Opted out, confirmation pending', 'CONTACT_OPTED_OUT')).to.equal('opted-out');
    expect(kindFor('message is required')).to.equal(undefined);
    expect(readAmplifiError(500, {error: 'lookup failed'}, reply).kind).to.equal(undefined);
  });

  it('reads 403 by what was asked, and 400 by whether a cursor was sent', () => {
    expect(readAmplifiError(403, {error: 'no'}, reply).kind).to.equal('from-number-forbidden');
    expect(readAmplifiError(403, {error: 'no'}, history).kind).to.equal(undefined);
    expect(readAmplifiError(400, {error: 'no'}, {...history, query: {limit: 50, cursor: 'x'}}).kind).to.equal(
      'cursor-invalid',
    );
    expect(readAmplifiError(400, {error: 'no'}, {...history, query: {limit: 500}}).kind).to.equal(undefined);
  });
});

describe('cursors of Amplifi histories', () => {
  it('survive JSON and come back as they were', () => {
    const place = {cursor: 'b3 "x"=+', at: Date.UTC(2025, 3, 23), ties: 2};
    const cursor = asCursor(JSON.parse(JSON.stringify(cursorOf(place))) as string);
    expect(placeOf(cursor)).to.deep.equal(place);
    expect(placeOf(cursorOf({cursor: 'x', ties: 0}))).to.deep.equal({cursor: 'x', ties: 0});
  });

  it("are taken for the provider's own when they were made elsewhere", () => {
    for (const text of ['opaque', '["a"]', '5', '{}', '']) {
      expect(placeOf(asCursor(text)), text).to.deep.equal({cursor: text, ties: 0});
    }
  });

  const olderCursorIn = (answer: unknown) => nextCursorIn(answer, OLDER);

  it('are looked for in the likely places and never made up', () => {
    expect(olderCursorIn({cursor: 'a', nextCursor: 'b', pagination: {cursor: 'c'}})).to.equal('a');
    expect(olderCursorIn({cursor: null, nextCursor: 'b'})).to.equal('b');
    expect(olderCursorIn({cursor: '', pagination: {cursor: 'c'}})).to.equal('c');
    for (const answer of [{}, {cursor: null}, {cursor: []}, {pagination: 'x'}, messagesSample]) {
      expect(olderCursorIn(answer), JSON.stringify(answer)).to.equal(undefined);
    }
  });

  it('keep the order of messages of one instant across pages', async () => {
    const timestamp = '2025-04-23T18:45:00.000Z';
    const message = (id: string, at = timestamp) => ({id, direction: 'incoming', message: id, timestamp: at});
    const pages: Readonly<Record<string, unknown>> = {
      '': {messages: [message('e', '2025-04-23T18:46:00.000Z'), message('d'), message('c')], cursor: 'p2'},
      p2: {messages: [message('b'), message('a', '2025-04-23T18:44:00.000Z')]},
    };
    const adapter = createAmplifiAdapter({
      fetch: async (input) => Response.json(pages[new URL(urlOf(input)).searchParams.get('cursor') ?? '']),
    });
    const newest = await adapter.listMessages({conversationId: JANE});
    const older = await adapter.listMessages({conversationId: JANE, cursor: newest.older});
    const orders = [...older.messages, ...newest.messages].map(({id, order}) => [id, order]);
    expect(orders).to.deep.equal([
      ['a', 0],
      ['b', -2],
      ['c', -1],
      ['d', 0],
      ['e', 0],
    ]);
    expect(older.older).to.equal(undefined);
  });

  it('end where the provider answers with the cursor it was asked for', async () => {
    const {adapter} = adapterAnswering({messages: [], cursor: 'same'});
    const page = await adapter.listMessages({conversationId: JANE, cursor: asCursor('same')});
    expect(page.older).to.equal(undefined);
  });
});

describe('createAdapter of Amplifi', () => {
  it('takes the unchecked options of a page', async () => {
    const seen: Headers[] = [];
    const urls: string[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/sms/',
      organizationId: 'org-1',
      pageSize: 20,
      polling: {conversations: 60_000, messages: 'often'},
      fetch: async (input, init) => {
        urls.push(urlOf(input));
        seen.push(new Headers(init?.headers));
        return Response.json({messages: []});
      },
    });
    await adapter.listMessages({conversationId: JANE});
    expect(urls).to.deep.equal(['https://proxy.example/sms/api/conversations/%2B19195551234/messages?limit=20']);
    expect(seen[0]?.get('x-organization-id')).to.equal('org-1');
    expect(adapter.id).to.equal('amplifi:org-1');
  });

  it('leaves the organisation to a proxy when none is given', async () => {
    const seen: Headers[] = [];
    const adapter = createAdapter({
      organizationId: 5,
      fetch: async (_, init) => {
        seen.push(new Headers(init?.headers));
        return Response.json([]);
      },
    });
    await adapter.listConversations({});
    expect(seen[0]?.has('x-organization-id')).to.equal(false);
  });
});
