import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {AdapterOptions} from '../../../src/adapter/adapter-registry.js';
import {conversationTitle} from '../../../src/model/conversation.js';
import {asCursor} from '../../../src/model/page.js';
import {BoundedMap} from '../../../src/util/bounded-map.js';
import {readDigivaultError} from '../../../src/providers/digivault/errors.js';
import {createAdapter, createDigivaultAdapter, decodeDigivaultEvent} from '../../../src/providers/digivault/index.js';
import {OrderSense} from '../../../src/adapter/toolkit/list-order.js';
import {
  contactFromWire,
  conversationFromWire,
  instantFromSeconds,
  membersFromWire,
  messageFromWire,
  secondsFromInstant,
  type MessageContext,
  type People,
} from '../../../src/providers/digivault/mapping.js';
import {createApi} from '../../../src/providers/digivault/api.js';
import {listCursors} from '../../../src/providers/digivault/conversations.js';
import {messageCursors} from '../../../src/providers/digivault/history.js';
import {Names} from '../../../src/providers/digivault/names.js';
import contactSample from './fixtures/contact.json' with {type: 'json'};
import conversationSample from './fixtures/conversation.json' with {type: 'json'};
import messageSample from './fixtures/message.json' with {type: 'json'};
import webhookSample from './fixtures/webhook.json' with {type: 'json'};

const TALK = 'xgQQXg3hrtjh7AvZ';
const FRANK = 'WAz8eIbvDR60rouK';
const MAY_1992 = Date.UTC(1992, 4, 5, 22);
const DECEMBER_1991 = Date.UTC(1991, 11, 8, 23);

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** Knows these people by key, and that some ids are ours. */
function people(known: Readonly<Record<string, unknown>> = {}, own: readonly string[] = []): People {
  return {book: {get: ({kind, id}) => known[`${kind}:${id}`]}, isOwn: (id) => own.includes(id)};
}

const context = (over: Partial<MessageContext> = {}): MessageContext => ({
  ...people(),
  conversationId: TALK,
  whom: {kind: 'contact', id: FRANK},
  ...over,
});

/** An adapter whose provider answers by path. */
function adapterAnswering(answers: Readonly<Record<string, unknown>>, options: AdapterOptions = {}) {
  const asked: string[] = [];
  const adapter = createDigivaultAdapter({
    ...options,
    fetch: async (input, init) => {
      const {pathname, search} = new URL(urlOf(input));
      asked.push(`${init?.method} ${pathname}${search}`);
      const answer = answers[pathname];
      return answer === undefined ? Response.json({type: 'not_found_error'}, {status: 404}) : Response.json(answer);
    },
  });
  return {adapter, asked};
}

const list = (...data: unknown[]) => ({has_more: false, data});

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

describe('times of DigiVault', () => {
  const table: readonly (readonly [unknown, number | undefined])[] = [
    [705103200, MAY_1992],
    [692233200, DECEMBER_1991],
    [0, 0],
    [-1, -1000],
    [1700000000, 1700000000_000],
    // Never taken for milliseconds, whatever its size.
    [1700000000000, 1700000000000_000],
    [null, undefined],
    [undefined, undefined],
    ['705103200', 705103200000],
    ['1992-05-05T22:00:00Z', 705103200000],
    ['soon', undefined],
    [8.64e12 + 1, undefined],
    [Number.NaN, undefined],
  ];
  for (const [value, expected] of table) {
    it(`reads ${String(value)} as ${expected}`, () => expect(instantFromSeconds(value)).to.equal(expected));
  }

  it('writes whole seconds', () => expect(secondsFromInstant(1700000000_999)).to.equal(1700000000));
});

