import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import {relaySurgeWebhooks, surgeWebhooks} from '../../../src/providers/surge/mock.js';
import {messageSample, receivedSample} from './fixtures/samples.js';
import {
  ACCOUNT,
  API,
  backend,
  clock,
  close,
  connect,
  JANE,
  listen,
  populate,
  relay,
  START,
  stops,
  threadWith,
  worker,
} from './account-scene.js';

describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(close);

  describe('webhooks', () => {
    it('tell direction, status and time, which the list then has too', async () => {
      const adapter = connect({}, {webhooks: true});
      const heard = listen(adapter);
      relay(adapter);
      const {id} = await threadWith(adapter, JANE);
      clock.advance(60_500);
      backend.receive({phone: JANE, text: 'Which floor?'});
      expect(heard.map(({type}) => type)).to.deep.equal(['message-created', 'conversation-updated']);
      const conversation = await threadWith(adapter, JANE);
      expect(conversation).to.deep.include({
        needsReply: {value: true, source: 'derived'},
        unread: {has: true, source: 'local'},
      });
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.map(({direction, atSource}) => [direction, atSource])).to.deep.equal([
        ['unknown', 'id'],
        ['unknown', 'id'],
        ['inbound', 'event'],
      ]);
      expect(messages.at(-1)).to.include({status: 'received', at: START + 60_000});
    });

    it('never move a status backwards, in whatever order they come', async () => {
      const adapter = connect({}, {webhooks: true});
      const {id} = await threadWith(adapter, JANE);
      const payloads: unknown[] = [];
      stops.push(relaySurgeWebhooks(backend, (payload) => payloads.push(payload)));
      const sent = await adapter.sendMessage({conversationId: id, text: 'On its way'});
      clock.advance(10_000);
      expect(payloads).to.have.length(2);
      for (const payload of [...payloads].reverse()) adapter.receiveWebhook?.(payload);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.include({id: sent.id, status: 'delivered', at: START, atSource: 'event'});
    });

    it('holds what an event said of a direction against what the id of a blast lets suppose', async () => {
      const adapter = connect();
      adapter.receiveWebhook?.(receivedSample);
      const {id, conversation} = receivedSample.data;
      const listed = {...messageSample, id, conversation, blast_id: 'bst_1'};
      const list = {data: [listed], pagination: {next_cursor: null, previous_cursor: null}};
      worker.use(http.get(`${API}/accounts/:id/messages`, () => HttpResponse.json(list)));
      const {messages} = await adapter.listMessages({conversationId: conversation.id});
      expect(messages.map(({direction, status}) => [direction, status])).to.deep.equal([['inbound', 'received']]);
    });

    it('are ignored when they are of another account', () => {
      const adapter = connect({}, {webhooks: true});
      expect(adapter.receiveWebhook?.({...receivedSample, account_id: 'acct_other'})).to.deep.equal([]);
      expect(adapter.receiveWebhook?.(receivedSample)).to.have.length(2);
    });

    it('opt the only thread of a contact out and in again', async () => {
      const adapter = connect({}, {webhooks: true});
      const heard = listen(adapter);
      relay(adapter);
      await threadWith(adapter, JANE);
      backend.receive({phone: JANE, text: 'STOP'});
      expect(heard[0]).to.have.nested.property('conversation.consent.state', 'opted-out');
      expect(heard.map(({type}) => type)).to.deep.equal([
        'conversation-updated',
        'message-created',
        'conversation-updated',
      ]);
      expect((await threadWith(adapter, JANE)).consent).to.deep.equal({
        state: 'opted-out',
        since: START,
        source: 'native',
      });
      backend.receive({phone: JANE, text: 'START'});
      expect((await threadWith(adapter, JANE)).consent).to.include({state: 'opted-in', source: 'native'});
    });

    it('make every thread of a contact suspect until a stop word tells which one', async () => {
      const adapter = connect({}, {webhooks: true});
      const heard = listen(adapter);
      const {id} = await threadWith(adapter, JANE);
      const own = (await adapter.listOwnEndpoints?.()) ?? [];
      const other = await adapter.sendMessage({conversationId: id, text: 'Hi', ownEndpointId: own[1]?.id ?? ''});
      heard.length = 0;
      stops.push(
        backend.subscribe((event) => {
          const [optOut, received] = surgeWebhooks(backend, event, {accountId: ACCOUNT});
          adapter.receiveWebhook?.(optOut);
          const states = heard.flatMap((news) => (news.type === 'conversation-updated' ? [news.conversation] : []));
          expect(states.map(({consent}) => consent.state)).to.deep.equal(['probably-opted-out', 'probably-opted-out']);
          adapter.receiveWebhook?.(received);
        }),
      );
      backend.receive({phone: JANE, text: 'stop', ownNumberId: 'own-1'});
      const conversations = (await adapter.listConversations({})).items;
      const consentIn = (wanted: string) => conversations.find((conversation) => conversation.id === wanted)?.consent;
      expect(consentIn(id)).to.deep.equal({state: 'opted-out', since: START, source: 'native'});
      expect(consentIn(other.conversationId)?.state).to.equal('unknown');
    });

    it('have the list read again when an opt-out is of nobody known', () => {
      const adapter = connect({}, {webhooks: true});
      const payload = {type: 'contact.opted_out', data: {id: 'ctc_unknown'}, account_id: ACCOUNT};
      expect(adapter.receiveWebhook?.(payload)).to.deep.equal([{type: 'conversations-invalidated'}]);
    });
  });
});
