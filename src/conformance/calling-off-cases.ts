import type {MessagingAdapter, RequestOptions} from '../adapter/messaging-adapter.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {checkEqual, checkRefused, inTime} from './checks.js';
import {allMessages, idOf} from './reading.js';

const NOBODY_WAITS = 'whoever asked has gone on to something else, and an old answer would overwrite the new one';
const TEXT = 'Not any more';

type Call = readonly [name: string, call: (options: RequestOptions) => Promise<unknown>];

/** Every call that can be tried without consequences, should it not be called off after all. */
function callsOf({adapter}: Stage, conversationId: string): readonly Call[] {
  const where = (isThere: boolean, name: string, call: Call[1]): readonly Call[] => (isThere ? [[name, call]] : []);
  return [
    ['listConversations', (options) => adapter.listConversations({}, options)],
    ['listMessages', (options) => adapter.listMessages({conversationId}, options)],
    ['sendMessage', (options) => adapter.sendMessage({conversationId, text: TEXT}, options)],
    ...where(!!adapter.getConversation, 'getConversation', async (options) =>
      adapter.getConversation?.(conversationId, options),
    ),
    ...where(!!adapter.getContact, 'getContact', async (options) => adapter.getContact?.(conversationId, options)),
  ];
}

async function checkNotSent(adapter: MessagingAdapter, conversationId: string): Promise<void> {
  const sent = (await allMessages(adapter, conversationId)).filter(({text}) => text === TEXT);
  checkEqual(sent.length, 0, 'the number of messages that left', 'it was called off before it began');
}

export const callingOffCases: CaseGroup = {
  group: 'calling off',
  cases: [
    defineCase('does nothing that was called off before it began', [], async (stage) => {
      const {adapter, facts} = stage;
      const conversationId = await idOf(adapter, facts.open);
      for (const [name, call] of callsOf(stage, conversationId)) {
        const work = call({signal: AbortSignal.abort()});
        const error = await checkRefused(work, ['aborted'], `${name} after its signal aborted`, NOBODY_WAITS);
        checkEqual(error.outcomeUnknown, false, `outcomeUnknown of ${name}`, 'nothing left');
      }
      await checkNotSent(adapter, conversationId);
    }),

    defineCase('lets a read be called off at any moment', ['hold'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const conversationId = await idOf(adapter, facts.open);
      for (const [name, call] of callsOf(stage, conversationId)) {
        if (name === 'sendMessage') continue;
        const held = hooks.hold(world);
        const controller = new AbortController();
        const refused = checkRefused(
          call({signal: controller.signal}),
          ['aborted'],
          `${name} called off`,
          NOBODY_WAITS,
        );
        await Promise.race([inTime(held.underWay(), 'the exchange'), refused]);
        controller.abort();
        checkEqual((await refused).outcomeUnknown, false, `outcomeUnknown of ${name}`, 'a read changes nothing');
        held.release();
      }
      await adapter.listConversations({});
    }),

    defineCase('does not say that nothing was sent when a send is called off under way', ['hold'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      const conversationId = await idOf(adapter, facts.open);
      const held = hooks.hold(world);
      const controller = new AbortController();
      const sending = adapter.sendMessage({conversationId, text: TEXT}, {signal: controller.signal});
      const refused = checkRefused(sending, ['aborted'], 'a send called off', NOBODY_WAITS);
      await Promise.race([inTime(held.underWay(), 'the exchange'), refused]);
      controller.abort();
      const error = await refused;
      held.release();
      checkEqual(error.outcomeUnknown, true, 'outcomeUnknown', 'the request may have arrived');
    }),

    defineCase('takes no notice of a signal once the answer is there', [], async ({adapter}) => {
      const controller = new AbortController();
      const page = await adapter.listConversations({}, {signal: controller.signal});
      controller.abort();
      const again = await adapter.listConversations({});
      checkEqual(
        again.items.length,
        page.items.length,
        'the length of the list read again',
        'signals are for one call',
      );
    }),
  ],
};
