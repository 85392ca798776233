import type {MessagingAdapter, RequestOptions} from '../adapter/messaging-adapter.js';
import type {MessageTemplate, StartForm, StartRequest} from '../adapter/start-conversation.js';
import type {ContactDetails, MetadataEdit} from '../model/contact-details.js';
import {pairOf, type ConsentPair} from '../model/consent-pair.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import type {OwnEndpoint} from '../model/participant.js';
import type {News} from './ingest.js';
import type {ReadTicket} from './known-conversations.js';

/** What actions need of the rest of the store. */
export interface ActionSurroundings {
  readonly take: (news: News) => void;
  readonly beginRead: () => ReadTicket;
  readonly addressOf: (contactId: string) => string | undefined;
  /** Why nothing may be sent between the two now, if so. */
  readonly refusalOf: (pair: ConsentPair) => ConversationError | undefined;
}

/**
 * What can be done to conversations besides reading and replying, as far as the adapter can. Everything throws
 * `ConversationError`; nothing counts as done before the provider said so.
 */
export class ConversationActions {
  readonly #adapter: MessagingAdapter;
  readonly #around: ActionSurroundings;
  #endpoints: Promise<readonly OwnEndpoint[]> | undefined;
  #knownEndpoints: readonly OwnEndpoint[] = [];
  #form: StartForm | undefined;

  constructor(adapter: MessagingAdapter, around: ActionSurroundings) {
    this.#adapter = adapter;
    this.#around = around;
  }

  setArchived(conversationId: string, archived: boolean): Promise<Conversation> {
    return this.#changed(this.#adapter.setArchived?.(conversationId, archived));
  }

  setStarred(conversationId: string, starred: boolean): Promise<Conversation> {
    return this.#changed(this.#adapter.setStarred?.(conversationId, starred));
  }

  setClosed(conversationId: string, closed: boolean): Promise<Conversation> {
    return this.#changed(this.#adapter.setClosed?.(conversationId, closed));
  }

  /** For ever: ask the user first. */
  async delete(conversationId: string): Promise<void> {
    await (this.#adapter.deleteConversation?.(conversationId) ?? this.#missing());
    this.#around.take({from: 'answer', removedConversationId: conversationId});
  }

  /** What a form for a new conversation has to ask. */
  async describeStart(): Promise<StartForm> {
    this.#form = await (this.#adapter.describeStart?.() ?? this.#missing());
    return this.#form;
  }

  /**
   * Starts a conversation, or finds the one there is. Consent is asked before anything leaves: a contact who opted out
   * cannot be reached by writing the number anew.
   *
   * @throws ConversationError of kind `opted-out` when the contact opted out of the number it would leave from
   */
  async start(request: StartRequest): Promise<Conversation> {
    const pair = this.#pairOf(request);
    const beforeLeave = (): void => {
      const refusal = pair && this.#around.refusalOf(pair);
      if (refusal) throw refusal;
    };
    beforeLeave();
    try {
      return await this.#changed(this.#adapter.startConversation?.(request, {beforeLeave}));
    } catch (thrown) {
      const error = ConversationError.from(thrown, 'server', true);
      if (error.kind === 'opted-out' && pair) this.#around.take({from: 'answer', refusedPair: pair});
      throw error;
    }
  }

  /** What may be sent in a conversation instead of free text. */
  async templates(conversationId: string): Promise<readonly MessageTemplate[]> {
    return this.#adapter.listTemplates?.(conversationId) ?? this.#missing();
  }

  async contact(conversationId: string, signal?: AbortSignal): Promise<ContactDetails> {
    return this.#adapter.getContact?.(conversationId, signal ? {signal} : {}) ?? this.#missing();
  }

  updateMetadata(conversationId: string, edit: MetadataEdit): Promise<Conversation> {
    return this.#changed(this.#adapter.updateMetadata?.(conversationId, edit));
  }

  /** Our own numbers; asked for once, and again after a failure. */
  ownEndpoints(): Promise<readonly OwnEndpoint[]> {
    this.#endpoints ??= this.#readEndpoints().catch((thrown: unknown) => {
      this.#endpoints = undefined;
      throw ConversationError.from(thrown);
    });
    return this.#endpoints;
  }

  /** One of our own numbers by its id, with its address where that has been read. */
  endpoint(id: string): OwnEndpoint {
    return this.#knownEndpoints.find((endpoint) => endpoint.id === id) ?? {id};
  }

  async #readEndpoints(options?: RequestOptions): Promise<readonly OwnEndpoint[]> {
    this.#knownEndpoints = (await this.#adapter.listOwnEndpoints?.(options)) ?? [];
    return this.#knownEndpoints;
  }

  #pairOf({recipient, ownEndpointId}: StartRequest): ConsentPair | undefined {
    const own = ownEndpointId === undefined ? undefined : this.endpoint(ownEndpointId);
    if (recipient.kind === 'group') return undefined;
    if (recipient.kind === 'address') return pairOf(own, recipient.value);
    const chosen = this.#form?.recipients?.find(({id}) => id === recipient.value);
    const address = chosen?.address ?? this.#around.addressOf(recipient.value);
    return address === undefined ? undefined : pairOf(own, address);
  }

  async #changed(work: Promise<Conversation> | undefined): Promise<Conversation> {
    const ticket = this.#around.beginRead();
    const conversation = await (work ?? this.#missing());
    this.#around.take({from: 'answer', conversation, ticket});
    return conversation;
  }

  #missing(): never {
    throw new ConversationError('unsupported', {adapter: this.#adapter.name});
  }
}
