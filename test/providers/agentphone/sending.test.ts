import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {
  API,
  asked,
  backend,
  connect,
  idOf,
  JANE,
  OMAR,
  populate,
  seen,
  storedTexts,
  threadOf,
  worker,
} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('sending', () => {
    it('answers from the number and the agent of the conversation', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const sent = await adapter.sendMessage({conversationId: idOf(JANE), text: 'See you!'});
      expect(asked().at(-1)).to.equal('POST /messages');
      expect(await bodyOf(seen.at(-1))).to.deep.equal({
        to_number: JANE,
        number_id: 'num_1',
        agent_id: 'agt_demo',
        body: 'See you!',
      });
      expect(sent).to.include({conversationId: idOf(JANE), status: 'sent', direction: 'outbound', text: 'See you!'});
      expect(storedTexts(JANE).at(-1)).to.equal('See you!');
    });

    it('asks how to reach a conversation it has not seen', async () => {
      await connect({agentId: null}).sendMessage({conversationId: idOf(JANE), text: 'See you!'});
      expect(asked()).to.deep.equal([`GET /conversations/${idOf(JANE)}?message_limit=1`, 'POST /messages']);
      expect(await bodyOf(seen[1])).to.deep.equal({to_number: JANE, number_id: 'num_1', body: 'See you!'});
    });

    it('sends from another number of ours', async () => {
      const adapter = connect();
      const own = await adapter.listOwnEndpoints?.();
      expect(own).to.deep.equal([
        {id: 'num_1', address: '+15551234567'},
        {id: 'num_2', address: '+15551234568'},
      ]);
      await adapter.sendMessage({conversationId: idOf(JANE), text: 'From the workshop', ownEndpointId: 'num_2'});
      expect(backend.messagesOf(threadOf(JANE).id).at(-1)?.ownNumberId).to.equal('num_2');
    });

    it('sends pictures, effects and inline answers', async () => {
      const adapter = connect({isIMessage: () => true});
      const {messages} = await adapter.listMessages({conversationId: idOf(JANE)});
      const mediaUrls = ['https://files.example/a.png', 'https://files.example/b.png'];
      const providerOptions = {sendStyle: 'confetti', replyToMessageId: messages[1]?.id};
      await adapter.sendMessage({conversationId: idOf(JANE), text: '', mediaUrls, providerOptions});
      const newest = (await adapter.listMessages({conversationId: idOf(JANE)})).messages.at(-1);
      expect(newest?.attachments.map(({url}) => url)).to.deep.equal(mediaUrls);
      expect(newest?.replyTo).to.deep.equal({id: messages[1]?.id, text: 'Thanks for your help!'});
    });

    it('writes to a group by its id', async () => {
      const adapter = connect({
        conversationExtras: ({contactId}) =>
          contactId === 'con_1'
            ? {
                isGroup: true,
                groupId: 'grp_1',
                groupName: 'Saturday ride',
                participants: [{identifier: JANE, name: 'Jane'}, {identifier: OMAR}],
              }
            : {},
        messageExtras: ({direction}) => (direction === 'inbound' ? {senderIdentifier: JANE} : {}),
      });
      const {items} = await adapter.listConversations({});
      expect(items[0]).to.include({kind: 'group', title: 'Saturday ride'});
      const {messages} = await adapter.listMessages({conversationId: idOf(JANE)});
      expect(messages[1]?.sender).to.deep.equal({role: 'contact', name: 'Jane', address: JANE});
      await adapter.sendMessage({conversationId: idOf(JANE), text: 'Nine o’clock?'});
      expect(await bodyOf(seen.at(-1))).to.include({to_number: 'grp_1'});
      expect(storedTexts(JANE).at(-1)).to.equal('Nine o’clock?');
    });

    it('has the thread read again, since the answer has no time and may name no conversation', async () => {
      const adapter = connect({hidesSentConversation: true});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const sent = await adapter.sendMessage({conversationId: idOf(JANE), text: 'See you!'});
      subscription?.close();
      expect(sent).to.include({conversationId: idOf(JANE), atSource: 'none'});
      expect(events).to.deep.equal([
        {type: 'messages-invalidated', conversationId: idOf(JANE)},
        {type: 'conversations-invalidated'},
      ]);
    });

    it('refuses what cannot be sent before anything leaves', async () => {
      for (const change of [{text: ''}, {mediaUrls: ['blob:https://page.example/1']}, {providerOptions: {x: 1}}]) {
        const error = await errorOf(connect().sendMessage({conversationId: idOf(JANE), text: 'Hello', ...change}));
        expect(error).to.include({kind: 'validation', outcomeUnknown: false});
      }
      expect(seen).to.deep.equal([]);
    });

    it('does not write to a conversation that names nobody', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/conversations/:id`, () => HttpResponse.json({id: 'conv_a', messages: []})));
      const error = await errorOf(adapter.sendMessage({conversationId: 'conv_a', text: 'Hello'}));
      expect(error).to.include({kind: 'decode', outcomeUnknown: false});
      expect(seen.every(({method}) => method === 'GET')).to.be.true;
    });

    it('does not know whether it was sent when the answer names no message', async () => {
      const adapter = connect();
      worker.use(http.post(`${API}/messages`, () => HttpResponse.json({status: 'sent'})));
      const error = await errorOf(adapter.sendMessage({conversationId: idOf(JANE), text: 'Hello'}));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });
  });
});
