import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import {errorOf, everythingIn} from '../../adapter/errors.js';
import {API, backend, connect, JANE, populate, seen, storedTexts, threadId, TOKEN, worker} from './account-scene.js';

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('errors', () => {
    const answers: readonly (readonly [number, string, Partial<ConversationError>])[] = [
      [400, 'invalid_request', {kind: 'validation'}],
      [401, 'authentication_error', {kind: 'unauthorized', nextAction: 'sign-in'}],
      [403, 'permission_error', {kind: 'forbidden', nextAction: 'ask-administrator'}],
      [404, 'not_found_error', {kind: 'not-found'}],
      [422, 'validation_error', {kind: 'validation'}],
      [500, 'api_error', {kind: 'server'}],
      [503, 'api_error', {kind: 'server'}],
    ];
    for (const [status, type, expected] of answers) {
      it(`reports ${status} ${type} as ${expected.kind}`, async () => {
        const adapter = connect();
        const refusal = () => HttpResponse.json({type, message: 'No, because.'}, {status});
        worker.use(http.all(`${API}/*`, refusal));
        const outcomeUnknown = status >= 500;
        const reading = await errorOf(adapter.listConversations({}));
        expect(reading).to.include({...expected, status, code: type, message: 'No, because.', outcomeUnknown: false});
        const sending = await errorOf(adapter.sendMessage({conversationId: threadId(JANE), text: 'Hi'}));
        expect(sending).to.include({...expected, status, code: type, outcomeUnknown});
      });
    }

    it('tells how long to wait, said in the header, as a date, or in the body', async () => {
      const message = {conversationId: threadId(JANE), text: 'Hello'};
      backend.setFaults({rateLimit: {next: 2, retryAfter: 3000}});
      const seconds = await errorOf(connect().sendMessage(message));
      expect(seconds).to.include({kind: 'rate-limited', status: 429, retryAfter: 3000, outcomeUnknown: false});
      const date = await errorOf(connect({retryAfterAsDate: true}).sendMessage(message));
      expect(date.retryAfter).to.be.within(500, 3000);
      const hidden = connect();
      const body = {type: 'rate_limit_error', message: 'Too many requests. Please slow down.', retry_after: 60};
      worker.use(http.post(`${API}/messages`, () => HttpResponse.json(body, {status: 429})));
      expect((await errorOf(hidden.sendMessage(message))).retryAfter).to.equal(60_000);
      expect(storedTexts(JANE)).not.to.include('Hello');
    });

    it('asks the supplier once for a fresh token and repeats once', async () => {
      const refusals: boolean[] = [];
      const headers: HeaderSupplier = async ({refused}) => {
        refusals.push(refused);
        return {authorization: `Bearer ${refused ? 'fresh-token' : TOKEN}`};
      };
      const adapter = connect({acceptAuthorization: (header) => header === 'Bearer fresh-token'}, {headers});
      await adapter.sendMessage({conversationId: threadId(JANE), text: 'Once only'});
      expect(refusals).to.deep.equal([false, true]);
      expect(seen.map(({headers: sent}) => sent.get('authorization'))).to.deep.equal([
        `Bearer ${TOKEN}`,
        'Bearer fresh-token',
      ]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('puts no token into any error or address', async () => {
      const adapter = connect();
      const echo = ({request}: {readonly request: Request}) =>
        HttpResponse.json({type: 'api_error', message: request.headers.get('authorization')}, {status: 400});
      worker.use(http.all(`${API}/*`, echo));
      const works = [
        () => adapter.listConversations({}),
        () => adapter.sendMessage({conversationId: threadId(JANE), text: 'Hi'}),
        () => adapter.deleteConversation?.(threadId(JANE)),
      ];
      for (const work of works) expect(everythingIn(await errorOf(work()))).not.to.contain(TOKEN);
      expect(seen.map(({url}) => url).join()).not.to.contain(TOKEN);
      expect(adapter.id).not.to.contain(TOKEN);
    });

    it('can be called off', async () => {
      const adapter = connect();
      backend.setFaults({latency: {minimum: 60_000, maximum: 60_000}});
      const controller = new AbortController();
      const work = errorOf(adapter.listConversations({}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect((await work).kind).to.equal('aborted');
    });

    it('can be called off while names are awaited', async () => {
      const adapter = connect();
      const controller = new AbortController();
      worker.use(
        http.get(`${API}/contacts`, async () => {
          controller.abort();
          return HttpResponse.json({has_more: false, data: []});
        }),
      );
      const error = await errorOf(adapter.listConversations({}, {signal: controller.signal}));
      expect(error.kind).to.equal('aborted');
    });
  });
});