describe('conversations of DigiVault', () => {
  const read = (change: object, who = people()) => conversationFromWire({...conversationSample, ...change}, who);

  const unread: readonly (readonly [string, object, boolean])[] = [
    ['opened when it was last active', {}, false],
    ['opened later', {last_opened_at: 705103201}, false],
    ['active later', {last_active_at: 705103201}, true],
    ['active and never opened', {last_opened_at: null}, true],
    ['never active, never opened', {last_active_at: null, last_opened_at: null}, false],
    ['active at the very beginning of time, never opened', {last_active_at: 0, last_opened_at: null}, true],
    ['opened at the very beginning of time', {last_active_at: 5, last_opened_at: 0}, true],
    ['opened nobody knows when', {last_opened_at: undefined}, false],
    ['opened at no time', {last_opened_at: 'yesterday'}, false],
  ];
  for (const [when, change, has] of unread) {
    it(`${has ? 'are unread' : 'are read'} when ${when}, and never say how many`, () => {
      const since = instantFromSeconds((change as {last_opened_at?: unknown}).last_opened_at ?? 705103200);
      const isSince = has && !('last_opened_at' in change && change.last_opened_at === null);
      expect(read(change)?.unread).to.deep.equal({has, ...(isSince && {since}), source: 'derived'});
    });
  }

  it('are archived since any time, even 0', () => {
    expect(read({archived_at: 0})?.status).to.equal('archived');
    expect(read({archived_at: 705103200})?.status).to.equal('archived');
    expect(read({archived_at: null})?.status).to.equal('active');
    expect(read({archived_at: undefined})?.status).to.equal('active');
  });

  it('take their making for their last activity when nothing was said', () => {
    expect(read({last_active_at: null})?.lastActivityAt).to.equal(DECEMBER_1991);
    expect(read({last_active_at: 0})?.lastActivityAt).to.equal(0);
  });

  it('have no name until one is known', () => {
    const unnamed = read({});
    expect(unnamed?.participants).to.deep.equal([{id: FRANK, role: 'contact'}]);
    expect(unnamed && conversationTitle(unnamed)).to.equal(undefined);
  });

  it('with groups have the name and the members of the group, without ourselves', () => {
    const group = {id: 'g1', name: 'Reunion', members: [FRANK, 'me', {id: 'k', username: 'Kate'}, {}, null]};
    const who = people({'group:g1': group, [`contact:${FRANK}`]: contactSample}, ['me']);
    const conversation = read({contact_id: null, group_id: 'g1'}, who);
    expect(conversation).to.include({kind: 'group', title: 'Reunion', participantsComplete: true});
    expect(conversation?.participants.map(({id, name}) => [id, name])).to.deep.equal([
      [FRANK, 'Frank McCallister'],
      ['k', 'Kate'],
    ]);
    const unknown = read({contact_id: null, group_id: 'g2'}, who);
    expect(unknown).to.deep.include({kind: 'group', participants: [], participantsComplete: false});
  });

  it('are read as far as they can be', () => {
    expect(conversationFromWire({}, people())).to.equal(undefined);
    expect(conversationFromWire(null, people())).to.equal(undefined);
    const bare = conversationFromWire({id: 'a', extra: [1]}, people());
    expect(bare).to.deep.include({id: 'a', kind: 'direct', participants: [], participantsComplete: false});
    expect(bare?.raw).to.deep.equal({id: 'a', extra: [1]});
  });

  it('name contacts by display name, then username', () => {
    const nameOf = (value: object) => contactFromWire('c', value).name;
    expect(nameOf({display_name: ' Ann ', username: 'ann1'})).to.equal('Ann');
    expect(nameOf({display_name: null, username: 'ann1'})).to.equal('ann1');
    expect(nameOf({display_name: '  ', name: 'Ann B', username: 'ann1'})).to.equal('Ann B');
    expect(nameOf({phone_number: '1-800-759-3000'})).to.equal(undefined);
    expect(membersFromWire({members: 'all'}, people())).to.deep.equal([]);
  });
});

