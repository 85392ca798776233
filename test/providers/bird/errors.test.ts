import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {
  backend,
  connect,
  JANE,
  KEY,
  MINUTE,
  populate,
  ROOT,
  seen,
  storedTexts,
  threadIdOf,
  worker,
} from './account-scene.js';

describe('the Bird adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('errors', () => {
    const cases: readonly (readonly [status: number, code: string, kind: ConversationError['kind']])[] = [
      [401, 'Unauthorized', 'unauthorized'],
      [403, 'Forbidden', 'forbidden'],
      [404, 'ResourceNotFound', 'not-found'],
      [409, 'ResourceAlreadyExists', 'conflict'],
      [422, 'ValidationFailed', 'validation'],
      [429, 'TooManyRequests', 'rate-limited'],
      [500, 'InternalServerError', 'server'],
    ];
    for (const [status, code, kind] of cases) {
      it(`are ${kind} for ${status} ${code}`, async () => {
        const adapter = connect();
        await adapter.listConversations({});
        const answer = () => HttpResponse.json({code, message: 'No'}, {status});
        worker.use(http.post(`${ROOT}/:id/messages`, answer), http.get(ROOT, answer));
        const sending = errorOf(adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'Hello'}));
        expect(await sending).to.include({adapter: 'bird', kind, status, code, outcomeUnknown: status === 500});
        expect(await errorOf(adapter.listConversations({}))).to.include({kind, status, outcomeUnknown: false});
      });
    }

    it('name no key, and ask once for a fresh one', async () => {
      const asked: boolean[] = [];
      const headers: HeaderSupplier = ({refused}) => {
        asked.push(refused);
        return {authorization: `AccessKey ${refused ? 'fresh-access-key' : KEY}`};
      };
      const adapter = connect({acceptKey: (key) => key === 'fresh-access-key'}, {headers});
      await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'Once only'});
      expect(asked).to.deep.equal([false, true, false, true]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
      const references = await Promise.all(seen.filter(({method}) => method === 'POST').map(bodyOf));
      expect(new Set(references.map((body) => body?.reference)).size).to.equal(1);
      const error = await errorOf(connect({acceptKey: () => false}).listConversations({}));
      expect(JSON.stringify([error, error.message, error.raw])).not.to.contain(KEY);
    });

    it('tell how long to wait', async () => {
      backend.setFaults({rateLimit: {next: 1, retryAfter: 3000}});
      expect(await errorOf(connect().listConversations({}))).to.include({kind: 'rate-limited', retryAfter: 3000});
      backend.setFaults({rateLimit: {next: 1, retryAfter: 30_000}});
      const {retryAfter} = await errorOf(connect({retryAfterAsDate: true}).listConversations({}));
      expect(retryAfter).to.be.within(20_000, 30_000);
    });

    it('say that a read was called off', async () => {
      backend.setFaults({latency: {minimum: MINUTE, maximum: MINUTE}});
      const controller = new AbortController();
      const work = errorOf(connect().listConversations({}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect(await work).to.include({kind: 'aborted', outcomeUnknown: false});
    });
  });
});
