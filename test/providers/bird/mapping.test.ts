import {expect} from '@open-wc/testing';
import type {Conversation} from '../../../src/model/conversation.js';
import type {Message} from '../../../src/model/message.js';
import {asCursor} from '../../../src/model/page.js';
import {
  createAdapter,
  createBirdAdapter,
  decodeBirdEvent,
  type BirdAdapterOptions,
} from '../../../src/providers/bird/index.js';
import {readBirdError} from '../../../src/providers/bird/errors.js';
import {textOfHtml} from '../../../src/providers/bird/html-text.js';
import {conversationFromWire} from '../../../src/providers/bird/map-conversation.js';
import {messageFromWire} from '../../../src/providers/bird/map-message.js';
import {recipientIds} from '../../../src/providers/bird/map-participant.js';
import {bodyToWire} from '../../../src/providers/bird/new-message.js';
import {instantOf} from '../../../src/adapter/toolkit/fields.js';
import {nanosecondsOf} from '../../../src/adapter/toolkit/nanoseconds.js';
import {WORKSPACE} from './bird-world.js';
import conversationAnswer from './fixtures/conversation-answer.json' with {type: 'json'};
import conversationRequest from './fixtures/conversation-request.json' with {type: 'json'};
import messageAnswer from './fixtures/message-answer.json' with {type: 'json'};
import messageRequest from './fixtures/message-request.json' with {type: 'json'};
import webhookEmail from './fixtures/webhook-email.json' with {type: 'json'};
import webhookWhatsapp from './fixtures/webhook-whatsapp.json' with {type: 'json'};

interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** An adapter whose provider answers every request with the same body. */
function adapterAnswering(body: unknown, options: Partial<BirdAdapterOptions> = {}) {
  const requests: SeenRequest[] = [];
  const adapter = createBirdAdapter({
    ...WORKSPACE,
    ...options,
    fetch: async (input, init) => {
      const sent = typeof init?.body === 'string' ? init.body : 'null';
      requests.push({method: init?.method ?? '', url: urlOf(input), body: JSON.parse(sent)});
      return Response.json(body);
    },
  });
  return {adapter, requests};
}

const ROOT = `https://api.bird.com/workspaces/${WORKSPACE.workspaceId}/conversations`;
const NO_UNREAD = {has: false, source: 'local'};
const NO_CONSENT = {state: 'unknown', source: 'derived'};

