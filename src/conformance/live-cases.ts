import type {AdapterEvent} from '../adapter/adapter-event.js';
import type {AdapterSubscription, MessagingAdapter} from '../adapter/messaging-adapter.js';
import {can} from '../model/capabilities.js';
import type {Message} from '../model/message.js';
import {MessageList} from '../model/message-list.js';
import {defineCase, type CaseGroup} from './cases.js';
import {check, checkEqual, eventually} from './checks.js';
import {idOf} from './reading.js';
import {checkConversation, checkMessage} from './well-formed.js';

const AFTERWARDS = 'the view that listened is gone; what it still hears fails, or keeps it in memory for ever';
const NEWS = 'people wait for an answer while they look at the conversation';

/** Makes a subscription look at once, as a page does when it comes to the front again. */
function comeBack(subscription: AdapterSubscription): void {
  subscription.setPollMode('hidden');
  subscription.setPollMode('active');
}

/** What events say, put together the way the store does. */
function told(events: readonly AdapterEvent[]): readonly Message[] {
  const messages = events.flatMap((event) => ('message' in event ? [event.message] : []));
  return messages.reduce((known, message) => known.merge([message]), MessageList.empty).messages;
}

const receive = (adapter: MessagingAdapter, payload: unknown): readonly AdapterEvent[] =>
  adapter.receiveWebhook?.(payload) ?? [];

export const liveCases: CaseGroup = {
  group: 'news',
  cases: [
    defineCase('come in while somebody listens', ['contactWrites'], async ({adapter, facts, hooks, world}) => {
      if (!adapter.subscribe || !can(adapter.capabilities, 'liveUpdates')) return 'liveUpdates is "none"';
      const id = await idOf(adapter, facts.open);
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe((event) => void heard.push(event));
      subscription.watch(id);
      await hooks.contactWrites(world, facts.open, 'Hello again');
      const types = () => heard.map(({type}) => type);
      const isPushed = adapter.capabilities.liveUpdates === 'native';
      if (!isPushed) comeBack(subscription);
      const isTold = await eventually(() => (isPushed ? types().includes('message-created') : types().length > 0));
      subscription.close();
      check(isTold, isPushed ? 'message-created to be heard' : 'news of what to read again', types(), NEWS);
      for (const event of heard) {
        if ('message' in event) checkMessage(event.message, event.message.conversationId);
        if ('conversation' in event) checkConversation(event.conversation);
      }
      return undefined;
    }),

    defineCase('stop when the subscription is closed', ['contactWrites'], async (stage) => {
      const {adapter, facts, hooks, world} = stage;
      if (!adapter.subscribe) return 'the adapter has no subscribe';
      const id = await idOf(adapter, facts.open);
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe((event) => void heard.push(event));
      subscription.watch(id);
      subscription.close();
      const before = heard.length;
      await hooks.contactWrites(world, facts.open, 'Nobody there?');
      await hooks.advance?.(world, 60_000);
      comeBack(subscription);
      subscription.watch(undefined);
      subscription.close();
      await adapter.listConversations({});
      checkEqual(
        heard.slice(before).map(({type}) => type),
        [],
        'what was heard after closing',
        AFTERWARDS,
      );
      return undefined;
    }),

    defineCase('are told to each listener for itself', ['contactWrites'], async ({adapter, facts, hooks, world}) => {
      if (!adapter.subscribe) return 'the adapter has no subscribe';
      const heard: AdapterEvent[] = [];
      const gone = adapter.subscribe(() => undefined);
      const staying = adapter.subscribe((event) => void heard.push(event));
      gone.close();
      await hooks.contactWrites(world, facts.open, 'Still there?');
      comeBack(staying);
      const isTold = await eventually(() => heard.length > 0);
      staying.close();
      check(isTold, 'news for the listener that stayed', heard, 'closing one view must not silence the others');
      return undefined;
    }),

    defineCase('come from webhooks to everybody who listens', ['webhookPayloads'], async ({adapter, hooks, world}) => {
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => void heard.push(event));
      const reported = hooks.webhookPayloads(world).flatMap((payload) => receive(adapter, payload));
      check(reported.length > 0, 'the payloads to be understood', reported, NEWS);
      if (subscription) checkEqual(heard, reported, 'what the listener heard', 'it must be what was reported');
      subscription?.close();
      const before = heard.length;
      for (const payload of hooks.webhookPayloads(world)) receive(adapter, payload);
      checkEqual(heard.length, before, 'the number of events heard after closing', AFTERWARDS);
    }),

    defineCase('are the same when a webhook comes twice', ['webhookPayloads'], async ({adapter, hooks, world}) => {
      const why = 'providers deliver at least once, so every webhook comes twice some day';
      for (const payload of hooks.webhookPayloads(world)) {
        const first = receive(adapter, payload);
        const second = receive(adapter, payload);
        const once = told(first).map(({id, status}) => `${id} ${status}`);
        const twice = told([...first, ...second]).map(({id, status}) => `${id} ${status}`);
        checkEqual(twice, once, 'the messages after a payload came twice', why);
      }
    }),

    defineCase('are nothing when a webhook cannot be understood', [], async ({adapter}) => {
      if (!adapter.receiveWebhook) return 'the adapter has no receiveWebhook';
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => void heard.push(event));
      const nonsense = [undefined, null, 17, 'text', [], {}, {type: 'something.new'}, {type: null, data: null}];

      for (const payload of nonsense) {
        checkEqual(
          receive(adapter, payload),
          [],
          `the events of ${JSON.stringify(payload)}`,
          'it was about something else',
        );
      }
      subscription?.close();
      checkEqual(heard, [], 'what was heard of them', 'it was about something else');
      return undefined;
    }),
  ],
};
