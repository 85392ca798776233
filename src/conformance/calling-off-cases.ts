import type {MessagingAdapter, RequestOptions} from '../adapter/messaging-adapter.js';
import {ConversationError} from '../model/conversation-error.js';
import {defineCase, type CaseGroup, type Stage} from './cases.js';
import {check, checkEqual, checkRefused, inTime} from './checks.js';
import {allMessages, idOf} from './reading.js';

const NOBODY_WAITS = 'whoever asked has gone on to something else, and an old answer would overwrite the new one';
const CONSENT = 'whoever opted out while the message waited must not get it';
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

/** What a caller may object with: one kind that adapters know from answers, and an error of another class. */
const OBJECTIONS: readonly Error[] = [
  new ConversationError('opted-out', {message: 'They wrote STOP a moment ago.'}),
  new ConversationError('conflict', {message: 'Somebody else has answered.'}),
  new ConversationError('rate-limited', {message: 'Not yet.', retryAfter: 5000}),
  new RangeError('an error of the caller'),
];

/** Requests that could change something at the provider, as far as the world sees them. */
const actsSeen = ({hooks, world}: Stage): number =>
  (hooks.requests?.(world) ?? []).filter(({method}) => method !== 'GET' && method !== 'OPTIONS').length;

const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

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

    defineCase('asks for the last word right before a message leaves, and heeds it', [], async (stage) => {
      const {adapter, facts} = stage;
      const conversationId = await idOf(adapter, facts.open);
      await adapter.listMessages({conversationId});
      for (const objection of OBJECTIONS) {
        const acts = actsSeen(stage);
        let asked = 0;
        const beforeLeave = async () => {
          await Promise.resolve();
          asked++;
          throw objection;
        };
        const thrown = await inTime(
          thrownBy(adapter.sendMessage({conversationId, text: TEXT}, {beforeLeave})),
          'a send',
        );
        check(asked > 0, 'beforeLeave to be called', 'a send without it', CONSENT);
        check(thrown === objection, 'the very error that beforeLeave threw', thrown, 'the caller knows what it means');
        checkEqual(actsSeen(stage), acts, 'the number of requests that could change something', CONSENT);
      }
      await checkNotSent(adapter, conversationId);
      const order: string[] = [];
      const beforeLeave = async () => {
        await Promise.resolve();
        order.push(`asked before request ${actsSeen(stage)}`);
      };
      const before = actsSeen(stage);
      await adapter.sendMessage({conversationId, text: 'Nobody objects'}, {beforeLeave});
      checkEqual(order, [`asked before request ${before}`], 'when the last word was asked for', CONSENT);
    }),

    defineCase('asks for the last word before a conversation is started', ['startRequest'], async (stage) => {
      const {adapter, hooks, world} = stage;
      if (!adapter.startConversation || !adapter.describeStart) return 'the adapter has no startConversation';
      const request = hooks.startRequest(world, await adapter.describeStart());
      const acts = actsSeen(stage);
      const objection = new ConversationError('opted-out', {message: 'They wrote STOP a moment ago.'});
      const beforeLeave = () => {
        throw objection;
      };
      const thrown = await thrownBy(adapter.startConversation(request, {beforeLeave}));
      checkEqual(actsSeen(stage), acts, 'the number of requests that could change something', CONSENT);
      if (thrown === undefined) return 'nothing had to be sent';
      check(thrown === objection, 'the very error that beforeLeave threw', thrown, 'the caller knows what it means');
      return undefined;
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