describe("the Bird document's samples", () => {
  it('maps the e-mail webhook', () => {
    const at = Date.UTC(2024, 11, 3, 17, 44, 7, 610);
    expect(decodeBirdEvent(webhookEmail)).to.deep.equal([
      {
        type: 'conversation-updated',
        conversation: {
          id: 'fb4997f8-07e9-44fa-a649-a280ac3896ac',
          title: 'Email subject',
          kind: 'direct',
          channel: 'email',
          participants: [{id: '8f0b5377-2edc-4116-a8e8-6a475f245a04', role: 'contact', name: 'John Doe'}],
          participantsComplete: true,
          ownEndpoint: {id: 'cb4b1ebc-34e6-5a7a-a375-f6f2f131d88f'},
          status: 'active',
          unread: NO_UNREAD,
          needsReply: {value: true, source: 'derived'},
          consent: NO_CONSENT,
          lastMessage: {
            id: '2de191a9-abdb-4c9f-9002-729c30547717',
            text: 'test',
            at,
            direction: 'inbound',
            status: 'received',
          },
          lastActivityAt: at,
          createdAt: at,
          startedBy: {id: '8f0b5377-2edc-4116-a8e8-6a475f245a04', role: 'contact', name: 'John Doe'},
          updatedAt: at,
          access: {visibility: 'private', accessibility: 'invite-only'},
          raw: webhookEmail.payload,
        },
      },
      {type: 'messages-invalidated', conversationId: 'fb4997f8-07e9-44fa-a649-a280ac3896ac'},
    ]);
  });

  it('maps the WhatsApp webhook, whose channel only the host knows', () => {
    const at = Date.UTC(2024, 11, 3, 18, 18, 45, 39);
    const channels = [{id: '199f0353-fcb8-41b2-afd6-614c6baf3850', label: 'Front desk', platform: 'whatsapp'}];
    const [event] = decodeBirdEvent(webhookWhatsapp, {channels});
    expect(event).to.deep.equal({
      type: 'conversation-updated',
      conversation: {
        id: 'b77ec383-c663-4084-b269-efd62901a5ce',
        kind: 'direct',
        channel: 'whatsapp',
        participants: [
          {id: 'f64db2ae-d6cb-4a3d-b1e1-2401fdf02f27', role: 'contact', name: 'John Doe', address: '+31612345678'},
        ],
        participantsComplete: true,
        ownEndpoint: {id: '199f0353-fcb8-41b2-afd6-614c6baf3850', label: 'Front desk'},
        status: 'active',
        unread: NO_UNREAD,
        needsReply: {value: true, source: 'derived'},
        consent: NO_CONSENT,
        lastMessage: {
          id: '991d9109-0af3-4940-a93b-1ac633d06ac7',
          text: 'hi',
          at,
          direction: 'inbound',
          status: 'received',
        },
        lastActivityAt: at,
        createdAt: at,
        startedBy: {
          ...{id: 'f64db2ae-d6cb-4a3d-b1e1-2401fdf02f27', role: 'contact'},
          ...{name: 'John Doe', address: '+31612345678'},
        },
        updatedAt: at,
        access: {visibility: 'private', accessibility: 'invite-only'},
        sendRules: {freeTextUntil: at + 24 * 60 * 60_000},
        raw: webhookWhatsapp.payload,
      },
    });
    const [unnamed] = decodeBirdEvent(webhookWhatsapp);
    expect(unnamed?.type === 'conversation-updated' && unnamed.conversation.channel).to.equal('unknown');
  });

  it('sends the request of the document, with a reference of its own', async () => {
    const {adapter, requests} = adapterAnswering(messageAnswer);
    adapter.receiveWebhook?.(webhookEmail);
    await adapter.sendMessage({conversationId: webhookEmail.payload.id, text: 'Hey there!'});
    expect(requests).to.have.lengthOf(1);
    const {reference, ...body} = requests[0]?.body as {reference: string};
    expect(body).to.deep.equal(messageRequest);
    expect(reference).to.match(/^[0-9a-f]{32}$/);
    expect(requests[0]?.url).to.equal(`${ROOT}/${webhookEmail.payload.id}/messages`);
  });

  it('maps the answer to a message, which says something else than was sent', async () => {
    const {adapter} = adapterAnswering(messageAnswer);
    adapter.receiveWebhook?.(webhookEmail);
    const sent = await adapter.sendMessage({conversationId: webhookEmail.payload.id, text: 'Hey there!'});
    expect(sent).to.deep.equal({
      id: '0c854061-6026-48c7-a2e8-bffb6458727b',
      conversationId: webhookEmail.payload.id,
      direction: 'outbound',
      text: 'Hey, listen!',
      attachments: [],
      status: 'accepted',
      recipients: [{kind: 'to', name: 'John Doe', address: 'some.customer@example.com'}],
      at: Date.UTC(2024, 10, 25, 20, 12, 10, 514),
      atSource: 'server',
      order: 0,
      sender: {id: '0c0defe3-c98d-46d9-a9bf-febc1e08aa0c', role: 'self', name: 'My first key'},
      raw: messageAnswer,
    });
  });

  const TEMPLATE = {
    id: 'welcome',
    name: 'Welcome',
    projectId: '4720942c-9bde-4934-ab77-f600743894a1',
    version: '5c0e4db5-20f2-4224-86f4-fce052997608',
    locale: 'en',
    parameters: [{key: 'age'}],
  };
  const STARTING = {
    channels: [{id: '199f0353-fcb8-41b2-afd6-614c6baf3850', platform: 'whatsapp'}],
    templates: [TEMPLATE],
  };
  const START = {
    recipient: {kind: 'address', value: '+31612345678'},
    title: 'Ticket name',
    template: {id: 'welcome', parameters: {age: '20'}},
  } as const;

  it('starts a conversation with the request of the document', async () => {
    const {adapter, requests} = adapterAnswering(conversationAnswer, STARTING);
    await adapter.startConversation?.(START);
    const body = requests[0]?.body as typeof conversationRequest & {initialMessage: {reference: string}};
    const {reference, ...initialMessage} = body.initialMessage;
    expect({...body, initialMessage}).to.deep.equal(conversationRequest);
    expect(reference).to.match(/^[0-9a-f]{32}$/);
    expect(requests[0]).to.include({method: 'POST', url: ROOT});
  });

  it('maps the answer to a new conversation: the access key is us, and a list has a stand-in for a text', async () => {
    const {adapter} = adapterAnswering(conversationAnswer, {
      ...STARTING,
      participantId: 'f9129db4-b39e-4dab-aa2f-e55904e90104',
    });
    const at = Date.UTC(2024, 11, 2, 14, 52, 42, 583);
    expect(await adapter.startConversation?.(START)).to.deep.equal({
      id: '50a23da3-2ad9-42dd-94af-65b1b4271cb9',
      title: 'Ticket name',
      kind: 'direct',
      channel: 'whatsapp',
      participants: [
        {id: 'f64db2ae-d6cb-4a3d-b1e1-2401fdf02f27', role: 'contact', name: 'John Doe', address: '+31612345678'},
      ],
      participantsComplete: true,
      ownEndpoint: {id: '199f0353-fcb8-41b2-afd6-614c6baf3850'},
      status: 'active',
      unread: NO_UNREAD,
      needsReply: {value: false, source: 'derived'},
      consent: NO_CONSENT,
      lastMessage: {
        id: '25b3b6a2-7e1f-49ec-9371-b9a945fd6cec',
        text: "Message type 'list' was sent.",
        at,
        direction: 'outbound',
        status: 'accepted',
      },
      lastActivityAt: at,
      createdAt: Date.UTC(2024, 11, 2, 14, 52, 42, 484),
      startedBy: {id: 'f9129db4-b39e-4dab-aa2f-e55904e90104', role: 'self', name: 'My first key'},
      updatedAt: at,
      access: {visibility: 'public', accessibility: 'open'},
      // Nobody has answered yet.
      sendRules: {freeTextUntil: Date.UTC(2024, 11, 2, 14, 52, 42, 484)},
      raw: conversationAnswer,
    });
  });
});

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

