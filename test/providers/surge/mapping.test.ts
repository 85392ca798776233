import {expect} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {AdapterOptions} from '../../../src/adapter/adapter-registry.js';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {readSurgeError} from '../../../src/providers/surge/errors.js';
import {
  consentOf,
  contactFromWire,
  conversationOf,
  instantInId,
  messageFromEvent,
  messageFromWire,
  statusOf,
} from '../../../src/providers/surge/mapping.js';
import {createAdapter, createSurgeAdapter, decodeSurgeEvent} from '../../../src/providers/surge/index.js';
import type {WireMessageEventType} from '../../../src/providers/surge/index.js';
import {contactSample, createContactSample, messageSample, receivedSample, replySample} from './fixtures/samples.js';

const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';
const THREAD = messageSample.conversation.id;
const CREATED = Date.UTC(2025, 3, 16, 14, 53, 22, 729);

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers every request with the same body. */
function adapterAnswering(body: unknown) {
  const requests: {method: string; url: string; body: unknown}[] = [];
  const adapter = createSurgeAdapter({
    accountId: ACCOUNT,
    fetch: async (input, init) => {
      const sent: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      requests.push({method: init?.method ?? 'GET', url: urlOf(input), body: sent});
      return Response.json(body);
    },
  });
  return {adapter, requests};
}

const SEND = {method: 'POST', path: '/accounts/acct_1/messages'} as const;

describe("the Surge document's samples", () => {
  it('maps the message', () => {
    expect(messageFromWire(messageSample)).to.deep.equal({
      id: 'msg_01jrzhe8d9enptypyx360pcmxj',
      conversationId: THREAD,
      direction: 'unknown',
      text: 'Your order is ready for pickup.',
      attachments: [],
      status: 'unknown',
      at: CREATED,
      atSource: 'id',
      order: CREATED,
      metadata: {},
      raw: messageSample,
    });
  });

  it('maps the conversation in the message', () => {
    expect(conversationOf({id: THREAD, raw: messageSample.conversation})).to.deep.equal({
      id: THREAD,
      kind: 'direct',
      channel: 'sms',
      participants: [{id: 'ctc_01ja88cboqffhswjx8zbak3ykk', role: 'contact', address: '+18015551234'}],
      participantsComplete: true,
      ownEndpoint: {id: 'pn_01jsjwe4d9fx3tpymgtg958d9w', address: '+18015556789'},
      status: 'unknown',
      unread: {has: false, source: 'local'},
      consent: {state: 'unknown', source: 'derived'},
      createdAt: Date.UTC(2024, 9, 22, 23, 27, 56, 143),
      raw: messageSample.conversation,
    });
  });

  it('creates the contact and maps the answer', async () => {
    const {adapter, requests} = adapterAnswering(contactSample);
    expect(await adapter.createContact(createContactSample)).to.deep.equal({
      id: 'ctc_01jrzhe8d9enptypyx360pcmxn',
      name: 'Jordan Patel',
      address: '+18015551234',
      email: 'jordan.patel@example.com',
      metadata: {customer_id: 'cust_9887'},
      raw: contactSample,
    });
    const url = `https://api.surge.app/accounts/${ACCOUNT}/contacts`;
    expect(requests).to.deep.equal([{method: 'POST', url, body: createContactSample}]);
  });

  it('replies in a conversation', async () => {
    const {adapter, requests} = adapterAnswering(messageSample);
    const sent = await adapter.sendMessage({conversationId: THREAD, text: replySample.body});
    const url = `https://api.surge.app/accounts/${ACCOUNT}/messages`;
    expect(requests).to.deep.equal([{method: 'POST', url, body: replySample}]);
    expect(sent).to.deep.include({direction: 'outbound', status: 'accepted', at: CREATED, raw: messageSample});
  });
});

describe('times in Surge ids', () => {
  it('reads the time of creation', () => {
    expect(instantInId('msg_01jrzhe8d9enptypyx360pcmxj')).to.equal(CREATED);
    expect(instantInId('01jrzhe8d9enptypyx360pcmxj')).to.equal(CREATED);
    expect(instantInId(THREAD)).to.equal(Date.UTC(2024, 9, 22, 23, 27, 56, 143));
  });

  it("knows nothing of other ids, the document's invalid one included", () => {
    const others = [
      messageSample.conversation.contact.id,
      '',
      'msg_',
      'msg_01jrzhe8d9enptypyx360pcmx',
      'msg_01JRZHE8D9ENPTYPYX360PCMXJ',
      'msg_81jrzhe8d9enptypyx360pcmxj',
      'msg_01jrzhe8d94nptypyx360pcmxj',
      'msg_01jrzhe8d9enp0ypyx360pcmxj',
      '0190163d-8694-739b-aea5-966c26f8ad91',
    ];
    expect(others.map((id) => instantInId(id))).to.deep.equal(others.map(() => undefined));
  });
});

