import {fieldsOf, flagOf} from '../../adapter/toolkit/fields.js';
import {createHttpClient, type HttpClient} from '../../adapter/http.js';
import type {AdapterEvent} from '../../adapter/adapter-event.js';
import type {Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {ContactBook} from './contact-book.js';
import {readAgentPhoneError} from './errors.js';
import {KnownConversations} from './known-conversations.js';
import {contactFromWire} from './map-contact.js';
import {conversationFromWire} from './map-conversation.js';
import type {AgentPhoneAdapterOptions} from './options.js';
import type {WireList} from './wire.js';

export const DEFAULT_BASE_URL = 'https://api.agentphone.to';

/** The largest page of contacts and numbers. [Inference] from the conversations' own limit. */
const PAGE = 100;
/** The most pages of contacts or numbers that are read. */
const MOST_PAGES = 20;

/** What the methods of one adapter share. */
export class Session {
  readonly request: HttpClient;
  readonly known = new KnownConversations();
  /** Absent when names are not wanted. */
  readonly contacts: ContactBook | undefined;
  readonly #listeners = new Set<(event: AdapterEvent) => void>();

  constructor(options: AgentPhoneAdapterOptions) {
    const {subAccountId, baseUrl = DEFAULT_BASE_URL, contactNames = true} = options;
    this.request = createHttpClient({
      ...options,
      baseUrl,
      adapter: 'agentphone',
      fixedHeaders: subAccountId === undefined ? {} : {'x-sub-account-id': subAccountId},
      readError: readAgentPhoneError,
    });
    this.contacts = contactNames
      ? new ContactBook({
          read: async () => (await this.readAll('/v1/contacts', {limit: PAGE})).map(contactFromWire),
          onNews: () => this.report({type: 'conversations-invalidated'}),
        })
      : undefined;
  }

  listen(listener: (event: AdapterEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  report(...events: readonly AdapterEvent[]): void {
    for (const event of events) {
      for (const listener of [...this.#listeners]) listener(event);
    }
  }

  /** Takes in a conversation as the provider writes it. @throws ConversationError of kind `decode` without an id */
  conversation(value: unknown): Conversation {
    const conversation = this.conversationIn(value);
    if (conversation) return conversation;
    throw new ConversationError('decode', {
      adapter: 'agentphone',
      message: 'The answer is no conversation.',
      raw: value,
    });
  }

  conversationIn(value: unknown): Conversation | undefined {
    this.known.learn(value);
    return conversationFromWire(value, {nameOf: this.contacts?.nameOf, channelOf: this.known.channelOf});
  }

  /** Every entry of an offset list. */
  async readAll(path: string, query: Readonly<Record<string, string | number>>, signal?: AbortSignal) {
    const all: unknown[] = [];
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.request({method: 'GET', path, query: {...query, offset: all.length}, signal});
      const {data, hasMore} = fieldsOf<WireList<unknown>>(answer);
      if (!Array.isArray(data)) {
        throw new ConversationError('decode', {adapter: 'agentphone', message: 'The answer is no list.', raw: answer});
      }
      all.push(...(data as unknown[]));
      if (data.length === 0 || flagOf(hasMore) !== true) break;
    }
    return all;
  }
}