describe('messageFromWire of Bird', () => {
  const contact = {id: 'p1', type: 'contact', displayName: 'John Doe'};
  const ours = {id: 'k1', type: 'accessKey', displayName: 'My key'};
  const text = {type: 'text', text: {text: 'Hi'}};
  const read = (value: object): Message => {
    const message = messageFromWire(
      {id: 'm1', sender: ours, body: text, ...value},
      {conversationId: 'c1', selfId: 'k1'},
    );
    if (!message) throw new Error('no message');
    return message;
  };

  for (const [type, direction, role] of [
    ['contact', 'inbound', 'contact'],
    ['accessKey', 'outbound', 'agent'],
    ['user', 'outbound', 'agent'],
    ['agent', 'outbound', 'agent'],
    ['flow', 'outbound', 'bot'],
    ['bot', 'outbound', 'bot'],
    ['collaborationAutomation', 'unknown', 'bot'],
    ['channel', 'unknown', 'system'],
    ['connector', 'unknown', 'system'],
    ['robot', 'unknown', 'unknown'],
    ['constructor', 'unknown', 'unknown'],
    [undefined, 'unknown', 'unknown'],
  ] as const) {
    it(`takes a message of ${type} for ${direction}`, () => {
      const message = read({sender: {id: 'x', type}});
      expect(message.direction).to.equal(direction);
      expect(message.sender?.role).to.equal(role);
    });
  }

  it('does not know the direction without a sender, and knows itself by its key', () => {
    for (const sender of [null, undefined, {}, 'x']) expect(read({sender}).direction).to.equal('unknown');
    expect(read({}).sender).to.deep.equal({id: 'k1', role: 'self', name: 'My key'});
  });

  const statuses: readonly (readonly [wire: unknown, outbound: Message['status'], inbound: Message['status']])[] = [
    ['accepted', 'accepted', 'received'],
    ['processing', 'processing', 'received'],
    ['sent', 'sent', 'received'],
    ['delivered', 'delivered', 'received'],
    ['sending_failed', 'failed', 'unknown'],
    ['delivery_failed', 'undelivered', 'unknown'],
    ['read', 'unknown', 'unknown'],
    [null, 'unknown', 'received'],
    ['', 'unknown', 'received'],
    [undefined, 'unknown', 'received'],
    ['toString', 'unknown', 'unknown'],
    [7, 'unknown', 'unknown'],
  ];
  for (const [status, outbound, inbound] of statuses) {
    it(`reads the status ${String(status)} as ${outbound} of ours and ${inbound} of a contact`, () => {
      expect(read({status}).status).to.equal(outbound);
      expect(read({status, sender: contact}).status).to.equal(inbound);
    });
  }

  it('calls a draft a draft, and tells why a message failed', () => {
    expect(read({draft: true, status: 'accepted'}).status).to.equal('draft');
    const reason = 'Insufficient credit';
    expect(read({status: 'sending_failed', reason}).failure).to.deep.equal({text: reason});
    expect(read({status: 'delivery_failed', reason}).failure).to.deep.equal({text: reason});
    expect(read({status: 'delivered', reason}).failure).to.equal(undefined);
    expect(read({status: 'sending_failed', reason: ''}).failure).to.equal(undefined);
  });

  it('needs an id, and survives everything else', () => {
    for (const value of [null, 'x', [], {}, {id: ''}])
      expect(messageFromWire(value, {conversationId: 'c1'})).to.equal(undefined);
    const odd = {id: 'm', body: 5, sender: 'x', status: {}, createdAt: 12, reason: [], interactions: 'x', extra: 1};
    expect(messageFromWire(odd, {conversationId: 'c1'})).to.deep.equal({
      id: 'm',
      conversationId: 'c1',
      direction: 'unknown',
      text: '5',
      attachments: [],
      status: 'unknown',
      atSource: 'none',
      raw: odd,
    });
  });

  const picture = 'https://media.api.bird.com/workspaces/1/media/9f3c2b';
  const bodies: readonly (readonly [name: string, body: unknown, content: Partial<Message>])[] = [
    ['a text', text, {text: 'Hi', attachments: []}],
    ['an empty text', {type: 'text', text: {text: ''}}, {text: null}],
    [
      'a text with attachments',
      {type: 'text', text: {text: 'See', attachments: [{mediaUrl: picture, filename: 'a.pdf'}, {mediaUrl: ''}, 7]}},
      {text: 'See', attachments: [{url: picture, kind: 'file', name: 'a.pdf'}]},
    ],
    [
      'pictures',
      {type: 'image', image: {images: [{mediaUrl: picture, altText: 'A frame'}, {mediaUrl: picture}]}},
      {
        text: null,
        attachments: [
          {url: picture, kind: 'image', name: 'A frame'},
          {url: picture, kind: 'image', name: '9f3c2b'},
        ],
      },
    ],
    [
      'a text beside no picture',
      {type: 'image', image: {images: [], text: 'Look'}},
      {text: 'Look', unsupportedBody: 'image'},
    ],
    [
      'files',
      {
        type: 'file',
        file: {
          text: 'Both',
          files: [
            {mediaUrl: picture, contentType: 'video/mp4'},
            {mediaUrl: picture, contentType: 'application/pdf', filename: 'Invoice.pdf'},
            {mediaUrl: picture, contentType: 'text/vcard'},
            {mediaUrl: 'https://media.example/a.ogg'},
          ],
        },
      },
      {
        text: 'Both',
        attachments: [
          {url: picture, kind: 'video', name: '9f3c2b'},
          {url: picture, kind: 'file', name: 'Invoice.pdf'},
          {url: picture, kind: 'contact', name: '9f3c2b'},
          {url: 'https://media.example/a.ogg', kind: 'audio', name: 'a.ogg'},
        ],
      },
    ],
    ['the text part of an e-mail', {type: 'html', html: {html: '<p>no</p>', text: 'test\r\n'}}, {text: 'test'}],
    ['an e-mail without a text part', {type: 'html', html: {html: '<p>Hi &amp; <b>bye</b></p>'}}, {text: 'Hi & bye'}],
    ['an e-mail of pictures', {type: 'html', html: {html: '<img src="x">', text: ''}}, {unsupportedBody: 'html'}],
    ['a list', {type: 'list', list: {text: 'Choose', items: []}}, {text: 'Choose', unsupportedBody: 'list'}],
    ['a carousel', {type: 'carousel', carousel: {items: []}}, {text: null, unsupportedBody: 'carousel'}],
    ['a body nobody knows', {type: 'hologram'}, {text: null, unsupportedBody: 'hologram'}],
    ['a body named like a property of objects', {type: 'toString'}, {unsupportedBody: 'toString'}],
    ['no body', null, {text: null, attachments: []}],
  ];
  for (const [name, body, content] of bodies) {
    it(`reads ${name}`, () => {
      const message = read({body});
      for (const [field, value] of Object.entries(content)) {
        expect(message[field as keyof Message], field).to.deep.equal(value);
      }
      if (!('unsupportedBody' in content)) expect(message.unsupportedBody).to.equal(undefined);
    });
  }

  it('says "template" of a message that has nothing else', () => {
    expect(read({body: undefined, template: {projectId: 'p'}}).unsupportedBody).to.equal('template');
    expect(read({template: {projectId: 'p'}})).to.include({text: 'Hi'});
    expect(read({template: {projectId: 'p'}}).unsupportedBody).to.equal(undefined);
  });

  it('names the message it answers', () => {
    expect(read({replyToMessageId: 'm0'}).replyTo).to.deep.equal({id: 'm0'});
    expect(read({replyToMessageId: ''}).replyTo).to.equal(undefined);
  });
});

