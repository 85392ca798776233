import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import {addBirdExtras, type BirdMockOptions} from '../../../src/providers/bird/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {
  backend,
  connect,
  JANE,
  listed,
  newestIn,
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

  describe('closed conversations', () => {
    const ways: readonly BirdMockOptions[] = [
      {closedStatus: 409},
      {closedStatus: 422},
      {closedStatus: 409, closedText: 'Invalid state', errorEnvelope: 'nested'},
      {closedStatus: 422, errorEnvelope: 'empty'},
    ];
    for (const way of ways) {
      it(`are told apart when refused with ${JSON.stringify(way)}`, async () => {
        const adapter = connect(way);
        const conversationId = threadIdOf(JANE);
        const closed = await adapter.setClosed?.(conversationId, true);
        expect(closed).to.include({status: 'closed'});
        expect(closed?.needsReply?.value).to.equal(false);
        const error = await errorOf(adapter.sendMessage({conversationId, text: 'Hello'}));
        expect(error).to.include({kind: 'conversation-closed', status: way.closedStatus, outcomeUnknown: false});
        expect(error.nextAction).to.equal('reopen-conversation');
        expect(await adapter.setClosed?.(conversationId, false)).to.include({status: 'active'});
        await adapter.sendMessage({conversationId, text: 'Hello'});
        expect(storedTexts(JANE).filter((text) => text === 'Hello')).to.have.lengthOf(1);
      });
    }

    it('change nothing but the status', async () => {
      const adapter = connect();
      await adapter.setClosed?.(threadIdOf(JANE), true);
      expect(await bodyOf(seen[0])).to.deep.equal({status: 'closed'});
      expect((await listed(adapter, 'Jane Smith')).metadata).to.deep.equal({plan: 'gold', visits: 3});
    });

    it('leave another refusal what it is', async () => {
      const adapter = connect();
      const conversationId = threadIdOf(JANE);
      await adapter.listConversations({});
      worker.use(http.post(`${ROOT}/:id/messages`, () => HttpResponse.json({message: 'Too long'}, {status: 422})));
      const error = await errorOf(adapter.sendMessage({conversationId, text: 'Hello'}));
      expect(error).to.include({kind: 'validation', status: 422, message: 'Too long'});
    });
  });

  describe('metadata', () => {
    for (const attributes of ['replace', 'merge'] as const) {
      it(`changes single attributes of a provider that ${attributes}s them`, async () => {
        const adapter = connect({attributes});
        const {id, metadata = null} = await listed(adapter, 'Jane Smith');
        const change = (changes: Readonly<Record<string, unknown>>) =>
          adapter.updateMetadata?.(id, {base: metadata, changes});
        expect((await change({visits: 4, city: 'Durham'}))?.metadata).to.deep.equal({
          plan: 'gold',
          visits: 4,
          city: 'Durham',
        });
        expect((await change({plan: undefined}))?.metadata).to.deep.equal({visits: 4, city: 'Durham'});
        const error = await errorOf(change({visits: 9}));
        expect(error).to.include({kind: 'conflict', field: 'visits'});
        expect(error.raw).to.deep.equal({visits: 4, city: 'Durham'});
        expect((await listed(adapter, 'Jane Smith')).metadata).to.deep.equal({visits: 4, city: 'Durham'});
      });
    }
  });

  describe('what only Bird has', () => {
    it('is shown as far as it can be', async () => {
      addBirdExtras(backend);
      const adapter = connect();
      const contents = async (name: string) => {
        const {id} = await listed(adapter, name);
        const {messages} = await adapter.listMessages({conversationId: id});
        return messages.map(({text, unsupportedBody}) => [text, unsupportedBody]);
      };
      expect(await contents('Otis Otherbodies')).to.deep.equal([
        [null, 'carousel'],
        ['When may we call?', 'list'],
        [null, 'location'],
      ]);
      expect(await contents('Erin Mailer')).to.deep.equal([
        ['Is the Wayfarer in stock?\r\nErin', undefined],
        ['It is. Shall we put one aside?', undefined],
        ['Yes & thank you!', undefined],
        [null, 'html'],
      ]);
      expect(await contents('Gigi Moving')).to.deep.equal([
        ['S’il vous plaît…', undefined],
        [null, undefined],
      ]);
      const gigi = await listed(adapter, 'Gigi Moving');
      expect((await newestIn(adapter, gigi.id))?.attachments).to.deep.equal([
        {url: 'https://media.larkspur-cycles.example/wheelie.gif', kind: 'image', name: 'wheelie.gif'},
      ]);
      expect(gigi.access).to.deep.equal({visibility: 'private', accessibility: 'invite-only'});
      expect(await listed(adapter, 'Erin Mailer')).to.include({channel: 'email'});
      expect(await listed(adapter, 'Clara Closed')).to.include({status: 'closed'});
    });
  });
});
