import {expect} from '@open-wc/testing';
import {decodeBirdEvent} from '../../../src/providers/bird/index.js';
import {WORKSPACE} from './bird-world.js';
import conversationAnswer from './fixtures/conversation-answer.json' with {type: 'json'};
import conversationRequest from './fixtures/conversation-request.json' with {type: 'json'};
import messageAnswer from './fixtures/message-answer.json' with {type: 'json'};
import messageRequest from './fixtures/message-request.json' with {type: 'json'};
import webhookEmail from './fixtures/webhook-email.json' with {type: 'json'};
import webhookWhatsapp from './fixtures/webhook-whatsapp.json' with {type: 'json'};
import {adapterAnswering, NO_CONSENT, NO_UNREAD} from './mapping-scene.js';

const ROOT = `https://api.bird.com/workspaces/${WORKSPACE.workspaceId}/conversations`;
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