describe('times of Bird', () => {
  const second = Date.UTC(2024, 10, 25, 20, 12, 10);
  for (const [fraction, milliseconds, nanoseconds] of [
    ['', 0, 0],
    ['.6', 600, 0],
    ['.61', 610, 0],
    ['.514', 514, 0],
    ['.039', 39, 0],
    ['.0391', 39, 100_000],
    ['.77563', 775, 630_000],
    ['.775630', 775, 630_000],
    ['.7756301', 775, 630_100],
    ['.77563014', 775, 630_140],
    ['.775630149', 775, 630_149],
    ['.999999999', 999, 999_999],
  ] as const) {
    it(`reads ${fraction || 'no'} as fraction`, () => {
      const text = `2024-11-25T20:12:10${fraction}Z`;
      expect(instantOf(text)).to.equal(second + milliseconds);
      expect(nanosecondsOf(text)).to.equal(nanoseconds);
      expect(instantOf(text.replace('Z', '+00:00'))).to.equal(second + milliseconds);
    });
  }

  it('reads nothing where there is nothing', () => {
    for (const value of ['', 'soon', null, undefined, 12, {}]) expect(instantOf(value)).to.equal(undefined);
  });
});

describe('textOfHtml', () => {
  for (const [html, text] of [
    ['<p>Hi</p><p>there</p>', 'Hi\n\nthere'],
    ['a<br>b<BR/>c', 'a\nb\nc'],
    ['<STYLE>p{}</STYLE>x<script>alert("<b>")</script>y', 'xy'],
    ['<!-- <p>no</p> -->yes', 'yes'],
    ['&lt;b&gt; &#65;&#x42; &nbsp;&quot;&apos; &unknown; &#0;', '<b> AB "\' &unknown; &#0;'],
    ['1 < 2 and 3 <4', '1 < 2 and 3 <4'],
    ['<p title="a>b">c</p>', 'b">c'],
    ['unclosed <b', 'unclosed'],
    ['<style>never closed', ''],
    ['İ<style>İ</style>İ', 'İİ'],
    ['  a \n b\t c ', 'a b c'],
    ['', ''],
  ] as const) {
    it(`reads ${JSON.stringify(html)}`, () => expect(textOfHtml(html)).to.equal(text));
  }

  it('takes no longer for malice than for mail', () => {
    const before = performance.now();
    for (const part of ['<', '<!--', '<style>', '<p', '&#', '</', '<style></styl']) textOfHtml(part.repeat(100_000));
    expect(performance.now() - before).to.be.lessThan(4000);
  });
});

