import {expect, test} from '@playwright/test';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {checkConversation, checkMessage} from '../../src/conformance/well-formed.js';
import {PROVIDERS, typeId} from './accounts.js';

const NOW = Date.UTC(2026, 2, 12, 15, 30);

type Row = Readonly<Record<string, unknown>>;

interface Webhook {
  /** An event that is known, with this in it. */
  readonly event: (content: unknown, type?: string) => Row;
  /** What such an event holds. */
  readonly content: Row;
  /** What takes away which conversation it is of. */
  readonly homeless: Row;
  /** What makes it unreadable, though it says of which conversation it is. */
  readonly unreadable: Row;
}

let count = 0;

const rowsOf = (name: string) => {
  const provider = PROVIDERS[name];
  if (!provider) throw new Error('no such provider');
  return provider;
};

const WEBHOOKS: Readonly<Record<string, Webhook>> = {
  surge: {
    event: (data, type = 'message.received') => ({type, timestamp: '2026-03-12T15:30:00Z', account_id: 'acct_1', data}),
    content: rowsOf('surge').message(typeId('msg', NOW), NOW),
    homeless: {conversation: null},
    unreadable: {id: null},
  },
  bird: {
    event: (payload, event = 'conversation.updated') => ({service: 'conversations', event, payload}),
    content: rowsOf('bird').thread('cv-1', NOW),
    homeless: {id: null},
    unreadable: {id: {}},
  },
  digivault: {
    event: (object, type = 'conversation.message.created') => ({id: `webhook_${++count}`, type, data: {object}}),
    content: rowsOf('digivault').message('m1', NOW),
    homeless: {conversation_id: null},
    unreadable: {id: null},
  },
  agentphone: {
    event: (data, event = 'agent.message') => ({event, channel: 'sms', timestamp: '2026-03-12T15:30:00Z', data}),
    content: {
      ...{messageId: 'm1', conversationId: 'conv_1', numberId: 'num_1', from: '+14155551234', to: '+14155550100'},
      ...{contact: null, message: 'Hello', mediaUrl: null, mediaUrls: [], direction: 'inbound'},
      receivedAt: '2026-03-12T15:30:00Z',
    },
    homeless: {conversationId: null},
    unreadable: {messageId: null},
  },
};

const ODD: readonly unknown[] = [null, undefined, '', 'sideways', 0, -1, 1e300, true, [], {}, [null], '\ud800'];

for (const [name, {event, content, homeless, unreadable}] of Object.entries(WEBHOOKS)) {
  const {connect, conversationId} = rowsOf(name);
  const hear = (
    payload: unknown,
    adapter: MessagingAdapter = connect('http://127.0.0.1:9'),
  ): readonly AdapterEvent[] => {
    const told: AdapterEvent[] = [];
    const subscription = adapter.subscribe?.((news) => told.push(news));
    const events = adapter.receiveWebhook?.(payload) ?? [];
    subscription?.close();
    expect(told).toEqual(events);
    return events;
  };

  test.describe(`a webhook of ${name}`, () => {
    test('is heard', () => {
      expect(JSON.stringify(hear(event(content)))).toContain(conversationId);
    });

    test('that does not say what it is about has the list read again', () => {
      const types = hear(event({...content, ...homeless})).map(({type}) => type);
      expect(types).toContain('conversations-invalidated');
      expect(types.filter((type) => type.startsWith('message-'))).toEqual([]);
    });

    test('that cannot be read has read again what it is about', () => {
      const events = hear(event({...content, ...unreadable}));
      expect(events.map(({type}) => type)).toContain('conversations-invalidated');
      if (name !== 'bird') expect(events).toContainEqual({type: 'messages-invalidated', conversationId});
    });

    test('is well-formed news, whatever any of its fields holds', () => {
      for (const key of Object.keys(content)) {
        for (const value of ODD) {
          const isTime = name === 'digivault' && key.endsWith('_at') && typeof value === 'number';
          if (isTime) continue;
          const events = hear(event({...content, [key]: value}));
          expect(events.length, `${key}: ${JSON.stringify(value)}`).toBeGreaterThan(0);
          for (const news of events) {
            if ('message' in news) checkMessage(news.message, news.message.conversationId);
            if ('conversation' in news) checkConversation(news.conversation);
          }
        }
      }
    });

    test('of another kind, or of nothing, is nothing', () => {
      for (const odd of [null, 7, 'x', [], {}, event(null), event([]), event({}), event(content, 'odd.thing')]) {
        expect(hear(odd)).toEqual([]);
      }
    });
  });
}

test.describe('consent by webhooks of Surge', () => {
  const surge = WEBHOOKS['surge'];
  if (!surge) throw new Error('no such provider');
  const {event, content} = surge;
  const contents: readonly Row[] = [
    {id: 'ctc_1'},
    {contact: {id: 'ctc_1'}},
    {contact_id: 'ctc_1'},
    {id: 'e1', contact_id: 'ctc_1'},
  ];
  for (const data of contents) {
    test(`is of the contact that it names, as in ${JSON.stringify(data)}`, () => {
      const adapter = rowsOf('surge').connect('http://127.0.0.1:9');
      adapter.receiveWebhook?.(event(content));
      for (const [type, state] of [
        ['contact.opted_out', 'opted-out'],
        ['contact.opted_in', 'opted-in'],
      ] as const) {
        const [news] = adapter.receiveWebhook?.(event(data, type)) ?? [];
        expect(news).toMatchObject({type: 'conversation-updated', conversation: {consent: {state}}});
      }
    });
  }

  test('that names nobody has the list read again', () => {
    const adapter = rowsOf('surge').connect('http://127.0.0.1:9');
    const events = adapter.receiveWebhook?.(event({phone_number: '+18015551234'}, 'contact.opted_out'));
    expect(events).toEqual([{type: 'conversations-invalidated'}]);
  });

  for (const said of [
    {status: 'opted_out'},
    {status: 'OPTED_OUT'},
    {status: 'optedOut'},
    {status: 'opted-out', opted_out_at: null},
    {opted_out_at: '2026-03-12T15:30:00Z'},
    {opted_out_at: NOW / 1000},
    {status: 'somehow', opted_out_at: true},
    {status: null, opted_out_at: 'Thursday'},
  ]) {
    test(`that a conversation states itself is believed, as in ${JSON.stringify(said)}`, () => {
      const adapter = rowsOf('surge').connect('http://127.0.0.1:9');
      const conversation = {...(content['conversation'] as object), ...said};
      const events = adapter.receiveWebhook?.(event({...content, conversation})) ?? [];
      const news = events.find(({type}) => type === 'conversation-updated');
      expect(news).toMatchObject({conversation: {consent: {state: 'opted-out', source: 'native'}}});
    });
  }
});
