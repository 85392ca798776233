import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {createHttpClient} from '../../adapter/http.js';
import {CONTRACT_VERSION, type MessagingAdapter, type RequestOptions} from '../../adapter/messaging-adapter.js';
import {subscribeByPolling} from '../../adapter/polling.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import {mergeMetadata, type MetadataEdit} from '../../model/contact-details.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {Conversations, pathSegment} from './conversations.js';
import {readBirdError} from './errors.js';
import {decodeBirdEvent} from './events.js';
import {createListReader} from './list-reader.js';
import {messageFromWire} from './map-message.js';
import {MOST_MEDIA, newReference} from './new-message.js';
import type {BirdAdapterOptions} from './options.js';
import {Sending} from './sending.js';
import {newConversationToWire, startFormOf} from './start.js';
import {birdInstantOf} from './times.js';
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
  // The `attributes` of a conversation.
  editMetadata: 'native',
  // Webhooks reach a server; a page polls, or is handed what the server got.
  liveUpdates: 'derived',
};

const SENDING: Partial<Capabilities> = {sendText: 'native', sendMedia: 'native', maximumAttachments: MOST_MEDIA};

/**
 * An adapter for the Conversations API of Bird.
 *
 * @throws ConversationError of kind `validation` without a workspace id
 */
export function createBirdAdapter(options: BirdAdapterOptions): MessagingAdapter {
  const {workspaceId, participantId, channels = [], baseUrl = DEFAULT_BASE_URL, pageSize = DEFAULT_PAGE_SIZE} = options;
  if (!workspaceId) {
    throw new ConversationError('validation', {
      adapter: 'bird',
      field: 'workspaceId',
      message: 'Bird needs workspaceId.',
    });
  }
  const {conversations: listInterval = 10_000, messages: messagesInterval = 4000, idleFactor} = options.polling ?? {};
  const request = createHttpClient({...options, baseUrl, adapter: 'bird', readError: readBirdError});
  const context = {...(participantId !== undefined && {selfId: participantId}), channels};
  const conversations = new Conversations(request, `/workspaces/${pathSegment(workspaceId)}`, context);
  const readMessages = createListReader(request, (entry) => [birdInstantOf(fieldsOf<WireMessage>(entry).createdAt)]);
  const sending = new Sending(request, conversations, readMessages, participantId);
  const listeners = new Set<(event: AdapterEvent) => void>();

  async function updateMetadata(
    conversationId: string,
    edit: MetadataEdit,
    requestOptions?: RequestOptions,
  ): Promise<Conversation> {
    const {metadata: current = {}} = await conversations.get(conversationId, requestOptions);
    const {metadata, conflicts} = mergeMetadata(current, edit);
    const [field] = conflicts;
    if (field !== undefined) {
      const message = 'Somebody else has changed this meanwhile.';
      throw new ConversationError('conflict', {adapter: 'bird', field, message, raw: current});
    }
    // Whether attributes that are left out stay or go is not documented; `null` means none either way [Inference].
    const removed = Object.keys(edit.changes).filter((key) => edit.changes[key] === undefined);
    const attributes = {...metadata, ...Object.fromEntries(removed.map((key) => [key, null]))};
    return conversations.change(conversationId, {attributes}, requestOptions);
  }

  return {
    contractVersion: CONTRACT_VERSION,
    id: `bird:${workspaceId}`,
    name: 'Bird',
    capabilities: {
      ...READING,
      ...(participantId !== undefined && SENDING),
      startConversation: channels.length > 0 ? 'native' : 'none',
    },

    listConversations: (query, requestOptions = {}) =>
      conversations.list({...query, limit: query.limit ?? pageSize}, requestOptions),

    async listMessages({conversationId, cursor, limit = pageSize}, {signal} = {}) {
      const path = `${conversations.path(conversationId)}/messages`;
      const {entries, next} = await readMessages({path, limit, cursor, signal});
      const messages = entries.flatMap((entry) => messageFromWire(entry, conversationId, participantId) ?? []);
      return {messages: messages.reverse(), ...(next !== undefined && {older: next})};
    },

    sendMessage: (message, requestOptions) => sending.send(message, requestOptions),
    getConversation: (conversationId, requestOptions) => conversations.get(conversationId, requestOptions),
    setClosed: (conversationId, closed, requestOptions) =>
      conversations.change(conversationId, {status: closed ? 'closed' : 'active'}, requestOptions),
    deleteConversation: (conversationId, requestOptions) => conversations.remove(conversationId, requestOptions),
    updateMetadata,

    ...(channels.length > 0 && {
      describeStart: async () => startFormOf(options),
      startConversation: async (start, requestOptions) =>
        conversations.create(newConversationToWire(start, options, newReference()), requestOptions),
    }),

    subscribe(listener) {
      listeners.add(listener);
      const polling = subscribeByPolling(listener, {
        conversations: listInterval,
        messages: messagesInterval,
        idleFactor,
      });
      return {
        ...polling,
        close() {
          listeners.delete(listener);
          polling.close();
        },
      };
    },

    receiveWebhook(payload) {
      const events = decodeBirdEvent(payload, context).map((event): AdapterEvent =>
        event.type === 'conversation-updated'
          ? {...event, conversation: conversations.take(event.conversation)}
          : event,
      );
      for (const event of events) [...listeners].forEach((listener) => listener(event));
      return events;
    },
  };
}
