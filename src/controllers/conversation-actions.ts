import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {StartForm, StartRequest} from '../adapter/start-conversation.js';
import type {ContactDetails, MetadataEdit} from '../model/contact-details.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import type {OwnEndpoint} from '../model/participant.js';
import type {InboxStore} from '../store/inbox-store.js';

/**
 * What can be done to a conversation besides reading and replying, as far as the adapter can. Everything throws
 * `ConversationError`; nothing is shown as done before the provider said so.
 */
export class ConversationActions {
  private endpoints: Promise<readonly OwnEndpoint[]> | undefined;

  constructor(
    private readonly adapter: MessagingAdapter,
    private readonly results: Pick<InboxStore, 'adopt' | 'forget'>,
  ) {}

  async setArchived(conversationId: string, archived: boolean): Promise<void> {
    await this.changed(this.adapter.setArchived?.(conversationId, archived));
  }

  async setStarred(conversationId: string, starred: boolean): Promise<void> {
    await this.changed(this.adapter.setStarred?.(conversationId, starred));
  }

  async setClosed(conversationId: string, closed: boolean): Promise<void> {
    await this.changed(this.adapter.setClosed?.(conversationId, closed));
  }

  /** For ever: ask the user first. */
  async delete(conversationId: string): Promise<void> {
    await (this.adapter.deleteConversation?.(conversationId) ?? this.missing());
    this.results.forget(conversationId);
  }

  async describeStart(): Promise<StartForm> {
    return this.adapter.describeStart?.() ?? this.missing();
  }

  async start(request: StartRequest): Promise<Conversation> {
    return this.changed(this.adapter.startConversation?.(request));
  }

  async contact(conversationId: string, signal?: AbortSignal): Promise<ContactDetails> {
    return this.adapter.getContact?.(conversationId, signal ? {signal} : {}) ?? this.missing();
  }

  async updateMetadata(conversationId: string, edit: MetadataEdit): Promise<Conversation> {
    return this.changed(this.adapter.updateMetadata?.(conversationId, edit));
  }

  /** Our own numbers; asked for once, and again after a failure. */
  ownEndpoints(): Promise<readonly OwnEndpoint[]> {
    this.endpoints ??= (this.adapter.listOwnEndpoints?.() ?? Promise.resolve([])).catch((thrown: unknown) => {
      this.endpoints = undefined;
      throw ConversationError.from(thrown);
    });
    return this.endpoints;
  }

  private async changed(work: Promise<Conversation> | undefined): Promise<Conversation> {
    const conversation = await (work ?? this.missing());
    this.results.adopt(conversation);
    return conversation;
  }

  private missing(): never {
    throw new ConversationError('unsupported', {adapter: this.adapter.name});
  }
}

const known = new WeakMap<InboxStore, ConversationActions>();

/** What can be done to the conversations of a store. */
export function actionsOf(store: InboxStore): ConversationActions {
  const actions = known.get(store) ?? new ConversationActions(store.adapter, store);
  known.set(store, actions);
  return actions;
}
