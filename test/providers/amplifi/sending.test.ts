import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {errorOf} from '../../adapter/errors.js';
import {
  API,
  backend,
  connect,
  JANE,
  lastRequest,
  populate,
  seen,
  START,
  storedTexts,
  threadOf,
  worker,
} from './account-scene.js';

describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('replying', () => {
    it('sends the text alone when nothing else is asked', async () => {
      const sent = await connect().sendMessage({conversationId: JANE, text: 'See you!'});
      expect(lastRequest().method).to.equal('POST');
      expect(lastRequest().url).to.equal(`${API}/api/conversations/%2B19195551234/reply`);
      expect(lastRequest().headers.get('content-type')).to.equal('application/json');
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({message: 'See you!'});
      expect(sent).to.include({
        conversationId: JANE,
        direction: 'outbound',
        text: 'See you!',
        status: 'sent',
        at: START,
      });
      expect(storedTexts(JANE).at(-1)).to.equal('See you!');
    });

    it('sends every option the document has', async () => {
      const sent = await connect().sendMessage({
        conversationId: JANE,
        text: 'Your “invoice”',
        mediaUrls: ['https://files.example/invoice.pdf'],
        ownEndpointId: 'own-2',
        providerOptions: {normalizeText: false, forceRoute: 'MMS'},
      });
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({
        message: 'Your “invoice”',
        fromPhoneNumberId: 'own-2',
        mediaUrl: 'https://files.example/invoice.pdf',
        normalizeText: false,
        forceRoute: 'MMS',
      });
      expect(sent.text).to.equal('Your “invoice”');
      expect(sent.attachments).to.deep.equal([
        {url: 'https://files.example/invoice.pdf', kind: 'file', name: 'invoice.pdf'},
      ]);
      expect(backend.messagesOf(threadOf(JANE).id).at(-1)).to.deep.include({ownNumberId: 'own-2'});
    });

    it('gives the text as the provider changed it', async () => {
      const adapter = connect({shortenUrls: true});
      const text = '“Hi” – see https://shop.example/a?b=1 and https://shop.example/c';
      const sent = await adapter.sendMessage({conversationId: JANE, text});
      expect(sent.text).to.match(/^"Hi" - see https:\/\/amp\.link\/\w+ and https:\/\/amp\.link\/\w+$/);
      expect(storedTexts(JANE).at(-1)).to.equal(sent.text);
    });

    it('gives the id of the send, even where the history has another', async () => {
      const adapter = connect({replyIdDiffers: true});
      const sent = await adapter.sendMessage({conversationId: JANE, text: 'Hello'});
      const page = await adapter.listMessages({conversationId: JANE});
      expect(page.messages.at(-1)?.text).to.equal('Hello');
      expect(page.messages.at(-1)?.id).not.to.equal(sent.id);
    });

    const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
      ['an empty text', {text: ''}, 'message'],
      ['blanks', {text: ' \n'}, 'message'],
      ['a picture without text', {text: '', mediaUrls: ['https://files.example/a.png']}, 'message'],
      ['two pictures', {mediaUrls: ['https://files.example/a.png', 'https://files.example/b.png']}, 'mediaUrl'],
      ['a picture that is not public', {mediaUrls: ['blob:https://page.example/1']}, 'mediaUrl'],
      ['a route that is not one', {providerOptions: {forceRoute: 'PIGEON'}}, 'forceRoute'],
      ['a switch that is not one', {providerOptions: {normalizeText: 'yes'}}, 'normalizeText'],
      ['an option of another provider', {providerOptions: {sendAt: 1}}, 'sendAt'],
    ];
    for (const [name, change, field] of refused) {
      it(`refuses ${name} before anything leaves`, async () => {
        const error = await errorOf(connect().sendMessage({conversationId: JANE, text: 'Hello', ...change}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
        expect(error.message).to.match(/\w+ \w+/);
        expect(seen).to.deep.equal([]);
      });
    }

    for (const [name, body] of [
      ['an empty object', {}],
      ['a log without an id', {success: true, messageLog: {status: 'sent'}}],
      ['an empty id', {success: true, messageLog: {id: ''}}],
      ['a list', []],
    ] as const) {
      it(`does not know whether it was sent when the answer is ${name}`, async () => {
        const adapter = connect();
        worker.use(http.post(`${API}/api/conversations/:phone/reply`, () => HttpResponse.json(body)));
        const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'}));
        expect(error).to.include({kind: 'decode', outcomeUnknown: true});
        expect(error.raw).to.deep.equal(body);
      });
    }

    it('takes an answer that names no status for an acceptance', async () => {
      const adapter = connect();
      const answer = {success: true, messageLog: {id: 'log-1'}};
      worker.use(http.post(`${API}/api/conversations/:phone/reply`, () => HttpResponse.json(answer)));
      const sent = await adapter.sendMessage({conversationId: JANE, text: 'Hello'});
      expect(sent).to.deep.include({id: 'log-1', text: 'Hello', status: 'accepted', atSource: 'none', raw: answer});
    });
  });
});