describe('recipients of Bird', () => {
  const contact = (id: string, status?: string | null) => ({
    id,
    type: 'contact',
    ...(status !== undefined && {status}),
  });

  it('are active contacts, the last sender first', () => {
    const everybody = [
      contact('a', 'active'),
      {id: 'k', type: 'accessKey'},
      contact('b', 'pending'),
      contact('c', null),
    ];
    expect(recipientIds(everybody)).to.deep.equal(['a', 'c']);
    expect(recipientIds(everybody, 'c')).to.deep.equal(['c', 'a']);
    expect(recipientIds(everybody, 'k')).to.deep.equal(['a', 'c']);
  });

  it('are whatever contacts there are when none is active, and nobody else', () => {
    expect(recipientIds([contact('b', 'pending'), contact('b', 'invited'), {id: 'u', type: 'user'}])).to.deep.equal([
      'b',
    ]);
    expect(recipientIds([{id: 'u', type: 'user'}, null, 7, {type: 'contact'}])).to.deep.equal([]);
  });
});

describe('bodies for Bird', () => {
  const [jpg, pdf] = ['https://media.example/a.jpg', 'https://media.example/Invoice%2012.pdf'];
  it('are a text, pictures, files, or an e-mail with attachments', () => {
    expect(bodyToWire({text: 'Hi'}, 'sms')).to.deep.equal({type: 'text', text: {text: 'Hi'}});
    expect(bodyToWire({text: ' ', mediaUrls: [jpg]}, 'sms')).to.deep.equal({
      type: 'image',
      image: {images: [{mediaUrl: jpg}]},
    });
    expect(bodyToWire({text: 'Both', mediaUrls: [jpg, pdf]}, 'whatsapp')).to.deep.equal({
      type: 'file',
      file: {
        files: [
          {mediaUrl: jpg, contentType: 'image/jpeg', filename: 'a.jpg'},
          {mediaUrl: pdf, contentType: 'application/pdf', filename: 'Invoice 12.pdf'},
        ],
        text: 'Both',
      },
    });
    expect(bodyToWire({text: 'Hi', mediaUrls: [pdf]}, 'email')).to.deep.equal({
      type: 'text',
      text: {text: 'Hi', attachments: [{mediaUrl: pdf, filename: 'Invoice 12.pdf', inline: false}]},
    });
  });

  it('are checked before they leave', () => {
    const eleven = Array.from({length: 11}, (_, index) => `https://media.example/${index}.jpg`);
    expect(() => bodyToWire({text: ' '}, 'sms')).to.throw('needs a text');
    expect(() => bodyToWire({text: 'x', mediaUrls: eleven}, 'sms')).to.throw('10 attachments');
    expect(() => bodyToWire({text: 'x', mediaUrls: ['data:image/png;base64,AA']}, 'sms')).to.throw('http');
  });
});

