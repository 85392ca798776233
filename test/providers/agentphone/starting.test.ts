import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {API, backend, connect, idOf, JANE, OMAR, populate, seen, storedTexts, worker} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('starting a conversation', () => {
    const start = (value: string, kind: 'address' | 'contact' = 'address') => ({
      recipient: {kind, value},
      text: 'Welcome',
    });

    it('asks for a number or a contact, and a first message', async () => {
      expect(await connect({}, {contactNames: true}).describeStart?.()).to.deep.equal({
        recipientKinds: ['address', 'contact'],
        recipients: [
          {id: 'con_1', kind: 'contact', name: 'Jane Doe', address: JANE},
          {id: 'con_2', kind: 'contact', name: 'Omar', address: OMAR},
        ],
        firstMessage: 'required',
        asksTitle: false,
      });
      expect((await connect().describeStart?.())?.recipientKinds).to.deep.equal(['address']);
    });

    for (const hidesSentConversation of [false, true]) {
      it(`sends and finds it, the answer ${hidesSentConversation ? 'not ' : ''}naming it`, async () => {
        const adapter = connect({hidesSentConversation}, {numberId: 'num_2'});
        const started = await adapter.startConversation?.(start('(303) 555-0188'));
        expect(started?.participants).to.deep.equal([{role: 'contact', address: '+13035550188'}]);
        expect(started?.ownEndpoint).to.deep.equal({id: 'num_2', address: '+15551234568'});
        expect(storedTexts('+13035550188')).to.deep.equal(['Welcome']);
      });
    }

    it('writes to a contact, from the number that was chosen', async () => {
      const adapter = connect({}, {contactNames: true, agentId: 'agt_demo'});
      const started = await adapter.startConversation?.({...start('con_2', 'contact'), ownEndpointId: 'num_2'});
      expect(started?.id).to.equal(idOf(OMAR));
      expect(await bodyOf(seen.find(({method}) => method === 'POST'))).to.deep.equal({
        to_number: OMAR,
        number_id: 'num_2',
        body: 'Welcome',
      });
      const error = await errorOf(adapter.startConversation?.(start('con_9', 'contact')));
      expect(error.kind).to.equal('contact-not-found');
    });

    it('lets the agent choose its number', async () => {
      await connect({}, {agentId: 'agt_demo'}).startConversation?.(start('+13035550188'));
      expect(await bodyOf(seen.find(({method}) => method === 'POST'))).to.deep.equal({
        to_number: '+13035550188',
        agent_id: 'agt_demo',
        body: 'Welcome',
      });
    });

    it('has a number chosen where there are several', async () => {
      const error = await errorOf(connect().startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'no-from-number', outcomeUnknown: false});
      expect(seen.every(({method}) => method === 'GET')).to.be.true;
    });

    it('sends nothing to nobody, and nothing at all without a text', async () => {
      const adapter = connect({}, {numberId: 'num_1'});
      expect((await errorOf(adapter.startConversation?.(start(' ')))).kind).to.equal('validation');
      const silent = adapter.startConversation?.({recipient: {kind: 'address', value: JANE}});
      expect((await errorOf(silent)).kind).to.equal('validation');
      expect(seen).to.deep.equal([]);
    });

    it('does not know whether something was sent when the answer names no message', async () => {
      const adapter = connect({}, {numberId: 'num_1'});
      worker.use(http.post(`${API}/messages`, () => HttpResponse.json({})));
      const error = await errorOf(adapter.startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('does not say that nothing was sent when the new conversation is not in the list', async () => {
      const adapter = connect({hidesSentConversation: true}, {numberId: 'num_1'});
      worker.use(http.get(`${API}/conversations`, () => HttpResponse.json({data: [], hasMore: false, total: 0})));
      const error = await errorOf(adapter.startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('does not say that nothing was sent when only the conversation cannot be read', async () => {
      const adapter = connect({}, {numberId: 'num_1'});
      worker.use(http.get(`${API}/conversations/:id`, () => HttpResponse.json({detail: 'Oops'}, {status: 500})));
      const error = await errorOf(adapter.startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'server', outcomeUnknown: true, status: 500});
      expect(storedTexts('+13035550188')).to.deep.equal(['Welcome']);
    });
  });
});
