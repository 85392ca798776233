import {expect} from '@open-wc/testing';
import type {OutgoingMessage} from '../../src/adapter/messaging-adapter.js';
import {can} from '../../src/model/capabilities.js';
import {blocksSending} from '../../src/model/consent.js';
import type {ErrorKind} from '../../src/model/conversation-error.js';
import {allMessages, conversationWith, errorOf} from './contract-steps.js';
import type {ContractSetUp, Stage} from './contract-suite.js';
import {PEOPLE} from './contract-world.js';

async function sendTo({adapter}: ContractSetUp, phone: string, text: string, extra: Partial<OutgoingMessage> = {}) {
  const {id} = await conversationWith(adapter, phone);
  return adapter.sendMessage({conversationId: id, text, ...extra});
}

async function newestOf({adapter}: ContractSetUp, phone: string) {
  const {id} = await conversationWith(adapter, phone);
  return (await allMessages(adapter, id)).at(-1);
}

export function describeSending(stage: Stage): void {
  describe('sending', () => {
    it('answers with the message, which is then in the history once', async () => {
      const set = stage();
      const conversation = await conversationWith(set.adapter, PEOPLE.answering);
      const sent = await set.adapter.sendMessage({conversationId: conversation.id, text: 'Your bike is ready'});
      expect(sent).to.include({direction: 'outbound', text: 'Your bike is ready', conversationId: conversation.id});
      expect(sent.id).to.be.a('string').and.not.equal('');
      expect(sent.status).to.be.oneOf(['accepted', 'processing', 'sent']);
      const history = await allMessages(set.adapter, conversation.id);
      const stored = history.filter(({text}) => text === 'Your bike is ready');
      expect(stored.map(({direction}) => direction)).to.deep.equal(['outbound']);
      expect(set.world.backend.account.credits).to.equal(99);
    });

    it('reports delivery as it happens', async () => {
      const set = stage();
      for (const [phone, status] of [
        [PEOPLE.answering, 'delivered'],
        [PEOPLE.carrierFails, 'failed'],
        [PEOPLE.undelivered, 'undelivered'],
      ] as const) {
        await sendTo(set, phone, 'On its way');
        set.world.clock.advance(20_000);
        const expected = can(set.adapter.capabilities, 'deliveryStatus') ? [status] : ['sent', 'accepted', 'unknown'];
        expect((await newestOf(set, phone))?.status).to.be.oneOf(expected);
      }
    });

    it('hears the contact answer', async () => {
      const set = stage();
      await sendTo(set, PEOPLE.answering, 'Please confirm Tuesday at 9');
      set.world.clock.advance(20_000);
      const answer = await newestOf(set, PEOPLE.answering);
      expect(answer).to.include({direction: 'inbound', text: 'Great, see you then!', status: 'received'});
      const {unread} = await conversationWith(set.adapter, PEOPLE.answering);
      if (can(set.adapter.capabilities, 'unreadCount')) expect(unread.count).to.equal(1);
    });

    it('sends a picture where it can', async () => {
      const set = stage();
      const mediaUrls = ['https://media.example/photo.jpg'];
      if (!can(set.adapter.capabilities, 'sendMedia')) {
        expect(set.adapter.capabilities.maximumAttachments).to.equal(0);
        return;
      }
      await sendTo(set, PEOPLE.answering, 'Look', {mediaUrls});
      const newest = await newestOf(set, PEOPLE.answering);
      expect(newest?.attachments.map(({url}) => url)).to.deep.equal(mediaUrls);
    });

    const refusals: readonly (readonly [string, keyof typeof PEOPLE, ErrorKind])[] = [
      ['a contact who opted out', 'optedOut', 'opted-out'],
      ['a landline', 'landline', 'not-textable'],
      ['a number that is being looked up', 'pending', 'lookup-pending'],
    ];
    for (const [whom, person, kind] of refusals) {
      it(`does not send to ${whom}`, async () => {
        const set = stage();
        const error = await errorOf(sendTo(set, PEOPLE[person], 'Hello'));
        expect(error.kind).to.equal(kind);
        expect(error.outcomeUnknown).to.be.false;
        expect((await newestOf(set, PEOPLE[person]))?.text).not.to.equal('Hello');
        expect(set.world.backend.account.credits).to.equal(100);
      });
    }

    it('does not send to somebody it does not know', async () => {
      const {adapter, strangerConversationId = '+12025550199'} = stage();
      const error = await errorOf(adapter.sendMessage({conversationId: strangerConversationId, text: 'Hello'}));
      expect(error.kind).to.be.oneOf(['contact-not-found', 'not-found']);
    });

    it('does not send nothing', async () => {
      expect((await errorOf(sendTo(stage(), PEOPLE.answering, ' '))).kind).to.equal('validation');
    });

    it('does not send without credits', async () => {
      const set = stage();
      set.world.backend.setCredits(1);
      const error = await errorOf(sendTo(set, PEOPLE.answering, 'a'.repeat(161)));
      expect(error.kind).to.equal('insufficient-credits');
      await sendTo(set, PEOPLE.answering, 'a'.repeat(160));
      expect(set.world.backend.account.credits).to.equal(0);
    });

    it('does not send without a number to send from', async () => {
      const set = stage();
      set.world.backend.setDefaultNumber(null);
      expect((await errorOf(sendTo(set, PEOPLE.answering, 'Hello'))).kind).to.equal('no-from-number');
    });

    it('lets a number be chosen where it can, but only our own', async () => {
      const set = stage();
      const {adapter, world} = set;
      if (!can(adapter.capabilities, 'chooseOwnEndpoint')) {
        expect('listOwnEndpoints' in adapter).to.be.false;
        return;
      }
      const second = (await adapter.listOwnEndpoints?.())?.[1];
      await sendTo(set, PEOPLE.answering, 'From the back office', {ownEndpointId: second?.id ?? ''});
      const threadId = world.backend.threadWithPhone(PEOPLE.answering)?.id ?? '';
      expect(world.backend.messagesOf(threadId).at(-1)?.ownNumberId).to.equal(second?.id);
      const error = await errorOf(sendTo(set, PEOPLE.answering, 'Hello', {ownEndpointId: 'somebody-elses'}));
      expect(error.kind).to.equal('from-number-forbidden');
    });

    it('follows a contact who stops and starts again', async () => {
      const set = stage();
      const {adapter, world} = set;
      const knows = can(adapter.capabilities, 'consent');
      world.backend.receive({phone: PEOPLE.answering, text: 'Stop'});
      world.clock.advance(10_000);
      const stopped = await newestOf(set, PEOPLE.answering);
      if (adapter.capabilities.consent === 'native') {
        const {consent} = await conversationWith(adapter, PEOPLE.answering);
        expect(blocksSending(consent)).to.be.true;
        expect(consent.since).to.equal(stopped?.at);
      }
      if (knows)
        expect(stopped?.consentChange?.kind ?? stopped?.insight?.optOutDetected).to.be.oneOf(['opt-out', true]);
      expect((await errorOf(sendTo(set, PEOPLE.answering, 'Wait'))).kind).to.equal('opted-out');
      world.backend.receive({phone: PEOPLE.answering, text: 'START'});
      expect((await sendTo(set, PEOPLE.answering, 'Welcome back')).direction).to.equal('outbound');
    });
  });
}
