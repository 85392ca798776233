import type {MessagingAdapter, RequestOptions} from '../adapter/messaging-adapter.js';
import {fieldsOf, idOf} from '../adapter/toolkit/fields.js';
import type {MessageTemplate, StartForm, StartRequest} from '../adapter/start-conversation.js';
import {mergeMetadata, type ContactDetails, type MetadataEdit} from '../model/contact-details.js';
import {pairOf, type ConsentPair} from '../model/consent-pair.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import type {OwnEndpoint} from '../model/participant.js';
import type {News} from './news.js';
import type {ReadTicket} from './known-conversations.js';
import {unknownConversation} from './reader.js';

/** What actions need of the rest of the store. */
export interface ActionSurroundings {
  readonly take: (news: News) => void;
  readonly beginRead: () => ReadTicket;
  readonly conversation: (conversationId: string) => Conversation | undefined;
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
  #form: (StartForm & {readonly ticket: ReadTicket}) | undefined;

  constructor(adapter: MessagingAdapter, around: ActionSurroundings) {
    this.#adapter = adapter;
    this.#around = around;
  }

  setArchived(conversationId: string, archived: boolean): Promise<Conversation> {
    const change = {status: archived ? 'archived' : 'active'} as const;
    return this.#changed(conversationId, change, () => this.#adapter.setArchived?.(conversationId, archived));
  }

  setStarred(conversationId: string, starred: boolean): Promise<Conversation> {
    return this.#changed(conversationId, {starred}, () => this.#adapter.setStarred?.(conversationId, starred));
  }

  setClosed(conversationId: string, closed: boolean): Promise<Conversation> {
    const change = {status: closed ? 'closed' : 'active'} as const;
    return this.#changed(conversationId, change, () => this.#adapter.setClosed?.(conversationId, closed));
  }

  /** For ever: ask the user first. */
  async delete(conversationId: string): Promise<void> {
    await (this.#adapter.deleteConversation?.(conversationId) ?? this.#missing());
    this.#around.take({from: 'answer', removedConversationId: conversationId});
  }

  /** What a form for a new conversation has to ask. */
  async describeStart(): Promise<StartForm> {
    const ticket = this.#around.beginRead();
    const form = await (this.#adapter.describeStart?.() ?? this.#missing());
    // One that was asked for later is there already.
    if (ticket > (this.#form?.ticket ?? 0)) this.#form = {...form, ticket};
    return form;
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
      return await this.#changed(undefined, {}, () => this.#adapter.startConversation?.(request, {beforeLeave}));
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
    const change = {metadata: mergeMetadata(edit.base, edit).metadata};
    return this.#changed(conversationId, change, () => this.#adapter.updateMetadata?.(conversationId, edit));
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

  /** Forgets what it was told, as when the user signs out. */
  clear(): void {
    this.#form = undefined;
    this.#endpoints = undefined;
    this.#knownEndpoints = [];
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

  /**
   * @param conversationId absent while nobody knows it
   * @param change what was asked for: done where the answer says nothing of the conversation
   */
  async #changed(
    conversationId: string | undefined,
    change: Partial<Conversation>,
    ask: () => Promise<Conversation | undefined> | undefined,
  ): Promise<Conversation> {
    const ticket = this.#around.beginRead();
    const answer = await (ask() ?? this.#missing());
    const id = idOf(fieldsOf<Conversation>(answer).id) ?? conversationId;
    if (id === undefined) {
      const message = 'The answer does not say which conversation it is about.';
      throw new ConversationError('decode', {adapter: this.#adapter.name, message, outcomeUnknown: true});
    }
    const asked = Object.keys(change) as (keyof Conversation)[];
    this.#around.take({from: 'answer', conversation: {...change, ...answer, id}, ticket, asked});
    return this.#around.conversation(id) ?? unknownConversation(id);
  }

  #missing(): never {
    throw new ConversationError('unsupported', {adapter: this.#adapter.name});
  }
}