describe('messages of DigiVault', () => {
  const read = (change: object, over: Partial<MessageContext> = {}) =>
    messageFromWire({...messageSample, ...change}, context(over));
  const by = (id: string | undefined) => ({contact: id === undefined ? null : {id}});
  const group = {kind: 'group', id: 'g1'} as const;
  const own = people({}, ['me']);

  const directions: readonly (readonly [string, object, Partial<MessageContext>, string, string])[] = [
    ['of the contact', by(FRANK), {}, 'inbound', 'received'],
    ['of anybody else in a conversation with one contact', by('me'), {}, 'outbound', 'sent'],
    ['of us in a group', by('me'), {whom: group, ...own}, 'outbound', 'sent'],
    ['of others in a group', by(FRANK), {whom: group, ...own}, 'inbound', 'received'],
    ['of us in a group that does not know us yet', by('me'), {whom: group}, 'inbound', 'received'],
    ['of us somewhere', by('me'), {whom: undefined, ...own}, 'outbound', 'sent'],
    ['of somebody somewhere', by(FRANK), {whom: undefined, ...own}, 'unknown', 'unknown'],
    ['of nobody', by(undefined), {}, 'unknown', 'unknown'],
  ];
  for (const [whose, change, over, direction, status] of directions) {
    it(`${whose} are ${direction}`, () => {
      expect(read({read_at: null, ...change}, over)).to.include({direction, status});
    });
  }

  it('that were read are read, at any time, and only if they are ours', () => {
    expect(read({...by('me'), read_at: 0})).to.include({status: 'read', readAt: 0});
    expect(read({...by('me'), read_at: null})).not.to.have.property('readAt');
    expect(read({read_at: 705103200})).to.include({status: 'received', readAt: MAY_1992});
  });

  it('have attachments as addresses or objects', () => {
    const attachments = ['https://a.example/a.png', {id: '1', url: 'https://a.example/b', name: 'B'}, {}, 5, null];
    expect(read({attachments})?.attachments).to.deep.equal([
      {url: 'https://a.example/a.png', kind: 'image', name: 'a.png'},
      {url: 'https://a.example/b', kind: 'unknown', name: 'B', id: '1'},
    ]);
    expect(read({attachments: 'none'})?.attachments).to.deep.equal([]);
  });

  it('have reactions by name', () => {
    const reactions = [{red_angry_face: ['KateMcCallister', 4]}, {thumbs_up: []}, {odd: 7}, 'odd', null];
    expect(read({reactions})?.reactions).to.deep.equal([
      {name: 'red_angry_face', by: ['KateMcCallister']},
      {name: 'thumbs_up', by: []},
    ]);
    expect(read({reactions: []})).not.to.have.property('reactions');
  });

  it('may be without text, time or anything else', () => {
    expect(read({message: ''})?.text).to.equal(null);
    expect(read({created_at: null}))
      .to.include({atSource: 'none'})
      .and.not.have.property('at');
    expect(messageFromWire({}, context())).to.equal(undefined);
    expect(messageFromWire({id: 'a'}, context())).to.deep.include({id: 'a', direction: 'unknown', raw: {id: 'a'}});
  });

  it('name their sender as the address book does', () => {
    const who = people({[`contact:${FRANK}`]: contactSample});
    expect(read({}, who)?.sender).to.include({name: 'Frank McCallister', role: 'contact'});
  });
});

describe('readDigivaultError', () => {
  const get = {method: 'GET', path: '/v1/conversations'} as const;
  const post = {method: 'POST', path: '/v1/conversations'} as const;

  const samples: readonly (readonly [number, object, object])[] = [
    [
      400,
      {type: 'invalid_request', message: "Missing required parameter: 'name'", param: 'name'},
      {kind: 'validation', code: 'invalid_request', message: "Missing required parameter: 'name'", field: 'name'},
    ],
    [
      401,
      {type: 'authentication_error', message: 'Invalid API key provided'},
      {kind: 'unauthorized', code: 'authentication_error', message: 'Invalid API key provided'},
    ],
    [
      429,
      {type: 'rate_limit_error', message: 'Too many requests. Please slow down.', retry_after: 60},
      {
        kind: 'rate-limited',
        code: 'rate_limit_error',
        message: 'Too many requests. Please slow down.',
      },
    ],
    [
      422,
      {
        type: 'validation_error',
        message: 'Validation failed',
        errors: {
          email: ['The email field must be a valid email address.'],
          password: ['The password must be at least 8 characters.'],
        },
      },
      {
        kind: 'validation',
        code: 'validation_error',
        message: 'Validation failed The email field must be a valid email address.',
        field: 'email',
      },
    ],
    [
      404,
      {type: 'api_error', message: 'The requested resource was not found.'},
      {kind: 'not-found', code: 'api_error', message: 'The requested resource was not found.'},
    ],
    [403, {type: 'permission_error'}, {kind: 'forbidden', code: 'permission_error'}],
    [500, {type: 'api_error'}, {kind: 'server', code: 'api_error'}],
    [503, {type: 'api_error'}, {kind: 'server', code: 'api_error'}],
  ];
  for (const [status, body, expected] of samples) {
    it(`reads ${status} ${JSON.stringify(body).slice(0, 60)}`, () => {
      expect(readDigivaultError(status, body, get)).to.deep.equal(expected);
    });
  }

  it('leaves to the status what the body does not say, or contradicts', () => {
    for (const body of ['<html>', null, [], {}, {type: 5}, {type: ''}]) {
      expect(readDigivaultError(502, body, get), JSON.stringify(body)).to.deep.equal({});
    }
    expect(readDigivaultError(400, {type: 'new_error'}, get)).to.deep.equal({code: 'new_error'});
    expect(readDigivaultError(500, {type: 'not_found_error'}, get).kind).to.equal(undefined);
    expect(readDigivaultError(400, {type: 'api_error'}, get).kind).to.equal(undefined);
    expect(readDigivaultError(400, {type: 'toString'}, get).kind).to.equal(undefined);
  });

  it('knows a cursor that is not valid, and a contact that is not there', () => {
    const paged = {...get, query: {limit: 100, starting_after: 'x'}};
    expect(readDigivaultError(400, {type: 'invalid_request'}, paged).kind).to.equal('cursor-invalid');
    expect(readDigivaultError(404, {}, post).kind).to.equal('contact-not-found');
    expect(readDigivaultError(404, {}, {...post, path: '/v1/messages'}).kind).to.equal('not-found');
  });
});

