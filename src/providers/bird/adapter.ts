import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {overGateway} from '../../adapter/gateway/over-gateway.js';
import {createHttpClient} from '../../adapter/http.js';
import {
  CONTRACT_VERSION,
  type MessagePage,
  type MessageQuery,
  type MessagingAdapter,
  type RequestOptions,
} from '../../adapter/messaging-adapter.js';
import {editedMetadata} from '../../adapter/toolkit/change-answer.js';
import {fieldsOf, instantOf} from '../../adapter/toolkit/fields.js';
import {LiveNews} from '../../adapter/toolkit/live-news.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {MetadataEdit} from '../../model/contact-details.js';
import type {Conversation} from '../../model/conversation.js';
import {templateOf, templatesFor} from './channel-rules.js';
import {Conversations} from './conversations.js';
import {ADAPTER, readBirdError, refusal} from './errors.js';
import {decodeBirdEvent} from './events.js';
import {createListReader} from './list-reader.js';
import type {ConversationContext} from './map-conversation.js';
import {messageFromWire} from './map-message.js';
import {MOST_MEDIA, newReference} from './new-message.js';
import type {BirdAdapterOptions} from './options.js';
import {ProviderClock} from './provider-clock.js';
import {Sending} from './sending.js';
import {newConversationToWire, startFormOf} from './start.js';
import type {WireMessage} from './wire.js';

const DEFAULT_BASE_URL = 'https://api.bird.com';
const DEFAULT_PAGE_SIZE = 50;

/** What the API offers. It knows no unread marks, stars, archive or consent. */
const READING: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  // What came in since this adapter began, and was not opened here.
  filterUnread: 'local',
  unreadCount: 'local',
  markRead: 'local',
  // Of the last message's sender.
  filterNeedsReply: 'derived',
  // The API finds exact identifiers on one channel only; names and parts of numbers are looked for in what is loaded.
  searchConversations: 'derived',
  messageHistory: 'native',
  messageDirections: 'native',
  deliveryStatus: 'native',
  closeConversation: 'native',
  deleteConversation: 'native',
  deleteMessage: 'native',
  // The `attributes` of a conversation.
  editMetadata: 'native',
  // Webhooks reach a server; a page polls, or is handed what the server got.
  liveUpdates: 'derived',
};

/** Bird lists channels and templates in other APIs, so the host names them. */
function capabilitiesOf({participantId, channels = [], templates = []}: BirdAdapterOptions): Capabilities {
  const sends = participantId !== undefined;
  return {
    ...READING,
    ...(sends && {sendText: 'native', replyToMessage: 'native', sendMedia: 'native', maximumAttachments: MOST_MEDIA}),
    ...(sends && templates.length > 0 && {sendTemplates: 'native'}),
    // A conversation stays on its channel.
    ...(channels.length > 0 && {startConversation: 'native', chooseOwnEndpoint: 'derived'}),
  };
}

/**
 * An adapter for the Conversations API of Bird.
 *
 * @throws ConversationError of kind `validation` without a workspace id
 */
export const createBirdAdapter = (options: BirdAdapterOptions): MessagingAdapter =>
  // Its webhooks are about conversations: how a message fares has to be looked for.
  overGateway(ADAPTER, options, connect, {tellsPart: true});

