import {overGateway} from '../../adapter/gateway/over-gateway.js';
import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {createHttpClient} from '../../adapter/http.js';
import {
  CONTRACT_VERSION,
  type MessagingAdapter,
  type OutgoingMessage,
  type RequestOptions,
  type SendOption,
} from '../../adapter/messaging-adapter.js';
import type {Recipient, StartForm, StartRequest} from '../../adapter/start-conversation.js';
import {editedMetadata} from '../../adapter/toolkit/change-answer.js';
import {DetailsLoader} from '../../adapter/toolkit/details-loader.js';
import {LiveNews} from '../../adapter/toolkit/live-news.js';
import {assertId} from '../../adapter/toolkit/paths.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {ContactDetails, MetadataEdit} from '../../model/contact-details.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {compareMessages} from '../../model/sort-messages.js';
import type {Message} from '../../model/message.js';
import {reportThrown} from '../../util/report-thrown.js';
import {startTimer} from '../../util/timer.js';
import {readSurgeError, refusal, surgeError, undecodable} from './errors.js';
import {AccountFeed} from './feed.js';
import {AccountKnowledge} from './knowledge.js';
import {liveNewsOptions, takeWebhook, updatesOf} from './live.js';
import {messageFromWire, withDirection, type MessageContext} from './mapping.js';
import type {SurgeAdapterOptions} from './options.js';
import {listFromMessages, threadFromMessages, type ReadingOptions} from './reading.js';
import {FARTHEST_SEND, newContactToWire, replyToWire, startToWire, stringsOf, surgeRequests} from './requests.js';
import type {WireContactParameters, WireMessage, WireSend} from './wire.js';

/**
 * What can be done with an account. The document has no way to archive, star, delete, mark as read, or search, and
 * neither it nor any client has a list of conversations.
 */
function capabilitiesOf({documentedOnly, webhooks, statusInAnswers}: SurgeAdapterOptions): Capabilities {
  const hearsEvents = webhooks === true || documentedOnly === true;
  return {
    ...NO_CAPABILITIES,
    // Grouped from the account's messages.
    listConversations: documentedOnly ? 'none' : 'derived',
    messageHistory: documentedOnly ? 'local' : 'derived',
    // A history does not say who wrote. Events do, of what they told; sends do, of what left from here.
    messageDirections: hearsEvents ? 'derived' : 'none',
    searchConversations: 'derived',
    includeArchived: statusInAnswers && !documentedOnly ? 'derived' : 'none',
    // Only events tell which way a message went.
    filterUnread: hearsEvents ? 'local' : 'none',
    filterNeedsReply: hearsEvents ? 'derived' : 'none',
    markRead: 'local',
    // From events, which name the contact and not the thread, from refused sends, and from keywords.
    consent: statusInAnswers ? 'native' : 'derived',
    deliveryStatus: hearsEvents ? 'native' : 'none',
    sendText: 'native',
    sendMedia: 'native',
    // A limit is documented nowhere; ten is what carriers pass on.
    maximumAttachments: 10,
    startConversation: 'native',
    chooseOwnEndpoint: documentedOnly ? 'none' : 'native',
    editMetadata: documentedOnly ? 'none' : 'native',
    contactDetails: documentedOnly ? 'none' : 'native',
    liveUpdates: hearsEvents ? 'native' : 'derived',
  };
}

/** The client's; the document has none. */
const SEND_OPTIONS: readonly SendOption[] = [
  {name: 'sendAt', kind: 'time', latest: FARTHEST_SEND},
  {name: 'linkShortening', kind: 'choice', choices: ['enabled', 'disabled'], default: 'enabled'},
];

/** The contract, and what Surge has besides. */
export interface SurgeAdapter extends MessagingAdapter {
  /**
   * Creates a contact, to attach names and metadata before the first message.
   *
   * @throws ConversationError
   */
  createContact(contact: WireContactParameters, options?: RequestOptions): Promise<ContactDetails>;
}

/** The contacts of listed threads that came without a name. */
const namelessContacts = (conversations: readonly Conversation[]): string[] =>
  conversations.flatMap((conversation) => {
    const {id, name} = contactOf(conversation) ?? {};
    return id === undefined || name !== undefined ? [] : [id];
  });

/** An adapter for one account of Surge. It keeps what it learns of the account for as long as it lives. */
export const createSurgeAdapter = (options: SurgeAdapterOptions): SurgeAdapter =>
  overGateway('surge', options, connect, {whileLive: capabilitiesOf({...options, webhooks: true})});

