import {expect} from '@open-wc/testing';
import {addBirdExtras} from '../../../src/providers/bird/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf} from '../../adapter/over-http.js';
import {WORKSPACE} from './bird-world.js';
import {
  backend,
  clock,
  connect,
  JANE,
  listed,
  newestIn,
  populate,
  seen,
  storedTexts,
  threadIdOf,
} from './account-scene.js';

const methods = () =>
  seen.map(
    (request) => `${request.method} ${new URL(request.url).pathname.split('/').slice(5).join('/') || 'conversation'}`,
  );
describe('the Bird adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('sending', () => {
    it('names the contacts of a conversation, from what was listed', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'See you'});
      expect(methods()).to.deep.equal(['GET conversation', 'POST messages']);
      expect(await bodyOf(seen[1])).to.deep.include({
        participantType: 'accessKey',
        participantId: WORKSPACE.participantId,
        addMissingParticipants: true,
        recipients: [{type: 'to', id: backend.contactWithPhone(JANE)?.id}],
        body: {type: 'text', text: {text: 'See you'}},
      });
    });

    it('reads the conversation first when it was not listed', async () => {
      await connect().sendMessage({conversationId: threadIdOf(JANE), text: 'See you'});
      expect(methods()).to.deep.equal(['GET conversation', 'POST messages']);
      expect(storedTexts(JANE).at(-1)).to.equal('See you');
    });

    it('asks for all participants where a conversation shows only some', async () => {
      addBirdExtras(backend);
      const adapter = connect();
      const group = await listed(adapter, 'Sunday ride');
      expect(group).to.include({kind: 'group', participantsComplete: false});
      expect(group.participants).to.have.lengthOf(5);
      await adapter.sendMessage({conversationId: group.id, text: 'All in!'});
      expect(methods()).to.deep.equal(['GET conversation', 'GET participants', 'POST messages']);
      const {recipients} = (await bodyOf(seen.at(-1))) as {recipients: {id: string}[]};
      expect(recipients).to.have.lengthOf(8);
      expect(recipients[0]?.id).to.equal(backend.contactWithPhone('+16145550193')?.id);
    });

    it('moves a message through every status', async () => {
      const adapter = connect();
      const {id} = await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'On its way'});
      const met: string[] = [];
      for (const step of [0, 400, 400, 3000]) {
        clock.advance(step);
        const newest = await newestIn(adapter, threadIdOf(JANE));
        expect(newest?.id).to.equal(id);
        met.push(newest?.status ?? '');
      }
      expect(met).to.deep.equal(['accepted', 'processing', 'sent', 'delivered']);
    });

    it('takes what cannot arrive, and tells why later', async () => {
      const adapter = connect();
      const failures: readonly (readonly [() => void, RegExp])[] = [
        [() => backend.setCredits(0), /^Insufficient credit$/],
        [() => void backend.optOut(threadIdOf(JANE)), /opted out/],
      ];
      for (const [prepare, reason] of failures) {
        prepare();
        const sent = await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'Hello?'});
        expect(sent.status).to.equal('accepted');
        clock.advance(5000);
        const newest = await newestIn(adapter, threadIdOf(JANE));
        expect(newest).to.include({id: sent.id, status: 'failed'});
        expect(newest?.failure?.text).to.match(reason);
      }
    });

    it('gives every message a reference of its own', async () => {
      const adapter = connect();
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Twice on purpose'};
      await adapter.sendMessage(outgoing);
      await adapter.sendMessage(outgoing);
      expect(storedTexts(JANE).filter((text) => text === 'Twice on purpose')).to.have.lengthOf(2);
    });

    it("uses the host's reference, and does not hide that it was used before", async () => {
      const adapter = connect();
      const send = () =>
        adapter.sendMessage({
          conversationId: threadIdOf(JANE),
          text: 'Once only',
          providerOptions: {reference: 'order-17', replyToMessageId: 'm1'},
        });
      expect((await send()).replyTo).to.deep.equal({id: 'm1'});
      expect(await bodyOf(seen.at(-1))).to.include({reference: 'order-17', replyToMessageId: 'm1'});
      expect(await errorOf(send())).to.include({kind: 'conflict', status: 409, outcomeUnknown: false});
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('does not send twice what is tried again after a lost answer', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Once only'};
      backend.setFaults({loseAnswer: {next: 1, only: 'send'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'network', outcomeUnknown: true});
      backend.setFaults({rateLimit: {next: 1, only: 'send'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'rate-limited', outcomeUnknown: false});
      const found = await adapter.sendMessage(outgoing);
      expect(found).to.include({text: 'Once only', direction: 'outbound'});
      expect(found.id).to.equal(backend.messagesOf(threadIdOf(JANE)).at(-1)?.id);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
      await adapter.sendMessage(outgoing);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(2);
    });

    it('does not say "not sent" of what is there already but cannot be found', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Once only'};
      backend.setFaults({loseAnswer: {next: 1, only: 'send'}});
      await errorOf(adapter.sendMessage(outgoing));
      backend.setFaults({serverError: {next: 1, only: 'read'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'conflict', outcomeUnknown: true});
      expect(await adapter.sendMessage(outgoing)).to.include({text: 'Once only'});
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('sends what is tried again after a lost request', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Once only'};
      backend.setFaults({loseRequest: {next: 1, only: 'send'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'network', outcomeUnknown: true});
      expect(storedTexts(JANE)).not.to.include('Once only');
      await adapter.sendMessage(outgoing);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('refuses what Bird does not have before anything leaves', async () => {
      const adapter = connect();
      const conversationId = threadIdOf(JANE);
      for (const [extra, field] of [
        [{ownEndpointId: 'channel-sms'}, 'ownEndpointId'],
        [{providerOptions: {normalizeText: true}}, 'normalizeText'],
        [{providerOptions: {reference: 7}}, 'reference'],
        [{mediaUrls: ['file:///etc/passwd']}, 'mediaUrls'],
      ] as const) {
        const error = await errorOf(adapter.sendMessage({conversationId, text: 'Hi', ...extra}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
      }
      expect(await errorOf(adapter.sendMessage({conversationId: '..', text: 'Hi'}))).to.include({kind: 'not-found'});
      expect(await errorOf(adapter.sendMessage({conversationId: '\ud800', text: 'Hi'}))).to.include({
        kind: 'not-found',
      });
      expect(seen).to.deep.equal([]);
    });
  });
});
