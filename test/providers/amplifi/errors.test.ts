import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import {errorOf, everythingIn} from '../../adapter/errors.js';
import {
  API,
  backend,
  connect,
  contactChange,
  JANE,
  populate,
  seen,
  storedTexts,
  threadOf,
  TOKEN,
  worker,
} from './account-scene.js';

describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('errors', () => {
    const cases: readonly (readonly [
      name: string,
      prepare: () => void,
      message: Partial<OutgoingMessage>,
      expected: Partial<ConversationError>,
    ])[] = [
      [
        'no contact',
        () => {},
        {conversationId: '+12025550143'},
        {kind: 'contact-not-found', status: 400, code: 'CONTACT_NOT_FOUND', retry: 'after-change'},
      ],
      [
        'an opted-out contact',
        () => backend.optOut(threadOf(JANE).id),
        {},
        {kind: 'opted-out', status: 400, code: 'CONTACT_OPTED_OUT', retry: 'never'},
      ],
      [
        'a contact who opted out of another number',
        () => backend.optOut(threadOf(JANE).id, 'own-2'),
        {},
        {kind: 'opted-out', status: 400, code: 'CONTACT_OPTED_OUT'},
      ],
      [
        'a landline',
        () => contactChange(JANE, {textable: false}),
        {},
        {kind: 'not-textable', status: 400, code: 'CONTACT_NON_TEXTABLE', retry: 'never'},
      ],
      [
        'a look-up under way',
        () => contactChange(JANE, {textable: null}),
        {},
        {kind: 'lookup-pending', status: 400, retry: 'after-delay'},
      ],
      [
        'no default number',
        () => backend.setDefaultNumber(null),
        {},
        {kind: 'no-from-number', status: 400, code: 'NO_FROM_NUMBER', nextAction: 'configure-number'},
      ],
      [
        'no credits',
        () => backend.setCredits(0),
        {},
        {kind: 'insufficient-credits', status: 402, code: undefined, nextAction: 'add-credits'},
      ],
      [
        "somebody else's number",
        () => {},
        {ownEndpointId: 'own-9'},
        {kind: 'from-number-forbidden', status: 403, code: undefined, nextAction: 'choose-number'},
      ],
    ];
    for (const [name, prepare, message, expected] of cases) {
      it(`reports ${name} as ${expected.kind}, and that nothing was sent`, async () => {
        prepare();
        const before = storedTexts(JANE).length;
        const error = await errorOf(connect().sendMessage({conversationId: JANE, text: 'Hello', ...message}));
        expect(error).to.include({adapter: 'amplifi', outcomeUnknown: false, ...expected});
        expect(error.message).to.match(/\w+ \w+/);
        expect(storedTexts(JANE)).to.have.lengthOf(before);
        expect(seen).to.have.lengthOf(1);
      });
    }

    it('takes a blocked number for not textable when the words do not mention a look-up', async () => {
      contactChange(JANE, {textable: null});
      const adapter = connect({lookupPendingText: 'Blocked for now.'});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'}));
      expect(error).to.include({kind: 'not-textable', message: 'Blocked for now.'});
    });

    it('asks the supplier once for a fresh token and repeats once', async () => {
      const asked: boolean[] = [];
      const headers: HeaderSupplier = async ({refused}) => {
        asked.push(refused);
        return {authorization: `Bearer ${refused ? 'fresh-token' : TOKEN}`};
      };
      const adapter = connect({acceptToken: (token) => token === 'fresh-token'}, {headers});
      await adapter.sendMessage({conversationId: JANE, text: 'Once only'});
      expect(asked).to.deep.equal([false, true]);
      expect(seen.map(({headers: sent}) => sent.get('authorization'))).to.deep.equal([
        `Bearer ${TOKEN}`,
        'Bearer fresh-token',
      ]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('asks for a sign-in when the fresh token is refused too, and tells nobody the token', async () => {
      const adapter = connect({acceptToken: () => false});
      for (const work of [adapter.listConversations({}), adapter.sendMessage({conversationId: JANE, text: 'Hello'})]) {
        const error = await errorOf(work);
        expect(error).to.include({kind: 'unauthorized', status: 401, nextAction: 'sign-in', outcomeUnknown: false});
        expect(everythingIn(error)).not.to.contain(TOKEN);
      }
      expect(seen).to.have.lengthOf(4);
    });

    it('does not knock twice when nobody supplies a token', async () => {
      const error = await errorOf(connect({}, {headers: undefined}).listConversations({}));
      expect(error).to.include({kind: 'unauthorized', status: 401});
      expect(seen).to.have.lengthOf(1);
    });

    it('reports an organisation that is not ours as forbidden', async () => {
      const error = await errorOf(connect({}, {organizationId: 'another'}).listConversations({}));
      expect(error).to.include({kind: 'forbidden', status: 403});
    });

    it('puts no token into any error', async () => {
      const refusals: ConversationError[] = [];
      const echo = ({request}: {readonly request: Request}) =>
        HttpResponse.json({error: request.headers.get('authorization')}, {status: 400});
      const adapter = connect();
      worker.use(http.all(`${API}/api/*`, echo), http.all(`${API}/api/conversations/*`, echo));
      refusals.push(await errorOf(adapter.listConversations({})));
      refusals.push(await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'})));
      expect(refusals.map(({message}) => message)).to.deep.equal(['[removed]', '[removed]']);
      for (const error of refusals) expect(everythingIn(error)).not.to.contain(TOKEN);
    });

    it('tells how long to wait, said in seconds', async () => {
      const adapter = connect();
      backend.setFaults({rateLimit: {next: 1, retryAfter: 3000}});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'}));
      expect(error).to.include({kind: 'rate-limited', status: 429, retryAfter: 3000, outcomeUnknown: false});
      expect(storedTexts(JANE)).not.to.include('Hello');
    });

    it('tells how long to wait, said as a date', async () => {
      const adapter = connect({retryAfterAsDate: true});
      backend.setFaults({rateLimit: {next: 1, retryAfter: 30_000}});
      const error = await errorOf(adapter.listMessages({conversationId: JANE}));
      expect(error.kind).to.equal('rate-limited');
      expect(error.retryAfter).to.be.within(20_000, 30_000);
    });

    it('does not repeat a send whose answer was lost', async () => {
      const adapter = connect();
      backend.setFaults({loseAnswer: {next: 1}});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Once only'}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
      expect(seen).to.have.lengthOf(1);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('does not repeat a send on which the server broke', async () => {
      const adapter = connect();
      backend.setFaults({serverError: {next: 1, processed: true}});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Once only'}));
      expect(error).to.include({kind: 'server', status: 500, outcomeUnknown: true});
      expect(seen).to.have.lengthOf(1);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('is certain that a read changed nothing', async () => {
      const adapter = connect();
      backend.setFaults({offline: true});
      expect(await errorOf(adapter.listConversations({}))).to.include({kind: 'network', outcomeUnknown: false});
    });

    it('can be called off', async () => {
      const adapter = connect();
      backend.setFaults({latency: {minimum: 60_000, maximum: 60_000}});
      const controller = new AbortController();
      const work = errorOf(adapter.listMessages({conversationId: JANE}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect((await work).kind).to.equal('aborted');
    });
  });
});