describe('errors of Bird', () => {
  const send = {method: 'POST', path: '/workspaces/w/conversations/c/messages'} as const;
  const list = {method: 'GET', path: '/workspaces/w/conversations', query: {limit: 50, pageToken: 'x'}} as const;

  it('are read flat, nested, or not at all', () => {
    const error = {code: 'ResourceNotFound', message: 'The requested resource does not exist'};
    expect(readBirdError(404, error, send)).to.deep.equal(error);
    expect(readBirdError(404, {error}, send)).to.deep.equal(error);
    expect(readBirdError(404, {error: 'No such thing'}, send)).to.deep.equal({message: 'No such thing'});
    for (const body of ['<html>', null, [], {}, {code: 5}]) {
      expect(readBirdError(404, body, send), JSON.stringify(body)).to.deep.equal({});
    }
  });

  for (const [status, message, request, kind] of [
    [409, 'Conversation is closed', send, 'conversation-closed'],
    [422, 'CLOSED', send, 'conversation-closed'],
    [500, 'Connection closed', send, undefined],
    [409, 'Conversation is closed', {...send, method: 'PATCH'}, undefined],
    [409, 'Already exists', send, undefined],
    [422, 'bad token', list, 'cursor-invalid'],
    [400, '', list, 'cursor-invalid'],
    [404, '', list, undefined],
    [422, 'limit', {...list, query: {limit: 500}}, undefined],
    [422, 'Insufficient credit', send, 'insufficient-credits'],
    [403, 'Not enough balance', send, 'insufficient-credits'],
  ] as const) {
    it(`reads ${status} "${message}" of a ${request.method} as ${kind ?? 'what the status says'}`, () => {
      expect(readBirdError(status, {message}, request).kind).to.equal(kind);
    });
  }
});