describe('Surge messages', () => {
  it('tells the direction of a blast only', () => {
    expect(messageFromWire({...messageSample, blast_id: 'bst_1'})?.direction).to.equal('outbound');
    expect(messageFromWire({...messageSample, blast_id: undefined})?.direction).to.equal('unknown');
  });

  it('reads attachments of every kind, and lets the page say where to load them', () => {
    const attachments = [
      {id: 'att_1', type: 'image', url: 'https://api.surge.app/attachments/att_1'},
      {id: 'att_2', type: 'contact', url: 'https://files.example/card.vcf'},
      {id: 'att_3', type: 'hologram', url: 'https://files.example/clip.mp4'},
      {id: 'att_4'},
      null,
    ];
    const wire = {...messageSample, body: null, attachments};
    const message = messageFromWire(wire);
    expect(message?.text).to.equal(null);
    expect(message?.attachments.map(({id, kind}) => [id, kind])).to.deep.equal([
      ['att_1', 'image'],
      ['att_2', 'contact'],
      ['att_3', 'video'],
    ]);
    const resolved = messageFromWire(wire, {attachmentUrl: ({id, url}) => (id ? `/files/${id}` : url)});
    expect(resolved?.attachments.map(({url, kind}) => [url, kind])).to.deep.equal([
      ['/files/att_1', 'image'],
      ['/files/att_2', 'contact'],
      ['/files/att_3', 'video'],
      ['/files/att_4', 'unknown'],
    ]);
  });

  it('takes what is malformed for what is missing, and keeps it in raw', () => {
    const odd = {
      id: 'm1',
      body: {},
      attachments: {},
      metadata: 'none',
      blast_id: 3,
      extra: true,
      conversation: {id: 'c1', contact: 4},
    };
    expect(messageFromWire(odd)).to.deep.equal({
      id: 'm1',
      conversationId: 'c1',
      direction: 'unknown',
      text: null,
      attachments: [],
      status: 'unknown',
      atSource: 'none',
      raw: odd,
    });
    for (const value of [null, undefined, 'text', [], {}, {id: ''}, {id: 'm1'}, {id: 'm1', conversation: {id: {}}}]) {
      expect(messageFromWire(value), JSON.stringify(value)).to.equal(undefined);
    }
  });

  it('learns direction, status and time from each event', () => {
    const meanings = [
      ['message.received', 'received_at', 'inbound', 'received'],
      ['message.sent', 'sent_at', 'outbound', 'sent'],
      ['message.delivered', 'delivered_at', 'outbound', 'delivered'],
      ['message.failed', 'failed_at', 'outbound', 'failed'],
    ] as const satisfies readonly (readonly [WireMessageEventType, string, string, string])[];
    for (const [type, field, direction, status] of meanings) {
      const data = {...messageSample, [field]: '2025-04-16T14:53:30Z', failure_reason: 'invalid_mobile_number'};
      const at = Date.UTC(2025, 3, 16, 14, 53, 30);
      expect(messageFromEvent(type, data, '2025-04-16T14:53:40Z')).to.include({
        direction,
        status,
        at,
        atSource: 'event',
      });
      const {failure} = messageFromEvent(type, data, undefined) ?? {};
      expect(failure).to.deep.equal(status === 'failed' ? {code: 'invalid_mobile_number'} : undefined);
      expect(messageFromEvent(type, messageSample, '2025-04-16T14:53:40Z')?.at).to.equal(at + 10_000);
    }
  });

  it('marks a stop or start word of the contact as a hint', () => {
    const said = (body: string) => messageFromEvent('message.received', {...messageSample, body}, undefined);
    expect(said('Stop')?.consentChange).to.deep.equal({kind: 'opt-out', source: 'derived'});
    expect(said('unstop')?.consentChange).to.deep.equal({kind: 'opt-in', source: 'derived'});
    expect(said('please stop by')?.consentChange).to.equal(undefined);
    expect(messageFromEvent('message.sent', {...messageSample, body: 'STOP'}, undefined)?.consentChange).to.equal(
      undefined,
    );
  });
});

describe('Surge conversations', () => {
  const since = Date.UTC(2025, 0, 2, 3, 4, 5);
  const cases: readonly (readonly [object, string | undefined, object | undefined])[] = [
    [{status: 'active', opted_out_at: null}, 'active', {state: 'opted-in', source: 'native'}],
    [{status: 'archived'}, 'archived', {state: 'opted-in', source: 'native'}],
    [
      {status: 'opted_out', opted_out_at: '2025-01-02T03:04:05Z'},
      'active',
      {state: 'opted-out', since, source: 'native'},
    ],
    [{status: 'opted_out'}, 'active', {state: 'opted-out', source: 'native'}],
    [{opted_out_at: '2025-01-02T03:04:05Z'}, undefined, {state: 'opted-out', since, source: 'native'}],
    [{opted_out_at: null}, undefined, undefined],
    [{status: 'frozen'}, undefined, undefined],
    [{}, undefined, undefined],
  ];
  for (const [wire, status, consent] of cases) {
    it(`reads ${JSON.stringify(wire)}`, () => {
      expect(statusOf(wire)).to.equal(status);
      expect(consentOf(wire)).to.deep.equal(consent);
    });
  }

  it('has the name, the label and the metadata where they are told', () => {
    const raw = {
      id: THREAD,
      phone_number: {id: 'pn_1', number: '+18015556789', name: 'Front desk', type: 'local'},
      contact: contactSample,
    };
    const conversation = conversationOf({id: THREAD, raw});
    expect(conversation.participants[0]?.name).to.equal('Jordan Patel');
    expect(conversation.ownEndpoint).to.deep.equal({id: 'pn_1', address: '+18015556789', label: 'Front desk'});
    expect(conversation.metadata).to.deep.equal({customer_id: 'cust_9887'});
  });

  it('reads what is filled in about the carrier later', () => {
    const wire = {...contactSample, phone_carrier: 'tmo', phone_carrier_name: 'T-Mobile', phone_country: 'US'};
    expect(contactFromWire(wire)).to.deep.include({carrier: {name: 'T-Mobile', country: 'US'}, raw: wire});
    expect(contactFromWire({})).to.equal(undefined);
  });
});