function connect(options: SurgeAdapterOptions): SurgeAdapter {
  const {accountId, baseUrl = 'https://api.surge.app', documentedOnly = false, pagesPerCall = 5} = options;
  const request = createHttpClient({...options, baseUrl, adapter: 'surge', readError: readSurgeError});
  const requests = surgeRequests(request, accountId);
  const knowledge: AccountKnowledge = new AccountKnowledge(keepLater(options.knowledge, () => knowledge.write()));
  const recalled = recall(options.knowledge, (text) => knowledge.read(text));
  const news = new LiveNews(liveNewsOptions(options));
  const context: MessageContext = {...(options.attachmentUrl && {attachmentUrl: options.attachmentUrl})};
  const feed = new AccountFeed({
    ...options,
    read: requests.listMessages,
    onEntry: (entry) => knowledge.noteConversation(fieldsOf<WireMessage>(entry).conversation),
  });
  // A conversation may carry no more of its contact than id and number.
  const names = new DetailsLoader<ContactDetails>({
    load: (id, {signal}) => requests.getContact(id, signal),
    onSettled: (ids) => {
      const touched = [...ids].flatMap((id) => knowledge.noteContact(names.get(id)?.raw));
      news.tell(...updatesOf(touched, knowledge));
    },
    onProgress: (remaining) => news.tell({type: 'details-progress', remaining}),
  });
  const reading = (signal: AbortSignal | undefined): ReadingOptions => ({
    ...{feed, knowledge, pagesPerCall, context},
    ...(signal && {signal}),
  });

  async function findConversation(conversationId: string, {signal}: RequestOptions = {}): Promise<Conversation> {
    if (signal?.aborted) throw surgeError('aborted', {cause: signal.reason});
    assertId(conversationId, 'surge');
    await recalled;
    if (documentedOnly) return knowledge.bareConversation(conversationId);
    const {messages, older} = await threadFromMessages({conversationId, limit: 1}, reading(signal));
    const [last] = messages.slice(-1);
    if (last) knowledge.noteLast(last);
    const known = knowledge.conversation(conversationId);
    // A thread that was not met may still be further back than was looked.
    if (!known && older === undefined) {
      throw surgeError('not-found', {message: 'No message of this conversation exists.'});
    }
    return known ?? knowledge.bareConversation(conversationId);
  }

  /** Sends, and takes in what the answer tells: the message went out, and its thread is open. */
  async function send(body: WireSend, conversationId: string | undefined, options: RequestOptions) {
    const answer = await requests.sendMessage(body, options);
    const taken = messageFromWire(answer, {...context, ...(conversationId !== undefined && {conversationId})});
    if (!taken) {
      throw undecodable('The answer names no message, so it is not known whether it was sent.', answer, true);
    }
    // A reply is in the thread it was written in, whatever its answer says.
    const isReply = body.conversation !== undefined && 'id' in body.conversation;
    const threadId = isReply && conversationId !== undefined ? conversationId : taken.conversationId;
    const before = knowledge.conversation(threadId);
    if (threadId === taken.conversationId) knowledge.noteConversation(fieldsOf<WireMessage>(answer).conversation);
    const message = knowledge.learnMessage({
      ...withDirection(taken, 'outbound'),
      conversationId: threadId,
      text: taken.text ?? body.body ?? null,
      status: body.send_at === undefined ? 'accepted' : 'scheduled',
      ...(body.send_at !== undefined && {scheduledFor: Date.parse(body.send_at)}),
    });
    knowledge.noteSent(threadId);
    const after = knowledge.conversation(threadId);
    const isOpened = before?.status !== after?.status || before?.consent.state !== after?.consent.state;
    if (isOpened) news.tell(...updatesOf([threadId], knowledge));
    return message;
  }

  async function sendMessage(message: OutgoingMessage, options: RequestOptions = {}): Promise<Message> {
    const {conversationId} = message;
    assertId(conversationId, 'surge');
    const body = replyToWire(message, knowledge.conversation(conversationId));
    try {
      return await send(body, conversationId, options);
    } catch (thrown) {
      // With a status, it is the provider's own word.
      const isAnswer = thrown instanceof ConversationError && thrown.status !== undefined;
      if (isAnswer && thrown.kind === 'opted-out') knowledge.noteRefusal(conversationId);
      throw thrown;
    }
  }

  async function startConversation(start: StartRequest, options: RequestOptions = {}): Promise<Conversation> {
    const {kind, value} = start.recipient;
    if (kind === 'group') throw refusal('recipient', 'Surge has no groups.');
    startToWire(start, value);
    const contact = kind === 'contact' ? await requests.getContact(value, options.signal) : undefined;
    const to = contact ? contact.address : value.trim();
    if (!to) throw refusal('recipient', 'A number to write to is needed.');
    const newContact = kind === 'address' ? newContactToWire(start, to) : undefined;
    if (newContact) await requests.createContact(newContact, options);
    const {conversationId} = await send(startToWire(start, to), undefined, options);
    return knowledge.bareConversation(conversationId);
  }

  async function describeStart({signal}: RequestOptions = {}): Promise<StartForm> {
    const common = {firstMessage: 'required', asksTitle: false, contactFields: START_FIELDS} as const;
    if (documentedOnly) return {recipientKinds: ['address'], ...common};
    const recipients = (await requests.listContacts(signal)).flatMap(({id, name, address}): Recipient[] =>
      id === undefined
        ? []
        : [{id, kind: 'contact', ...(name !== undefined && {name}), ...(address !== undefined && {address})}],
    );
    return {recipientKinds: ['address', 'contact'], recipients, ...common};
  }

  async function getContact(conversationId: string, options?: RequestOptions): Promise<ContactDetails> {
    const id = contactOf(await findConversation(conversationId, options))?.id;
    if (id === undefined) throw surgeError('contact-not-found', {message: 'The contact is not known yet.'});
    const contact = await requests.getContact(id, options?.signal);
    knowledge.noteContact(contact.raw);
    return contact;
  }

  /** Metadata are the contact's. That a change replaces all of them is inference, so all of them are written. */
  async function updateMetadata(
    conversationId: string,
    edit: MetadataEdit,
    options?: RequestOptions,
  ): Promise<Conversation> {
    const {id = '', address = '', metadata: current} = await getContact(conversationId, options);
    const metadata = editedMetadata(current, edit, 'surge');
    // The client's types require the number in every change.
    const change = {phone_number: address, metadata: stringsOf(metadata, 'metadata')};
    const {raw} = await requests.updateContact(id, change, options?.signal);
    knowledge.noteContact(raw);
    return knowledge.bareConversation(conversationId);
  }

  return {
    contractVersion: CONTRACT_VERSION,
    id: `surge:${accountId}`,
    name: 'Surge',
    capabilities: capabilitiesOf(options),
    sendOptions: SEND_OPTIONS,

    async listConversations(query, {signal} = {}) {
      await recalled;
      if (documentedOnly) return {items: knowledge.conversations(), incomplete: true};
      const page = await listFromMessages(query, reading(signal));
      if (news.isHeard) names.want(namelessContacts(page.items));
      return page;
    },
    // Whoever asks for one wants the provider's word, not what an earlier send was told.
    async getConversation(conversationId, requestOptions) {
      const found = await findConversation(conversationId, requestOptions);
      knowledge.forgetRefusal(conversationId);
      return knowledge.conversation(conversationId) ?? found;
    },
    async listMessages(query, {signal} = {}) {
      assertId(query.conversationId, 'surge');
      await recalled;
      if (!documentedOnly) return threadFromMessages(query, reading(signal));
      return {messages: knowledge.messagesOf(query.conversationId).sort(compareMessages)};
    },
    sendMessage,

    describeStart,
    startConversation,
    createContact: (contact, requestOptions = {}) => requests.createContact(contact, requestOptions),
    ...(!documentedOnly && {
      getContact,
      updateMetadata,
      listOwnEndpoints: ({signal}: RequestOptions = {}) => requests.listPhoneNumbers(signal),
    }),

    subscribe: (listener) => news.subscribe(listener),
    receiveWebhook(payload) {
      const events = takeWebhook(payload, knowledge, {accountId, ...context});
      news.tell(...events);
      return events;
    },
  };
}

const START_FIELDS: StartForm['contactFields'] = ['firstName', 'lastName', 'email', 'birthDate', 'metadata'];

const WRITE_PAUSE = 1000;

/** Writes what was heard a moment later, so that many webhooks at once are one writing. A store that fails harms nobody. */
function keepLater(store: SurgeAdapterOptions['knowledge'], write: () => string): () => void {
  let isPlanned = false;
  return () => {
    if (!store || isPlanned) return;
    isPlanned = true;
    startTimer(WRITE_PAUSE, () => {
      isPlanned = false;
      void Promise.resolve()
        .then(() => store.save(write()))
        .catch(reportThrown);
    });
  };
}

async function recall(store: SurgeAdapterOptions['knowledge'], read: (text: unknown) => void): Promise<void> {
  try {
    if (store) read(await store.load());
  } catch (thrown) {
    reportThrown(thrown);
  }
}