describe('webhooks of Bird', () => {
  const payload = {id: 'c1', status: 'active'};
  const event = (name: string, service = 'conversations') => ({service, event: name, payload});

  it('say that a conversation changed, or is gone', () => {
    const types = (value: unknown) => decodeBirdEvent(value).map(({type}) => type);
    expect(types(event('conversation.created'))).to.deep.equal(['conversation-updated', 'messages-invalidated']);
    expect(types(event('conversation.updated'))).to.deep.equal(['conversation-updated', 'messages-invalidated']);
    expect(decodeBirdEvent(event('conversation.deleted'))).to.deep.equal([
      {type: 'conversation-removed', conversationId: 'c1'},
    ]);
    const deleted = {...event('conversation.updated'), payload: {...payload, status: 'deleted'}};
    expect(types(deleted)).to.deep.equal(['conversation-removed']);
  });

  it('say nothing that is not understood', () => {
    const nonsense = [undefined, null, 5, 'x', [], {}, event('conversation.archived'), event('toString')];
    const broken = [event('conversation.updated', 'channels'), {...event('conversation.updated'), payload: {}}];
    for (const value of [...nonsense, ...broken]) expect(decodeBirdEvent(value)).to.deep.equal([]);
  });
});

describe('lists of Bird', () => {
  const message = (id: string, second: number) => ({
    id,
    sender: {id: 'p', type: 'contact'},
    body: {type: 'text', text: {text: id}},
    createdAt: `2024-11-25T20:12:${String(second).padStart(2, '0')}Z`,
  });

  it('are turned round for good when the first page of several is the oldest', async () => {
    const urls: string[] = [];
    const adapter = createBirdAdapter({
      ...WORKSPACE,
      fetch: async (input) => {
        const {searchParams} = new URL(urlOf(input));
        urls.push(searchParams.toString());
        if (!searchParams.has('reverse')) {
          return Response.json({results: [message('a', 1), message('b', 2)], nextPageToken: 't'});
        }
        if (searchParams.has('pageToken')) return Response.json({results: [message('b', 2), message('a', 1)]});
        return Response.json({results: [message('d', 4), message('c', 3)], nextPageToken: 'r'});
      },
    });
    const newest = await adapter.listMessages({conversationId: 'c', limit: 2});
    expect(newest.messages.map(({id}) => id)).to.deep.equal(['c', 'd']);
    const older = await adapter.listMessages({conversationId: 'c', cursor: newest.older, limit: 2});
    expect(older.messages.map(({id}) => id)).to.deep.equal(['a', 'b']);
    expect(older.older).to.equal(undefined);
    await adapter.listMessages({conversationId: 'c', limit: 2});
    expect(urls).to.deep.equal([
      'limit=2',
      'limit=2&reverse=true',
      'limit=2&pageToken=r&reverse=true',
      'limit=2&reverse=true',
    ]);
  });

  it('have no next page where the token is the one that was asked with', async () => {
    const {adapter} = adapterAnswering({results: [message('a', 1)], nextPageToken: 'same'});
    const page = await adapter.listMessages({conversationId: 'c', cursor: asCursor('same')});
    expect(page.older).to.equal(undefined);
  });

  it('may be null, which is empty, but not missing', async () => {
    expect(await adapterAnswering({results: null}).adapter.listConversations({})).to.deep.equal({items: []});
    const error: unknown = await adapterAnswering({})
      .adapter.listConversations({})
      .catch((thrown: unknown) => thrown);
    expect(error).to.include({kind: 'decode'});
  });

  it('tell a total unless it is of a type nobody knows', async () => {
    const total = async (totalType: unknown) =>
      (await adapterAnswering({results: [], total: 3, totalType}).adapter.listConversations({})).total;
    expect(await total('')).to.equal(3);
    expect(await total(undefined)).to.equal(3);
    expect(await total('estimate')).to.equal(undefined);
  });

  it('ask for 1 to 100 entries', async () => {
    const {adapter, requests} = adapterAnswering({results: []});
    for (const limit of [0, 7.9, 5000, NaN]) await adapter.listConversations({limit});
    expect(requests.map(({url}) => new URL(url).search)).to.deep.equal([
      '?limit=1',
      '?limit=7',
      '?limit=100',
      '?limit=1',
    ]);
  });
});

