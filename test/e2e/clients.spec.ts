import {expect, test} from '@playwright/test';
import Surge, {AuthenticationError, InternalServerError, NotFoundError, UnprocessableEntityError} from '@surgeapi/node';
import {setupServer} from 'msw/node';
import {createBackend} from '../../src/backend/scenarios/index.js';
import {
  createSurgeHandlers,
  relaySurgeWebhooks,
  surgeWebhookHeaders,
  type SurgeMockOptions,
} from '../../src/providers/surge/mock.js';
import {
  contactSample,
  createContactSample,
  messageSample,
  receivedSample,
} from '../providers/surge/fixtures/samples.js';

const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';

// What the tests of the adapter take for the provider's answers is what the official client takes for them. The client
// is older than the document: it knows neither `blast_id` nor `metadata` of a message.
const {id, body, conversation, attachments} = messageSample;
export const clientMessage = {id, body, conversation, attachments: [...attachments]} satisfies Surge.Message;
export const clientContact = contactSample satisfies Surge.Contact;
export const clientContactParameters = createContactSample satisfies Surge.ContactCreateParams;
export const clientEvent = {
  ...receivedSample,
  data: {...receivedSample.data, attachments: [...receivedSample.data.attachments]},
} satisfies Surge.MessageReceivedWebhookEvent;

/** The official client over the mock's HTTP API, unchanged, and the world behind it. */
async function withClient(
  options: SurgeMockOptions,
  work: (client: Surge, backend: ReturnType<typeof createBackend>) => Promise<void>,
): Promise<void> {
  const backend = createBackend({scenario: 'empty'});
  const server = setupServer(...createSurgeHandlers(backend, {accountId: ACCOUNT, ...options}));
  server.listen({onUnhandledRequest: 'error'});
  try {
    await work(new Surge({apiKey: 'sk_live_not-a-real-key', maxRetries: 0}), backend);
  } finally {
    server.close();
    backend.close();
  }
}

test.describe("Surge's official client against the mock", () => {
  test.describe.configure({mode: 'serial'});

  test('creates a contact, reads it and changes it', async () => {
    await withClient({}, async (client) => {
      const created = await client.contacts.create(ACCOUNT, createContactSample);
      expect(created).toEqual({...contactSample, id: created.id});
      expect(await client.contacts.retrieve(created.id)).toEqual(created);
      const metadata = {customer_id: 'cust_1'};
      const changed = await client.contacts.update(created.id, {phone_number: '+18015551234', metadata});
      expect(changed).toEqual({...created, metadata});
    });
  });

  test('sends to a number, then into the conversation, and reads the messages', async () => {
    await withClient({}, async (client) => {
      const first = await client.messages.create(ACCOUNT, {to: '+18015551234', body: 'Your order is ready.'});
      expect(Object.keys(first)).toEqual(Object.keys(messageSample));
      const id = first.conversation?.id ?? '';
      // The client's types do not know the form of the document.
      const reply = {conversation: {id}, body: 'At the front desk.'} as unknown as Surge.MessageCreateParams;
      const second = await client.messages.create(ACCOUNT, reply);
      expect(second.conversation?.id).toBe(id);
      expect(second.conversation?.phone_number).toEqual(first.conversation?.phone_number);
      expect(await client.messages.retrieve(second.id ?? '')).toEqual(second);
    });
  });

  test('sends to a contact with an attachment from a chosen number', async () => {
    await withClient({}, async (client) => {
      const message = await client.messages.create(ACCOUNT, {
        conversation: {contact: {phone_number: '+18015551234'}, phone_number: '+12025550101'},
        attachments: [{url: 'https://files.example/receipt.png'}],
      });
      expect(message.body).toBeNull();
      expect(message.attachments).toMatchObject([{type: 'image', url: 'https://files.example/receipt.png'}]);
      expect(message.conversation?.phone_number?.number).toBe('+12025550101');
    });
  });

  test('hears errors as its own classes', async () => {
    await withClient({acceptKey: (key) => key !== 'sk_wrong'}, async (client, backend) => {
      const wrong = client.withOptions({apiKey: 'sk_wrong'});
      await expect(wrong.contacts.retrieve('ctc_1')).rejects.toBeInstanceOf(AuthenticationError);
      await expect(client.messages.retrieve('msg_1')).rejects.toBeInstanceOf(NotFoundError);
      const both = {
        to: '+18015551234',
        conversation: {id: 'cnv_1'},
        body: 'Hi',
      } as unknown as Surge.MessageCreateParams;
      await expect(client.messages.create(ACCOUNT, both)).rejects.toBeInstanceOf(UnprocessableEntityError);
      const empty = client.messages.create(ACCOUNT, {to: '+18015551234'});
      await expect(empty).rejects.toBeInstanceOf(UnprocessableEntityError);
      backend.setFaults({serverError: {next: 1}});
      const broken = client.messages.create(ACCOUNT, {to: '+18015551234', body: 'Hi'});
      await expect(broken).rejects.toBeInstanceOf(InternalServerError);
    });
  });

  test('is told that a contact opted out', async () => {
    await withClient({}, async (client, backend) => {
      await client.messages.create(ACCOUNT, {to: '+18015551234', body: 'Sale!'});
      backend.receive({phone: '+18015551234', text: 'STOP'});
      const thrown: unknown = await client.messages
        .create(ACCOUNT, {to: '+18015551234', body: 'More!'})
        .catch((reason: unknown) => reason);
      expect(thrown).toBeInstanceOf(UnprocessableEntityError);
      expect(thrown).toMatchObject({
        status: 422,
        error: {error: {type: 'opted_out', message: 'This contact has opted out of messages.'}},
      });
    });
  });

  test('accepts the signature of the mock’s webhooks, and no other', async () => {
    await withClient({}, async (client, backend) => {
      const payloads: unknown[] = [];
      const stop = relaySurgeWebhooks(backend, (payload) => payloads.push(payload), {accountId: ACCOUNT});
      backend.receive({phone: '+18015551234', text: 'Hello'});
      stop();
      const secret = `whsec_${btoa('not a real secret, long enough')}`;
      const body = JSON.stringify(payloads.at(-1));
      const timestamp = Math.floor(Date.now() / 1000);
      const headers = await surgeWebhookHeaders(body, {secret, id: 'evt_1', timestamp});
      const event = client.webhooks.unwrap(body, {headers, key: secret});
      expect(event).toMatchObject({type: 'message.received', account_id: ACCOUNT, data: {body: 'Hello'}});
      expect(() => client.webhooks.unwrap(body.replace('Hello', 'Hullo'), {headers, key: secret})).toThrow();
    });
  });
});