function connect(options: BirdAdapterOptions): MessagingAdapter {
  const {workspaceId, participantId, channels = [], templates = []} = options;
  const {baseUrl = DEFAULT_BASE_URL, pageSize = DEFAULT_PAGE_SIZE, polling = {}, now = Date.now} = options;
  if (!workspaceId) throw refusal('workspaceId', 'Bird needs workspaceId.');
  const clock = new ProviderClock(now);
  const fetch = clock.watching(options.fetch);
  const request = createHttpClient({...options, fetch, baseUrl, adapter: ADAPTER, readError: readBirdError});
  const context: ConversationContext = {
    ...(participantId !== undefined && {selfId: participantId}),
    ...{channels, templates},
    deviceAhead: (newest) => clock.deviceAhead(newest),
  };
  const conversations = new Conversations(request, workspaceId, context);
  const readPage = createListReader(request, (row) => [instantOf(fieldsOf<WireMessage>(row).createdAt)]);
  const news = new LiveNews({polling: {conversations: 10_000, messages: 4000, ...known(polling)}});

  async function listMessages(
    {conversationId, cursor, limit = pageSize}: MessageQuery,
    {signal}: RequestOptions = {},
  ): Promise<MessagePage> {
    const {items, unreadable, next} = await readPage({
      path: `${conversations.path(conversationId)}/messages`,
      what: 'messages',
      read: (row) => messageFromWire(row, {...context, conversationId}),
      idOf: ({id}) => id,
      limit,
      ...(cursor !== undefined && {cursor}),
      ...(signal && {signal}),
    });
    const messages = items.toReversed();
    const isWhole = cursor === undefined && next === undefined && unreadable === 0;
    const changed = conversations.learn(conversationId, messages, isWhole);
    if (changed) news.tell({type: 'conversation-updated', conversation: changed});
    return {messages, ...(next !== undefined && {older: next})};
  }

  const sending = new Sending({request, conversations, context, now, listMessages});

  async function updateMetadata(
    conversationId: string,
    edit: MetadataEdit,
    requestOptions?: RequestOptions,
  ): Promise<Conversation> {
    const {metadata: current = {}} = await conversations.get(conversationId, requestOptions);
    const metadata = editedMetadata(current, edit, ADAPTER);
    // Whether attributes that are left out stay or go is not documented; `null` means none either way [Inference].
    const removed = Object.keys(edit.changes).filter((key) => edit.changes[key] === undefined);
    const attributes = {...metadata, ...Object.fromEntries(removed.map((key) => [key, null]))};
    return conversations.change(conversationId, {attributes}, requestOptions);
  }

  return {
    contractVersion: CONTRACT_VERSION,
    id: `bird:${workspaceId}`,
    name: 'Bird',
    capabilities: capabilitiesOf(options),

    listConversations: (query, requestOptions = {}) =>
      conversations.list({...query, limit: query.limit ?? pageSize}, requestOptions),
    listMessages,
    sendMessage: (message, requestOptions) => sending.send(message, requestOptions),
    getConversation: (conversationId, requestOptions) => conversations.get(conversationId, requestOptions),
    setClosed: (conversationId, closed, requestOptions) =>
      conversations.change(conversationId, {status: closed ? 'closed' : 'active'}, requestOptions),
    deleteConversation: (conversationId, requestOptions) => conversations.remove(conversationId, requestOptions),
    deleteMessage: (conversationId, messageId, requestOptions) =>
      conversations.removeMessage(conversationId, messageId, requestOptions),
    updateMetadata,

    ...(templates.length > 0 && {
      async listTemplates(conversationId: string, requestOptions?: RequestOptions) {
        const channelId = await conversations.channelIdOf(conversationId, requestOptions);
        return templatesFor(templates, channelId).map(templateOf);
      },
    }),
    ...(channels.length > 0 && {
      listOwnEndpoints: async () => channels.map(({id, label}) => ({id, ...(label !== undefined && {label})})),
      describeStart: async () => startFormOf(options),
      startConversation: async (start, requestOptions) =>
        conversations.create(newConversationToWire(start, options, newReference()), requestOptions),
    }),

    subscribe: (listener) => news.subscribe(listener),
    receiveWebhook(payload) {
      const events = decodeBirdEvent(payload, context).map((event): AdapterEvent =>
        event.type === 'conversation-updated'
          ? {...event, conversation: conversations.take(event.conversation)}
          : event,
      );
      news.tell(...events);
      return events;
    },
  };
}

/** Without what was given as `undefined`. */
const known = (polling: Readonly<Record<string, number | undefined>>) =>
  Object.fromEntries(Object.entries(polling).filter(([, value]) => value !== undefined));