describe('createAdapter of Bird', () => {
  it('takes the unchecked options of a page', async () => {
    const urls: string[] = [];
    const adapter = createAdapter({
      baseUrl: 'https://proxy.example/bird/',
      workspaceId: 'w 1',
      participantId: 'k1',
      pageSize: 20,
      channels: [{id: 'ch1', label: 'Desk', platform: 7}, {label: 'no id'}, 'x'],
      templates: [
        {id: 't1', projectId: 'p', version: 'v', locale: 'en', parameters: [{key: 'name'}, {label: 'x'}]},
        {id: 't2'},
      ],
      fetch: async (input) => {
        urls.push(urlOf(input));
        return Response.json({results: []});
      },
    });
    await adapter.listConversations({});
    expect(urls).to.deep.equal(['https://proxy.example/bird/workspaces/w%201/conversations?limit=20']);
    expect(adapter.id).to.equal('bird:w 1');
    const form = await adapter.describeStart?.();
    expect(form?.templates?.map(({id, name, parameters}) => [id, name, parameters.map(({key}) => key)])).to.deep.equal([
      ['t1', 't1', ['name']],
    ]);
  });

  it('needs a workspace', () => {
    expect(() => createAdapter({})).to.throw('workspaceId');
    expect(() => createAdapter({workspaceId: '..'})).to.throw();
  });

  it('reads only where no access key is named, and starts nothing where no channel is', async () => {
    const {adapter} = adapterAnswering({}, {participantId: undefined});
    expect(adapter.capabilities).to.include({sendText: 'none', sendMedia: 'none', maximumAttachments: 0});
    const sending = adapter.sendMessage({conversationId: 'c', text: 'Hi'}).catch((thrown: unknown) => thrown);
    expect(await sending).to.include({kind: 'unsupported', outcomeUnknown: false});
    expect(adapter).not.to.have.any.keys('startConversation', 'describeStart');
  });
});