describe('Surge webhooks without an adapter', () => {
  it('decodes a message', () => {
    const events = decodeSurgeEvent(receivedSample);
    expect(events.map(({type}) => type)).to.deep.equal(['message-created', 'conversations-invalidated']);
    const [event] = events as readonly Extract<AdapterEvent, {type: 'message-created'}>[];
    expect(event?.message).to.deep.include({
      conversationId: THREAD,
      direction: 'inbound',
      status: 'received',
      at: Date.UTC(2024, 9, 21, 23, 29, 42),
      raw: receivedSample.data,
    });
  });

  it('decodes the other events', () => {
    const typesOf = (type: string, data: unknown) => decodeSurgeEvent({type, data}).map((event) => event.type);
    expect(typesOf('message.delivered', messageSample)).to.deep.equal(['message-updated', 'conversations-invalidated']);
    expect(typesOf('contact.opted_out', {id: 'ctc_1'})).to.deep.equal(['conversations-invalidated']);
    expect(typesOf('contact.opted_in', {id: 'ctc_1'})).to.deep.equal(['conversations-invalidated']);
    expect(typesOf('conversation.created', messageSample.conversation)).to.deep.equal(['conversation-updated']);
  });

  it('makes nothing of what it does not understand', () => {
    const payloads = [
      undefined,
      null,
      'text',
      [],
      {},
      {type: 'message.received'},
      {type: 'contact.opted_out', data: {}},
      {type: 'link.followed', data: {id: 'l1'}},
      {type: 'toString', data: messageSample},
    ];
    for (const payload of payloads) expect(decodeSurgeEvent(payload), JSON.stringify(payload)).to.deep.equal([]);
  });
});

describe('Surge errors', () => {
  const kinds = {
    bad_request: 'validation',
    missing_api_key: 'unauthorized',
    invalid_api_key: 'unauthorized',
    demo_api_key: 'forbidden',
    platform_locked: 'forbidden',
    demo_message_limit: 'quota-exceeded',
    not_found: 'not-found',
    account_not_found: 'not-found',
    account_archived: 'forbidden',
    validation_error: 'validation',
    invalid_pagination: 'cursor-invalid',
    opted_out: 'opted-out',
    campaign_locked: 'not-ready',
    no_phone_number: 'no-from-number',
    phone_number_not_found: 'from-number-forbidden',
    account_not_ready: 'not-ready',
    accounts_limit_exceeded: 'quota-exceeded',
    link_size_limit: 'validation',
  };
  for (const [type, kind] of Object.entries(kinds)) {
    it(`takes ${type} for ${kind}`, () => {
      expect(readSurgeError(422, {error: {type, message: 'Words'}}, SEND)).to.deep.equal({
        kind,
        code: type,
        message: 'Words',
      });
    });
  }

  it('names the field that was objected to', () => {
    const detail = {phone_number: ['is invalid'], email: ['is invalid']};
    expect(readSurgeError(422, {error: {type: 'validation_error', message: 'No.', detail}}, SEND)).to.deep.equal({
      kind: 'validation',
      code: 'validation_error',
      message: 'No. is invalid',
      field: 'phone_number',
    });
  });

  it('leaves the rest to the status', () => {
    expect(readSurgeError(500, '<html>', SEND)).to.deep.equal({});
    expect(readSurgeError(418, {error: 'teapot'}, SEND)).to.deep.equal({message: 'teapot'});
    expect(readSurgeError(422, {error: {type: 'constructor', detail: 'odd'}}, SEND)).to.deep.equal({
      code: 'constructor',
      message: 'odd',
    });
  });
});

describe('a Surge adapter named by an attribute', () => {
  const options = (more: Readonly<Record<string, unknown>>): AdapterOptions => ({...more});

  it('takes options nobody has checked', () => {
    const adapter = createAdapter(options({accountId: ACCOUNT, webhooks: true, listOrder: 'sideways', polling: 7}));
    expect(adapter.id).to.equal(`surge:${ACCOUNT}`);
    expect(adapter.capabilities.liveUpdates).to.equal('native');
  });

  it('needs an account', () => {
    expect(() => createAdapter(options({accountId: 4})))
      .to.throw(ConversationError)
      .with.property('kind', 'validation');
  });
});
