import {expect} from '@open-wc/testing';
import {createSurgeAdapter} from '../../../src/providers/surge/index.js';
import {createSurgeHandlers} from '../../../src/providers/surge/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {
  ACCOUNT,
  backend,
  close,
  connect,
  JANE,
  KEY,
  never,
  pathsSeen,
  populate,
  seen,
  threadWith,
  worker,
} from './account-scene.js';

describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(close);

  describe('trouble', () => {
    it('asks for a fresh key once after a 401', async () => {
      const asked: boolean[] = [];
      worker.use(...createSurgeHandlers(backend, {acceptKey: (key) => key === 'sk_fresh'}));
      const adapter = createSurgeAdapter({
        accountId: ACCOUNT,
        headers: ({refused}) => {
          asked.push(refused);
          return {authorization: `Bearer ${refused ? 'sk_fresh' : 'sk_stale'}`};
        },
      });
      expect((await adapter.listConversations({})).items).to.have.length(2);
      expect(asked).to.deep.equal([false, true]);
    });

    it('tells the refusals of the reference pages apart', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const send = () => errorOf(adapter.sendMessage({conversationId: id, text: 'Hi'}));
      backend.setDefaultNumber(null);
      expect(await send()).to.include({kind: 'no-from-number', code: 'no_phone_number', status: 422});
      backend.setDefaultNumber('own-1');
      backend.setCredits(0);
      expect(await send()).to.include({kind: 'quota-exceeded', code: 'demo_message_limit', status: 403});
      const foreign = adapter.sendMessage({conversationId: id, text: 'Hi', ownEndpointId: 'pn_other'});
      expect(await errorOf(foreign)).to.include({kind: 'from-number-forbidden', code: 'phone_number_not_found'});
      const other = connect({}, {accountId: 'acct_other'});
      expect(await errorOf(other.listConversations({}))).to.include({kind: 'not-found', code: 'account_not_found'});
      const keyless = connect({}, {headers: () => ({})});
      expect(await errorOf(keyless.listConversations({}))).to.include({kind: 'unauthorized', code: 'missing_api_key'});
      const strange = adapter.startConversation?.({recipient: {kind: 'address', value: '5551234'}, text: 'Hi'});
      expect(await errorOf(strange ?? never())).to.include({kind: 'validation', field: 'to', status: 422});
    });

    it('says how long to wait, in both forms', async () => {
      for (const retryAfterAsDate of [false, true]) {
        const adapter = connect({retryAfterAsDate});
        backend.setFaults({rateLimit: {next: 1, retryAfter: 60_000}});
        const error = await errorOf(adapter.listConversations({}));
        expect(error.kind).to.equal('rate-limited');
        expect(error.retryAfter).to.be.within(58_000, 60_000);
      }
    });

    it('does not repeat a send whose answer was lost', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      seen.length = 0;
      backend.setFaults({loseAnswer: {next: 1}});
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Once'}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
      expect(pathsSeen()).to.deep.equal(['POST /messages']);
    });

    it('sends nothing that was called off', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      seen.length = 0;
      const signal = AbortSignal.abort();
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'No'}, {signal}));
      expect(error).to.include({kind: 'aborted', outcomeUnknown: false});
      expect(seen).to.deep.equal([]);
    });

    it('has no key in errors', async () => {
      const adapter = connect({acceptKey: () => false});
      const error = await errorOf(adapter.listConversations({}));
      expect(JSON.stringify([error, error.message, error.stack, error.raw])).not.to.contain(KEY);
      expect(seen.some(({url}) => url.includes(KEY))).to.be.false;
    });

    it('keeps to its account, whatever the id is', async () => {
      const adapter = connect();
      const errors = ['..', '', '\ud800'].map((value) =>
        errorOf(adapter.startConversation?.({recipient: {kind: 'contact', value}, text: 'Hi'}) ?? never()),
      );
      expect((await Promise.all(errors)).map(({kind}) => kind)).to.deep.equal(['not-found', 'not-found', 'not-found']);
      expect(seen).to.deep.equal([]);
    });
  });
});
