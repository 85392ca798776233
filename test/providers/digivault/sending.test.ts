import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {errorOf} from '../../adapter/errors.js';
import {
  API,
  asked,
  backend,
  connect,
  JANE,
  lastRequest,
  populate,
  seen,
  START,
  storedTexts,
  threadId,
  worker,
} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('sending', () => {
    it('posts conversation and text, and nothing else', async () => {
      const sent = await connect().sendMessage({conversationId: threadId(JANE), text: 'See you!'});
      expect(asked()).to.deep.equal(['POST /messages']);
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({
        conversation_id: threadId(JANE),
        message: 'See you!',
      });
      expect(sent).to.include({direction: 'outbound', text: 'See you!', status: 'sent', at: START});
      expect(storedTexts(JANE).at(-1)).to.equal('See you!');
    });

    it('posts attachments as addresses, or however it is told', async () => {
      const mediaUrls = ['https://files.example/a.png', 'https://files.example/b.pdf'];
      const message = {conversationId: threadId(JANE), text: 'Look', mediaUrls};
      const sent = await connect().sendMessage(message);
      expect(JSON.parse(await lastRequest().body)).to.deep.include({attachments: mediaUrls});
      expect(sent.attachments.map(({url, kind}) => [url, kind])).to.deep.equal([
        [mediaUrls[0], 'image'],
        [mediaUrls[1], 'file'],
      ]);
      const other = connect({attachments: 'object'}, {attachmentToWire: (url) => ({url})});
      expect((await other.sendMessage(message)).attachments.map(({url}) => url)).to.deep.equal(mediaUrls);
      expect(JSON.parse(await lastRequest().body)).to.deep.include({attachments: mediaUrls.map((url) => ({url}))});
    });

    const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
      ['an empty text', {text: ' \n'}, 'message'],
      ['a picture without text', {text: '', mediaUrls: ['https://files.example/a.png']}, 'message'],
      ['a picture that is not public', {mediaUrls: ['blob:https://page.example/1']}, 'attachments'],
      ['eleven pictures', {mediaUrls: Array<string>(11).fill('https://files.example/a.png')}, 'attachments'],
      ['a number to send from', {ownEndpointId: 'own-1'}, 'ownEndpointId'],
      ['an option of another provider', {providerOptions: {forceRoute: 'SMS'}}, 'forceRoute'],
    ];
    for (const [name, change, field] of refused) {
      it(`refuses ${name} before anything leaves`, async () => {
        const error = await errorOf(connect().sendMessage({conversationId: threadId(JANE), text: 'Hi', ...change}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
        expect(seen).to.deep.equal([]);
      });
    }

    for (const body of [{}, [], {message: 'Hi'}, {id: ''}]) {
      it(`does not know whether it was sent when the answer is ${JSON.stringify(body)}`, async () => {
        const adapter = connect();
        worker.use(http.post(`${API}/messages`, () => HttpResponse.json(body)));
        const error = await errorOf(adapter.sendMessage({conversationId: threadId(JANE), text: 'Hi'}));
        expect(error).to.include({kind: 'decode', outcomeUnknown: true});
        expect(error.raw).to.deep.equal(body);
      });
    }

    it('passes on why a message is not taken', async () => {
      backend.optOut(threadId(JANE));
      const error = await errorOf(connect().sendMessage({conversationId: threadId(JANE), text: 'Hi'}));
      expect(error).to.include({kind: 'validation', status: 422, code: 'validation_error', field: 'message'});
      expect(error.message).to.contain('opted out');
    });

    it('is not repeated when its answer is lost or the server breaks', async () => {
      const adapter = connect();
      for (const [fault, kind] of [
        [{loseAnswer: {next: 1}}, 'network'],
        [{serverError: {next: 1, processed: true}}, 'server'],
      ] as const) {
        seen.length = 0;
        backend.setFaults(fault);
        const error = await errorOf(adapter.sendMessage({conversationId: threadId(JANE), text: `Once, ${kind}`}));
        expect(error).to.include({kind, outcomeUnknown: true});
        expect(seen).to.have.lengthOf(1);
        expect(storedTexts(JANE).filter((text) => text === `Once, ${kind}`)).to.have.lengthOf(1);
      }
    });
  });
});