describe('decodeDigivaultEvent', () => {
  const event = (type: string, object: unknown) => ({id: 'webhook_1', type, created_at: 1640995200, data: {object}});
  const types = (events: readonly AdapterEvent[]) => events.map(({type}) => type);
  const message = {...messageSample, contact: {id: FRANK}};

  const table: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['conversation.created', conversationSample, ['conversation-updated']],
    ['conversation.updated', conversationSample, ['conversation-updated']],
    ['conversation.archived', conversationSample, ['conversation-updated']],
    ['conversation.deleted', {id: TALK, deleted: true}, ['conversation-removed']],
    ['conversation.message.created', message, ['message-created', 'conversations-invalidated']],
    ['conversation.message.updated', message, ['message-updated']],
    ['conversation.message.read', message, ['message-updated']],
    ['conversation.message.deleted', message, ['messages-invalidated']],
    ['conversation.message.deleted', {id: 'a', deleted: true}, ['conversations-invalidated']],
    ['contact.created', contactSample, ['conversations-invalidated']],
    ['contact.updated', contactSample, ['conversations-invalidated']],
    ['contact.deleted', {id: FRANK, deleted: true}, ['conversations-invalidated']],
    ['group.created', {id: 'g'}, ['conversations-invalidated']],
    ['group.updated', {id: 'g'}, ['conversations-invalidated']],
    ['group.member_added', {group_id: 'g', contact_id: FRANK}, ['conversations-invalidated']],
    ['group.member_removed', {}, ['conversations-invalidated']],
    ['group.deleted', {id: 'g'}, ['conversations-invalidated']],
    ['group.renamed', {id: 'g'}, []],
    ['toString', {id: 'g'}, []],
    ['conversation.created', {}, []],
    ['conversation.deleted', {}, []],
    ['conversation.message.created', {id: 'a'}, ['conversations-invalidated']],
    ['conversation.message.created', {conversation_id: TALK}, ['messages-invalidated', 'conversations-invalidated']],
    ['contact.updated', {}, []],
    ['contact.updated', null, []],
  ];
  for (const [type, object, expected] of table) {
    it(`reads ${type} of ${JSON.stringify(object).slice(0, 30)}`, () => {
      expect(types(decodeDigivaultEvent(event(type, object)))).to.deep.equal(expected);
    });
  }

  it('makes nothing of what is no event', () => {
    for (const payload of [null, 5, 'x', [], {}, {type: 'contact.updated'}, {type: 'contact.updated', data: []}]) {
      expect(decodeDigivaultEvent(payload), JSON.stringify(payload)).to.deep.equal([]);
    }
  });

  it('reads the provider’s test event, which says nothing of who wrote', () => {
    const object = {
      id: 'test_message_id',
      conversation_id: 'test_conversation_id',
      message: 'This is a test message',
      created_at: 1640995200,
    };
    const [first] = decodeDigivaultEvent(event('conversation.message.created', object));
    expect(first).to.have.nested.property('message.direction', 'unknown');
    expect(first).to.have.nested.property('message.text', 'This is a test message');
  });

  it('says that a conversation is archived even if its object does not say since when', () => {
    const [archived] = decodeDigivaultEvent(event('conversation.archived', conversationSample));
    expect(archived).to.have.nested.property('conversation.status', 'archived');
    const [never] = decodeDigivaultEvent(event('conversation.archived', {id: 'a'}));
    expect(never).to.have.nested.property('conversation.status', 'archived');
  });

  it('says that a message was read even if its object does not say when', () => {
    const [read] = decodeDigivaultEvent(event('conversation.message.read', {...message, read_at: null}));
    expect(read).to.have.nested.property('message.status', 'read');
  });
});

