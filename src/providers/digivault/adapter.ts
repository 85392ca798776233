import {overGateway} from '../../adapter/gateway/over-gateway.js';
import {CONTRACT_VERSION, type MessagingAdapter} from '../../adapter/messaging-adapter.js';
import type {PollingOptions} from '../../adapter/polling.js';
import {REAL_CLOCK} from '../../adapter/toolkit/index.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import {createApi, DEFAULT_BASE_URL} from './api.js';
import {
  deleteConversation,
  describeStart,
  getContact,
  getConversation,
  listConversations,
  setArchived,
  startConversation,
} from './conversations.js';
import {ADAPTER} from './errors.js';
import {createEventReader} from './events.js';
import {MessageHistories} from './history.js';
import {Inbox} from './inbox.js';
import {deleteMessage, listMessages, MAXIMUM_ATTACHMENTS, readNewest, sendMessage} from './messages.js';
import type {DigivaultAdapterOptions} from './options.js';

/**
 * Chosen so that looking leaves two thirds of the 100 requests a minute to the user and to names. The list, up to a
 * thousand conversations, is at most 11 requests, twice a minute; a thread is one request, 7 or 8 times a minute.
 */
const POLLING: PollingOptions = {conversations: 30_000, messages: 8000};
const DEFAULT_PAGE_SIZE = 50;
const NAMES_WITHIN = 1500;
const REMEMBERED_NAMES = 5000;
const PREVIEWS = 12;

const CAPABILITIES: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  // The provider has no filters: what it says about each conversation is filtered here.
  filterUnread: 'derived',
  searchConversations: 'derived',
  // Archived conversations come with the list, and `archived_at` tells them apart.
  includeArchived: 'native',
  // `last_opened_at` has no documented way to be written. Unread itself is worked out, and never a count.
  markRead: 'local',
  messageHistory: 'native',
  messageDirections: 'native',
  // `starting_after` and `ending_before` take any message; a moment is looked for from the nearest one that is known.
  newerMessages: 'native',
  messagesAround: 'native',
  // `read_at`. There is nothing between sent and read, so delivery status is left off.
  readReceipts: 'native',
  sendText: 'native',
  sendMedia: 'native',
  maximumAttachments: MAXIMUM_ATTACHMENTS,
  startConversation: 'native',
  archiveConversation: 'native',
  deleteConversation: 'native',
  deleteMessage: 'native',
  contactDetails: 'native',
  liveUpdates: 'derived',
};

/** An adapter for the conversations API of DigiVault. */
export const createDigivaultAdapter = (options: DigivaultAdapterOptions = {}): MessagingAdapter =>
  overGateway(ADAPTER, options, connect);

function connect(options: DigivaultAdapterOptions): MessagingAdapter {
  const {pageSize = DEFAULT_PAGE_SIZE, clock = REAL_CLOCK, attachmentToWire = (url: string) => url} = options;
  const api = createApi({...options, clock});
  const {conversations = POLLING.conversations, messages = POLLING.messages, idleFactor} = options.polling ?? {};
  const inbox: Inbox = new Inbox({
    api,
    clock,
    polling: {conversations, messages, idleFactor},
    previews: options.previews ?? PREVIEWS,
    readNewest: (conversationId, signal) => readNewest(api, inbox, conversationId, signal),
    ownContactId: options.ownContactId,
    rememberedNames: options.rememberedNames ?? REMEMBERED_NAMES,
    namesWithin: options.namesWithin ?? NAMES_WITHIN,
  });
  const histories = new MessageHistories(api);
  const readEvent = createEventReader(inbox);
  return {
    contractVersion: CONTRACT_VERSION,
    id: `digivault:${options.accountId ?? options.baseUrl ?? DEFAULT_BASE_URL}`,
    name: 'DigiVault',
    capabilities: CAPABILITIES,
    listConversations: (query, request) => listConversations(api, inbox, query, request),
    getConversation: (conversationId, request) => getConversation(api, inbox, conversationId, request),
    listMessages: (query, request) => listMessages(api, inbox, histories, query, {...request, usual: pageSize}),
    sendMessage: (message, request) => sendMessage(api, inbox, message, attachmentToWire, request),
    setArchived: (conversationId, archived, request) =>
      setArchived(api, inbox, conversationId, archived ? clock.now() : null, request),
    async deleteConversation(conversationId, request) {
      await deleteConversation(api, inbox, conversationId, request);
      histories.forget(conversationId);
    },
    async deleteMessage(conversationId, messageId, request) {
      await deleteMessage(api, messageId, request);
      inbox.forgetMessage(conversationId, messageId);
      histories.forgetMessage(conversationId, messageId);
    },
    describeStart: (request) => describeStart(api, inbox, request),
    startConversation: (start, request) => startConversation(api, inbox, start, request),
    getContact: (conversationId, request) => getContact(api, inbox, conversationId, request),
    subscribe: (listener) => inbox.subscribe(listener),
    receiveWebhook(payload) {
      const events = readEvent(payload);
      events.forEach((event) => inbox.tell(event));
      return events;
    },
  };
}
