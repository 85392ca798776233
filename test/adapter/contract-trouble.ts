import {expect, waitUntil} from '@open-wc/testing';
import type {FaultChange} from '../../src/backend/faults.js';
import type {ErrorKind} from '../../src/model/conversation-error.js';
import {allConversations, conversationWith, errorOf} from './contract-steps.js';
import type {ContractSetUp, Stage} from './contract-suite.js';
import {PEOPLE} from './contract-world.js';

const TEXT = 'Did this arrive?';

const timesSent = ({world: {backend}}: ContractSetUp): number =>
  backend.messagesOf(backend.threadWithPhone(PEOPLE.answering)?.id ?? '').filter(({text}) => text === TEXT).length;

async function sendDuring(set: ContractSetUp, fault: FaultChange) {
  const {id} = await conversationWith(set.adapter, PEOPLE.answering);
  set.world.backend.setFaults(fault);
  return errorOf(set.adapter.sendMessage({conversationId: id, text: TEXT}));
}

interface Trouble {
  readonly name: string;
  readonly fault: FaultChange;
  readonly kind: ErrorKind;
  readonly outcomeUnknown: boolean;
  readonly sent: number;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: 'the answer is lost',
    fault: {loseAnswer: {next: 1, only: 'send'}},
    kind: 'network',
    outcomeUnknown: true,
    sent: 1,
  },
  {
    name: 'the request is lost',
    fault: {loseRequest: {next: 1, only: 'send'}},
    kind: 'network',
    outcomeUnknown: true,
    sent: 0,
  },
  {
    name: 'the server breaks after sending',
    fault: {serverError: {next: 1, processed: true, only: 'send'}},
    kind: 'server',
    outcomeUnknown: true,
    sent: 1,
  },
  {
    name: 'the server breaks before sending',
    fault: {serverError: {next: 1, processed: false, only: 'send'}},
    kind: 'server',
    outcomeUnknown: true,
    sent: 0,
  },
  {
    name: 'there were too many requests',
    fault: {rateLimit: {next: 1, retryAfter: 3000, only: 'send'}},
    kind: 'rate-limited',
    outcomeUnknown: false,
    sent: 0,
  },
];

export function describeTrouble(stage: Stage): void {
  describe('trouble on the way', () => {
    for (const {name, fault, kind, outcomeUnknown, sent} of TROUBLES) {
      it(`sends once and is honest about the outcome when ${name}`, async () => {
        const set = stage();
        const error = await sendDuring(set, fault);
        expect({kind: error.kind, outcomeUnknown: error.outcomeUnknown}).to.deep.equal({kind, outcomeUnknown});
        expect(timesSent(set)).to.equal(sent);
        if (kind === 'rate-limited') expect(error.retryAfter).to.equal(3000);
      });
    }

    it('knows that a read changes nothing', async () => {
      const {adapter, world} = stage();
      world.backend.setFaults({offline: true});
      const error = await errorOf(adapter.listConversations({}));
      expect({kind: error.kind, outcomeUnknown: error.outcomeUnknown}).to.deep.equal({
        kind: 'network',
        outcomeUnknown: false,
      });
      world.backend.setFaults({offline: false});
      expect(await allConversations(adapter)).not.to.be.empty;
    });

    it('sends nothing while offline', async () => {
      const set = stage();
      expect((await sendDuring(set, {offline: true})).kind).to.equal('network');
      expect(timesSent(set)).to.equal(0);
    });

    it('does nothing that was called off before it began', async () => {
      const set = stage();
      const {id} = await conversationWith(set.adapter, PEOPLE.answering);
      const signal = AbortSignal.abort();
      const errors = [
        await errorOf(set.adapter.sendMessage({conversationId: id, text: TEXT}, {signal})),
        await errorOf(set.adapter.listConversations({}, {signal})),
        await errorOf(set.adapter.listMessages({conversationId: id}, {signal})),
      ];
      expect(errors.map(({kind}) => kind)).to.deep.equal(['aborted', 'aborted', 'aborted']);
      expect(errors[0]?.outcomeUnknown).to.be.false;
      expect(timesSent(set)).to.equal(0);
    });

    it('can be called off under way, and then does not say that nothing was sent', async () => {
      const set = stage();
      const {id} = await conversationWith(set.adapter, PEOPLE.answering);
      set.world.backend.setFaults({latency: {minimum: 1000, maximum: 1000}});
      const controller = new AbortController();
      const sending = errorOf(set.adapter.sendMessage({conversationId: id, text: TEXT}, {signal: controller.signal}));
      await waitUntil(() => set.world.clock.pending > 0, 'the message is under way');
      controller.abort();
      const error = await sending;
      expect({kind: error.kind, outcomeUnknown: error.outcomeUnknown}).to.deep.equal({
        kind: 'aborted',
        outcomeUnknown: true,
      });
      const reading = new AbortController();
      const read = errorOf(set.adapter.listConversations({}, {signal: reading.signal}));
      reading.abort();
      expect((await read).kind).to.equal('aborted');
    });
  });
}
