import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {
  ACCOUNT,
  API,
  backend,
  clock,
  close,
  connect,
  JANE,
  lastRequest,
  listen,
  OMAR,
  populate,
  relay,
  seen,
  START,
  threadWith,
  worker,
} from './account-scene.js';

describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(close);

  describe('sending', () => {
    it('replies in the conversation, and knows it as outbound from then on', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const sent = await adapter.sendMessage({conversationId: id, text: 'See you!'});
      expect(lastRequest()).to.include({method: 'POST', url: `${API}/accounts/${ACCOUNT}/messages`});
      expect(lastRequest().headers.get('content-type')).to.equal('application/json');
      expect(await bodyOf(lastRequest())).to.deep.equal({conversation: {id}, body: 'See you!'});
      expect(sent).to.include({direction: 'outbound', status: 'accepted', at: START, atSource: 'id'});
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.include({id: sent.id, direction: 'outbound', status: 'accepted'});
      expect((await threadWith(adapter, JANE)).needsReply).to.deep.equal({value: false, source: 'derived'});
    });

    it('sends pictures and every option there is', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const sent = await adapter.sendMessage({
        conversationId: id,
        text: '',
        mediaUrls: ['https://files.example/a.png', 'https://files.example/b.pdf'],
        providerOptions: {linkShortening: 'disabled', metadata: {order: '17'}},
      });
      expect(await bodyOf(lastRequest())).to.deep.equal({
        conversation: {id},
        attachments: [{url: 'https://files.example/a.png'}, {url: 'https://files.example/b.pdf'}],
        settings: {link_shortening: 'disabled'},
        metadata: {order: '17'},
      });
      expect(sent.text).to.equal(null);
      expect(sent.attachments.map(({kind}) => kind)).to.deep.equal(['image', 'file']);
      expect(sent.metadata).to.deep.equal({order: '17'});
    });

    it('schedules a message, which is sent when its time comes', async () => {
      const adapter = connect({}, {webhooks: true});
      relay(adapter);
      const {id} = await threadWith(adapter, JANE);
      const sendAt = new Date(START + 3_600_000).toISOString();
      // The world's clock stands still in the past of this machine, so any time is near enough.
      const sent = await adapter.sendMessage({conversationId: id, text: 'Good night', providerOptions: {sendAt}});
      expect(await bodyOf(lastRequest())).to.deep.include({send_at: sendAt});
      expect(sent.status).to.equal('scheduled');
      clock.advance(3_700_000);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.include({id: sent.id, text: 'Good night', status: 'delivered'});
    });

    it('writes from another number in another thread', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const own = (await adapter.listOwnEndpoints?.()) ?? [];
      expect(own.map(({address, label}) => [address, label])).to.deep.equal([
        ['+18015556789', 'Shop'],
        ['+18015556790', 'Workshop'],
      ]);
      await adapter.sendMessage({conversationId: id, text: 'From the shop', ownEndpointId: own[0]?.id ?? ''});
      expect(await bodyOf(lastRequest())).to.deep.include({conversation: {id}});
      const sent = await adapter.sendMessage({
        conversationId: id,
        text: 'Workshop here',
        ownEndpointId: own[1]?.id ?? '',
      });
      expect(await bodyOf(lastRequest())).to.deep.include({
        conversation: {contact: {phone_number: JANE}, phone_number: own[1]?.id},
      });
      expect(sent.conversationId).not.to.equal(id);
    });

    const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
      ['nothing', {text: ' \n'}, 'body'],
      ['a picture that is not public', {mediaUrls: ['blob:https://page.example/1']}, 'attachments'],
      ['an option it does not have', {providerOptions: {normalizeText: true}}, 'normalizeText'],
      ['a time that is none', {providerOptions: {sendAt: 'tomorrow'}}, 'sendAt'],
      ['a time too far ahead', {providerOptions: {sendAt: '2999-01-01T00:00:00Z'}}, 'sendAt'],
      ['a switch that is none', {providerOptions: {linkShortening: true}}, 'linkShortening'],
      ['metadata that are no texts', {providerOptions: {metadata: {count: 4}}}, 'metadata'],
    ];
    for (const [what, message, field] of refused) {
      it(`refuses ${what} before anything leaves`, async () => {
        const adapter = connect();
        const {id} = await threadWith(adapter, JANE);
        seen.length = 0;
        const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Hi', ...message}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
        expect(seen).to.deep.equal([]);
      });
    }

    it('opens an archived thread again', async () => {
      const thread = backend.threadWithPhone(JANE);
      backend.setArchived(thread?.id ?? '', true);
      const adapter = connect({statusInAnswers: true}, {statusInAnswers: true});
      const heard = listen(adapter);
      const {id, status} = await threadWith(adapter, JANE);
      expect(status).to.equal('archived');
      await adapter.sendMessage({conversationId: id, text: 'Still there?'});
      const updated = heard.find((event) => event.type === 'conversation-updated');
      expect(updated?.conversation.status).to.equal('active');
      expect((await threadWith(adapter, JANE)).status).to.equal('active');
    });

    it('remembers a refusal for opt-out', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      backend.optOut(backend.threadWithPhone(JANE)?.id ?? '');
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Sale!'}));
      expect(error).to.include({kind: 'opted-out', status: 422, code: 'opted_out', outcomeUnknown: false});
      expect((await threadWith(adapter, JANE)).consent).to.deep.equal({state: 'opted-out', source: 'native'});
    });

    it('is in doubt when the answer names no message', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      worker.use(http.post(`${API}/accounts/:id/messages`, () => HttpResponse.json({ok: true})));
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Hi'}));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('takes a message that fails later', async () => {
      const contact = backend.contactWithPhone(OMAR);
      if (contact) backend.addContact({...contact, textable: false});
      const adapter = connect({}, {webhooks: true});
      relay(adapter);
      const {id} = await threadWith(adapter, OMAR);
      await adapter.sendMessage({conversationId: id, text: 'Hello?'});
      clock.advance(10_000);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.deep.include({status: 'failed', failure: {code: 'invalid_mobile_number'}});
    });
  });
});