describe('places in lists of DigiVault', () => {
  it('survive JSON and come back as they were', () => {
    const beside = {beside: 'a"b', side: 'starting_after', runs: 'newest-first', index: 49} as const;
    for (const place of [beside, {before: 'x'}, {after: 'x'}]) {
      const kept = JSON.parse(JSON.stringify(messageCursors.write(place))) as string;
      expect(messageCursors.read(asCursor(kept))).to.deep.equal(place);
    }
    expect(listCursors.read(listCursors.write({after: 'a'}))).to.deep.equal({after: 'a'});
  });

  it('are refused when they were made elsewhere', () => {
    const others = [
      '{"beside":"a"}',
      '{"after":5}',
      '{"before":""}',
      '{"beside":"a","side":"up","runs":"on","index":1}',
    ];
    for (const text of ['', 'x', '{}', '[]', 'null', ...others]) {
      expect(() => messageCursors.read(asCursor(text)), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
    for (const text of ['', '{}', '{"after":5}']) {
      expect(() => listCursors.read(asCursor(text)), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
  });
});

describe('OrderSense', () => {
  it('learns the direction from times, and keeps it when a single one is off', () => {
    const sense = new OrderSense();
    expect(sense.learn([5, 5, 5])).to.equal(undefined);
    expect(sense.learn([])).to.equal(undefined);
    expect(sense.learn([9, 7, undefined, 7, 4, 3, 2])).to.equal('newest-first');
    expect(sense.learn([1, 9, 9, 9])).to.equal('newest-first');
    expect(sense.learn([5, 5])).to.equal('newest-first');
  });

  it('finds no direction where there is none, and notices a change after a while', () => {
    const sense = new OrderSense();
    expect(sense.learn([1, 5, 2, 7, 3, 9, 1])).to.equal('neither');
    const rising = Array.from({length: 9000}, (_, index) => index);
    expect(sense.learn(rising)).to.equal('oldest-first');
    sense.learn(rising.toReversed());
    sense.learn(rising.toReversed());
    expect(sense.learn(rising.toReversed())).to.equal('newest-first');
  });
});

describe('what DigiVault’s adapter remembers', () => {
  it('is bounded, and what was used last stays', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).to.equal(1);
    map.set('c', 3);
    expect(map.get('b')).to.equal(undefined);
    expect(map.values()).to.have.members([1, 3]);
    map.delete('a');
    expect(map.get('a')).to.equal(undefined);
  });

  it('includes for a while that somebody could not be found', async () => {
    let now = 0;
    const asked: string[] = [];
    const clock = {now: () => now, schedule: () => () => undefined};
    const api = createApi({
      clock,
      fetch: async (input) => {
        asked.push(new URL(urlOf(input)).pathname);
        return Response.json({type: 'not_found_error'}, {status: 404});
      },
    });
    const names = new Names({api, clock, remembered: 10, onSettled: () => undefined, onProgress: () => undefined});
    const frank = {kind: 'contact', id: FRANK} as const;
    const want = async (reference: {readonly kind: 'contact' | 'group'; readonly id: string}) => {
      asked.length = 0;
      names.want([reference]);
      await names.settled([reference], 1000);
      return asked.length;
    };
    expect(await want(frank)).to.equal(1);
    expect(await want(frank)).to.equal(0);
    expect(names.get(frank)).to.equal(undefined);
    now = 600_001;
    expect(await want(frank)).to.equal(1);
    names.put(frank, contactSample);
    now = 1e9;
    expect(await want(frank)).to.equal(0);
    // Ids are told apart by case, and groups from contacts.
    expect(await want({kind: 'contact', id: FRANK.toLowerCase()})).to.equal(1);
    expect(await want({kind: 'group', id: FRANK})).to.equal(1);
    names.forget(frank);
    expect(await want(frank)).to.equal(1);
  });
});

describe('createAdapter of DigiVault', () => {
  it('takes the unchecked options of a page', async () => {
    const urls: string[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/chat/',
      accountId: 'shop',
      ownContactId: 'me',
      pageSize: 20,
      rateLimit: {requests: 50, writes: 'many'},
      polling: {conversations: 60_000, messages: 'often'},
      fetch: async (input) => {
        urls.push(urlOf(input));
        const {pathname} = new URL(urlOf(input));
        return Response.json(
          pathname.endsWith('/messages')
            ? list({...messageSample, conversation_id: 'a', contact: {id: 'me'}})
            : {id: 'a'},
        );
      },
    });
    const page = await adapter.listMessages({conversationId: 'a'});
    expect(urls.at(-1)).to.equal('https://proxy.example/chat/v1/messages?conversation_id=a&limit=20');
    expect(page.messages[0]?.direction).to.equal('outbound');
    expect(adapter.id).to.equal('digivault:shop');
    expect(createAdapter({}).id).to.equal('digivault:https://api.digivault.com');
  });
});
