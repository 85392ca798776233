import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {fieldsOf, idOf, textOf} from '../../../src/adapter/toolkit/fields.js';
import {createHttpClient, type HttpOptions} from '../../../src/adapter/http.js';
import {CONTRACT_VERSION, type MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {LiveNews} from '../../../src/adapter/toolkit/live-news.js';
import {pathSegment} from '../../../src/adapter/toolkit/paths.js';
import {readRows} from '../../../src/adapter/toolkit/rows.js';
import {NO_CAPABILITIES, type Capabilities} from '../../../src/model/capabilities.js';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {asCursor} from '../../../src/model/page.js';
import {conversationFromWire, messageFromWire, readError} from './mapping.js';
import type {WireEvent, WireLetter, WireLetterPage, WireThreadPage} from './wire.js';

const ADAPTER = 'pigeon';

const CAPABILITIES: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  // The list cannot be searched or filtered, so this is done on what is loaded.
  searchConversations: 'derived',
  filterUnread: 'derived',
  unreadCount: 'native',
  markRead: 'local',
  messageHistory: 'native',
  messageDirections: 'native',
  deliveryStatus: 'native',
  sendText: 'native',
  liveUpdates: 'derived',
};

/** An adapter for the HTTP API of the Pigeon Post, which nobody runs. */
export function createPigeonAdapter(options: HttpOptions = {}): MessagingAdapter {
  const {baseUrl = 'https://api.pigeon.example'} = options;
  const request = createHttpClient({...options, baseUrl, adapter: ADAPTER, readError});
  const news = new LiveNews({polling: {conversations: 10_000, messages: 4000}});

  return {
    contractVersion: CONTRACT_VERSION,
    id: `${ADAPTER}:${baseUrl}`,
    name: 'Pigeon Post',
    capabilities: CAPABILITIES,

    async listConversations({cursor, limit = 50}, {signal} = {}) {
      const answer = await request({method: 'GET', path: '/threads', query: {after: cursor, limit}, signal});
      const {items, unreadable} = readRows(answer, ['threads'], conversationFromWire, {
        adapter: ADAPTER,
        what: 'threads',
      });
      const after = textOf(fieldsOf<WireThreadPage>(answer).next);
      return {
        items,
        ...(unreadable > 0 && {incomplete: true}),
        // A cursor that leads to where it was asked from would never end.
        ...(after !== undefined && after !== cursor && {next: asCursor(after)}),
      };
    },

    async listMessages({conversationId, cursor, limit = 50}, {signal} = {}) {
      const query = {before: cursor, limit};
      const answer = await request({method: 'GET', path: lettersPath(conversationId), query, signal});
      const read = (row: unknown) => messageFromWire(row, conversationId);
      const {items, rows} = readRows(answer, ['letters'], read, {adapter: ADAPTER, what: 'letters'});
      const {has_older: hasOlder} = fieldsOf<WireLetterPage>(answer);
      const before = idOf(fieldsOf<WireLetter>(rows.at(-1)).id);
      return {
        messages: [...items].reverse(),
        ...(hasOlder === true && before !== undefined && before !== cursor && {older: asCursor(before)}),
      };
    },

    async sendMessage({conversationId, text, mediaUrls = []}, options) {
      if (mediaUrls.length > 0) throw new ConversationError('unsupported', {adapter: ADAPTER, field: 'mediaUrls'});
      const answer = await request({method: 'POST', path: lettersPath(conversationId), body: {text}, ...options});
      const sent = messageFromWire(answer, conversationId);
      // It may be on its way all the same: the answer just does not say so.
      if (!sent) throw new ConversationError('decode', {adapter: ADAPTER, outcomeUnknown: true, raw: answer});
      return {...sent, direction: 'outbound', status: sent.status === 'received' ? 'sent' : sent.status};
    },

    subscribe: (listener) => news.subscribe(listener),

    receiveWebhook(payload) {
      const events = eventsIn(payload);
      news.tell(...events);
      return events;
    },
  };
}

const lettersPath = (conversationId: string): string => `/threads/${pathSegment(conversationId, ADAPTER)}/letters`;

function eventsIn(payload: unknown): readonly AdapterEvent[] {
  const {event, letter} = fieldsOf<WireEvent>(payload);
  const conversationId = idOf(fieldsOf<WireLetter>(letter).thread_id);
  const message = conversationId === undefined ? undefined : messageFromWire(letter, conversationId);
  if (!message) return [];
  if (event === 'letter.arrived') return [{type: 'message-created', message}];
  return event === 'letter.landed' ? [{type: 'message-updated', message}] : [];
}
