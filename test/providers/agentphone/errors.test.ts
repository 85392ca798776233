import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import {errorOf} from '../../adapter/errors.js';
import {
  addNumbered,
  API,
  backend,
  connect,
  idOf,
  JANE,
  populate,
  seen,
  START,
  storedTexts,
  threadOf,
  TOKEN,
  worker,
} from './account-scene.js';

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  for (const errorEnvelope of ['documented', 'fastapi'] as const) {
    describe(`errors in the ${errorEnvelope} envelope`, () => {
      const unsubscribed = /unsubscribed/;
      const cases: readonly (readonly [
        name: string,
        prepare: () => void,
        message: Partial<OutgoingMessage>,
        expected: Partial<ConversationError>,
        words?: RegExp,
      ])[] = [
        [
          'no balance',
          () => backend.setCredits(0),
          {},
          {kind: 'insufficient-credits', status: 402, outcomeUnknown: false, nextAction: 'add-credits'},
        ],
        [
          "somebody else's number",
          () => {},
          {ownEndpointId: 'num_9'},
          {kind: 'from-number-forbidden', status: 404, outcomeUnknown: false},
        ],
        [
          'no number at all',
          () => backend.setDefaultNumber(null),
          {},
          {kind: 'no-from-number', status: 400, outcomeUnknown: false},
        ],
        [
          'a contact who opted out',
          () => void backend.optOut(threadOf(JANE).id),
          {},
          {kind: 'opted-out', status: 502, outcomeUnknown: false},
          unsubscribed,
        ],
        [
          'an effect on a line that has none',
          () => {},
          {providerOptions: {sendStyle: 'love'}},
          {kind: 'validation', status: 400, outcomeUnknown: false},
        ],
        [
          'a conversation there is not',
          () => {},
          {conversationId: 'conv_nobody'},
          {kind: 'not-found', status: 404, outcomeUnknown: false},
        ],
      ];
      for (const [name, prepare, message, expected, words = /\w+ \w+/] of cases) {
        it(`reports ${name} as ${expected.kind}, and sends nothing`, async () => {
          prepare();
          const before = storedTexts(JANE).length;
          const adapter = connect({errorEnvelope});
          const error = await errorOf(adapter.sendMessage({conversationId: idOf(JANE), text: 'Hello', ...message}));
          expect(error).to.include({adapter: 'agentphone', ...expected});
          expect(error.message).to.match(words);
          expect(storedTexts(JANE)).to.have.lengthOf(before);
        });
      }

      it('tells how long to wait', async () => {
        backend.setFaults({rateLimit: {next: 1, retryAfter: 3000}});
        const error = await errorOf(connect({errorEnvelope}).listConversations({}));
        expect(error).to.include({kind: 'rate-limited', status: 429, retryAfter: 3000, outcomeUnknown: false});
      });

      it('asks for a sign-in when a fresh key is refused too, and tells nobody the key', async () => {
        const adapter = connect({errorEnvelope, acceptToken: () => false});
        const error = await errorOf(adapter.listConversations({}));
        expect(error).to.include({kind: 'unauthorized', status: 401, nextAction: 'sign-in'});
        expect(JSON.stringify(error) + error.stack).not.to.contain(TOKEN);
        expect(seen).to.have.lengthOf(2);
      });

      it('starts over when a time is not taken', async () => {
        const id = addNumbered(60, (index) => START - (60 - index) * 1000);
        const adapter = connect({errorEnvelope});
        const {older} = await adapter.listMessages({conversationId: id});
        const complaint = {loc: ['query', 'before'], msg: 'Input should be a valid datetime', type: 'datetime_parsing'};
        const error = {code: 'VALIDATION_ERROR', message: 'Invalid', details: [complaint]};
        const body = errorEnvelope === 'fastapi' ? {detail: [complaint]} : {error};
        worker.use(http.get(`${API}/conversations/:id/messages`, () => HttpResponse.json(body, {status: 422})));
        const refused = await errorOf(adapter.listMessages({conversationId: id, cursor: older}));
        expect(refused).to.include({kind: 'cursor-invalid', field: 'before'});
      });
    });
  }

  describe('trouble on the way', () => {
    it('asks once for a fresh key and repeats once', async () => {
      const refusals: boolean[] = [];
      const headers: HeaderSupplier = async ({refused}) => {
        refusals.push(refused);
        return {authorization: `Bearer ${refused ? 'fresh-key' : TOKEN}`};
      };
      const adapter = connect({acceptToken: (token) => token === 'fresh-key'}, {headers});
      await adapter.listConversations({});
      seen.length = 0;
      refusals.length = 0;
      await adapter.sendMessage({conversationId: idOf(JANE), text: 'Once only'});
      expect(refusals).to.deep.equal([false, true]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('reads a wait told as a date', async () => {
      backend.setFaults({rateLimit: {next: 1, retryAfter: 30_000}});
      const error = await errorOf(connect({retryAfterAsDate: true}).listConversations({}));
      expect(error.retryAfter).to.be.within(20_000, 30_000);
    });

    for (const [fault, kind] of [
      [{loseAnswer: {next: 1, only: 'send'}}, 'network'],
      [{serverError: {next: 1, processed: true, only: 'send'}}, 'server'],
    ] as const) {
      it(`does not repeat a send that ended in ${kind}`, async () => {
        const adapter = connect();
        backend.setFaults(fault);
        const error = await errorOf(adapter.sendMessage({conversationId: idOf(JANE), text: 'Once only'}));
        expect(error).to.include({kind, outcomeUnknown: true});
        expect(seen.filter(({method}) => method === 'POST')).to.have.lengthOf(1);
        expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
      });
    }

    it('can be called off', async () => {
      const adapter = connect();
      backend.setFaults({latency: {minimum: 60_000, maximum: 60_000}});
      const controller = new AbortController();
      const work = errorOf(adapter.listMessages({conversationId: idOf(JANE)}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect((await work).kind).to.equal('aborted');
    });
  });
});
